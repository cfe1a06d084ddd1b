package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"floorwalker/metrics"
)

// FuzzLoad: whatever stands in the file, there is a configuration that can be
// shown and compared, or errors each with a line that is safe to print.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(example))
	f.Add([]byte(enabled(example)))
	f.Add([]byte(secrets + floor))
	names, err := filepath.Glob("testdata/errors/*.toml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l := newLayers()
		l.addFile("config.toml", data)
		c, err := build("config.toml", l, &Options{Vocabulary: vocabulary})
		var problems []Problem
		if invalid, ok := errors.AsType[*Invalid](err); ok {
			problems = invalid.Problems
		} else if problems = c.Warnings(); len(Diff(c, c)) > 0 {
			t.Error("differs from itself")
		}
		for _, p := range problems {
			if p.Origin.Line < 1 || p.Text == "" || strings.ContainsAny(p.String(), "\n\x1b") {
				t.Errorf("%+v", p)
			}
		}
		if c == nil {
			return
		}
		var out strings.Builder
		if err := Show(&out, c); err != nil {
			t.Fatal(err)
		}
		again := newLayers()
		again.addFile("shown.toml", []byte(out.String()))
		if len(again.problems) > 0 {
			t.Errorf("what is shown is no TOML: %s\n%s", lines(again.problems), out.String())
		}
	})
}

// FuzzReadRoster: every line is a shift or a problem with its number.
func FuzzReadRoster(f *testing.F) {
	f.Add([]byte("person,team,from,to,break minutes\nli,a,2026-12-01 08:00,17:00,60\n"))
	f.Add([]byte("\"li,a,2026-12-01 08:00\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		shifts, problems := readRoster("r.csv", data, metrics.Shanghai)
		for _, p := range problems {
			if p.Origin.Line < 1 || p.Text == "" || strings.Contains(p.String(), "\n") {
				t.Errorf("%+v", p)
			}
		}
		for _, s := range shifts {
			if badShift(s.Shift) != "" || s.origin.Line < 1 {
				t.Errorf("%+v", s)
			}
		}
	})
}
