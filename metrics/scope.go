package metrics

import "slices"

// scope says which asks a metric counts (R3, R4, R16). Metrics share few of
// them, so an ask is held against each scope once and not against each metric.
type scope struct {
	window    Window
	handoff   bool
	byStart   bool
	noOffline bool
}

// maxScopes is how many scopes the metrics of a shop may have.
const maxScopes = 32

func (m *Metric) scope(w Window) scope {
	return scope{window: w, handoff: m.Handoff, byStart: m.ByStart, noOffline: m.NoOffline}
}

// scopeOf is the number of a metric's scope, counted in if it is new.
func (c *compiledRules) scopeOf(m *Metric, w Window) int {
	s := m.scope(w)
	at := slices.Index(c.scopes, s)
	if at < 0 {
		at = len(c.scopes)
		c.scopes = append(c.scopes, s)
	}
	return at
}

// setScopes notes for each ask the scopes that it is in.
func (r *reading) setScopes() {
	for i := range r.asks {
		a := &r.asks[i]
		for n := range r.rules.scopes {
			if r.within(&r.rules.scopes[n], a, i) {
				a.scopes |= 1 << n
			}
		}
	}
}

func (r *reading) within(c *scope, a *ask, index int) bool {
	s := &r.sessions[a.session]
	at := a.time
	if c.byStart {
		at = s.start
	}
	switch {
	case c.noOffline && a.offline, !c.window.Contains(at.Sub(r.open)):
		return false
	case !c.handoff:
		return !a.handoff
	case s.handoff >= 0:
		return index >= int(s.handoff)
	}
	return !s.robotOnly()
}

// counts reports whether metric m counts the ask.
func (r *reading) counts(m *compiledMetric, a *ask) bool {
	return a.scopes>>m.scope&1 != 0 && (a.recalled == 0 || !r.cancelled(a, m.reply(a)))
}

// never is the wait of an ask that has no answer yet.
const never = Span(1<<63 - 1)

// setWaits notes how long each ask waited for a human, and for anybody.
func (r *reading) setWaits() {
	for i := range r.asks {
		a := &r.asks[i]
		a.waitHuman, a.waitAny = never, never
		if a.any < 0 {
			continue
		}
		first := &r.stops[a.any]
		a.waitAny, a.robotFirst = r.rules.wait(r.rules.Window, a.time, first.time), !first.human
		switch {
		case a.human == a.any:
			a.waitHuman = a.waitAny
		case a.human >= 0:
			a.waitHuman = r.rules.wait(r.rules.Window, a.time, r.stops[a.human].time)
		}
	}
}

// waited is how long an ask waited as metric m sees it.
func (r *reading) waited(m *compiledMetric, a *ask) Span {
	if r.rules.Business && m.window != r.rules.Window { // the clock of other hours
		if at := m.reply(a); at >= 0 {
			return r.rules.wait(m.window, a.time, r.stops[at].time)
		}
		return never
	}
	if m.Robot == RobotIgnored {
		return a.waitHuman
	}
	return a.waitAny
}
