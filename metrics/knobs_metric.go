package metrics

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// metricKnobs changes single metrics: {"pdd_human_3m": {"thr": 200, "line":
// "80%"}}. Absent fields stay.
type metricKnobs struct {
	Unit     *string         `json:"unit"`
	Thr      *int64          `json:"thr"`
	Robot    *string         `json:"robot"`
	Stage    *string         `json:"stage"`
	Scope    *string         `json:"scope"`
	Start    json.RawMessage `json:"start"`
	End      json.RawMessage `json:"end"`
	Offline  *string         `json:"offline"`
	Cap      *int64          `json:"cap"`
	Official *[2]int         `json:"official"`
	Line     *struct {
		A, B   int
		Strict bool
	} `json:"line"`
}

// strict reads JSON and refuses names that mean nothing: a mistyped knob must
// not be taken for the default.
func strict(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

func setMetrics(_ *Policy, r *Rules, v json.RawMessage) error {
	var given map[string]metricKnobs
	if err := strict(v, &given); err != nil {
		return fmt.Errorf("must be an object of metric ids: %w", err)
	}
	ids := make([]string, len(r.Metrics))
	for i := range r.Metrics {
		ids[i] = r.Metrics[i].ID
	}
	r.Metrics = slices.Clone(r.Metrics)
	for id, k := range given {
		i := slices.Index(ids, id)
		if i < 0 {
			return fmt.Errorf("there is no metric %q; the nearest is %q", id, nearest(id, ids))
		}
		if err := k.change(&r.Metrics[i], r.Window); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
	}
	return nil
}

func (k *metricKnobs) change(m *Metric, shop Window) error {
	if err := k.changeWords(m); err != nil {
		return err
	}
	if k.Thr != nil {
		if m.IsMean() || *k.Thr <= 0 {
			return fmt.Errorf("thr is the positive threshold of a rate")
		}
		m.Threshold = Span(*k.Thr) * Second
	}
	if k.Cap != nil {
		m.Cap = Span(*k.Cap) * Second
	}
	if k.Official != nil {
		m.Days, m.Lag = k.Official[0], k.Official[1]
	}
	if k.Line != nil {
		m.Line = Line{A: k.Line.A, B: k.Line.B, Strict: k.Line.Strict}
	}
	return k.changeWindow(m, shop)
}

// changeWords sets what is chosen by a word.
func (k *metricKnobs) changeWords(m *Metric) error {
	set := func(given *string, name string, apply func(int), allowed ...string) error {
		if given == nil {
			return nil
		}
		i := slices.Index(allowed, *given)
		if i < 0 {
			return fmt.Errorf("%s must be one of %v, not %q", name, allowed, *given)
		}
		apply(i)
		return nil
	}
	for _, err := range []error{
		set(k.Unit, "unit", func(i int) { m.Unit = Unit(i) }, "message", "turn", "consumer", "session", "first"),
		set(k.Robot, "robot", func(i int) { m.Robot = RobotRule(i) }, "counts", "excludes", "ignored"),
		set(k.Stage, "stage", func(i int) { m.Handoff = i == 1 }, "always", "handoff"),
		set(k.Scope, "scope", func(i int) { m.ByStart = i == 1 }, "message", "session"),
		set(k.Offline, "offline", func(i int) { m.NoOffline = i == 1 }, "in", "out"),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func (k *metricKnobs) changeWindow(m *Metric, shop Window) error {
	if k.Start == nil && k.End == nil {
		return nil
	}
	w := m.Window
	if w == (Window{}) {
		w = shop
	}
	var err error
	if k.Start != nil {
		if w.Start, err = parseOfDay(k.Start); err != nil {
			return fmt.Errorf("start: %w", err)
		}
	}
	if k.End != nil {
		if w.End, err = parseOfDay(k.End); err != nil {
			return fmt.Errorf("end: %w", err)
		}
	}
	m.Window = w
	return nil
}

func setJudged(_ *Policy, r *Rules, v json.RawMessage) error {
	var ids []string
	if err := json.Unmarshal(v, &ids); err != nil || len(ids) == 0 {
		return fmt.Errorf("must be a list of metric ids, not %s", v)
	}
	for _, id := range ids {
		if !slices.ContainsFunc(r.Metrics, func(m Metric) bool { return m.ID == id && !m.IsMean() }) {
			return fmt.Errorf("there is no rate %q", id)
		}
	}
	r.Judged = ids
	return nil
}

// setGates replaces the campaign gates: [{"id": "nine_nine", "metric":
// "pdd_reply_1h", "line": {"A": 60, "B": 100, "strict": true}, "days": 3,
// "sign_up": "2026-03-13"}].
func setGates(_ *Policy, r *Rules, v json.RawMessage) error {
	var given []struct {
		ID, Metric string
		Line       Line
		Days       int
		SignUp     string `json:"sign_up"`
	}
	if err := strict(v, &given); err != nil {
		return fmt.Errorf("must be a list of gates: %w", err)
	}
	r.Gates = nil
	for _, g := range given {
		gate := Gate{ID: g.ID, Metric: g.Metric, Line: g.Line, Days: g.Days}
		if g.ID == "" || g.Days < 1 || g.Days > 30 {
			return fmt.Errorf("gate %q needs an id and 1 to 30 days", g.ID)
		}
		if g.SignUp != "" {
			d, err := ParseDate(g.SignUp)
			if err != nil {
				return fmt.Errorf("gate %s: sign_up must be a date such as 2026-03-13, not %q", g.ID, g.SignUp)
			}
			gate.SignUp = d
		}
		r.Gates = append(r.Gates, gate)
	}
	return nil
}
