package metrics

// baseline takes a past shop-day's figure from the merchant's own page. It
// stands in for a day on which nothing was seen, or not all.
func (s *shop) baseline(e *Event) {
	k := baselineKey{e.Day, string(e.Metric)}
	if s.baselines == nil {
		s.baselines = map[baselineKey]baseline{}
	}
	old, known := s.baselines[k]
	b := baseline{Tally{OK: e.OK, N: e.N}, e.Time, e.ID}
	if !known || b.at > old.at || b.at == old.at && b.id > old.id {
		s.baselines[k] = b
	}
}

type baselineKey struct {
	day    Date
	metric string
}

type baseline struct {
	tally Tally
	at    Time
	id    Text
}

// tally is a shop-day's tally of one rate, or the merchant's own figure where
// this floor has not seen the day.
func (s *shop) tally(d Date, metric int) Tally {
	var t Tally
	if sd := s.days[d]; sd != nil {
		t = sd.tallies[metric]
	}
	if len(s.baselines) == 0 {
		return t
	}
	if b, known := s.baselines[baselineKey{d, s.rules.metrics[metric].ID}]; known && (t.N+t.Pending == 0 || s.hasGap(d)) {
		return b.tally
	}
	return t
}
