package main

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"floorwalker/feed/live"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// The gateway of one of twelve shops stops while the server and eleven shops
// run, in the rush of the day and in the middle of the night: the header counts
// eleven, one alert goes out within two minutes, the shop is marked and no other,
// and a check on it cannot tell until the gateway is back.
func TestAGatewayThatStopsIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		zone  metrics.Zone // midnight UTC is then
		every int          // beats from one buyer to the next
		other int          // exit code of a check on another shop
	}{
		"at peak": {metrics.Zone(20 * metrics.Hour), 1, exitOK},
		// Coverage is of assessed hours: beyond them it could be any shop's gateway.
		"at night": {metrics.Zone(3 * metrics.Hour), 60, exitUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := metrics.TimeOf(time.Now())
				stops, back := start.Add(3*metrics.Minute), start.Add(7*metrics.Minute)
				w := watched(t, c.zone, nil, func(ctx context.Context, in *live.Inbox) {
					in.Report(live.Report{State: metrics.FeedLive})
					all := gatewaysOf(in)
					for n := 0; ctx.Err() == nil; n++ {
						now := metrics.TimeOf(time.Now())
						if n%c.every == 0 { // a buyer, answered at once
							g := all[n/c.every%7]
							g.say(ctx, metrics.Buyer, n, now)
							g.say(ctx, metrics.Agent, n, now.Add(1))
						}
						if now >= stops && now < back {
							beats(ctx, slices.Concat(all[:7], all[8:]), 1)
						} else {
							beats(ctx, all, 1)
						}
					}
				}, 10*time.Minute)
				mustTellOfOne(t, w, stops, back)
				mustExit(t, w.checks["other shop"], stops, back, c.other)
			})
		})
	}
}

func mustTellOfOne(t *testing.T, w *watchroom, stops, back metrics.Time) {
	t.Helper()
	told := w.told()
	if len(told) != 2 || told[0].Kind != "blind" || told[1].Kind != "sighted" || told[0].Words != "alerts cannot be judged: a gateway is silent" {
		t.Fatalf("alerts: %+v", told)
	}
	at, err := time.Parse(time.RFC3339, told[0].At)
	if err != nil || metrics.TimeOf(at) < stops || metrics.TimeOf(at).Sub(stops) > 2*metrics.Minute {
		t.Errorf("told at %v of what stopped at %v (%v)", at, stops.Std(), err)
	}
	header := ""
	for _, v := range w.views {
		if v.Now.Sub(stops) < metrics.Minute || v.Now >= back {
			continue
		}
		if v.Feed.SourcesUp != 11 || v.Feed.Sources != 12 {
			t.Fatalf("%v: sources %d/%d", v.Now.Std(), v.Feed.SourcesUp, v.Feed.Sources)
		}
		for _, row := range v.Shops {
			if row.Covered != (row.Key.Shop != "s7") {
				t.Fatalf("%v: shop %s covered %t", v.Now.Std(), row.Key.Shop, row.Covered)
			}
		}
		header, _, _ = strings.Cut(tui.Render(v, tui.Picture{Width: 160, Height: 45}), "\n")
	}
	if !strings.Contains(header, "sources 11/12") {
		t.Errorf("header %q", header)
	}
	for name, silent := range map[string]int{"floor": exitUnknown, "silent shop": exitUnknown, "gateways": exitCritical} {
		mustExit(t, w.checks[name], stops, back, silent)
	}
}

// mustExit holds the codes of a check against what it is to say while something
// is silent; a minute on either side it may say either.
func mustExit(t *testing.T, c *minuteCheck, from, to metrics.Time, want int) {
	t.Helper()
	seen := 0
	for _, r := range c.runs {
		during := r.at.Sub(from) >= metrics.Minute && r.at < to
		outside := r.at < from || r.at.Sub(to) >= metrics.Minute
		switch {
		case during && r.code != want, outside && r.code != exitOK, r.code != want && r.code != exitOK:
			t.Errorf("%v: %d %s", r.at.Std(), r.code, r.line)
		case during:
			seen++
		}
	}
	if seen == 0 {
		t.Error("it never ran while it was dark")
	}
}

// summary is the line about an outage, with the time it ended.
var summary = regexp.MustCompile(`dark for [^,]*: waiting \d+\D+\d+, lost \d+\D+\d+, \d+ of the \d+ rows`)

// The server is gone for five minutes while two hundred buyers wait; all are
// answered meanwhile, and the gateways publish that when it is back. Nobody is
// called late for it: no alert of a rule, no bell, no exit code but 3, and one
// line that sums it up.
func TestAnOutageMakesNobodyLate(t *testing.T) {
	const waiting = 200
	for name, late := range map[string]time.Duration{"gateways are quick": 0, "gateways take a while": 7 * time.Second} {
		t.Run(name, func(t *testing.T) {
			var terminal *recorder
			var screen *os.File
			if late > 0 { // the harder case for a screen, which takes its time
				terminal = newRecorder(t)
				screen = terminal.screen
			}
			var lost, again metrics.Time
			synctest.Test(t, func(t *testing.T) {
				w := watched(t, metrics.Zone(20*metrics.Hour), screen, func(ctx context.Context, in *live.Inbox) {
					in.Report(live.Report{State: metrics.FeedLive})
					all := gatewaysOf(in)
					beats(ctx, all, 4)
					for c := range waiting {
						all[c%12].say(ctx, metrics.Buyer, c, metrics.TimeOf(time.Now()))
					}
					beats(ctx, all, 12)
					lost = metrics.TimeOf(time.Now())
					in.Report(live.Report{State: metrics.FeedLost, Text: "the connection to the server is gone"})
					time.Sleep(5 * time.Minute)
					again = metrics.TimeOf(time.Now())
					in.Report(live.Report{State: metrics.FeedCatchingUp, Reconnect: true})
					if late > 0 {
						in.Report(live.Report{State: metrics.FeedLive})
						time.Sleep(late)
					}
					for c := range waiting {
						all[c%12].say(ctx, metrics.Agent, c, lost.Add(metrics.Span(c)*100))
					}
					for _, g := range all {
						g.beat(ctx)
					}
					in.Report(live.Report{State: metrics.FeedLive})
					for ctx.Err() == nil {
						beats(ctx, all, 1)
					}
				}, 8*time.Minute)
				for _, a := range w.told() {
					if a.Kind != "blind" && a.Kind != "sighted" {
						t.Errorf("told of %+v", a)
					}
				}
				for _, name := range []string{"floor", "silent shop", "other shop"} {
					mustExit(t, w.checks[name], lost, again, exitUnknown)
				}
				if last := w.views[len(w.views)-1]; last.Feed.State != metrics.FeedLive || last.Counts.Waiting != 0 {
					t.Errorf("in the end: %s, %+v", last.Feed.State, last.Counts)
				}
			})
			if terminal != nil {
				mustSumUpOnce(t, terminal.written())
			}
		})
	}
}

// mustSumUpOnce looks for bells and summaries in what a terminal got.
func mustSumUpOnce(t *testing.T, out string) {
	t.Helper()
	if n := strings.Count(out, "\a"); n != 0 {
		t.Errorf("%d bells", n)
	}
	lines := summary.FindAllString(out, -1)
	slices.Sort(lines)
	if lines = slices.Compact(lines); len(lines) != 1 || !strings.Contains(lines[0], "lost 0") {
		t.Errorf("summaries: %q", lines)
	}
}
