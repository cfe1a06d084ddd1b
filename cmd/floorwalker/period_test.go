package main

import (
	"testing"
	"time"

	"floorwalker/feed"
	"floorwalker/metrics"
)

func TestPeriod(t *testing.T) {
	tests := []struct {
		period      period
		from, until string // RFC 3339, empty: none
		zone        metrics.Zone
	}{
		{period{}, "", "", metrics.Shanghai},
		{period{until: "2026-11-11 20:41"}, "", "2026-11-11T20:41:00+08:00", metrics.Shanghai},
		{period{from: "2026-11-11", until: "2026-11-11T01:00:00Z"}, "2026-11-11T00:00:00+08:00", "2026-11-11T01:00:00Z", metrics.Shanghai},
		{period{until: "1999-08-01T11:01:23", tz: "+03:00"}, "", "1999-08-01T11:01:23+03:00", metrics.Zone(3 * metrics.Hour)},
		{period{until: "1999-08-01 11:01:23", tz: "Asia/Jerusalem"}, "", "1999-08-01T11:01:23+03:00", metrics.Zone(3 * metrics.Hour)},
		{period{until: "1999-12-01 11:01:23", tz: "Asia/Jerusalem"}, "", "1999-12-01T11:01:23+02:00", metrics.Zone(2 * metrics.Hour)},
		{period{tz: "UTC"}, "", "", 0},
		{period{tz: "-09:30"}, "", "", -metrics.Zone(9*metrics.Hour + 30*metrics.Minute)},
	}
	for _, tt := range tests {
		source, err := tt.period.source(metrics.Shanghai)
		if err != nil {
			t.Errorf("%+v: %v", tt.period, err)
			continue
		}
		if source.From != at(t, tt.from) || source.Until != at(t, tt.until) || tt.period.zone != tt.zone {
			t.Errorf("%+v: from %v until %v in %v", tt.period, source.From.Std(), source.Until.Std(), tt.period.zone)
		}
	}
}

func at(t *testing.T, s string) metrics.Time {
	t.Helper()
	if s == "" {
		return 0
	}
	parsed, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return metrics.TimeOf(parsed)
}

func TestPeriodErrorsHaveHints(t *testing.T) {
	for _, p := range []period{
		{until: "soon"},
		{from: "2026-11-11T25:00:00Z"},
		{tz: "Atlantis/Capital"},
		{tz: "local"},
		{from: "2026-11-12", until: "2026-11-11"},
	} {
		if _, err := p.source(metrics.Shanghai); exitCode(err) != exitUsage || feed.Hint(err) == "" {
			t.Errorf("%+v: %v, want a usage error with a hint", p, err)
		}
	}
}
