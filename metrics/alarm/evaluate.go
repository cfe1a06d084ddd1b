package alarm

import (
	"cmp"
	"slices"

	"floorwalker/metrics"
)

// Verdict is what an expression has come to.
type Verdict uint8

// Verdicts, in the order in which they matter: what holds of several subjects
// is the last of theirs.
const (
	Calm    Verdict = iota
	Pending         // it holds, but not for long enough
	Unknown         // it cannot be told
	Firing
)

var verdictNames = [...]string{"calm", "pending", "unknown", "firing"}

// String is the verdict in lower-case English.
func (v Verdict) String() string { return verdictNames[v] }

// Reading is one subject's value of an expression's figure.
type Reading struct {
	Subject  string // id of the agent, name of the team, platform/shop; empty: the floor
	Verdict  Verdict
	Doubt    Doubt   // None: Value is known
	Value    float64 // in the figure's unit
	N        int     // what the value was counted from, where Counted
	Counted  bool
	Coverage int          // of the figure's days, hundredths of a percent; -1: it has none
	Since    metrics.Time // Pending and Firing: since when it holds
}

// Outcome is what became of an expression.
type Outcome struct {
	Verdict  Verdict
	Readings []Reading // at least one; what matters most first
}

// State is what an expression remembers between evaluations. The zero State
// remembers nothing; its JSON form is stable.
type State struct {
	At    metrics.Time    `json:"at"` // of the last evaluation
	Holds map[string]Hold `json:"holds,omitempty"`
}

// Hold is a subject of which the expression holds.
type Hold struct {
	Since  metrics.Time `json:"since"`
	Firing bool         `json:"firing,omitempty"`
}

// patience is how long beyond its "for" an expression may go unevaluated before
// nothing is known of the time between.
const patience = 10 * metrics.Minute

// Evaluate judges the expression, and says what to remember for the next time.
// What is unknown neither begins nor ends anything that fires; a stretch that
// has to last begins anew after it.
func (e *Expression) Evaluate(ev Evidence, before State) (Outcome, State) {
	now := ev.View.Now
	after := State{At: now}
	if gap := now.Sub(before.At); gap < 0 || gap > e.For+patience {
		before = State{Holds: onlyFiring(before.Holds)}
	}
	out := Outcome{Readings: e.readings(ev)}
	for i := range out.Readings {
		r := &out.Readings[i]
		hold, held := before.Holds[r.Subject]
		if hold, held = e.judge(r, hold, held, now); held {
			if after.Holds == nil {
				after.Holds = map[string]Hold{}
			}
			after.Holds[r.Subject] = hold
		}
		out.Verdict = max(out.Verdict, r.Verdict)
	}
	if unread := out.Readings[0].Doubt; unread == NoSubject || unread == NotLookedAt {
		after.Holds = onlyFiring(before.Holds)
	}
	slices.SortStableFunc(out.Readings, e.order)
	return out, after
}

// onlyFiring are the holds that go on until they are known to be over.
func onlyFiring(holds map[string]Hold) map[string]Hold {
	var out map[string]Hold
	for subject, h := range holds {
		if h.Firing {
			if out == nil {
				out = map[string]Hold{}
			}
			out[subject] = h
		}
	}
	return out
}

// readings are the values of all subjects; one without a subject if there is
// none.
func (e *Expression) readings(ev Evidence) []Reading {
	if e.NeedsReport() && ev.Report == nil {
		return []Reading{{Subject: e.Subject, Doubt: NotLookedAt, Coverage: -1}}
	}
	places := ev.places(e.Kind, e.Subject)
	if len(places) == 0 {
		doubt := NoSubject
		if ev.View.Feed.State != metrics.FeedLive {
			doubt = NotLive
		}
		return []Reading{{Subject: e.Subject, Doubt: doubt, Coverage: -1}}
	}
	out := make([]Reading, len(places))
	for i := range places {
		out[i] = e.read(&places[i])
	}
	return out
}

func (e *Expression) read(p *place) Reading {
	r := Reading{Subject: p.subject}
	r.Doubt, r.Coverage = p.doubt(e.vocabulary, e.Figure, e.Coverage)
	s := e.Figure.read(p)
	r.Value, r.N, r.Counted = s.value, s.n, s.counted
	switch {
	case r.Doubt != None:
	case !s.ok:
		r.Doubt = NothingYet
	case s.counted && s.n < e.Least:
		r.Doubt = FewCounted
	}
	return r
}

// judge gives a reading its verdict, and says whether the expression holds of
// its subject.
func (e *Expression) judge(r *Reading, hold Hold, held bool, now metrics.Time) (Hold, bool) {
	if r.Doubt != None {
		r.Verdict = Unknown
		return hold, held && hold.Firing
	}
	holds := e.Bound.meets(r.Value)
	if held && hold.Firing && e.Until != nil {
		holds = !e.Until.meets(r.Value)
	}
	if !holds {
		return Hold{}, false
	}
	if !held {
		hold = Hold{Since: now}
	}
	hold.Firing = hold.Firing || now.Sub(hold.Since) >= e.For
	r.Since, r.Verdict = hold.Since, Pending
	if hold.Firing {
		r.Verdict = Firing
	}
	return hold, true
}

// order puts what matters most first: by verdict, then the value furthest
// beyond the bound, then by name.
func (e *Expression) order(a, b Reading) int {
	further := cmp.Compare(b.Value, a.Value)
	if e.Bound.Than == Less || e.Bound.Than == AtMost {
		further = -further
	}
	return cmp.Or(cmp.Compare(b.Verdict, a.Verdict), further, cmp.Compare(a.Subject, b.Subject))
}
