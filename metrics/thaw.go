package metrics

import "slices"

// fetch is the conversation of the key, unpacked if need be; nil: the floor does
// not know it.
func (f *Floor) fetch(s *shop, key Text) *thread {
	if t := s.threads[key]; t != nil || f.vault == nil {
		return t
	}
	for _, at := range f.vault.at(s.hashOf(conversationPlace, 0, hash64(key)), 0) {
		if t := f.unpack(at); t != nil && t.shop == s && t.key == key {
			f.thaw(t, at)
			return t
		}
	}
	return nil
}

// fetchDay unpacks the conversations that have a share in a buyer's day, before
// another gets one.
func (f *Floor) fetchDay(s *shop, day Date, buyer uint64) {
	if f.vault == nil {
		return
	}
	if at, t := f.sharer(s, day, buyer); t != nil {
		f.thaw(t, at)
	}
}

// sharer is a packed conversation that has a share in a buyer's day.
func (f *Floor) sharer(s *shop, day Date, buyer uint64) (spot, *thread) {
	for _, at := range f.vault.at(s.hashOf(buyerDayPlace, day, buyer), day) {
		if t := f.unpack(at); t != nil && t.shop == s && t.shares(day, buyer) {
			return at, t
		}
	}
	return spot{}, nil
}

func (t *thread) shares(day Date, buyer uint64) bool {
	for i := range t.days {
		if t.days[i].date != day {
			continue
		}
		for _, c := range t.days[i].consumers {
			if c.buyer == buyer {
				return true
			}
		}
	}
	return false
}

func (f *Floor) unpack(at spot) *thread {
	pack := f.vault.read(at)
	if pack == nil {
		return nil
	}
	return f.unpackThread(pack)
}

// thaw puts a conversation that was just unpacked back on the floor with all of
// its family. The sums do not change: they had the family's part all the time.
func (f *Floor) thaw(t *thread, at spot) {
	f.adopt(t, at)
	family := []*thread{t}
	for i := 0; i < len(family); i++ {
		one := family[i]
		for k := range one.days {
			for _, c := range one.days[k].consumers {
				for at, other := f.sharer(one.shop, one.days[k].date, c.buyer); other != nil; at, other = f.sharer(one.shop, one.days[k].date, c.buyer) {
					f.adopt(other, at)
					family = append(family, other)
				}
			}
		}
	}
	f.unseal(family)
}

// adopt links a conversation in.
func (f *Floor) adopt(t *thread, at spot) {
	at.take()
	s := t.shop
	f.vault.tell(&t.entity)
	s.threads[t.key] = t
	s.order = append(s.order, t)
	if d := f.page.draft; d != nil && d.digest.shop == s {
		d.thawed(t, at)
	}
	f.book(t, -1)
	for i := range t.days {
		sd := s.day(t.days[i].date)
		for k := range t.days[i].consumers {
			c := &t.days[i].consumers[k]
			c.day = sd.consumer(c.buyer)
			c.day.count(c, +1)
			c.day.add(part{t, t.days[i].date}, c.buyer)
		}
	}
	for i := range t.facts {
		f.pinned(t, &t.facts[i], Text(t.id(&t.facts[i])))
	}
	f.touch(t, maxDate)
}

// tell tells the checkpoint that is being written what was unpacked.
func (v *vault) tell(e *entity) {
	if v.writing != nil {
		v.writing.thawed[e] = struct{}{}
	}
}

// unseal moves the days of a family's buyers from what is sealed to what is not.
func (f *Floor) unseal(family []*thread) {
	var moved []*consumerDay
	for _, t := range family {
		for i := range t.days {
			for _, c := range t.days[i].consumers {
				if slices.Contains(moved, c.day) {
					continue
				}
				moved = append(moved, c.day)
				c.day.counted, c.day.told = c.day.outcomes(c.buyer, t.shop.rules.consumers), c.day.lost(c.buyer)
				t.shop.day(t.days[i].date).countSealed(t.shop.rules, c.day.counted, -1)
			}
		}
	}
}

// fetchCase is the case of the key, unpacked if need be; nil: there is none.
func (f *Floor) fetchCase(s *shop, key Text) *entity {
	if c := s.cases[key]; c != nil || f.vault == nil {
		return c
	}
	for _, at := range f.vault.at(s.hashOf(casePlace, 0, hash64(key)), 0) {
		pack := f.vault.read(at)
		if pack == nil {
			continue
		}
		if of, found, c := f.unpackCase(pack); of == s && found == key {
			at.take()
			s.cases[key] = c
			f.vault.tell(c)
			return c
		}
	}
	return nil
}

// thawSince unpacks what was decided after an instant: the clock, or what is
// known of a shop, has stepped back before it. s is nil for every shop.
func (f *Floor) thawSince(s *shop, since Time) {
	if f.vault == nil {
		return
	}
	shop := everyShop
	if s != nil {
		shop = s.index
	}
	for _, r := range slices.Clone(f.vault.runs) {
		if r.latestOf(shop) <= since {
			continue
		}
		f.vault.each(r, shop, func(at spot, h packHeader, pack []byte) {
			if h.decided <= since {
				return
			}
			if h.kind == casePlace {
				if of, key, _ := f.unpackCase(pack); of != nil {
					f.fetchCase(of, key)
				}
			} else if t := f.unpackThread(pack); t != nil {
				f.fetch(t.shop, t.key)
			}
		})
	}
}

// sealedCases hands out the packed cases in which a buyer has ordered.
func (f *Floor) sealedCases(s *shop, buyer Text, with func(key Text, c *entity)) {
	if f.vault == nil {
		return
	}
	for _, at := range f.vault.at(s.hashOf(ordersPlace, 0, hash64(buyer)), 0) {
		pack := f.vault.read(at)
		if pack == nil {
			continue
		}
		if of, key, c := f.unpackCase(pack); of == s {
			with(key, c)
		}
	}
}
