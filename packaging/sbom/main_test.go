package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// written is the bill of this test program.
func written(t *testing.T) []byte {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "bill.json")
	if err := run([]string{program, file}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Everything that is linked in is on the bill, and only that.
func TestBillNamesEveryModule(t *testing.T) {
	var bill cdx.BOM
	if err := json.Unmarshal(written(t), &bill); err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	info, err := buildinfo.ReadFile(program)
	if err != nil || len(info.Deps) == 0 {
		t.Fatalf("%v, %d modules", err, len(info.Deps))
	}
	onBill := map[string]cdx.Component{}
	for _, c := range *bill.Components {
		onBill[c.Name] = c
	}
	if len(onBill) != len(info.Deps)+1 || "go"+onBill["std"].Version != info.GoVersion {
		t.Errorf("%d components for %d modules and %+v", len(onBill), len(info.Deps), onBill["std"])
	}
	for _, m := range info.Deps {
		c := onBill[m.Path]
		if c.Version != m.Version || !strings.HasPrefix(c.PackageURL, "pkg:golang/"+m.Path+"@v") || c.Hashes == nil {
			t.Errorf("%s %s is on the bill as %+v", m.Path, m.Version, c)
		}
	}
}

func TestBillIsTheSameEachTime(t *testing.T) {
	if !bytes.Equal(written(t), written(t)) {
		t.Error("two bills of one program differ")
	}
}

// The schema comes with the library.
func TestBillFitsItsSchema(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/CycloneDX/cyclonedx-go").Output()
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	const base = "http://cyclonedx.org/schema/"
	for _, name := range []string{"bom-1.6.schema.json", "spdx.schema.json", "jsf-0.82.schema.json"} {
		add(t, compiler, filepath.Join(strings.TrimSpace(string(dir)), "schema"), base+name)
	}
	schema, err := compiler.Compile(base + "bom-1.6.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	bill, err := jsonschema.UnmarshalJSON(bytes.NewReader(written(t)))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(bill); err != nil {
		t.Error(err)
	}
}

// add reads a schema from dir; the signatures' file is called .schemax.json there.
func add(t *testing.T, compiler *jsonschema.Compiler, dir, url string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, strings.TrimSuffix(filepath.Base(url), ".json")+"*.json"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%s: %q, %v", url, found, err)
	}
	file, err := os.Open(found[0])
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource(url, doc); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNoProgramIsRefused(t *testing.T) {
	for _, args := range [][]string{{"main.go", filepath.Join(t.TempDir(), "bill.json")}, {"one"}} {
		if err := run(args); err == nil {
			t.Errorf("%q is taken", args)
		}
	}
	if err := write(refusing{}, "p", &buildinfo.BuildInfo{}); err == nil {
		t.Error("a full disk goes unseen")
	}
}

type refusing struct{}

func (refusing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
