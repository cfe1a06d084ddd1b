package main

import (
	"context"
	"errors"
	"sync"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/metrics"
)

// observation is a floor at one instant.
type observation struct {
	view   *metrics.View
	report *metrics.Report // nil: not asked for
	policy *metrics.Policy // that both are judged by
}

// observer looks at a floor without a screen.
type observer struct {
	*crew
	ctx     context.Context
	loop    *live.Loop
	moments *moments
	settled func(*metrics.View) bool
	query   metrics.Query
}

// observe runs a loop over what an origin opened. With reports, every
// observation has one.
func observe(ctx context.Context, o *opened, query metrics.Query, reports bool, w *live.Words) *observer {
	m := &moments{reports: reports, policy: o.policy}
	options := live.Options{
		NewFloor: func() live.Floor { return &witness{metrics.New(o.policy), m, o.since} },
		Zone:     o.policy.Zone,
		Words:    w,
		After:    o.after,
	}
	if o.first != nil {
		options.First = &witness{o.first, m, o.since}
	}
	loop := live.New(o.source, options)
	c, ctx := newCrew(ctx)
	c.add(func() error {
		loop.Run(ctx)
		return nil
	})
	if o.feeding != nil {
		c.add(func() error { return o.feeding(ctx) })
	}
	loop.Ask(query)
	return &observer{c, ctx, loop, m, o.settled, query}
}

// next waits for the floor to settle and looks at it afresh. What it returns
// when ctx ends before is the last that was seen, nothing if nothing was. The
// error says why it is not up to date.
func (o *observer) next(ctx context.Context) (observation, error) {
	o.moments.forget()
	var last observation
	for {
		select {
		case v := <-o.loop.Views():
			if done, ok := o.moments.of(v); ok {
				return done, staleness(done.view)
			}
			last = observation{view: v, policy: o.moments.policy}
			if o.settled(v) && o.moments.want() {
				o.loop.Ask(o.query)
			}
		case <-ctx.Done():
			return last, staleness(last.view)
		case <-o.ctx.Done():
			return last, errors.Join(o.dismiss(), staleness(last.view))
		}
	}
}

// malformed are the last payloads that were no events.
func (o *observer) malformed() []feed.Sample { return o.loop.Malformed() }

// moments are views that were made to be observed, each with its report.
type moments struct {
	reports bool
	policy  *metrics.Policy

	mu     sync.Mutex
	wanted bool
	made   observation
}

// want asks for the next view to be observed; false if it was asked for
// already.
func (m *moments) want() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	asked := m.wanted
	m.wanted = true
	return !asked
}

// forget lets the last one go.
func (m *moments) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.made, m.wanted = observation{}, false
}

// of is the observation of a view, if it was made to be one.
func (m *moments) of(v *metrics.View) (observation, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.made, m.made.view == v
}

// witness is a floor that puts a report beside a view that is to be observed:
// both are of the same instant, since the loop does nothing in between.
type witness struct {
	*metrics.Floor
	moments *moments
	since   metrics.Time // nothing before was ever seen, whatever the source says; zero: it knows
}

// KnowSince implements live.Floor.
func (w *witness) KnowSince(t metrics.Time) { w.Floor.KnowSince(max(t, w.since)) }

// View implements live.Floor.
func (w *witness) View(q metrics.Query) *metrics.View {
	v := w.Floor.View(q)
	w.moments.mu.Lock()
	defer w.moments.mu.Unlock()
	if w.moments.wanted && w.moments.made.view == nil {
		w.moments.made.view, w.moments.made.policy = v, w.moments.policy
		if w.moments.reports {
			w.moments.made.report = w.Report()
		}
	}
	return v
}
