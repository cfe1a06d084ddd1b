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
	At    metrics.Time            `json:"at"` // of the last evaluation
	Holds map[string]Hold         `json:"holds,omitempty"`
	Seen  map[string]metrics.Time `json:"seen,omitempty"` // teams and people, by when they were listed last
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
// Teams and people that were listed within a fortnight, and are not while the
// feed is live, count nothing; so they are calm, unless the bound says
// otherwise.
// What is unknown neither begins nor ends anything that fires; a stretch that
// has to last begins anew after it.
func (e *Expression) Evaluate(ev Evidence, before State) (Outcome, State) {
	now := ev.View.Now
	if gap := now.Sub(before.At); gap < 0 || gap > e.For+patience {
		before.Holds = onlyFiring(before.Holds)
	}
	places := ev.places(e.Kind, e.Subject)
	before.Seen = e.seen(ev, before.Seen, places)
	after := State{At: now, Seen: before.Seen}
	out := Outcome{Readings: e.readings(ev, before, places)}
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

// readings are the values of all subjects, listed or absent; one without a
// subject if there is none.
func (e *Expression) readings(ev Evidence, before State, places []place) []Reading {
	out := make([]Reading, len(places))
	for i := range places {
		out[i] = e.read(&places[i])
	}
	out = append(out, e.absent(ev, before, places)...)
	if len(out) > 0 {
		return out
	}
	r := Reading{Subject: e.Subject, Doubt: NoSubject, Coverage: -1}
	if blind := e.blindness(ev); blind != None {
		r.Doubt = blind
	}
	return []Reading{r}
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
		left := e.Kind == Agent && r.Doubt == NoSubject // known to be gone
		return hold, held && hold.Firing && !left
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
