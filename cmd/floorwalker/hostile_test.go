package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"charm.land/fang/v2"

	"floorwalker/feed/text/hostile"
)

// raw is s as a JSON string that says the same bytes, valid or not.
func raw(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"', c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < 0x20:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// hostileEvents are lines in which every field that takes a string holds one of
// bad, a few at a time so that one refused does not hide the others.
func hostileEvents(bad []string) string {
	const form = `{"id":%s,"type":%q,"time":%d,"platform":%s,"shop":%s,"team":%s,"conversation":%s%s}` + "\n"
	var b strings.Builder
	for i, s := range bad {
		at, plain := 1_773_108_000+i, func(name string) string { return fmt.Sprintf(`"%s-%d"`, name, i%7) }
		id := fmt.Sprintf(`"e%d-`, i)
		words := `,"name":` + raw(s) + `},"text":` + raw(s) + `,"tags":[` + raw(s) + `]`
		fmt.Fprintf(&b, form, id+`1"`, "message.created", at, `"pdd"`, plain("s"), plain("t"), plain("c"), `,"sender":{"kind":"buyer","id":"b"`+words)
		fmt.Fprintf(&b, form, id+`6"`, "message.created", at, `"pdd"`, plain("s"), plain("t"), plain("d"), `,"sender":{"kind":"buyer","id":`+raw(s)+words)
		fmt.Fprintf(&b, form, raw(s), "message.created", at, raw(s), raw(s), raw(s), raw(s), `,"sender":{"kind":"buyer","id":"b"},"text":"x"`)
		fmt.Fprintf(&b, form, id+`2"`, "conversation.assigned", at, `"pdd"`, plain("s"), plain("t"), raw(s), `,"agent":`+raw(s)+`,"by":`+raw(s)+`,"reason":`+raw(s))
		fmt.Fprintf(&b, form, id+`3"`, "agent.status", at, `"pdd"`, plain("s"), raw(s), `""`, `,"agent":`+raw(s)+`,"name":`+raw(s)+`,"status":"online","native":`+raw(s))
		fmt.Fprintf(&b, form, id+`4"`, "order.placed", at, `"pdd"`, raw(s), plain("t"), `""`, `,"order":`+raw(s)+`,"buyer":`+raw(s)+`,"amount":1`)
		fmt.Fprintf(&b, form, id+`5"`, "conversation.tagged", at, `"pdd"`, plain("s"), plain("t"), raw(s), `,"stage":`+raw(s)+`,"topic":`+raw(s)+`,"tier":`+raw(s))
	}
	return b.String()
}

// said is everything that a command line prints, an error too.
func said(t *testing.T, args ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	cmd := newRootCommand()
	cmd.SilenceErrors, cmd.SilenceUsage = true, true // as fang has it
	cmd.SetArgs(args)
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	if err := cmd.ExecuteContext(t.Context()); err != nil {
		printError(&out, fang.Styles{}, err)
	}
	return out.Bytes()
}

// Hundreds of strings (thousands with -tags full) come in by every field of an event, and go out in every
// form that there is.
func TestHostileStringsInEvents(t *testing.T) {
	t.Parallel()
	const (
		files = 10
		begun = "2026-03-10T02:00:00Z" // the first of the events
	)
	every := hostile.Strings(1, hostileCount)
	for n := range files {
		bad := every[n*len(every)/files : (n+1)*len(every)/files]
		path := filepath.Join(t.TempDir(), "events.ndjson")
		if err := os.WriteFile(path, []byte(hostileEvents(bad)), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"snapshot", "--file", path, "--size", "200x1000"},
			{"snapshot", "--file", path, "--format", "ansi", "--lang", "zh", "--size", "160x1000"},
			{"snapshot", "--file", path, "--view", "waiting", "--format", "csv"},
			{"snapshot", "--file", path, "--view", "agents", "--format", "tsv"},
			{"snapshot", "--file", path, "--view", "shops", "--format", "markdown"},
			{"snapshot", "--file", path, "--format", "json"},
			{"snapshot", "--file", path, "--view", "waiting", "--format", "ndjson"},
			{"snapshot", "--file", path, "--format", "prom"},
			{"snapshot", "--file", path, "--format", "tmux"},
			{"report", "--now", begun, "--format", "json", path},
			{"report", "--now", begun, "--format", "csv", path},
			{"report", "--now", begun, "--format", "markdown", path},
			{"validate", path},
		} {
			out := said(t, args...)
			if len(out) == 0 {
				t.Errorf("%q says nothing", args)
			}
			why := hostile.Plain(out)
			if strings.Contains(strings.Join(args, " "), "ansi") {
				why = hostile.Styled(out)
			}
			if why != "" {
				t.Errorf("%q: %s", args, why)
			}
			if strings.Contains(strings.Join(args, " "), "csv") {
				noFormulas(t, out)
			}
		}
	}
}

// noFormulas fails if a spreadsheet would compute a cell.
func noFormulas(t *testing.T, out []byte) {
	t.Helper()
	reader := csv.NewReader(bytes.NewReader(out))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Errorf("no CSV: %v", err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.ContainsAny(cell[:min(1, len(cell))], "=+@\t\r") {
				t.Errorf("cell %q would be computed", cell)
				return
			}
		}
	}
}

// What is typed, named or set badly is said without doing what it says.
func TestHostileStringsInArguments(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	for i, s := range hostile.Strings(2, hostileCount) {
		var args []string
		switch i % 8 {
		case 0:
			args = []string{"report", "--now", "2026-03-10T10:00:00Z", s}
		case 1:
			args = []string{"report", "--now", s, "-"}
		case 2:
			args = []string{"snapshot", "--file", filepath.Join(t.TempDir(), s)}
		case 3:
			args = []string{"snapshot", "--format", s, "--file", "x"}
		case 4:
			args = []string{"check", "--warn", s}
		case 5:
			args = []string{s}
		case 6:
			args = []string{"watch", "--" + s}
		case 7:
			args = []string{"config", "check", s}
		}
		if why := hostile.Plain(said(t, args...)); why != "" {
			t.Errorf("%q: %s", args, why)
		}
	}
}
