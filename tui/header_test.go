package tui

import (
	"strings"
	"testing"

	"floorwalker/metrics"
)

func TestTrustLine(t *testing.T) {
	for _, c := range []struct {
		name    string
		width   int
		change  func(*metrics.View)
		want    []string
		wantNot []string
	}{
		{
			"live", 160, func(*metrics.View) {},
			[]string{"▲due<1m 10", "!past 5", "lost 12 (2h14m)", "☾night 31", "20:41:07", "● live 12/12", "malformed 3"},
			[]string{"+08"},
		},
		{"nobody's sources", 160, func(v *metrics.View) { v.Feed.Sources = 0 }, []string{"● live "}, []string{"12/12"}},
		{"other zone", 160, func(v *metrics.View) { v.Zone = metrics.Zone(9 * metrics.Hour) }, []string{"21:41:07 +09"}, nil},
		{
			"calm", 160, func(v *metrics.View) { v.Counts, v.Feed.Malformed = metrics.Counts{}, 0 },
			[]string{"▲due<1m 0", "lost 0"},
			[]string{"malformed", "night"},
		},
		{"catching up", 160, func(v *metrics.View) {
			v.Feed.State, v.Feed.Sequence, v.Feed.Target = metrics.FeedCatchingUp, 12400, 18000
		}, []string{"◌ catching up 12,400/18,000"}, []string{"live"}},
		{
			"lost", 160, func(v *metrics.View) { v.Feed.State, v.Feed.Since = metrics.FeedLost, ago(72*sec) },
			[]string{"✖ lost 1:12", "screen stands at 20:39:55", "may have been answered since", "▲? !? lost?"},
			[]string{"▲due<1m", "live"},
		},
		{"lost, with a reason", 160, func(v *metrics.View) {
			v.Feed.State, v.Feed.Since, v.Feed.Text = metrics.FeedLost, ago(2*sec), "connection refused"
		}, []string{"connection refused"}, nil},
		{
			"lost, narrow", 80, func(v *metrics.View) { v.Feed.State, v.Feed.Since = metrics.FeedLost, ago(72*sec) },
			[]string{"✖ lost 1:12", "screen stands at 20:39:55"},
			nil,
		},
		{
			"failed", 160, func(v *metrics.View) { v.Feed.State, v.Feed.Text = metrics.FeedFailed, "no right to read" },
			[]string{"✖ stopped", "no right to read", "lost?"},
			nil,
		},
		{"connecting", 160, func(v *metrics.View) { v.Feed = metrics.Feed{Since: ago(3 * sec)} }, []string{"○ connecting 0:03", "lost?"}, []string{"due<1m"}},
		{"known since", 160, func(v *metrics.View) { v.Feed.KnownSince = ago(36 * mnt) }, []string{"known since 20:05"}, nil},
		{"known since yesterday", 160, func(v *metrics.View) { v.Feed.KnownSince = ago(24 * 60 * mnt) }, []string{"known since 2026-11-10 20:41"}, nil},
		{"older days", 160, func(v *metrics.View) { v.Feed.Filled, v.Feed.ToFill = 12, 34 }, []string{"filling older days 12/34"}, nil},
		{"late and off", 160, func(v *metrics.View) { v.Feed.Lag, v.Feed.ClockSkew = 3*sec, -4*sec }, []string{"lag 0:03", "clock off 0:04"}, nil},
		{"on time", 160, func(v *metrics.View) { v.Feed.Lag, v.Feed.ClockSkew = 40, 2*sec }, nil, []string{"lag", "clock off"}},
		{"replay", 160, func(v *metrics.View) { v.Feed.Replay, v.Feed.Speed = true, 60 }, []string{"replay ×60", "2026-11-11 20:41:07"}, []string{"live"}},
		{"held", 160, func(v *metrics.View) { v.Feed.Replay, v.Feed.Held = true, true }, []string{"■ held at 20:41:07"}, []string{"live"}},
		{"narrow", 80, func(*metrics.View) {}, []string{"●", "20:41:07", "▲10", "!5", "lost12"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := sampleView(English)
			c.change(v)
			line, _, _ := strings.Cut(Render(v, picture(c.width, 24, English)), "\n")
			for _, want := range c.want {
				if !strings.Contains(line, want) {
					t.Errorf("no %q in %q", want, line)
				}
			}
			for _, not := range c.wantNot {
				if strings.Contains(line, not) {
					t.Errorf("%q in %q", not, line)
				}
			}
		})
	}
}

func TestWhoAndReadOnly(t *testing.T) {
	d := start(t, func(o *Options) { o.ReadOnly, o.Lang = true, Chinese })
	d.sees("zhao  [只读]")
}

func TestBeforeAnyView(t *testing.T) {
	out := Render(nil, picture(100, 24, English))
	requireGrid(t, out, 100, 24)
	if !strings.Contains(out, "○ connecting") || strings.Contains(out, "nobody waits") {
		t.Error(out)
	}
}
