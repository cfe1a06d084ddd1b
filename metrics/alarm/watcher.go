package alarm

import (
	"cmp"
	"maps"
	"slices"

	"floorwalker/metrics"
)

// Rule is an expression with a name, which alerts carry.
type Rule struct {
	*Expression
	Name     string
	Critical bool
}

// NoticeKind is what a notice tells.
type NoticeKind uint8

// Kinds of notices.
const (
	Fired   NoticeKind = iota
	Cleared            // it is known to be over, or its subject left
	Blind              // alerts cannot be judged, and why
	Sighted            // they can again
)

var noticeNames = [...]string{"fired", "cleared", "blind", "sighted"}

// String is the kind in lower-case English.
func (k NoticeKind) String() string { return noticeNames[k] }

// Notice is something that somebody has to be told, once.
type Notice struct {
	Kind    NoticeKind
	At      metrics.Time
	Rule    Rule    // Fired and Cleared
	Reading Reading // of the subject concerned
	Doubt   Doubt   // Blind: why
}

// Watcher judges rules again and again, and tells each change once. What is
// unknown is not told rule by rule: one notice names the cause, however many
// rules it blinds.
type Watcher struct {
	rules  []Rule
	states []State
	firing []map[string]Reading // by rule and subject, as last told
	doubts []Doubt              // by rule
	blind  Doubt                // as last told; None: sighted
	since  metrics.Time         // of the first doubt of this stretch; zero: none
}

// blindAfter is how long rules must be unknown to be told: reconnects and
// restarts of a gateway are not.
const blindAfter = 30 * metrics.Second

// NewWatcher watches rules.
func NewWatcher(rules []Rule) *Watcher {
	return &Watcher{
		rules: rules, states: make([]State, len(rules)),
		firing: make([]map[string]Reading, len(rules)), doubts: make([]Doubt, len(rules)),
	}
}

// NeedsReport says whether some rule needs Evidence.Report.
func (w *Watcher) NeedsReport() bool {
	return slices.ContainsFunc(w.rules, func(r Rule) bool { return r.NeedsReport() })
}

// Look judges the rules, and returns what has changed. Rules about shops keep
// their verdicts while the evidence has no report.
func (w *Watcher) Look(ev Evidence) []Notice {
	var notices []Notice
	for i := range w.rules {
		if w.rules[i].NeedsReport() && ev.Report == nil && ev.View.Feed.State == metrics.FeedLive {
			continue
		}
		var out Outcome
		out, w.states[i] = w.rules[i].Evaluate(ev, w.states[i])
		notices = append(notices, w.changes(i, out, ev.View.Now)...)
		w.doubts[i] = doubtOf(out)
	}
	return append(notices, w.sight(ev.View.Now)...)
}

// changes are the subjects of a rule that began or ceased to fire.
func (w *Watcher) changes(i int, out Outcome, now metrics.Time) []Notice {
	var notices []Notice
	if w.firing[i] == nil {
		w.firing[i] = map[string]Reading{}
	}
	for _, r := range out.Readings {
		_, told := w.firing[i][r.Subject]
		switch {
		case r.Verdict == Firing && !told:
			w.firing[i][r.Subject] = r
			notices = append(notices, Notice{Kind: Fired, At: now, Rule: w.rules[i], Reading: r})
		case r.Verdict == Calm && told:
			delete(w.firing[i], r.Subject)
			notices = append(notices, Notice{Kind: Cleared, At: now, Rule: w.rules[i], Reading: r})
		}
	}
	return append(notices, w.gone(i, now)...)
}

// gone are the subjects of a rule that fired and of which nothing can be read
// any more: somebody who left.
func (w *Watcher) gone(i int, now metrics.Time) []Notice {
	var notices []Notice
	for _, subject := range slices.Sorted(maps.Keys(w.firing[i])) {
		if w.states[i].Holds[subject].Firing {
			continue
		}
		delete(w.firing[i], subject)
		left := Reading{Subject: subject, Verdict: Unknown, Doubt: NoSubject, Coverage: -1}
		notices = append(notices, Notice{Kind: Cleared, At: now, Rule: w.rules[i], Reading: left})
	}
	return notices
}

// doubtOf is a doubt that concerns the feed; that nothing was counted yet, or
// that nobody of the name is there, blinds nobody.
func doubtOf(out Outcome) Doubt {
	for _, r := range out.Readings {
		switch r.Doubt {
		case NotLive, PartSeen, Silent, Uncovered:
			return r.Doubt
		}
	}
	return None
}

// sight tells the cause that blinds most, once it has lasted.
func (w *Watcher) sight(now metrics.Time) []Notice {
	cause := w.cause()
	switch {
	case cause == None:
		w.since = 0
		if w.blind == None {
			return nil
		}
		w.blind = None
		return []Notice{{Kind: Sighted, At: now}}
	case w.since == 0 || now < w.since: // the clock may be set back
		w.since = now
	}
	if w.blind != None || now.Sub(w.since) < blindAfter {
		return nil
	}
	w.blind = cause
	return []Notice{{Kind: Blind, At: now, Doubt: cause}}
}

// cause is the first of the doubts that rules have: a feed that is not live
// explains every other.
func (w *Watcher) cause() Doubt {
	cause := None
	for _, d := range w.doubts {
		if d != None && (cause == None || cmp.Less(d, cause)) {
			cause = d
		}
	}
	return cause
}
