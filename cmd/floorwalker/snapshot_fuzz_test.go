package main

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"floorwalker/feed/text"
)

// A cell comes back from CSV as the words it was, and never as something that a
// spreadsheet computes.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"在吗", "=1+1", "+1", "-1", "@SUM(A1)", "a,b\"c\"", " =1", "\t=1", "|cmd", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean := string(text.Clean(s))
		for _, separator := range []rune{',', '\t'} {
			var out bytes.Buffer
			table := &table{columns: []column{{key: "text"}}, rows: [][]cell{{{value: clean}}}}
			if err := (tableCSV{separator: separator}).write(&out, table); err != nil {
				t.Fatal(err)
			}
			in := csv.NewReader(&out)
			in.Comma = separator
			rows, err := in.ReadAll()
			if err != nil || len(rows) != 2 {
				t.Fatalf("%q: %d rows, %v", clean, len(rows), err)
			}
			got := rows[1][0]
			if got != clean && got != "'"+clean {
				t.Errorf("%q came back as %q", clean, got)
			}
			if first := strings.TrimSpace(got); first != "" && strings.ContainsRune("=+@-", rune(first[0])) {
				t.Errorf("%q would be computed", got)
			}
		}
	})
}
