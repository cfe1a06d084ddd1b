package tui

import (
	"testing"

	"floorwalker/metrics"
)

func TestAge(t *testing.T) {
	const hour = metrics.Hour
	for d, want := range map[metrics.Span]string{
		-5 * sec: "0:00", 0: "0:00", 7999: "0:07", 228 * sec: "3:48", 10*mnt - 1: "9:59",
		10 * mnt: "10m", 59*mnt + 59*sec: "59m", hour: "1h00m", 82 * mnt: "1h22m", 99*hour + 59*mnt: "99h59m",
		100 * hour: "4d",
	} {
		if got := age(d); got != want {
			t.Errorf("age(%d) = %q, want %q", d, got, want)
		}
	}
}

// Seconds come back when a line is near, however long the wait.
func TestWaited(t *testing.T) {
	for _, c := range []struct {
		waited, left metrics.Span
		line         bool
		want         string
	}{
		{14*mnt + 31*sec, 29 * sec, true, "14:31"},
		{14 * mnt, 60 * sec, true, "14:00"},
		{13 * mnt, 61 * sec, true, "13m"},
		{14*mnt + 31*sec, 29 * sec, false, "14m"},
		{59*mnt + 30*sec, 30 * sec, true, "59:30"},
	} {
		if got := waited(c.waited, c.left, c.line); got != c.want {
			t.Errorf("waited(%v) = %q", c, got)
		}
	}
}

func TestClockAndOffset(t *testing.T) {
	if got := clock(sampleNow, metrics.Shanghai); got != "20:41:07" {
		t.Error(got)
	}
	for z, want := range map[metrics.Zone]string{
		metrics.Shanghai:                "+08",
		0:                               "+00",
		metrics.Zone(-210 * mnt):        "-03:30",
		metrics.Zone(5*60*mnt + 30*mnt): "+05:30",
	} {
		if got := offset(z); got != want {
			t.Errorf("offset(%d) = %q, want %q", z, got, want)
		}
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 12400: "12,400", 1234567: "1,234,567", -1000: "-1,000"} {
		if got := grouped(n); got != want {
			t.Errorf("grouped(%d) = %q", n, got)
		}
	}
}
