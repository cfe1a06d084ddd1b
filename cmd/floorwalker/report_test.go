package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"floorwalker/metrics"
)

const reportLine = `{"id":"1","type":"message.created","time":"2026-11-11T10:00:00+08:00","platform":"pdd","shop":"s1","conversation":"c1","sender":{"kind":"buyer","id":"b1"}}` + "\n"

func writeFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func gzipped(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReportOfACompressedFile(t *testing.T) {
	t.Parallel()
	args := []string{"report", "--now", "2026-11-11T12:00:00+08:00"}
	plain := mustRun(t, t.TempDir(), append(args, writeFile(t, "floor.ndjson", []byte(reportLine)))...)
	packed := gzipped(t, reportLine)
	if got := mustRun(t, t.TempDir(), append(args, writeFile(t, "floor.ndjson.gz", packed))...); got != plain {
		t.Errorf("compressed it is\n%swant\n%s", got, plain)
	}

	// Half a file gives no figures: they would look right.
	out, err := execute(t, t.TempDir(), append(args, writeFile(t, "half.ndjson.gz", packed[:len(packed)-9]))...)
	if err == nil || !strings.Contains(out, "the compressed file ends too early") || strings.Contains(out, "shops") {
		t.Errorf("half a file: %v\n%s", err, out)
	}
}

// An interrupt ends a report that waits for a silent pipe.
func TestReportIsInterrupted(t *testing.T) {
	t.Parallel()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	if _, err := w.WriteString("no event\n"); err != nil { // the complaint says that the command reads
		t.Fatal(err)
	}
	cmd := exec.Command("floorwalker", "report", "-")
	cmd.Env, cmd.Stdin = cleanEnv(t.TempDir()), r
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var text [4096]byte
	if n, err := said.Read(text[:]); err != nil || !strings.Contains(string(text[:n]), "standard input:1:") {
		t.Fatalf("%v, %q", err, text[:n])
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	n, _ := said.Read(text[:])
	if err := cmd.Wait(); err == nil || !strings.Contains(string(text[:n]), "error: interrupted") {
		t.Errorf("%v, %q", err, text[:n])
	}
}

// The same events in any order, any of them twice, are the same report.
func TestReportOfShuffledLines(t *testing.T) {
	t.Parallel()
	lines := strings.SplitAfter(strings.TrimSpace(string(sharedFile(t, "data/twcs2017/events.ndjson")))+"\n", "\n")
	slices.Reverse(lines)
	shuffled := writeFile(t, "shuffled.ndjson", []byte(strings.Join(lines, "")+strings.Join(lines[:100], "")))
	args := []string{"--now", "2017-12-05", "--tz", "UTC", "--format", "csv"}
	want := runReport(t, nil, append(args, twitter.path(t))...)
	if got := runReport(t, nil, append(args, shuffled)...); !bytes.Equal(got, want) {
		t.Error("backwards, with 100 lines twice, the report is another")
	}
}

// Spreadsheets read CSV back as it was, and take no cell for a formula.
func TestCSVIsInert(t *testing.T) {
	for _, id := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'x", "＝1", "a=1", "x,\"y\"", "", "(unassigned)"} {
		cell := inert(id)
		if back := strings.TrimPrefix(cell, "'"); back != id {
			t.Errorf("%q is written as %q, which reads back as %q", id, cell, back)
		}
		if cell != "" && strings.ContainsRune("=+-@\t＝", []rune(cell)[0]) {
			t.Errorf("%q is written as %q, a formula", id, cell)
		}
	}
	if got := inert("agent-1"); got != "agent-1" {
		t.Errorf("an ordinary id is written as %q", got)
	}
}

func TestCSVOfTheCallDeskIsRegular(t *testing.T) {
	t.Parallel()
	out := string(runReport(t, nil, "--now", "1999-08-16", "--tz", "+03:00", "--format", "csv", callDesk.path(t)))
	if strings.Count(out, "\n") != strings.Count(out, "\r\n") {
		t.Error("lines do not end in CR LF")
	}
	records, err := csv.NewReader(strings.NewReader(out)).ReadAll() // all of one length, or an error
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range records[1:] {
		key := strings.Join(r[:7], "\x00")
		if seen[key] {
			t.Errorf("two lines for %q", r[:7])
		}
		seen[key] = true
	}
	if !seen[strings.Join([]string{"phone", "anonymous-bank", "1999-08-01", "true", "agent", "AVI", "messages"}, "\x00")] {
		t.Error("no line for an agent's messages")
	}
}

func TestCodeSpans(t *testing.T) {
	tests := []struct{ id, want string }{
		{"c-1", "`c-1`"},
		{"", ""},
		{"a`b", "`` a`b ``"},
		{"``", "``` `` ```"},
		{" x ", "`  x  `"},
		{"<b>[x](y)", "`<b>[x](y)`"},
	}
	for _, tt := range tests {
		if got := codeSpan(tt.id); got != tt.want {
			t.Errorf("%q is written as %q, want %q", tt.id, got, tt.want)
		}
	}
}

func TestSharesAreCut(t *testing.T) {
	for share, want := range map[float64]string{0: "0.00", 0.383172: "38.31", 0.3: "30.00", 0.29: "29.00", 1: "100.00", 0.999999: "99.99"} {
		if got := percentOf(share); got != want {
			t.Errorf("%v is %s %%, want %s", share, got, want)
		}
	}
}

func TestNearestName(t *testing.T) {
	known := []string{"csat", "pdd_reply_15m", "pdd_reply_5m", "turn_3m"}
	for name, want := range map[string]string{"pdd_reply_5": "pdd_reply_5m", "turn3m": "turn_3m", "": "csat", "CSAT": "csat", "turn_3m": "turn_3m"} {
		if got := nearestName(name, known); got != want {
			t.Errorf("%q is nearest to %q, want %q", name, got, want)
		}
	}
}

// A narrowed report holds what was asked for and the same numbers.
func TestNarrowedReportIsPartOfTheWhole(t *testing.T) {
	t.Parallel()
	args := []string{"--now", "1999-08-05T14:00:00+03:00", "--tz", "+03:00", callDesk.path(t)}
	all := runReport(t, nil, args...)
	var whole map[string]any
	unmarshal(t, all, &whole)
	for _, narrow := range [][]string{
		{"--shop", "phone/anonymous-bank"},
		{"--day", "1999-08-04"},
		{"--day", "1999-08-05"},
		{"--metric", "turn_3m"},
		{"--metric", "contact_centre"},
		{"--day", "1999-08-04", "--metric", "avg_response"},
	} {
		out := runReport(t, nil, append(args, narrow...)...)
		var part map[string]any
		unmarshal(t, out, &part)
		if !within(part, whole) || len(out) > len(all) {
			t.Errorf("%v: %d of %d bytes, all of them in the whole: %t", narrow, len(out), len(all), within(part, whole))
		}
	}
}

// within reports whether every member of part is in whole, lists that were
// left out apart.
func within(part, whole any) bool {
	p, ok := part.(map[string]any)
	if !ok {
		list, is := part.([]any)
		return is && len(list) == 0 || plainJSON(part) == plainJSON(whole)
	}
	w, ok := whole.(map[string]any)
	if !ok {
		return false
	}
	for key, v := range p {
		if !within(v, w[key]) {
			return false
		}
	}
	return true
}

// Names that --metric takes are the keys that reports have.
func TestFigureNamesAreKeys(t *testing.T) {
	names := figureNames(metrics.DefaultPolicy())
	for _, want := range []string{"pdd_reply_5m", "first_response", "csat", "contact_centre", "reply", "messages", "baskets", "invitations"} {
		if !slices.Contains(names, want) {
			t.Errorf("--metric does not take %s", want)
		}
	}
	if slices.Contains(names, keyFinal) {
		t.Error("--metric takes final, which is no figure")
	}
	house := keysOf(metrics.HouseFigures{})
	for _, key := range []string{figureBaskets, figureInvitations, invitationsOf} {
		if !slices.Contains(house, key) {
			t.Errorf("the house figures have no %s", key)
		}
	}
	day := keysOf(metrics.DayReport{Frozen: map[string]metrics.RateFigure{"x": {}}})
	for _, key := range []string{keyFinal, keyCoverage, keyFrozen, figureSplits} {
		if !slices.Contains(day, key) {
			t.Errorf("a day has no %s", key)
		}
	}
}
