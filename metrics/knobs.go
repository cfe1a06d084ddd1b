package metrics

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// knob sets one rule from its JSON value.
type knob func(p *Policy, r *Rules, v json.RawMessage) error

// ReadKnobs changes the policy by a JSON object of the specification's knobs.
// Beside them it takes "shops", an object of platform/shop: knobs for single
// shops, which begin with the common ones, and "people", an object of account:
// person. Errors name the knob, what is allowed and, for a name that does not
// exist, the nearest one. After an error the policy is of no use.
func (p *Policy) ReadKnobs(data []byte) error {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(data, &given); err != nil {
		return fmt.Errorf("knobs must be a JSON object: %w", err)
	}
	shops, people := given["shops"], given["people"]
	delete(given, "shops")
	delete(given, "people")
	if err := p.turn(&p.Rules, given); err != nil {
		return err
	}
	if err := p.readShops(shops); err != nil {
		return err
	}
	if people != nil {
		if err := json.Unmarshal(people, &p.People); err != nil {
			return fmt.Errorf("people must be an object of account: person: %w", err)
		}
	}
	return p.Check()
}

// turn sets the given knobs of one set of rules.
func (p *Policy) turn(r *Rules, given map[string]json.RawMessage) error {
	names := slices.SortedFunc(maps.Keys(given), func(a, b string) int {
		return cmp.Or(cmp.Compare(refersBack(a), refersBack(b)), cmp.Compare(a, b))
	})
	for _, name := range names {
		set, ok := knobs[name]
		if !ok {
			return fmt.Errorf("there is no knob %q; the nearest is %q", name, nearest(name, slices.Sorted(maps.Keys(knobs))))
		}
		if err := set(p, r, given[name]); err != nil {
			return fmt.Errorf("knob %s: %w", name, err)
		}
	}
	return nil
}

// refersBack puts the knobs last that build on others: single metrics on the
// shop's hours, gates and judged metrics on the metrics.
func refersBack(name string) int {
	switch name {
	case "metrics":
		return 1
	case "judged", "gates":
		return 2
	}
	return 0
}

func (p *Policy) readShops(data json.RawMessage) error {
	if data == nil {
		return nil
	}
	var shops map[string]map[string]json.RawMessage
	if err := json.Unmarshal(data, &shops); err != nil {
		return fmt.Errorf("shops must be an object of platform/shop: knobs: %w", err)
	}
	p.Shops = map[ShopKey]Rules{}
	for name, given := range shops {
		platform, shop, ok := strings.Cut(name, "/")
		if !ok {
			return fmt.Errorf("a shop is named platform/shop, not %q", name)
		}
		r := p.Rules
		if err := p.turn(&r, given); err != nil {
			return fmt.Errorf("shop %s: %w", name, err)
		}
		p.Shops[ShopKey{Text(platform), Text(shop)}] = r
	}
	return nil
}

var knobs = map[string]knob{
	"tz_offset_min": func(p *Policy, r *Rules, v json.RawMessage) error {
		minutes, err := number(v, -14*60, 14*60)
		r.Zone = Zone(Span(minutes) * Minute)
		if r == &p.Rules {
			p.Zone = r.Zone
		}
		return err
	},
	"window_start":     ofDay(func(r *Rules) *Span { return &r.Window.Start }),
	"window_end":       ofDay(func(r *Rules) *Span { return &r.Window.End }),
	"clock":            choice(func(r *Rules) *bool { return &r.Business }, "wall", "business"),
	"reply_skew_ms":    spans(Millisecond, func(r *Rules) *Span { return &r.ReplySkew }),
	"producer_skew_ms": setSkew,
	"buyer_recall":     recall(func(r *Rules) *RecallRule { return &r.BuyerRecall }, "keep", "cancel"),
	"agent_recall":     recall(func(r *Rules) *RecallRule { return &r.AgentRecall }, "count", "void"),
	"reopen_gap_s":     spans(Second, func(r *Rules) *Span { return &r.ReopenGap }),
	"agent_clock":      choice(func(r *Rules) *bool { return &r.BuyerClock }, "assignment", "buyer_message"),
	"transfer_unanswered": func(_ *Policy, r *Rules, v json.RawMessage) error {
		i, err := word(v, "forgive", "charge")
		r.Transfer = TransferForgives + TransferRule(i)
		return err
	},
	"csat_attribution":      choice(func(r *Rules) *bool { return &r.RateAll }, "last", "all"),
	"csat_time":             choice(func(r *Rules) *bool { return &r.RateAtSubmission }, "invite", "rating"),
	"conversion_window_s":   spans(Second, func(r *Rules) *Span { return &r.ConversionWindow }),
	"fcr_window_s":          spans(Second, func(r *Rules) *Span { return &r.FCRWindow }),
	"short_abandon_s":       spans(Second, func(r *Rules) *Span { return &r.ShortAbandon }),
	"service_level_s":       spans(Second, func(r *Rules) *Span { return &r.ServiceLevel }),
	"min_avg_horizon_s":     spans(Second, func(r *Rules) *Span { return &r.MeanHorizon }),
	"late_grace":            spans(Second, func(r *Rules) *Span { return &r.LateGrace }),
	"promise_s":             spans(Second, func(r *Rules) *Span { return &r.Promised }),
	"ladder_s":              spanList(func(r *Rules) *[]Span { return &r.Ladder }),
	"levels_s":              spanList(func(r *Rules) *[]Span { return &r.Levels }),
	"penalty_min_consumers": integer(func(r *Rules) *int { return &r.PenaltyConsumers }),
	"penalty_cny":           integer(func(r *Rules) *int { return &r.PenaltyCNY }),
	"prior_weight":          integer(func(r *Rules) *int { return &r.PriorWeight }),
	"ingest_cutoff":         setCutoff,
	"gate_series":           choice(func(r *Rules) *bool { return &r.RollingGates }, "daily", "rolling3"),
	"holidays":              setHolidays,
	"metrics":               setMetrics,
	"judged":                setJudged,
	"gates":                 setGates,
}

func number(v json.RawMessage, low, high float64) (float64, error) {
	var n float64
	if err := json.Unmarshal(v, &n); err != nil {
		return 0, fmt.Errorf("must be a number, not %s", v)
	}
	if n < low || n > high {
		return 0, fmt.Errorf("must lie within %g and %g: %g", low, high, n)
	}
	return n, nil
}

func spans(unit Span, field func(*Rules) *Span) knob {
	return func(_ *Policy, r *Rules, v json.RawMessage) error {
		n, err := number(v, 0, float64(36*Day/unit))
		*field(r) = Span(n * float64(unit))
		return err
	}
}

func spanList(field func(*Rules) *[]Span) knob {
	return func(_ *Policy, r *Rules, v json.RawMessage) error {
		var list []int64
		if err := json.Unmarshal(v, &list); err != nil || len(list) == 0 {
			return fmt.Errorf("must be a list of whole seconds, not %s", v)
		}
		out := make([]Span, len(list))
		for i, s := range list {
			out[i] = Span(s) * Second
		}
		*field(r) = out
		return nil
	}
}

func integer(field func(*Rules) *int) knob {
	return func(_ *Policy, r *Rules, v json.RawMessage) error {
		n, err := number(v, 0, 1e9)
		*field(r) = int(n)
		return err
	}
}

func word(v json.RawMessage, allowed ...string) (int, error) {
	var s string
	if err := json.Unmarshal(v, &s); err == nil {
		if i := slices.Index(allowed, s); i >= 0 {
			return i, nil
		}
	}
	return 0, fmt.Errorf("must be one of %s, not %s", strings.Join(allowed, ", "), v)
}

func choice(field func(*Rules) *bool, off, on string) knob {
	return func(_ *Policy, r *Rules, v json.RawMessage) error {
		i, err := word(v, off, on)
		*field(r) = i == 1
		return err
	}
}

func recall(field func(*Rules) *RecallRule, keeps, voids string) knob {
	return func(_ *Policy, r *Rules, v json.RawMessage) error {
		i, err := word(v, keeps, voids)
		*field(r) = RecallRule(i)
		return err
	}
}

// ofDay reads a time of day, HH:MM:SS up to 24:00:00.
func ofDay(field func(*Rules) *Span) knob {
	return func(_ *Policy, r *Rules, v json.RawMessage) error {
		s, err := parseOfDay(v)
		*field(r) = s
		return err
	}
}

func parseOfDay(v json.RawMessage) (Span, error) {
	var s string
	var h, m, sec Span
	if err := json.Unmarshal(v, &s); err == nil {
		if n, err := fmt.Sscanf(s, "%d:%d:%d", &h, &m, &sec); err == nil && n == 3 &&
			m < 60 && sec < 60 && h >= 0 && h*Hour+m*Minute+sec*Second <= Day {
			return h*Hour + m*Minute + sec*Second, nil
		}
	}
	return 0, fmt.Errorf("must be a time of day such as 08:00:00, at most 24:00:00, not %s", v)
}

func setSkew(_ *Policy, r *Rules, v json.RawMessage) error {
	var skew map[Text]int64
	if err := json.Unmarshal(v, &skew); err != nil {
		return fmt.Errorf("must be an object of producer: milliseconds, not %s", v)
	}
	r.Skew = map[Text]Span{}
	for producer, ms := range skew {
		r.Skew[producer] = Span(ms)
	}
	return nil
}

func setCutoff(_ *Policy, r *Rules, v json.RawMessage) error {
	if bytes.Equal(v, []byte("null")) {
		r.IngestCutoff = 0
		return nil
	}
	var s string
	if err := json.Unmarshal(v, &s); err == nil {
		if at, err := time.Parse(time.RFC3339Nano, s); err == nil {
			r.IngestCutoff = TimeOf(at)
			return nil
		}
	}
	return fmt.Errorf("must be a time such as 2026-03-11T00:10:00+08:00 or null, not %s", v)
}

func setHolidays(_ *Policy, r *Rules, v json.RawMessage) error {
	var dates []string
	if err := json.Unmarshal(v, &dates); err != nil {
		return fmt.Errorf("must be a list of dates such as 2026-02-17, not %s", v)
	}
	r.Holidays = nil
	for _, s := range dates {
		d, err := ParseDate(s)
		if err != nil {
			return fmt.Errorf("must hold dates such as 2026-02-17, not %q", s)
		}
		r.Holidays = append(r.Holidays, d)
	}
	return nil
}

// nearest is the known name that shares the most with a mistyped one.
func nearest(name string, known []string) string {
	best, least := "", 1<<30
	for _, k := range known {
		if d := distance(name, k); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is the number of single-letter changes between two names.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
