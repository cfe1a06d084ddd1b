package metrics

import (
	"iter"
	"math"
)

// ForecastFigure is the end-of-day rate to be expected: BetaBinomial over the
// R units still to come, with the days before as a prior of bounded weight.
// Mean, Lo (10 %) and Hi (90 %) are rates, PFail the probability that the line
// is missed; rounded to six decimals. Not in the interval: how many will come,
// a trend within the day, and that counted consumers can still turn bad.
type ForecastFigure struct {
	R     int      `json:"r"`
	Alpha float64  `json:"alpha"`
	Beta  float64  `json:"beta"`
	Mean  *float64 `json:"mean"`
	Lo    *float64 `json:"lo"`
	Hi    *float64 `json:"hi"`
	PFail float64  `json:"p_fail"`
}

// Forecast weighs today's tally, r units to come and the days before.
func Forecast(l Line, today, prior Tally, r int, priorWeight float64) ForecastFigure {
	weight := 0.0
	if prior.N > 0 {
		weight = min(1, priorWeight/float64(prior.N))
	}
	alpha := 1 + weight*float64(prior.OK) + float64(today.OK)
	beta := 1 + weight*float64(prior.Miss()) + float64(today.Miss())
	f := ForecastFigure{R: r, Alpha: sixDecimals(alpha), Beta: sixDecimals(beta)}
	n := today.N + r
	if n == 0 {
		return f
	}
	rate := func(x int) float64 { return float64(today.OK+x) / float64(n) }
	mean, fail, sum := 0.0, 0.0, 0.0
	const slack = 1e-9 // a quantile met exactly must not be missed by rounding
	for x, p := range betaBinomial(r, alpha, beta) {
		mean += p * rate(x)
		if !l.Passes(today.OK+x, n) {
			fail += p
		}
		sum += p
		if f.Lo == nil && sum >= 0.1-slack {
			f.Lo = decimals(rate(x))
		}
		if f.Hi == nil && sum >= 0.9-slack {
			f.Hi = decimals(rate(x))
		}
	}
	f.Mean, f.PFail = decimals(mean), sixDecimals(min(fail, 1))
	return f
}

// betaBinomial hands out how probable it is that none, one, up to r of r come out
// well: each from the one before, in logarithms, as the first may be too small.
func betaBinomial(r int, alpha, beta float64) iter.Seq2[int, float64] {
	return func(yield func(int, float64) bool) {
		n := float64(r)
		p := logBeta(alpha, n+beta) - logBeta(alpha, beta)
		for x := range r + 1 {
			if !yield(x, math.Exp(p)) {
				return
			}
			good, bad := float64(x), n-float64(x)
			p += math.Log(bad * (good + alpha) / ((good + 1) * (bad - 1 + beta)))
		}
	}
}

func logBeta(a, b float64) float64 { return logGamma(a) + logGamma(b) - logGamma(a+b) }

func logGamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}

func sixDecimals(x float64) float64 { return math.Round(x*1e6) / 1e6 }

func decimals(x float64) *float64 {
	x = sixDecimals(x)
	return &x
}

// arrivals is how many units of a rate are still to come today: the mean,
// rounded half up, over those of the three days before that had any, of the
// units that began later in the day than it is now; without such a day,
// today's pace goes on to the end of the window.
func (d *shopDigest) arrivals(metric int, today Date, counted int) int {
	m := &d.shop.rules.metrics[metric]
	tod := d.shop.rules.Zone.TimeOfDay(d.now)
	later, days := 0, 0
	for k := today - 3; k < today; k++ {
		units := d.units[metric][k]
		if len(units) == 0 {
			continue
		}
		days++
		for _, began := range units {
			if began > tod {
				later++
			}
		}
	}
	if days > 0 {
		return (2*later + days) / (2 * days)
	}
	elapsed := int(min(tod, m.window.End) - m.window.Start)
	remaining := int(m.window.End - max(tod, m.window.Start))
	if elapsed <= 0 || remaining <= 0 {
		return 0
	}
	return (2*counted*remaining + elapsed) / (2 * elapsed)
}
