package metrics

// hours tell when the assessed hours of the floor end, or begin again (R3). Both
// are zero while no shop is known.
func (f *Floor) hours() (closes, opens Time) {
	for _, s := range f.shopOrder {
		w, z := s.rules.Window, s.rules.Zone
		if len(s.order) == 0 && len(s.days) == 0 || w.End <= w.Start {
			continue
		}
		now, midnight := z.TimeOfDay(f.now), z.Midnight(z.Date(f.now))
		switch {
		case w.Contains(now):
			closes = max(closes, midnight.Add(w.End))
		case now < w.Start:
			opens = sooner(opens, midnight.Add(w.Start))
		default:
			opens = sooner(opens, z.Midnight(z.Date(f.now)+1).Add(w.Start))
		}
	}
	if closes != 0 {
		return closes, 0
	}
	return 0, opens
}
