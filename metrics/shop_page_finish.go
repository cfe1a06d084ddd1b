package metrics

import (
	"maps"
	"slices"
)

// finish writes the page from what has been read.
func (f *Floor) finish(d *pageDraft) *ShopPage {
	g := d.digest
	s := g.shop
	g.consumerUnits(d.consumers)
	today := s.rules.Zone.Date(g.now)
	p := &ShopPage{
		Key: s.key, At: g.now, Robot: g.house.robot(g.now), Notes: s.rules.notes(today),
		Promised: sorted(g.house.promised), Looping: sorted(g.house.looping),
		Staffing: staffing(g.house.turnsHour, g.engagedLastHour(), s.rules.Ladder),
	}
	var shown []int
	for i := range s.rules.metrics[:s.rules.rates] {
		if slices.Contains(s.rules.Judged, s.rules.metrics[i].ID) {
			shown = append(shown, i)
			p.Metrics = append(p.Metrics, f.pageMetric(d, i, today))
		}
	}
	for i := range s.rules.Gates {
		p.Gates = append(p.Gates, f.pageGate(s, &s.rules.Gates[i], today))
	}
	if effective := s.rules.metric("pdd_effective"); effective >= 0 {
		p.Penalty = s.rules.penalty(s.tally(today, effective), today)
	}
	for _, from := range slices.Sorted(maps.Keys(d.hours)) {
		h := PageHour{From: from}
		for _, i := range shown {
			h.Rates = append(h.Rates, d.hours[from][i])
		}
		p.Hours = append(p.Hours, h)
	}
	return p
}

func (f *Floor) pageMetric(d *pageDraft, i int, today Date) PageMetric {
	s := d.digest.shop
	m := &s.rules.metrics[i]
	out := PageMetric{Row: s.judgement(i, today), Open: d.open[i], Final: d.final[i]}
	out.Row.Covered = f.coverage(s, today).Missing == 0
	for day := today - 3; day <= today; day++ {
		out.Days = append(out.Days, PageDay{day, s.tally(day, i), f.coverage(s, day)})
	}
	now := s.tally(today, i)
	expected := now.Pending + d.digest.arrivals(i, today, now.N)
	out.Forecast = Forecast(m.Line, now, s.pool(i, today-3, today-1), expected, float64(s.rules.PriorWeight))
	return out
}

func (f *Floor) pageGate(s *shop, g *Gate, today Date) PageGate {
	metric := s.rules.metric(g.Metric)
	out := PageGate{
		ID: g.ID, Metric: g.Metric, Line: g.Line, SignUp: g.SignUp,
		State: s.gateToday(g, metric, today), Date: s.gateDate(g, metric, today),
	}
	days := s.rules.gateDays(g, today)
	slices.Reverse(days)
	for _, day := range append(days, today) {
		state := s.gateDay(g, metric, day)
		out.Days = append(out.Days, PageGateDay{
			Date: day, Tally: s.tally(day, metric), Final: day < today,
			Held: state == GateOK, Known: state != GateUnknown,
		})
	}
	return out
}

// notes are the remarks that hold on a day.
func (r *Rules) notes(on Date) []ShopNote {
	var out []ShopNote
	for _, n := range r.Notes {
		if n.From <= on && (n.To == 0 || on <= n.To) {
			out = append(out, n)
		}
	}
	return out
}
