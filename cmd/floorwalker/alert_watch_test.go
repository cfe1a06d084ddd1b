package main

import (
	"testing"

	"floorwalker/metrics"
)

// A clock that is set back by an hour does not put alerts off by one.
func TestAlertsAreJudgedThoughTheClockIsSetBack(t *testing.T) {
	const noon = metrics.Time(1_794_369_600_000) // 2026-11-11T12:00:00+08:00
	rules, err := parseAlertRules("alert warning lost lost>3", "rules", metrics.DefaultPolicy())
	if err != nil {
		t.Fatal(err)
	}
	post := newAlertPost(rules, nil, func(err error) { t.Error(err) })
	evidence := &alertEvidence{}
	a := newAlertWatch(nil, rules, post, evidence)
	for _, c := range []struct {
		now  metrics.Time
		lost int
		told int
	}{{noon, 0, 0}, {noon.Add(-metrics.Hour), 4, 1}, {noon.Add(-metrics.Hour + alertEvery/2), 0, 1}, {noon.Add(-metrics.Hour + alertEvery), 0, 2}} {
		v := &metrics.View{Now: c.now, Zone: metrics.Shanghai, Counts: metrics.Counts{Lost: c.lost}, Feed: metrics.Feed{State: metrics.FeedLive}}
		evidence.view, evidence.byTeam = v, v
		if a.judge(v); len(post.queue) != c.told {
			t.Errorf("at %d with %d lost: %d alerts, want %d", c.now, c.lost, len(post.queue), c.told)
		}
	}

	floor := metrics.New(metrics.DefaultPolicy())
	floor.Advance(noon)
	l := &lookout{floor, &alertEvidence{reports: true, reported: noon.Add(metrics.Hour)}}
	if l.View(metrics.Query{}); l.evidence.report == nil || l.evidence.reported != noon {
		t.Error("no report is made after the clock was set back")
	}
	if l.View(metrics.Query{}); l.evidence.report != nil {
		t.Error("a report is made again at once")
	}
}
