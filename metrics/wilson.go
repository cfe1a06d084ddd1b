package metrics

import "math"

// wilsonZ is the 90 % quantile of the normal distribution: an 80 % interval.
const wilsonZ = 1.28155

// Wilson is the 80 % interval of a rate of k in n, n > 0. Agents' gauges get a
// colour only from it, never from the rate alone (R25).
func Wilson(k, n int) (low, high float64) {
	p, m := float64(k)/float64(n), float64(n)
	z2 := wilsonZ * wilsonZ
	centre := p + z2/(2*m)
	half := wilsonZ * math.Sqrt(p*(1-p)/m+z2/(4*m*m))
	return max(0, (centre-half)/(1+z2/m)), min(1, (centre+half)/(1+z2/m))
}

// Grade is what an interval says about a target (R25).
type Grade uint8

// Grades: nothing counted, certainly below, not certain, certainly reached.
const (
	GradeNone Grade = iota
	GradeBad
	GradeUnsure
	GradeGood
)

// Grade compares a tally with a target, such as 0.8.
func (t Tally) Grade(target float64) Grade {
	if t.N == 0 {
		return GradeNone
	}
	switch low, high := Wilson(t.OK, t.N); {
	case low >= target:
		return GradeGood
	case high < target:
		return GradeBad
	}
	return GradeUnsure
}

// ResponseScore is the house score of a mean response time in tenths: 100 up to
// a minute, 0 from ten minutes, a straight line between, cut.
func ResponseScore(mean Span) int {
	switch {
	case mean <= Minute:
		return 100
	case mean >= 10*Minute:
		return 0
	}
	return int(100 * (10*Minute - mean) / (9 * Minute))
}
