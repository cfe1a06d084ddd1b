package twin

import "math"

// forecasts is the block "forecast" of a shop: the end-of-day rate expected
// for the metrics that are judged by the day (section "Derived supervisor
// figures").
func (s shop) forecasts() map[string]any {
	out := map[string]any{}
	for _, name := range []string{"pdd_effective", "pdd_human_3m", "feige_human_3m"} {
		m := s.k.rate(name)
		units := s.units(m)
		now := between(units, s.today, s.today)
		prior := between(units, s.today-3, s.today-1)
		weight := 0.0
		if prior.n() > 0 {
			weight = min(1, s.k.priorWeight/float64(prior.n()))
		}
		r := now.pending + s.arrivals(units, m, now.n())
		alpha := 1 + weight*float64(prior.ok) + float64(now.ok)
		beta := 1 + weight*float64(prior.miss) + float64(now.miss)
		out[name] = outlook(now.ok, now.n(), r, alpha, beta, m.line)
	}
	return out
}

// arrivals is how many units are still to come today: the mean, rounded half
// up, over those of the days T-3..T-1 that had any, of the units whose first
// message came later in the day than it is now; without such a day today's
// pace, counted units over the elapsed part of the window, goes on to its end.
func (s shop) arrivals(units []unit, m metric, n int64) int64 {
	tod := s.k.timeOfDay(s.now)
	later, days := int64(0), int64(0)
	for d := s.today - 3; d < s.today; d++ {
		any := false
		for _, u := range units {
			if u.day != d || u.outcome == excluded {
				continue
			}
			any = true
			if s.k.timeOfDay(u.start) > tod {
				later++
			}
		}
		if any {
			days++
		}
	}
	if days > 0 {
		return (2*later + days) / (2 * days)
	}
	elapsed := min(tod, m.window.to) - m.window.from
	remaining := m.window.to - max(tod, m.window.from)
	if elapsed <= 0 || remaining <= 0 {
		return 0
	}
	return (2*n*remaining + elapsed) / (2 * elapsed)
}

// outlook adds r units of unknown outcome to ok of n: the good among them are
// beta-binomial. The interval is the 10 % and the 90 % quantile, p_fail the
// probability that the line is missed. Without any unit there is no rate.
// Everything is rounded to six decimals, which is more than it is worth.
func outlook(ok, n, r int64, alpha, beta float64, l line) map[string]any {
	out := map[string]any{
		"r": r, "alpha": sixDecimals(alpha), "beta": sixDecimals(beta),
		"mean": nil, "lo": nil, "hi": nil, "p_fail": 0.0,
	}
	if n+r == 0 {
		return out
	}
	rateOf := func(x int64) float64 { return float64(ok+x) / float64(n+r) }
	mean, fail, sum := 0.0, 0.0, 0.0
	const slack = 1e-9 // a quantile that is met exactly must not be missed by rounding
	for x := int64(0); x <= r; x++ {
		p := betaBinomial(x, r, alpha, beta)
		mean += p * rateOf(x)
		if !l.passes(ok+x, n+r) {
			fail += p
		}
		sum += p
		if out["lo"] == nil && sum >= 0.1-slack {
			out["lo"] = sixDecimals(rateOf(x))
		}
		if out["hi"] == nil && sum >= 0.9-slack {
			out["hi"] = sixDecimals(rateOf(x))
		}
	}
	out["mean"], out["p_fail"] = sixDecimals(mean), sixDecimals(min(fail, 1))
	return out
}

// betaBinomial is the probability of x good ones among r.
func betaBinomial(x, r int64, alpha, beta float64) float64 {
	fx, fr := float64(x), float64(r)
	choose := logGamma(fr+1) - logGamma(fx+1) - logGamma(fr-fx+1)
	return math.Exp(choose + logBeta(fx+alpha, fr-fx+beta) - logBeta(alpha, beta))
}

func logBeta(a, b float64) float64 { return logGamma(a) + logGamma(b) - logGamma(a+b) }

func logGamma(x float64) float64 {
	value, _ := math.Lgamma(x)
	return value
}

func sixDecimals(x float64) float64 { return math.Round(x*1e6) / 1e6 }
