package tui

import (
	"testing"

	"floorwalker/metrics"
)

// A state never loses what marks it, whatever the width and the platform's word.
func TestStateInNarrowColumns(t *testing.T) {
	d := start(t)
	for _, c := range []struct {
		lang    Lang
		native  metrics.Text
		since   metrics.Span
		overrun metrics.Span
		w       int
		want    string
	}{
		{Chinese, "在线", 127 * mnt, 0, 11, "●在线 2h07m"},
		{Chinese, "在线", 127 * mnt, 0, 10, "●在线 2h"},
		{Chinese, "Online", 127 * mnt, 0, 11, "●Online 2h"},
		{English, "Online", 127 * mnt, 0, 13, "● Online 2h"},
		{English, "Online", 44 * mnt, 0, 11, "● on 44m"},
		{English, "Online", 127 * mnt, 0, 10, "● on 2h07m"},
		{English, "Online", 127 * mnt, 0, 9, "● on 2h"},
		{English, "Online", 127 * mnt, mnt, 14, "● Online 2h!"},
		{English, "on a very long break", 42 * mnt, 12 * mnt, 11, "● on 42m!"},
		{English, "", 127 * mnt, mnt, 5, "● 2h07m!"},
	} {
		d.m.lang = c.lang
		a := metrics.AgentRow{Presence: metrics.Online, Native: c.native, Since: d.m.now.Add(-c.since), Overrun: c.overrun}
		if got := d.m.agents.stateIn(&a, c.w); got != c.want {
			t.Errorf("%q in %d cells: %q, want %q", c.native, c.w, got, c.want)
		}
	}
}
