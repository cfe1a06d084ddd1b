package main

import (
	"context"
	"fmt"
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

func (a *alertWatch) judge(v *metrics.View) {
	ev, ok := a.evidence.of(v)
	if !ok || v.Now.Sub(a.last) < alertEvery {
		return
	}
	a.last = v.Now
	quiet := a.rules.isQuiet(v.Now, v.Zone)
	for _, n := range a.watcher.Look(ev) {
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
	if e.reports && v.Now.Sub(e.reported) >= reportEvery {
		e.report, e.reported = l.Report(), v.Now
	}
	return v
}

// screenAlerts is what a screen with alerts needs; nil: it has none.
type screenAlerts struct {
	rules    *alertRules
	evidence *alertEvidence

	mu     sync.Mutex
	failed int
	last   error // of those that could not be delivered
}

// readAlerts reads the file of --alerts.
func (f *watchFlags) readAlerts() (*screenAlerts, error) {
	if f.alerts == "" {
		return nil, nil
	}
	rules, err := readAlertRules(f.alerts)
	if err != nil {
		return nil, err
	}
	reports := alarm.NewWatcher(rules.rules).NeedsReport()
	return &screenAlerts{rules: rules, evidence: &alertEvidence{reports: reports}}, nil
}

// floor is f, with evidence left for alerts if there are some.
func (s *screenAlerts) floor(f *metrics.Floor) live.Floor {
	if s == nil {
		return f
	}
	return &lookout{f, s.evidence}
}

// remember keeps what could not be delivered until the screen is gone.
func (s *screenAlerts) remember(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failed++
	s.last = err
}

// undelivered is an error if alerts did not reach their receivers.
func (s *screenAlerts) undelivered() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last == nil {
		return nil
	}
	return fmt.Errorf("%d alerts did not reach their receivers, the last because of %w", s.failed, s.last)
}
