package metrics

// Window is a stretch of each local day, [Start, End).
type Window struct{ Start, End Span }

// Contains reports whether a time of day is assessed (R3).
func (w Window) Contains(tod Span) bool { return tod >= w.Start && tod < w.End }

// Unit is what a rate counts.
type Unit uint8

// Units. PerTurn is R14, PerConsumer and PerSession are R15.
const (
	PerMessage Unit = iota
	PerTurn
	PerConsumer
	PerSession
	PerFirst // the first answer of a session
)

// RobotRule says what a robot's answer does to an obligation (R8).
type RobotRule uint8

// Robot rules.
const (
	RobotCounts   RobotRule = iota // it answers
	RobotExcludes                  // in time: the obligation is out; late: a miss
	RobotIgnored                   // it is as if nobody had spoken
)

// Metric is one row of "Metrics as parameters".
type Metric struct {
	ID        string
	Unit      Unit
	Threshold Span // 0: a mean, not a rate
	Robot     RobotRule
	Handoff   bool   // counts from the handoff to a human (R16)
	ByStart   bool   // assessed by the session's start, not the message
	NoOffline bool   // messages left while nobody was on are out
	Window    Window // zero: the shop's
	Days, Lag int    // official window (R28)
	Line      Line   // pass line
	First     bool   // a mean over first responses (R33)
	Cap       Span   // a mean's longest sample; unanswered counts as this (R32)
}

// Line is the fraction A/B that a rate must reach; Strict: exceed (R26).
type Line struct {
	A, B   int
	Strict bool
}

// IsMean reports whether the metric is a mean of waits rather than a rate.
func (m *Metric) IsMean() bool { return m.Threshold == 0 }

// window is the metric's own assessed hours, or the shop's.
func (r *Rules) window(m *Metric) Window {
	if m.Window != (Window{}) {
		return m.Window
	}
	return r.Window
}
