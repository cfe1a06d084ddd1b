package main

import (
	"sync"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// elevation lets a supervisor whose screen only watches act for a spell, on
// record. It implements tui.Elevation.
type elevation struct {
	clerk *clerk
	who   metrics.Text
	lasts metrics.Span

	mu sync.Mutex
	on bool
}

// For implements tui.Elevation.
func (e *elevation) For() metrics.Span { return e.lasts }

// Begin implements tui.Elevation. The record says how long: a screen that
// crashes writes no end.
func (e *elevation) Begin(why metrics.Text) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	r := feed.AuditRecord{Verb: feed.AuditElevate, Words: e.lasts.Std().String(), Why: string(why)}
	if err := e.clerk.inTeams(e.who, r); err != nil {
		return err
	}
	e.on = true
	return nil
}

// End implements tui.Elevation. Without a spell it does nothing.
func (e *elevation) End() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.on {
		return nil
	}
	e.on = false
	return e.clerk.inTeams(e.who, feed.AuditRecord{Verb: feed.AuditElevateEnd})
}

// elevate gives the screen its elevation, if it may have one, and returns what
// ends a spell that outlives the screen.
func (s *station) elevate(c *clerk, say func(string)) (end func()) {
	if s.spell == 0 {
		return func() {}
	}
	e := &elevation{clerk: c, who: s.options.Who, lasts: s.spell}
	s.options.Access.Elevation = e
	return func() {
		if err := e.End(); err != nil {
			say(oneLine(err.Error()))
		}
	}
}
