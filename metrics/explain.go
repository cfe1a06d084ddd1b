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
		OK: []Evidence{}, Miss: []Evidence{}, Pending: []Evidence{}, Excluded: []Evidence{},
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
