package metrics_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"floorwalker/metrics"
	"floorwalker/metrics/proof"
)

// vector is one worked example of the specification.
type vector struct {
	Name   string
	Metric string
	Now    string
	Config json.RawMessage
	Events []json.RawMessage
	Expect map[string]any
}

func TestVectors(t *testing.T) {
	data, err := os.ReadFile(shared(t, "spec/vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var vectors []vector
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) == 0 {
		t.Fatal("no vectors")
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			report := reportOf(t, joinLines(v.Events), v.Config, instant(t, v.Now))
			for path, want := range v.Expect {
				if got := resolve(report, path); got != proof.Plain(want) {
					t.Errorf("%s = %s, want %s", path, got, proof.Plain(want))
				}
			}
		})
	}
}

func joinLines(events []json.RawMessage) []byte {
	var b bytes.Buffer
	for _, e := range events {
		if err := json.Compact(&b, e); err != nil {
			panic(err)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// reportOf runs the public API over NDJSON and gives the report as plain JSON.
func reportOf(t testing.TB, lines, knobs []byte, now metrics.Time) map[string]any {
	t.Helper()
	p := metrics.DefaultPolicy()
	if len(knobs) > 0 {
		if err := p.ReadKnobs(knobs); err != nil {
			t.Fatal(err)
		}
	}
	f := metrics.New(p)
	f.Advance(now)
	events := decodeLines(t, bytes.NewReader(lines))
	for i := range events {
		f.Apply(&events[i])
	}
	return jsonOf(t, f.Report())
}

func jsonOf(t testing.TB, v any) map[string]any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var out map[string]any
	if err := decoder.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// resolve follows a dotted path of a vector into the report's only shop: a
// date leads into days, agent.A.DATE into agents, counts to the top. What is
// absent is zero, as a shop-day without events is.
func resolve(report map[string]any, path string) string {
	parts := strings.Split(path, ".")
	if parts[0] == "counts" {
		return proof.Plain(dig(report, parts))
	}
	var shop map[string]any
	for _, s := range report["shops"].(map[string]any) {
		shop = s.(map[string]any)
	}
	switch {
	case parts[0] == "agent":
		parts = append([]string{"agents", parts[2], parts[1]}, parts[3:]...)
	case len(parts[0]) == len("2026-03-10") && parts[0][4] == '-':
		parts = append([]string{"days"}, parts...)
	}
	if len(parts) == 1 && parts[0] == "waiting" {
		return waitingString(shop)
	}
	got := dig(shop, parts)
	if tally, ok := got.(map[string]any); ok {
		return tallyString(tally)
	}
	if got == nil && parts[len(parts)-1] != "pct" && !strings.HasSuffix(parts[len(parts)-1], "_pct") &&
		!strings.HasSuffix(parts[len(parts)-1], "_ms") && parts[0] != "gates" {
		return "0"
	}
	return proof.Plain(got)
}

func dig(v any, parts []string) any {
	for _, p := range parts {
		switch x := v.(type) {
		case map[string]any:
			v = x[p]
		case []any:
			i, err := strconv.Atoi(p)
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

// tallyString writes "ok/n pN xN".
func tallyString(t map[string]any) string {
	s := fmt.Sprintf("%s/%s", t["ok"], t["n"])
	if p := proof.Plain(t["pending"]); p != "0" {
		s += " p" + p
	}
	if x := proof.Plain(t["excluded"]); x != "0" {
		s += " x" + x
	}
	return s
}

func waitingString(shop map[string]any) string {
	var rows []string
	for _, r := range shop["waiting"].([]any) {
		row := r.(map[string]any)
		left := "-"
		if ms, ok := row["to_breach_ms"].(json.Number); ok {
			n, _ := ms.Int64()
			left = strconv.FormatInt(n/1000, 10)
		}
		rows = append(rows, fmt.Sprintf("%s:%s", row["conversation"], left))
	}
	return strings.Join(rows, " ")
}

func TestReportExample(t *testing.T) {
	data, err := os.ReadFile(shared(t, "spec/report-example.json"))
	if err != nil {
		t.Fatal(err)
	}
	var example struct {
		Now    string
		Events []json.RawMessage
		Report map[string]any
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&example); err != nil {
		t.Fatal(err)
	}
	got := reportOf(t, joinLines(example.Events), nil, instant(t, example.Now))
	for path, want := range proof.Leaves(example.Report) {
		if path == "counts\x00lines" { // counted by whoever reads the lines
			continue
		}
		if have := proof.Plain(dig(got, strings.Split(path, "\x00"))); have != proof.Plain(want) {
			t.Errorf("%s = %s, want %s", strings.ReplaceAll(path, "\x00", "."), have, proof.Plain(want))
		}
	}
}
