package twin

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// specFile reads a file of the specification, which lies beside the
// repository; the test is skipped where there is none.
func specFile(t *testing.T, name string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Skip("no go.mod above the working directory: cannot find the specification")
		}
		dir = parent
	}
	path := filepath.Join(dir, "..", "shared", "spec", name)
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		t.Skipf("no specification at %s", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

type vector struct {
	Name   string
	Now    moment
	Config map[string]any
	Events []json.RawMessage
	Expect map[string]any
}

// TestVectors runs every worked example of the specification.
func TestVectors(t *testing.T) {
	var vectors []vector
	if err := json.Unmarshal(specFile(t, "vectors.json"), &vectors); err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			report, err := Report(rawLines(v.Events), int64(v.Now), v.Config)
			if err != nil {
				t.Fatal(err)
			}
			for path, want := range v.Expect {
				check(t, report, path, want)
			}
		})
	}
	t.Logf("%d vectors", len(vectors))
}

// TestReportExample compares with the whole printed report.
func TestReportExample(t *testing.T) {
	var example struct {
		Now    moment
		Events []json.RawMessage
		Report map[string]any
	}
	if err := json.Unmarshal(specFile(t, "report-example.json"), &example); err != nil {
		t.Fatal(err)
	}
	report, err := Report(rawLines(example.Events), int64(example.Now), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := roundTrip(t, report)
	if !reflect.DeepEqual(got, example.Report) {
		differences(t, "", got, example.Report)
	}
}

func rawLines(events []json.RawMessage) [][]byte {
	var out [][]byte
	for _, e := range events {
		out = append(out, e)
	}
	return out
}

func roundTrip(t *testing.T, v any) any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func differences(t *testing.T, path string, got, want any) {
	t.Helper()
	g, isMap := got.(map[string]any)
	w, wantMap := want.(map[string]any)
	if !isMap || !wantMap {
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: have %v, want %v", path, got, want)
		}
		return
	}
	for key := range w {
		if _, ok := g[key]; !ok {
			t.Errorf("%s.%s is missing", path, key)
			continue
		}
		differences(t, path+"."+key, g[key], w[key])
	}
	for key := range g {
		if _, ok := w[key]; !ok {
			t.Errorf("%s.%s is too much", path, key)
		}
	}
}

// check resolves a path of the notation explained at the top of metrics.md and
// compares what is there. A day or a person without a row has zeros.
func check(t *testing.T, report map[string]any, path string, want any) {
	t.Helper()
	got, found := resolve(report, path)
	if !found {
		if want != nil && want != 0.0 && want != "0/0" {
			t.Errorf("%s: nothing there, want %v", path, want)
		}
		return
	}
	switch value := got.(type) {
	case map[string]any:
		got = tallyText(value)
	case []any:
		got = waitingText(value)
	case int64:
		got = float64(value)
	}
	if g, ok := got.(float64); ok {
		if w, ok := want.(float64); ok && math.Abs(g-w) < 1e-6 {
			return
		}
	}
	if got != want {
		t.Errorf("%s: have %v, want %v", path, got, want)
	}
}

func resolve(report map[string]any, path string) (any, bool) {
	parts := strings.Split(path, ".")
	var at any
	for _, s := range report["shops"].(map[string]any) {
		at = s // the examples have one shop each
	}
	switch {
	case parts[0] == "counts":
		at = report
	case parts[0] == "agent":
		parts = append([]string{"agents", parts[2], parts[1]}, parts[3:]...)
	case strings.HasPrefix(parts[0], "20"):
		parts = append([]string{"days"}, parts...)
	}
	for _, part := range parts {
		switch value := at.(type) {
		case map[string]any:
			next, ok := value[part]
			if !ok {
				return nil, false
			}
			at = next
		case []any:
			i, err := strconv.Atoi(part)
			if err != nil || i >= len(value) {
				return nil, false
			}
			at = value[i]
		default:
			return nil, false
		}
	}
	return at, true
}

func tallyText(m map[string]any) string {
	text := fmt.Sprintf("%d/%d", m["ok"], m["n"])
	if m["pending"] != int64(0) {
		text += fmt.Sprintf(" p%d", m["pending"])
	}
	if m["excluded"] != int64(0) {
		text += fmt.Sprintf(" x%d", m["excluded"])
	}
	return text
}

func waitingText(rows []any) string {
	var out []string
	for _, r := range rows {
		row := r.(map[string]any)
		left := "-"
		if ms, ok := row["to_breach_ms"].(int64); ok {
			left = strconv.FormatInt(ms/second, 10)
		}
		out = append(out, row["conversation"].(string)+":"+left)
	}
	return strings.Join(out, " ")
}
