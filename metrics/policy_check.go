package metrics

import (
	"fmt"
	"slices"
)

// Check refuses an impossible policy with the reason.
func (p *Policy) Check() error {
	if err := p.Rules.Check(); err != nil {
		return err
	}
	for k, r := range p.Shops {
		if err := r.Check(); err != nil {
			return fmt.Errorf("shop %s: %w", k, err)
		}
	}
	return nil
}

// Check refuses impossible rules with the reason.
func (r *Rules) Check() error {
	if err := r.Window.check(); err != nil {
		return fmt.Errorf("assessed window: %w", err)
	}
	if err := r.checkSteps(); err != nil {
		return err
	}
	if r.ReplySkew < 0 || r.ReopenGap < 0 || r.LateGrace < 0 {
		return fmt.Errorf("reply skew, reopen gap and late grace cannot be negative")
	}
	known := map[string]bool{} // whether it is a rate
	for i := range r.Metrics {
		if err := r.Metrics[i].check(); err != nil {
			return err
		}
		if _, twice := known[r.Metrics[i].ID]; twice {
			return fmt.Errorf("metric %s is defined twice", r.Metrics[i].ID)
		}
		known[r.Metrics[i].ID] = !r.Metrics[i].IsMean()
	}
	if err := r.checkScopes(); err != nil {
		return err
	}
	for _, g := range r.Gates {
		if !known[g.Metric] {
			return fmt.Errorf("gate %s needs the rate %s, which is not defined", g.ID, g.Metric)
		}
		if err := g.Line.check(); err != nil {
			return fmt.Errorf("gate %s: %w", g.ID, err)
		}
	}
	return nil
}

func (r *Rules) checkSteps() error {
	if len(r.Ladder) > 16 {
		return fmt.Errorf("a ladder has at most 16 steps: %d", len(r.Ladder))
	}
	if slices.ContainsFunc(r.Ladder, func(s Span) bool { return s <= 0 }) {
		return fmt.Errorf("the steps of a ladder are positive: %v s", inSeconds(r.Ladder))
	}
	if !slices.IsSorted(r.Ladder) {
		return fmt.Errorf("ladder must rise: %v s", inSeconds(r.Ladder))
	}
	if !slices.IsSorted(r.Levels) {
		return fmt.Errorf("severity levels must rise: %v s", inSeconds(r.Levels))
	}
	return nil
}

// maxConsumerRates is how many rates may count consumers.
const maxConsumerRates = 16

// checkScopes keeps the metrics within what a reading has room for.
func (r *Rules) checkScopes() error {
	consumers := 0
	var c compiledRules
	for i := range r.Metrics {
		m := &r.Metrics[i]
		c.scopeOf(m, r.window(m))
		if m.Unit == PerConsumer && !m.IsMean() {
			consumers++
		}
	}
	if consumers > maxConsumerRates {
		return fmt.Errorf("at most %d rates count consumers: %d", maxConsumerRates, consumers)
	}
	if own := 3; len(c.scopes)+own > maxScopes { // agents', the whole day's and the ladder's
		return fmt.Errorf("metrics differ in at most %d ways in hours and in what they count: %d", maxScopes-own, len(c.scopes))
	}
	return nil
}

func inSeconds(spans []Span) []float64 {
	var out []float64
	for _, s := range spans {
		out = append(out, float64(s)/float64(Second))
	}
	return out
}

func (w Window) check() error {
	if w.Start < 0 || w.End > Day || w.Start >= w.End {
		return fmt.Errorf("must lie within 00:00 and 24:00 and start before it ends: %s..%s", clock(w.Start), clock(w.End))
	}
	return nil
}

func (l Line) check() error {
	if l.B <= 0 || l.A < 0 || l.A > l.B {
		return fmt.Errorf("a line lies between 0 and 1: %d/%d", l.A, l.B)
	}
	return nil
}

func (m *Metric) check() error {
	if m.ID == "" {
		return fmt.Errorf("a metric needs an id")
	}
	if m.Threshold < 0 || m.Threshold > Day {
		return fmt.Errorf("metric %s: threshold must lie within a day: %d s", m.ID, m.Threshold/Second)
	}
	if m.Window != (Window{}) {
		if err := m.Window.check(); err != nil {
			return fmt.Errorf("metric %s: window %w", m.ID, err)
		}
	}
	if m.IsMean() {
		return nil
	}
	if m.Days < 1 || m.Days > 36 || m.Lag < 0 {
		return fmt.Errorf("metric %s: official window must be 1 to 36 days: %d days, lag %d", m.ID, m.Days, m.Lag)
	}
	if err := m.Line.check(); err != nil {
		return fmt.Errorf("metric %s: %w", m.ID, err)
	}
	return nil
}
