package alarm

import (
	"fmt"
	"strings"
	"testing"

	"floorwalker/metrics"
)

// told is what a watcher of the expressions tells, second by second: one word a
// second, its notices joined by +.
func told(t *testing.T, expressions []string, views ...func(*metrics.View)) string {
	t.Helper()
	var rules []Rule
	for _, text := range expressions {
		rules = append(rules, Rule{Expression: parsed(t, text), Name: text})
	}
	w := NewWatcher(rules)
	var words []string
	for i, change := range views {
		v := liveView(metrics.Counts{})
		v.Now = noon.Add(metrics.Span(i*10) * metrics.Second)
		change(v)
		var said []string
		for _, n := range w.Look(Evidence{View: v}) {
			word := n.Kind.String()
			if n.Kind == Fired || n.Kind == Cleared {
				word += " " + n.Rule.Label(n.Reading.Subject)
			}
			said = append(said, word)
		}
		words = append(words, strings.Join(said, "+"))
	}
	return strings.Join(words, ",")
}

func lost(n int) func(*metrics.View) { return func(v *metrics.View) { v.Counts.Lost = n } }
func silent1(v *metrics.View)        { v.Feed.SourcesUp = 1 }
func disconnected(v *metrics.View)   { v.Feed.State = metrics.FeedLost }

func TestWatcherTellsEachChangeOnce(t *testing.T) {
	for _, c := range []struct {
		rules []string
		views []func(*metrics.View)
		want  string
	}{
		{[]string{"lost>3"}, []func(*metrics.View){lost(4), lost(5), lost(3), lost(3), lost(9)}, "fired lost,,cleared lost,,fired lost"},
		{
			[]string{"team:* waiting>5"},
			[]func(*metrics.View){lost(0), func(v *metrics.View) { v.Queues[0].Waiting = 1 }},
			"fired team:presale waiting+fired team:aftersale waiting,cleared team:presale waiting",
		},
		// A silent gateway blinds both rules: one notice, and none if it is back soon.
		{[]string{"lost>3", "due>3"}, []func(*metrics.View){silent1, silent1, lost(0)}, ",,"},
		{[]string{"lost>3", "due>3"}, []func(*metrics.View){silent1, silent1, silent1, silent1, silent1, lost(0), lost(0)}, ",,,blind,,sighted,"},
		// What fired before the outage is not told again, nor cleared by it.
		{[]string{"lost>3"}, []func(*metrics.View){lost(4), disconnected, lost(4), lost(0)}, "fired lost,,,cleared lost"},
		// Nobody of that name blinds nobody.
		{[]string{"team:night waiting>3"}, []func(*metrics.View){lost(0), lost(0), lost(0), lost(0), lost(0)}, ",,,,"},
		// A feed that is gone blinds rules of shops, with or without a report.
		{
			[]string{"shop:s1 lost>3"},
			[]func(*metrics.View){lost(0), disconnected, disconnected, disconnected, disconnected, disconnected, lost(0)},
			",,,,blind,,",
		},
		// Without a report shops are left as they were.
		{[]string{"shop:s1 lost>3"}, []func(*metrics.View){lost(0), lost(0), lost(0), lost(0), lost(0)}, ",,,,"},
	} {
		if got := told(t, c.rules, c.views...); got != c.want {
			t.Errorf("%v: %q, want %q", c.rules, got, c.want)
		}
	}
}

// A report comes with few views only: the views in between do not hide that the
// feed is gone.
func TestWatcherOfShopsIsToldBlindBetweenReports(t *testing.T) {
	w := NewWatcher([]Rule{{Expression: parsed(t, "shop:s1 lost>3")}})
	var said []string
	for i := range 8 {
		v := liveView(metrics.Counts{})
		v.Now = noon.Add(metrics.Span(i*10) * metrics.Second)
		if i > 0 && i < 6 {
			disconnected(v)
		}
		ev := Evidence{View: v}
		if i%3 == 0 {
			ev.Report = &metrics.Report{}
		}
		for _, n := range w.Look(ev) {
			said = append(said, fmt.Sprintf("%d %s", i, n.Kind))
		}
	}
	if got, want := strings.Join(said, ", "), "4 blind, 6 sighted"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
}

func TestBlindIsToldThoughTheClockIsSetBack(t *testing.T) {
	w := NewWatcher([]Rule{{Expression: parsed(t, "lost>3")}})
	for i, seconds := range []int{0, 10, -3600, -3590, -3570} {
		v := liveView(metrics.Counts{})
		v.Now = noon.Add(metrics.Span(seconds) * metrics.Second)
		disconnected(v)
		if got, want := len(w.Look(Evidence{View: v})), i/4; got != want {
			t.Errorf("at %d s: %d notices, want %d", seconds, got, want)
		}
	}
}
