package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"floorwalker/metrics"
)

// Every key of the JSON, every column of the CSV and every knob is described.
func TestReportIsDocumented(t *testing.T) {
	doc := document(t, "docs/report.md")
	names := map[string]string{}
	for _, column := range append(reportColumnNames[:], "platform", "shop", "day", "final", "scope", "name", "figure") {
		names[column] = "column"
	}
	for _, key := range slices.Concat(figureNames(metrics.DefaultPolicy()), keysOf(metrics.DayReport{})) {
		names[key] = "figure"
	}
	for _, m := range regexp.MustCompile(`(?m)^\t"([a-z_]+)":`).FindAllStringSubmatch(document(t, "metrics/knobs.go"), -1) {
		names[m[1]] = "knob"
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[reportJSON](), reflect.TypeFor[metrics.Explanation](), reflect.TypeFor[dayTypes]()} {
		jsonKeys(typ, names)
	}
	for name, what := range names {
		if !strings.Contains(doc, "`"+name+"`") {
			t.Errorf("docs/report.md does not describe the %s %s", what, name)
		}
	}
}

// dayTypes is what a day writes into its JSON by hand.
type dayTypes struct{ metrics.DayReport }

// jsonKeys notes the keys of a type and of all within it.
func jsonKeys(typ reflect.Type, names map[string]string) {
	for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Map {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct {
		return
	}
	for i := range typ.NumField() {
		f := typ.Field(i)
		if key, _, _ := strings.Cut(f.Tag.Get("json"), ","); key != "" {
			names[key] = "key"
		}
		jsonKeys(f.Type, names)
	}
}

// The examples of docs/report.md: its first block of events is the file
// floor.ndjson, its first of JSON the file knobs.json, and each block of a
// console a command with what it prints.
func TestReportExamplesRun(t *testing.T) {
	t.Parallel()
	doc, dir := document(t, "docs/report.md"), t.TempDir()
	block := func(kind string) [][]string {
		return regexp.MustCompile("(?ms)^```"+kind+"\n(.*?)^```$").FindAllStringSubmatch(doc, -1)
	}
	for kind, name := range map[string]string{"ndjson": "floor.ndjson", "json": "knobs.json"} {
		found := block(kind)
		if len(found) == 0 {
			t.Fatalf("no block of %s", kind)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(found[0][1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	examples := block("console")
	if len(examples) < 3 {
		t.Fatalf("%d examples", len(examples))
	}
	for _, example := range examples {
		command, want, _ := strings.Cut(strings.TrimPrefix(example[1], "$ "), "\n")
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir, cmd.Env = dir, cleanEnv(dir)
		got, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v", command, err)
		}
		if s := strings.ReplaceAll(string(got), "\r", ""); s != want {
			t.Errorf("%s prints\n%s, the document says\n%s", command, s, want)
		}
	}
}
