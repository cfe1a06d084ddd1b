package main

import (
	"context"
	"sync"

	"floorwalker/feed/live"
	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

// Alerts are judged by what the screen shows, as often as its clock moves; what
// needs a report, which costs more, less often.
const (
	alertEvery  = metrics.Second
	reportEvery = 10 * metrics.Second
)

// alertWatch judges alert rules beside a screen: views pass through it.
type alertWatch struct {
	loop     *live.Loop
	watcher  *alarm.Watcher
	rules    *alertRules
	post     *alertPost
	evidence *alertEvidence
	views    chan *metrics.View
	last     metrics.Time // instant judged last
	list     *alertList   // what the screen shows of it; nil: nothing
}

func newAlertWatch(loop *live.Loop, rules *alertRules, post *alertPost, evidence *alertEvidence) *alertWatch {
	return &alertWatch{
		loop: loop, watcher: alarm.NewWatcher(rules.rules), rules: rules, post: post,
		evidence: evidence, views: make(chan *metrics.View, 1),
	}
}

// Views implements tui.Floor.
func (a *alertWatch) Views() <-chan *metrics.View { return a.views }

// Ask implements tui.Floor.
func (a *alertWatch) Ask(q metrics.Query) { a.loop.Ask(q) }

// run passes views on until ctx ends; who reads late misses those in between.
func (a *alertWatch) run(ctx context.Context) error {
	for {
		select {
		case v := <-a.loop.Views():
			a.judge(v)
			select { // this goroutine alone sends, so after this there is room
			case <-a.views:
			default:
			}
			a.views <- v
		case <-ctx.Done():
			return nil
		}
	}
}

// isDue says whether what is done at intervals is to be done again. A clock that
// was set back does not put it off.
func isDue(now, last metrics.Time, every metrics.Span) bool {
	gap := now.Sub(last)
	return gap < 0 || gap >= every
}

func (a *alertWatch) judge(v *metrics.View) {
	ev, ok := a.evidence.of(v)
	if !ok || !isDue(v.Now, a.last, alertEvery) {
		return
	}
	a.last = v.Now
	quiet := a.rules.isQuiet(v.Now, v.Zone)
	notices := a.watcher.Look(ev)
	if a.list != nil {
		a.list.take(notices, ev)
	}
	for _, n := range notices {
		if critical := n.Kind >= alarm.Blind || n.Rule.Critical; critical || !quiet {
			a.post.send(alertOf(n, v.Zone))
		}
	}
}

// alertEvidence keeps what the latest view is judged by: the view by team,
// whatever the screen groups by, and now and then a report.
type alertEvidence struct {
	reports bool

	mu       sync.Mutex
	view     *metrics.View // as the screen gets it
	byTeam   *metrics.View
	report   *metrics.Report
	reported metrics.Time
}

// of is the evidence of a view; ok is false if a later one was made already.
// The state of the feed is known to the screen's view alone.
func (e *alertEvidence) of(v *metrics.View) (ev alarm.Evidence, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.view != v {
		return ev, false
	}
	judged := *e.byTeam
	judged.Feed = v.Feed
	return alarm.Evidence{View: &judged, Report: e.report}, true
}

// lookout is a floor that leaves evidence of each view.
type lookout struct {
	*metrics.Floor
	evidence *alertEvidence
}

// View implements live.Floor.
func (l *lookout) View(q metrics.Query) *metrics.View {
	v := l.Floor.View(q)
	e := l.evidence
	e.mu.Lock()
	defer e.mu.Unlock()
	e.view, e.byTeam, e.report = v, v, nil
	if q.Group != metrics.ByTeam {
		e.byTeam = l.Floor.View(metrics.Query{Limit: 1})
	}
	if e.reports && isDue(v.Now, e.reported, reportEvery) {
		e.report, e.reported = l.Report(), v.Now
	}
	return v
}
