package metrics

import (
	"fmt"
	"slices"
	"strings"
)

// Explanation says where a figure comes from: the rules, the window, both
// sides of the fraction, and the conversations behind each.
type Explanation struct {
	Shop     string         `json:"shop"`
	Figure   string         `json:"figure"`
	Rules    []string       `json:"rules"`   // docs/figures.md
	Formula  string         `json:"formula"` // in plain English
	From     string         `json:"from"`    // first day
	To       string         `json:"to"`      // last day
	Tally    RateFigure     `json:"tally"`
	Coverage CoverageFigure `json:"coverage"` // of the last day
	OK       []Evidence     `json:"good"`
	Miss     []Evidence     `json:"missed"`
	Pending  []Evidence     `json:"pending"`
	Excluded []Evidence     `json:"excluded"`
}

// Evidence is one unit of a figure: the obligation that decided it.
type Evidence struct {
	Conversation Text  `json:"conversation"`
	Asked        Time  `json:"asked"`
	Answered     *Time `json:"answered"` // null: not yet
	Wait         *Span `json:"wait_ms"`
	outcome      outcome
}

// Explain opens a figure of the report by its path: days.DATE.METRIC for a rate
// or a mean, rolling.METRIC.official, .official_3d or .projected_3d for a rate,
// agents.DATE.AGENT.reply.SECONDS for a person's own outcomes. The error names
// what is allowed.
func (f *Floor) Explain(k ShopKey, figure string) (*Explanation, error) {
	s := f.shops[k]
	if s == nil {
		return nil, fmt.Errorf("there is no shop %s", k)
	}
	f.settleAll()
	if strings.HasPrefix(figure, "agents.") {
		return f.explainAgent(s, figure)
	}
	metric, from, to, err := f.figure(s, figure)
	if err != nil {
		return nil, err
	}
	m := &s.rules.metrics[metric]
	x := f.explanation(s, figure, from, to)
	x.Rules, x.Formula = m.rules(), m.formula()
	consumers := map[consumerKey]int{}
	var found []Evidence
	f.reread(s, from, to, func(r *reading, key Text) {
		if m.IsMean() {
			found = r.samplesOf(m, key, found)
			return
		}
		found = r.witness(m, key, found, consumers)
	})
	x.fileAll(found)
	return x, nil
}

func (f *Floor) explanation(s *shop, figure string, from, to Date) *Explanation {
	return &Explanation{
		Shop: s.key.String(), Figure: figure, From: from.String(), To: to.String(), Coverage: f.coverage(s, to),
	}
}

func (x *Explanation) fileAll(found []Evidence) {
	var t Tally
	for _, e := range found {
		t.add(e.outcome, 1)
		x.file(e)
	}
	x.Tally = t.Figure()
}

// samplesOf lists the turns of a mean: good are its samples, missed those that
// count as unanswered, excluded those that a robot answered.
func (r *reading) samplesOf(m *compiledMetric, key Text, out []Evidence) []Evidence {
	last := int32(-1)
	r.turns(m, func(t turn) {
		if m.First && (t.session == last || !r.isFirst(m, t)) {
			last = t.session
			return
		}
		last = t.session
		e := r.evidenceOf(m, &r.asks[t.first], key)
		kind, wait := r.sample(m, t)
		e.outcome = [...]outcome{none, ok, miss, pending, excluded}[kind]
		if kind == sampleTaken {
			e.Wait = &wait
		}
		out = append(out, e)
	})
	return out
}

// explainAgent opens agents.DATE.AGENT.reply.SECONDS (R36, R37): good and
// missed are the agent's own, excluded are those he passed on in time or was
// relieved of.
func (f *Floor) explainAgent(s *shop, figure string) (*Explanation, error) {
	parts := strings.Split(figure, ".")
	n := len(parts)
	if n < 5 || parts[n-2] != "reply" {
		return nil, fmt.Errorf("an agent's figure is agents.DATE.AGENT.reply.30, .180 or .300, not %q", figure)
	}
	day, err := ParseDate(parts[1])
	if err != nil {
		return nil, fmt.Errorf("a day is written 2026-03-10, not %q", parts[1])
	}
	at := slices.IndexFunc(agentThresholds[:], func(d Span) bool { return fmt.Sprint(d.Seconds()) == parts[n-1] })
	if at < 0 {
		return nil, fmt.Errorf("an agent's thresholds are 30, 180 and 300, not %q", parts[n-1])
	}
	id := Text(strings.Join(parts[2:n-2], "."))
	person, known := f.people.index[id]
	if !known && id != Unassigned {
		return nil, fmt.Errorf("there is no agent %q", string(id))
	}
	x := f.explanation(s, figure, day, day)
	x.Rules = []string{"R8", "R14", "R16", "R17", "R36", "R37"}
	x.Formula = fmt.Sprintf("turns answered within %d s of the own clock ÷ all whose outcome is known; "+
		"the own clock starts with the turn or the assignment, whichever is later", agentThresholds[at].Seconds())
	var found []Evidence
	f.reread(s, day, day, func(r *reading, key Text) {
		r.agentLines(func(l agentLine) {
			if l.person == person && l.fates[at] != fateNothing {
				found = append(found, l.evidence(key, at))
			}
		})
	})
	x.fileAll(found)
	return x, nil
}

func (l *agentLine) evidence(key Text, threshold int) Evidence {
	e := Evidence{Conversation: key, Asked: l.asked}
	if l.answered {
		e.Answered, e.Wait = &l.answer, &l.wait
	}
	switch l.fates[threshold] {
	case fateOK:
		e.outcome = ok
	case fateMiss:
		e.outcome = miss
	case fatePending:
		e.outcome = pending
	default:
		e.outcome = excluded
	}
	return e
}

// figure finds the metric and the days that a path names.
func (f *Floor) figure(s *shop, path string) (metric int, from, to Date, err error) {
	parts := strings.Split(path, ".")
	if len(parts) != 3 || parts[0] != "days" && parts[0] != "rolling" {
		return 0, 0, 0, fmt.Errorf("a figure is days.DATE.METRIC or rolling.METRIC.WINDOW, not %q", path)
	}
	id := parts[2]
	if parts[0] == "rolling" {
		id = parts[1]
	}
	metric = s.rules.metric(id)
	if metric < 0 || parts[0] == "rolling" && metric >= s.rules.rates {
		return 0, 0, 0, fmt.Errorf("there is no metric %q; the nearest is %q", id, nearest(id, s.rules.ids()))
	}
	if parts[0] == "days" {
		from, err = ParseDate(parts[1])
		if err != nil {
			return 0, 0, 0, fmt.Errorf("a day is written 2026-03-10, not %q", parts[1])
		}
		return metric, from, from, nil
	}
	today := s.rules.Zone.Date(f.now)
	m := &s.rules.metrics[metric]
	switch parts[2] {
	case "official":
		to = today - Date(m.Lag)
		return metric, to - Date(m.Days) + 1, to, nil
	case "official_3d":
		return metric, today - 3, today - 1, nil
	case "projected_3d":
		return metric, today - 2, today, nil
	}
	return 0, 0, 0, fmt.Errorf("a window is official, official_3d or projected_3d, not %q", parts[2])
}

func (c *compiledRules) ids() []string {
	var ids []string
	for i := range c.metrics {
		ids = append(ids, c.metrics[i].ID)
	}
	return ids
}

// reread reads every conversation's days in [from, to] again.
func (f *Floor) reread(s *shop, from, to Date, with func(*reading, Text)) {
	j := &f.judge
	z := s.rules.Zone
	for _, t := range s.order {
		for i := range t.days {
			d := &t.days[i]
			if d.date < from || d.date > to {
				continue
			}
			j.rules, j.now, j.asOf = s.rules, f.now, s.asOf(f.now)
			j.carry, j.day = d.in, d.date
			j.open, j.end = z.Midnight(d.date), z.Midnight(d.date+1)
			lo, hi := t.bounds(z, d.date)
			j.read(&t.entity, lo, hi)
			with(&j.reading, t.key)
		}
	}
}

// witness adds the units of one reading. A consumer's day and a session keep
// their worst obligation.
func (r *reading) witness(m *compiledMetric, key Text, out []Evidence, consumers map[consumerKey]int) []Evidence {
	keep := func(at int, known bool, e Evidence) int {
		if !known {
			out = append(out, e)
			return len(out) - 1
		}
		if e.outcome > out[at].outcome {
			out[at] = e
		}
		return at
	}
	sessions := map[int32]int{}
	for i := range r.asks {
		a := &r.asks[i]
		if m.Unit == PerTurn || m.Unit == PerFirst || !r.inScope(m, a, i) {
			continue
		}
		e := r.evidenceOf(m, a, key)
		switch m.Unit {
		case PerConsumer:
			k := consumerKey{0, r.day, a.buyer}
			at, known := consumers[k]
			consumers[k] = keep(at, known, e)
		case PerSession:
			at, known := sessions[a.session]
			sessions[a.session] = keep(at, known, e)
		default:
			out = append(out, e)
		}
	}
	if m.Unit == PerTurn || m.Unit == PerFirst {
		r.turns(m, func(t turn) { out = append(out, r.evidenceOf(m, &r.asks[t.first], key)) })
	}
	return out
}

func (r *reading) evidenceOf(m *compiledMetric, a *ask, key Text) Evidence {
	e := Evidence{Conversation: key, Asked: a.time, outcome: r.outcome(m, a)}
	if at := m.reply(a); at >= 0 {
		answered := r.stops[at].time
		wait := r.rules.wait(m.window, a.time, answered)
		e.Answered, e.Wait = &answered, &wait
	}
	return e
}

func (x *Explanation) file(e Evidence) {
	switch e.outcome {
	case ok:
		x.OK = append(x.OK, e)
	case miss:
		x.Miss = append(x.Miss, e)
	case pending:
		x.Pending = append(x.Pending, e)
	case excluded:
		x.Excluded = append(x.Excluded, e)
	}
}

// rules names the rules that make up a metric.
func (m *compiledMetric) rules() []string {
	rules := []string{"R3", "R6", "R8", "R13", "R17"}
	switch {
	case m.First:
		rules = append(rules, "R33")
	case m.IsMean():
		rules = append(rules, "R32")
	}
	switch m.Unit {
	case PerTurn:
		rules = append(rules, "R14")
	case PerConsumer, PerSession:
		rules = append(rules, "R15")
	case PerFirst:
		rules = append(rules, "R12")
	}
	if m.Handoff {
		rules = append(rules, "R16")
	}
	rules = append(rules, "R26", "R27", "R28")
	slices.SortFunc(rules, func(a, b string) int { return ruleNumber(a) - ruleNumber(b) })
	return rules
}

func ruleNumber(r string) int {
	n := 0
	for _, c := range r[1:] {
		n = 10*n + int(c-'0')
	}
	return n
}

// formula is what a metric counts, in one sentence.
func (m *compiledMetric) formula() string {
	unit := [...]string{"messages", "turns", "consumers a day", "sessions", "first answers of a session"}[m.Unit]
	robot := [...]string{
		"a robot's answer counts", "a robot's answer in time takes it out", "a robot's answer is ignored",
	}[m.Robot]
	if m.IsMean() {
		return fmt.Sprintf("mean wait of the %s that a human answered; %s; assessed %s to %s",
			unit, robot, clock(m.window.Start), clock(m.window.End))
	}
	worst := ""
	if m.Unit == PerConsumer || m.Unit == PerSession {
		worst = ", one late message spoils it"
	}
	return fmt.Sprintf("%s answered within %d s ÷ all whose outcome is known%s; %s; assessed %s to %s",
		unit, m.Threshold.Seconds(), worst, robot, clock(m.window.Start), clock(m.window.End))
}

func clock(d Span) string { return fmt.Sprintf("%02d:%02d", d/Hour, d%Hour/Minute) }
