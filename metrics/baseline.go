package metrics

// baseline takes a past shop-day's figure from the merchant's own page: it
// stands in for a day this floor has not seen.
func (s *shop) baseline(e *Event) {
	k := baselineKey{e.Day, string(e.Metric)}
	if s.baselines == nil {
		s.baselines = map[baselineKey]baseline{}
	}
	old, ok := s.baselines[k]
	b := baseline{Tally{OK: e.OK, N: e.N}, e.Time, e.ID}
	if !ok || b.at > old.at || b.at == old.at && b.id > old.id {
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
