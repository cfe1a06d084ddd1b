package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// sharedFile reads a file of the directory shared beside the repository.
func sharedFile(t *testing.T, name string) []byte {
	t.Helper()
	path := filepath.Join(moduleRoot(t), "..", "shared", filepath.FromSlash(name))
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not there: the specification stands beside the repository, not in it", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// unmarshal reads JSON with its numbers as they are written.
func unmarshal(t *testing.T, data []byte, v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(v); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
}

// plainBinary builds the command once a test run, without the race detector:
// many runs of it, or long recordings, would take minutes with. TestMain removes it.
var plainBinary = sync.OnceValues(func() (string, error) {
	bin := filepath.Join(testDir, "floorwalker-plain")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build floorwalker: %w\n%s", err, out)
	}
	return bin, nil
})

// runReport runs `floorwalker report` with args and returns its output.
func runReport(t testing.TB, in io.Reader, args ...string) []byte {
	t.Helper()
	return runPlain(t, in, append([]string{"report"}, args...)...)
}

// runPlain runs floorwalker without the race detector and returns its output.
func runPlain(t testing.TB, in io.Reader, args ...string) []byte {
	t.Helper()
	bin, err := plainBinary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, args...)
	cmd.Env = cleanEnv(t.TempDir())
	var out, said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("floorwalker %s: %v\n%s", strings.Join(args, " "), err, &said)
	}
	return out.Bytes()
}

// reported is what `floorwalker report` says of events given on standard input.
func reported(t *testing.T, events []json.RawMessage, args ...string) map[string]any {
	t.Helper()
	var in bytes.Buffer
	for _, e := range events {
		if err := json.Compact(&in, e); err != nil {
			t.Fatal(err)
		}
		in.WriteByte('\n')
	}
	var report map[string]any
	unmarshal(t, runReport(t, &in, append(args, "-")...), &report)
	return report
}

// Every worked example of the specification, through the command.
func TestReportOfTheVectors(t *testing.T) {
	t.Parallel()
	var vectors []struct {
		Name   string
		Now    string
		Config json.RawMessage
		Events []json.RawMessage
		Expect map[string]any
	}
	unmarshal(t, sharedFile(t, "spec/vectors.json"), &vectors)
	if len(vectors) == 0 {
		t.Fatal("no vectors")
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			args := []string{"--now", v.Now}
			if len(v.Config) > 0 {
				knobs := filepath.Join(t.TempDir(), "knobs.json")
				if err := os.WriteFile(knobs, v.Config, 0o600); err != nil {
					t.Fatal(err)
				}
				args = append(args, "--config", knobs)
			}
			report := reported(t, v.Events, args...)
			for path, want := range v.Expect {
				if got := vectorValue(report, path); got != plainJSON(want) {
					t.Errorf("%s = %s, want %s", path, got, plainJSON(want))
				}
			}
		})
	}
}

// vectorValue resolves a vector's path in a report of one shop: a date leads
// into its days, agent.A.DATE into its agents, counts to the top.
func vectorValue(report map[string]any, path string) string {
	parts := strings.Split(path, ".")
	if parts[0] == "counts" {
		return plainJSON(member(report, parts))
	}
	var shop any
	for _, shop = range report["shops"].(map[string]any) {
	}
	switch {
	case path == "waiting":
		return vectorWaiting(member(shop, parts).([]any))
	case parts[0] == "agent":
		parts = append([]string{"agents", parts[2], parts[1]}, parts[3:]...)
	case strings.Count(parts[0], "-") == 2:
		parts = append([]string{"days"}, parts...)
	}
	got := member(shop, parts)
	if tally, ok := got.(map[string]any); ok {
		return vectorTally(tally)
	}
	if got == nil && !mayBeNull(parts) {
		return "0" // a shop-day or an agent without events
	}
	return plainJSON(got)
}

func mayBeNull(path []string) bool {
	last := path[len(path)-1]
	return path[0] == "gates" || strings.HasSuffix(last, "pct") || strings.HasSuffix(last, "_ms")
}

func member(v any, path []string) any {
	for _, key := range path {
		switch x := v.(type) {
		case map[string]any:
			v = x[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

// vectorTally writes good/counted, pending and excluded where there are any.
func vectorTally(t map[string]any) string {
	s := plainJSON(t["ok"]) + "/" + plainJSON(t["n"])
	for _, more := range []struct{ key, sign string }{{"pending", " p"}, {"excluded", " x"}} {
		if n := plainJSON(t[more.key]); n != "0" {
			s += more.sign + n
		}
	}
	return s
}

// vectorWaiting writes conversation:seconds to breach.
func vectorWaiting(rows []any) string {
	var s []string
	for _, r := range rows {
		left := "-"
		if ms, ok := member(r, []string{"to_breach_ms"}).(json.Number); ok {
			n, _ := ms.Int64()
			left = strconv.FormatInt(n/1000, 10)
		}
		s = append(s, plainJSON(member(r, []string{"conversation"}))+":"+left)
	}
	return strings.Join(s, " ")
}

// plainJSON writes a value for comparison: 1 and 1.0 are one number.
func plainJSON(v any) string {
	if n, ok := v.(json.Number); ok {
		if f, err := n.Float64(); err == nil {
			return strconv.FormatFloat(f, 'f', -1, 64)
		}
	}
	return fmt.Sprint(v)
}

// The example is the shape that the JSON must have: every key of it, with the
// same value.
func TestReportOfTheExample(t *testing.T) {
	t.Parallel()
	var example struct {
		Now    string
		Events []json.RawMessage
		Report map[string]any
	}
	unmarshal(t, sharedFile(t, "spec/report-example.json"), &example)
	compareJSON(t, "", example.Report, reported(t, example.Events, "--now", example.Now))
}

func compareJSON(t *testing.T, at string, want, got any) {
	t.Helper()
	members, ok := want.(map[string]any)
	if !ok {
		if plainJSON(got) != plainJSON(want) {
			t.Errorf("%s is %s, want %s", at, plainJSON(got), plainJSON(want))
		}
		return
	}
	have, ok := got.(map[string]any)
	if !ok {
		t.Errorf("%s is %s, want an object", at, plainJSON(got))
		return
	}
	for key, v := range members {
		if x, there := have[key]; there {
			compareJSON(t, at+"."+key, v, x)
		} else {
			t.Errorf("%s.%s is missing", at, key)
		}
	}
}
