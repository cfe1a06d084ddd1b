package metrics

import (
	"cmp"
	"slices"
)

// ShopRow is how a shop stands on one of the metrics it is judged by.
type ShopRow struct {
	Key       ShopKey
	Metric    string
	Unit      Unit // what is counted
	Threshold Span // within which an answer is good
	Line      Line
	Today     Tally // R17
	Official  Tally // as the platform shows it today (R28)
	Days      int   // of the official window
	Projected Tally // the official figure of tomorrow, if nothing more happens
	Left      int   // consumers or units that may still be missed; -1: the line is missed
	LeftNew   int   // if only new ones fail
	Recover   int   // good ones needed; 0 if the line is kept
	Covered   bool  // false: built on a gap, shown with ≈
	Gates     []GateRow
	Robot     RobotNow // of the shop, the same on all its metrics
}

// GateRow is a campaign's gate on the row's metric.
type GateRow struct {
	ID    string
	Line  Line
	State GateState
	Date  Date // earliest date on which it can be open
}

// judgements are all shops on all metrics they are judged by, the most
// endangered first: missed lines, then those with the smallest share of their
// units left to miss.
func (f *Floor) judgements() []ShopRow {
	var out []ShopRow
	for _, s := range f.shopOrder {
		today := s.rules.Zone.Date(f.now)
		covered := f.coverage(s, today).Missing == 0
		robot := f.activity.robots.of(s, f.now).at(s.asOf(f.now))
		for i := range s.rules.metrics[:s.rules.rates] {
			if !slices.Contains(s.rules.Judged, s.rules.metrics[i].ID) {
				continue
			}
			if r := s.judgement(i, today); r.Today.N+r.Today.Pending+r.Official.N > 0 {
				r.Covered, r.Robot = covered, robot
				out = append(out, r)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b ShopRow) int {
		return cmp.Or(cmp.Compare(a.margin(), b.margin()), cmp.Compare(a.Key.Shop, b.Key.Shop),
			cmp.Compare(a.Key.Platform, b.Key.Platform), cmp.Compare(a.Metric, b.Metric))
	})
	return out
}

// margin is the share of the judged units that may still be missed, in
// ten-thousandths; negative when the line is missed.
func (r *ShopRow) margin() int {
	if r.Left < 0 {
		return -r.Recover - 1
	}
	return r.Left * 10000 / max(1, r.judged().N)
}

// judged is the tally the budget is made of: over three days where the metric
// is, else today's.
func (r *ShopRow) judged() Tally {
	if r.Days == 3 {
		return r.Projected
	}
	return r.Today
}

func (s *shop) judgement(i int, today Date) ShopRow {
	m := &s.rules.metrics[i]
	last := today - Date(m.Lag)
	r := ShopRow{
		Key: s.key, Metric: m.ID, Unit: m.Unit, Threshold: m.Threshold, Line: m.Line, Days: m.Days, Today: s.tally(today, i),
		Official:  s.pool(i, last-Date(m.Days)+1, last),
		Projected: s.pool(i, today-Date(m.Days)+1, today),
	}
	t := r.judged()
	r.LeftNew = m.Line.MissesLeftNew(t.OK, t.N)
	r.Left = r.LeftNew
	if m.Unit == PerConsumer {
		r.Left = m.Line.MissesLeft(t.OK, t.N)
	}
	r.Recover, _ = m.Line.ToRecover(t.OK, t.N)
	for g := range s.rules.Gates {
		if gate := &s.rules.Gates[g]; gate.Metric == m.ID {
			r.Gates = append(r.Gates, GateRow{gate.ID, gate.Line, s.gateToday(gate, i, today), s.gateDate(gate, i, today)})
		}
	}
	return r
}
