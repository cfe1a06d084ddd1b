package config

import (
	"testing"

	"floorwalker/metrics"
)

// TestWrittenForms: what is read is written back so that it is read again.
func TestWrittenForms(t *testing.T) {
	for _, c := range []struct {
		into scalar
		in   any
		out  string // empty: refused
	}{
		{new(Duration), "90s", "1m30s"},
		{new(Duration), "1h", "1h"},
		{new(Duration), "5m", "5m"},
		{new(Duration), "1h5m", "1h5m"},
		{new(Duration), "25h", ""},
		{new(Duration), "-1s", ""},
		{new(Duration), int64(5), ""},
		{new(TimeOfDay), "08:00", "08:00:00"},
		{new(TimeOfDay), "24:00", "24:00:00"},
		{new(TimeOfDay), "24:01", ""},
		{new(TimeOfDay), "8:00", ""},
		{new(Date), "2026-02-29", ""},
		{new(Date), "2028-02-29", "2028-02-29"},
		{new(Minute), "2026-02-28T08:00", "2026-02-28 08:00"},
		{new(Instant), "2026-03-11T00:10:00+08:00", "2026-03-11T00:10:00+08:00"},
		{new(Instant), "2026-03-11", ""},
		{new(Line), "50%", ">= 50%"},
		{new(Line), ">60 %", "> 60%"},
		{new(Line), "99.95%", ">= 99.95%"},
		{new(Line), "100%", ">= 100%"},
		{new(Line), "100.1%", ""},
		{new(Line), "0.6", ""},
		{new(Zone), "+08:00", "+08:00"},
		{new(Zone), "+14:30", ""},
		{new(Zone), "08:00", ""},
	} {
		err := c.into.parse(c.in)
		if (err != nil) != (c.out == "") || err == nil && c.into.String() != c.out {
			t.Errorf("%T of %v is %q (%v), want %q", c.into, c.in, c.into, err, c.out)
		}
		if err == nil && c.into.parse(c.into.String()) != nil {
			t.Errorf("%T does not read its own %q", c.into, c.into)
		}
	}
}

func TestZone(t *testing.T) {
	for z, want := range map[Zone]metrics.Span{"": 8 * metrics.Hour, "+00:00": 0, "-03:30": -3*metrics.Hour - 30*metrics.Minute} {
		if got := z.Metrics(metrics.Shanghai); got != metrics.Zone(want) {
			t.Errorf("%q is %d", z, got)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"window_start", "window_end", "wait", "待回复"}
	for name, want := range map[string]string{"windw_start": "window_start", "windowend": "window_end", "moon": "", "待回": "待回复", "": ""} {
		if got := nearest(name, known); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
