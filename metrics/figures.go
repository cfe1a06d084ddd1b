package metrics

import "slices"

// RateFigure is a rate as reports print it: counts and the percentages made of
// them, null where nothing was counted (R25, R26).
type RateFigure struct {
	OK       int     `json:"ok"`
	N        int     `json:"n"`
	Miss     int     `json:"miss"`
	Pending  int     `json:"pending"`
	Excluded int     `json:"excluded"`
	Pct      *string `json:"pct"`
	WorstPct *string `json:"worst_pct"`
	BestPct  *string `json:"best_pct"`
}

// Figure writes a tally out.
func (t Tally) Figure() RateFigure {
	return RateFigure{
		OK: t.OK, N: t.N, Miss: t.Miss(), Pending: t.Pending, Excluded: t.Excluded,
		Pct: pct(t.Percent()), WorstPct: pct(t.Worst()), BestPct: pct(t.Best()),
	}
}

// pct is a percentage as text; nil if nothing was counted.
func pct(hundredths int, ok bool) *string {
	if !ok {
		return nil
	}
	s := FormatPercent(hundredths, true)
	return &s
}

func ratio(k, n int) *string { return pct(percent(k, n)) }

// SpanFigure is the distribution of a set of spans in milliseconds; null where
// there is no sample. The mean is rounded up (R26), percentiles are nearest
// rank (R32).
type SpanFigure struct {
	N    int   `json:"n"`
	Sum  Span  `json:"sum_ms"`
	Mean *Span `json:"mean_ms"`
	P50  *Span `json:"p50_ms"`
	P90  *Span `json:"p90_ms"`
	Max  *Span `json:"max_ms"`
}

// spanFigure sorts samples in place.
func spanFigure(samples []Span) SpanFigure {
	f := SpanFigure{N: len(samples)}
	if f.N == 0 {
		return f
	}
	slices.Sort(samples)
	for _, s := range samples {
		f.Sum += s
	}
	mean := meanUp(f.Sum, f.N)
	p50, p90, longest := nearestRank(samples, 50), nearestRank(samples, 90), samples[f.N-1]
	f.Mean, f.P50, f.P90, f.Max = &mean, &p50, &p90, &longest
	return f
}

// nearestRank is the p-th percentile of sorted samples.
func nearestRank(sorted []Span, p int) Span {
	rank := (p*len(sorted) + 99) / 100
	return sorted[max(rank, 1)-1]
}

// MeanFigure is a mean response time (R32, R33).
type MeanFigure struct {
	SpanFigure
	Unanswered int `json:"unanswered"`
	Pending    int `json:"pending"`
	Robot      int `json:"robot"` // answered by a robot first: no sample
}

// meanSample is what one turn, or one session, does to a mean.
type meanSample uint8

const (
	sampleNone meanSample = iota
	sampleTaken
	sampleUnanswered
	samplePending
	sampleRobot
)

// meanSamples calls f for each turn of a mean metric (R32), or each session of
// one over first responses (R33).
func (r *reading) meanSamples(m *compiledMetric, f func(meanSample, Span)) {
	last := int32(-1)
	r.turns(m, func(t turn) {
		if !m.First {
			f(r.sample(m, t))
			return
		}
		if t.session != last {
			last = t.session
			if r.isFirst(m, t) {
				f(r.sample(m, t))
			}
		}
	})
}

// isFirst reports whether the turn is one whose answer is the session's first
// response: no human had spoken before it, and where the handoff counts, it is
// the handoff (R33).
func (r *reading) isFirst(m *compiledMetric, t turn) bool {
	s := &r.sessions[t.session]
	if m.Handoff && s.handoff >= 0 && t.first != s.handoff {
		return false
	}
	return !s.human || s.humanFact > r.asks[t.first].fact
}

func (r *reading) sample(m *compiledMetric, t turn) (meanSample, Span) {
	start := r.asks[t.first].time
	end := r.sampleEnd(start)
	if t.reply >= 0 && r.stops[t.reply].time < end {
		reply := &r.stops[t.reply]
		if !reply.human {
			return sampleRobot, 0
		}
		return sampleTaken, m.capped(r.rules.wait(m.window, start, reply.time))
	}
	if r.asOf < end {
		r.soon(end)
		return samplePending, 0
	}
	return sampleUnanswered, m.Cap
}

func (m *compiledMetric) capped(w Span) Span {
	if m.Cap > 0 {
		return min(w, m.Cap)
	}
	return w
}

// meanTally collects the samples of one mean over a shop-day.
type meanTally struct {
	samples                    []Span
	unanswered, pending, robot int
}

func (t *meanTally) add(kind meanSample, w Span) {
	switch kind {
	case sampleTaken:
		t.samples = append(t.samples, w)
	case sampleUnanswered:
		t.unanswered++
		if w > 0 { // the platform counts it at its cap
			t.samples = append(t.samples, w)
		}
	case samplePending:
		t.pending++
	case sampleRobot:
		t.robot++
	}
}

func (t *meanTally) figure() MeanFigure {
	return MeanFigure{spanFigure(t.samples), t.unanswered, t.pending, t.robot}
}
