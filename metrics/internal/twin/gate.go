package twin

// gates are the campaign conditions on the 1-hour rate: above, not at, this
// many percent on each of the three days before (R29).
var gates = map[string]line{
	"new_arrivals":  {55, 100, true},
	"nine_nine":     {60, 100, true},
	"love_shopping": {60, 100, true},
}

// gateDay judges one day for a gate: true, false, or nil for a day without
// consumers. With `gate_series=rolling3` the day's figure is pooled over the
// three days that end with it.
func (s shop) gateDay(units []unit, l line, d int64) any {
	first := d
	if s.k.rollingGates {
		first = d - 2
	}
	t := between(units, first, d)
	if t.n() == 0 {
		return nil
	}
	return l.passes(t.ok, t.n())
}

// gateDays are the three days before a date that count for a gate: holidays
// are passed over.
func (s shop) gateDays(before int64) []int64 {
	var out []int64
	for d := before - 1; len(out) < 3; d-- {
		if !s.k.holidays[date(d)] {
			out = append(out, d)
		}
	}
	return out
}

// gateStates says whether each gate is open today: false as soon as one of its
// days has failed, else nil if one of them is unknown, else true.
func (s shop) gateStates() map[string]any {
	units := s.units(s.k.rate("pdd_reply_1h"))
	out := map[string]any{}
	for name, l := range gates {
		var state any = true
		for _, d := range s.gateDays(s.today) {
			switch passed := s.gateDay(units, l, d); {
			case passed == nil && state == true:
				state = nil
			case passed == false:
				state = false
			}
		}
		out[name] = state
	}
	return out
}

// gateDates is the earliest date on which each gate can be open: the first,
// from today on, whose three days before have each passed or are yet to be
// judged, today among them. After a bad or unknown day X that is X+4.
func (s shop) gateDates() map[string]any {
	units := s.units(s.k.rate("pdd_reply_1h"))
	out := map[string]any{}
	for name, l := range gates {
		for d := s.today; ; d++ {
			open := true
			for _, before := range s.gateDays(d) {
				open = open && (before >= s.today || s.gateDay(units, l, before) == true)
			}
			if open {
				out[name] = date(d)
				break
			}
		}
	}
	return out
}

// penalty is R30: from 100 consumers of the day on, those still waiting
// included, the rule applies; it costs 1000 CNY if less than half of those
// decided were answered within the hour.
func (s shop) penalty(d int64) map[string]any {
	t := between(s.units(s.k.rate("pdd_effective")), d, d)
	consumers := t.n() + t.pending
	applies := consumers >= s.k.penaltyMinConsumers && !s.k.holidays[date(d)]
	cny := int64(0)
	if applies && !(line{50, 100, false}).passes(t.ok, t.n()) {
		cny = s.k.penaltyCNY
	}
	return map[string]any{"applies": applies, "consumers": consumers, "cny": cny}
}
