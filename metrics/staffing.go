package metrics

import "math"

// ErlangC is the probability that a chat must wait when n agents serve a load
// of a Erlang: turns an hour times engaged time an answered turn over 3600, so
// that an agent's concurrency is in the load already. It is 1 when n ≤ a.
func ErlangC(n int, a float64) float64 {
	if float64(n) <= a {
		return 1
	}
	b := ErlangB(n, a)
	rho := a / float64(n)
	return b / (1 - rho*(1-b))
}

// ErlangB is the probability that all n agents are taken by a load of a Erlang
// when nobody waits.
func ErlangB(n int, a float64) float64 {
	b := 1.0
	for i := 1; i <= n; i++ {
		b = a * b / (float64(i) + a*b)
	}
	return b
}

// ServiceLevel is the share answered within t when n agents serve a Erlang of
// chats that take h each. 0 when the agents cannot keep up.
func ServiceLevel(n int, a float64, h, t Span) float64 {
	if float64(n) <= a {
		return 0
	}
	return 1 - ErlangC(n, a)*math.Exp(-(float64(n)-a)*float64(t)/float64(h))
}

// ExpectedWait is the mean wait with n agents; ok is false when it grows
// without bound.
func ExpectedWait(n int, a float64, h Span) (wait Span, ok bool) {
	if float64(n) <= a {
		return 0, false
	}
	return Span(ErlangC(n, a) * float64(h) / (float64(n) - a)), true
}

// AgentsNeeded is the smallest number of agents that answers the share level
// within t.
func AgentsNeeded(level, a float64, h, t Span) int {
	n := int(a) + 1
	for ServiceLevel(n, a, h, t) < level {
		n++
	}
	return n
}

// ErlangA is the probability of waiting and of giving up when buyers wait for
// patience on average. lambda is chats an hour. As patience grows it becomes
// Erlang C.
func ErlangA(n int, lambda float64, h, patience Span) (waits, abandons float64) {
	mu, theta := float64(Hour)/float64(h), float64(Hour)/float64(patience)
	weight, sum, waiting, queue := 1.0, 1.0, 0.0, 0.0
	if n == 0 {
		waiting = 1
	}
	for k := 1; k < 100_000; k++ {
		rate := float64(min(k, n))*mu + float64(max(0, k-n))*theta
		weight *= lambda / rate
		sum += weight
		if k >= n {
			waiting += weight
			queue += weight * float64(k-n)
		}
		if k > n && weight < sum*1e-15 {
			break
		}
	}
	return waiting / sum, theta * (queue / sum) / lambda
}

// StaffingFigure is people needed against people on (R47).
type StaffingFigure struct {
	TurnsPerHour float64 `json:"turns_per_hour"`
	HandleTime   *Span   `json:"handle_ms"` // engaged time an answered turn
	Load         float64 `json:"load_erlang"`
	Needed       *int    `json:"needed"` // for Target within Within
	Target       float64 `json:"target"`
	Within       Span    `json:"within_ms"`
}

// staffing sizes a shop by its last hour: 80 % within the ladder's first step.
func staffing(turns int, engaged Span, ladder []Span) StaffingFigure {
	f := StaffingFigure{TurnsPerHour: float64(turns), Target: 0.8}
	if len(ladder) == 0 {
		return f
	}
	f.Within = ladder[0]
	if turns == 0 || engaged == 0 {
		return f
	}
	h := engaged / Span(turns)
	if h == 0 {
		return f
	}
	f.HandleTime = &h
	f.Load = sixDecimals(float64(turns) * float64(h) / float64(Hour))
	needed := AgentsNeeded(f.Target, f.Load, h, f.Within)
	f.Needed = &needed
	return f
}
