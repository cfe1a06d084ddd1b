package metrics

// tellOpen is R45 and R46 for the conversation's last session: of today and not
// closed.
func (s *story) tellOpen(v *visit, key Text) {
	d := s.digest
	if v.day != d.shop.rules.Zone.Date(d.now) || s.closedNow() {
		return
	}
	last, asked := -1, 0
	for i := v.from; i < v.to && s.entity.facts[i].time <= d.now; i++ {
		f := &s.entity.facts[i]
		switch {
		case s.isHuman(i):
			last = i
		case f.kind == kindBuyer && f.flags&flagWantsHuman != 0 && !(len(s.voided) > 0 && s.voided[i]):
			asked++
		}
	}
	if last >= 0 && s.entity.facts[last].flags&flagPromise != 0 &&
		d.now.Sub(s.entity.facts[last].time) > d.shop.rules.Promised {
		d.house.promised = append(d.house.promised, key)
	}
	if v.robotOnly && asked >= 2 {
		d.house.looping = append(d.house.looping, key)
	}
}

// closedNow reports whether the conversation was closed and the buyer has not
// come back.
func (s *story) closedNow() bool {
	closed := false
	for i := range s.entity.facts {
		f := &s.entity.facts[i]
		switch {
		case f.time > s.digest.now || len(s.voided) > 0 && s.voided[i]:
		case f.kind == kindClosed:
			closed = true
		case f.kind == kindBuyer || f.kind == kindHandoff:
			closed = false
		}
	}
	return closed
}
