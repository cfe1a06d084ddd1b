package metrics

import (
	"maps"
	"slices"
)

// Report is every figure of every day, as of one instant. Its JSON form is a
// contract: docs/report.md.
type Report struct {
	Now    Time                  `json:"now"`
	Today  string                `json:"today"`
	Policy string                `json:"policy"` // version of the policy
	Counts ReportCounts          `json:"counts"`
	Shops  map[string]ShopReport `json:"shops"` // by platform/shop
}

// ShopReport is one shop's figures.
type ShopReport struct {
	Days      map[string]DayReport                 `json:"days"`   // by date
	Agents    map[string]map[string]AgentDayReport `json:"agents"` // by date and id
	Rolling   map[string]RollingReport             `json:"rolling"`
	Gates     map[string]*bool                     `json:"gates"` // null: unknown
	GateDates map[string]string                    `json:"gate_dates"`
	Budget    map[string]BudgetFigure              `json:"budget"`
	Forecast  map[string]ForecastFigure            `json:"forecast"`
	Waiting   []WaitingReport                      `json:"waiting"`
	House     HouseFigures                         `json:"floor"`
}

// RollingReport is a rate over windows of days (R28) and live windows (R31).
type RollingReport struct {
	Official    RateFigure `json:"official"`     // as the platform shows it today
	Official3d  RateFigure `json:"official_3d"`  // T-3..T-1
	Projected3d RateFigure `json:"projected_3d"` // T-2..T
	Live15m     RateFigure `json:"live_15m"`
	Live1h      RateFigure `json:"live_1h"`
}

// WaitingReport is an open turn; closed conversations and those left over from
// a day before stay in the report.
type WaitingReport struct {
	Conversation Text   `json:"conversation"`
	Since        Time   `json:"since"`
	Wait         Span   `json:"wait_ms"`
	Next         *int64 `json:"next_s"`       // the line to be kept next
	ToBreach     *Span  `json:"to_breach_ms"` // until it is missed
	Level        int    `json:"level"`
	Severity     int    `json:"severity"`
	State        string `json:"state"` // R50
	Assessed     bool   `json:"assessed"`
	Closed       bool   `json:"closed"`
	Agent        *Text  `json:"agent"` // in charge (R36)
}

// Report judges everything as of the last Advance.
func (f *Floor) Report() *Report {
	f.settleAll()
	r := &Report{
		Now: f.now, Today: f.today.String(), Policy: f.policy.Version(),
		Counts: f.counts, Shops: map[string]ShopReport{},
	}
	r.Counts.Future = f.heldBack()
	var shops []*shop
	for _, s := range f.shopOrder {
		if s.started(f.now) || f.hasReported(s.key) {
			shops = append(shops, s)
		}
	}
	for d := range f.digests(shops) {
		r.Shops[d.shop.key.String()] = f.reportShop(d)
	}
	return r
}

// heldBack counts the facts that now has not reached (R23).
func (f *Floor) heldBack() int {
	n := 0
	count := func(e *entity) { n += len(e.facts) - e.from(f.now+1) }
	for _, s := range f.shopOrder {
		for _, t := range s.order {
			count(&t.entity)
		}
		for _, c := range s.cases {
			count(c)
		}
	}
	for _, q := range f.people.list {
		count(&q.entity)
	}
	return n
}

// hasReported reports whether a shop has a gateway of its own that was heard.
func (f *Floor) hasReported(k ShopKey) bool {
	src := f.sources[k]
	if src == nil || k.Shop == "" {
		return false
	}
	_, heard := src.last(f.now)
	return heard
}

// started reports whether anything happened in the shop up to now.
func (s *shop) started(now Time) bool {
	if s.began != 0 && s.began <= now {
		return true
	}
	has := func(e *entity) bool { return len(e.facts) > 0 && e.facts[0].time <= now }
	for _, t := range s.order {
		if has(&t.entity) {
			return true
		}
	}
	for _, c := range s.cases {
		if has(c) {
			return true
		}
	}
	return false
}

func (f *Floor) reportShop(d *shopDigest) ShopReport {
	s := d.shop
	today := s.rules.Zone.Date(f.now)
	d.day(today)
	r := ShopReport{
		Days: map[string]DayReport{}, Agents: map[string]map[string]AgentDayReport{},
		Rolling: map[string]RollingReport{}, Gates: map[string]*bool{}, GateDates: map[string]string{},
		Budget: map[string]BudgetFigure{}, Forecast: map[string]ForecastFigure{},
		Waiting: f.reportWaiting(s),
	}
	for _, day := range slices.Sorted(maps.Keys(d.days)) {
		r.Days[day.String()] = f.reportDay(d, day)
		r.Agents[day.String()] = f.reportAgents(d, day)
	}
	r.House = f.reportHouse(d, slices.Sorted(maps.Keys(d.days)))
	for i := range s.rules.metrics[:s.rules.rates] {
		f.reportRate(&r, d, i, today)
	}
	for i := range s.rules.Gates {
		g := &s.rules.Gates[i]
		metric := s.rules.metric(g.Metric)
		r.Gates[g.ID] = s.gateToday(g, metric, today).verified()
		r.GateDates[g.ID] = s.gateDate(g, metric, today).String()
	}
	return r
}

// metric is the place of a rate by id, which Check has seen to exist.
func (c *compiledRules) metric(id string) int {
	return slices.IndexFunc(c.metrics, func(m compiledMetric) bool { return m.ID == id })
}

func (g GateState) verified() *bool {
	if g == GateUnknown {
		return nil
	}
	ok := g == GateOK
	return &ok
}

// reportRate writes a rate's rolling figures, its budget and its forecast.
func (f *Floor) reportRate(r *ShopReport, d *shopDigest, i int, today Date) {
	s := d.shop
	m := &s.rules.metrics[i]
	last := today - Date(m.Lag)
	official := s.pool(i, last-Date(m.Days)+1, last)
	projected := s.pool(i, today-2, today)
	r.Rolling[m.ID] = RollingReport{
		Official: official.Figure(), Official3d: s.pool(i, today-3, today-1).Figure(),
		Projected3d: projected.Figure(),
		Live15m:     d.live[i][0].Figure(), Live1h: d.live[i][1].Figure(),
	}
	now := s.tally(today, i)
	judged := now
	if m.Days == 3 {
		judged = projected
	}
	expected := now.Pending + d.arrivals(i, today, now.N)
	r.Budget[m.ID] = d.budget(i, today, judged, expected)
	r.Forecast[m.ID] = Forecast(m.Line, now, s.pool(i, today-3, today-1), expected, float64(s.rules.PriorWeight))
}

// pool adds the days up (R27).
func (s *shop) pool(metric int, from, to Date) Tally {
	var t Tally
	for d := from; d <= to; d++ {
		t = t.Plus(s.tally(d, metric))
	}
	return t
}

// reportWaiting lists the shop's waiting conversations in order, each by the
// open turn that comes first, of whatever day.
func (f *Floor) reportWaiting(s *shop) []WaitingReport {
	var rows []*row
	for i := range f.rows {
		if t := f.rows[i].thread; t.shop == s {
			r, _ := f.rowOf(t, 0)
			rows = append(rows, &r)
		}
	}
	slices.SortFunc(rows, f.byDeadline)
	out := make([]WaitingReport, 0, len(rows))
	for _, r := range rows {
		out = append(out, f.waitingReport(r))
	}
	return out
}

func (f *Floor) waitingReport(r *row) WaitingReport {
	severity := r.severity(f.now)
	w := WaitingReport{
		Conversation: r.thread.key, Since: r.since, Wait: r.wait(f.now), Level: int(r.level),
		Severity: severity, State: r.state(f.now).String(), Assessed: r.assessed, Closed: r.closed,
	}
	if r.due != 0 {
		next, left := r.step.Seconds(), r.due.Sub(f.now)
		w.Next, w.ToBreach = &next, &left
	}
	if r.owner != unassigned {
		w.Agent = &f.people.list[r.owner].id
	}
	return w
}
