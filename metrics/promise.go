package metrics

import (
	"cmp"
	"slices"
)

// promises are the conversations whose last human message is a promise.
type promises map[*thread]struct{}

func (p promises) note(t *thread) {
	if t.now.promised != 0 {
		p[t] = struct{}{}
	} else {
		delete(p, t)
	}
}

// promised are the promises of today that nothing has followed for too long,
// oldest first (R45).
func (f *Floor) promised() []Promise {
	var out []Promise
	for t := range f.promises {
		rules := t.shop.rules
		today := rules.Zone.Date(f.now)
		if t.now.closed || t.now.session != today || f.now.Sub(t.now.promised) <= rules.Promised {
			continue
		}
		out = append(out, Promise{
			Key: ConversationKey{t.shop.key.Platform, t.shop.key.Shop, t.key}, Team: f.teams.list[t.team],
			Since: t.now.promised, Agent: f.people.idOf(t.now.owner), AgentName: f.people.label(t.now.owner),
			Buyer: t.buyer, BuyerName: t.buyerName,
		})
	}
	slices.SortFunc(out, func(a, b Promise) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Key.Conversation, b.Key.Conversation),
			cmp.Compare(a.Key.Shop, b.Key.Shop), cmp.Compare(a.Key.Platform, b.Key.Platform))
	})
	return out
}

// closed reports whether no shop is within its assessed hours.
func (f *Floor) closed() bool {
	some := false
	for _, s := range f.shopOrder {
		if len(s.order) == 0 && s.began == 0 {
			continue
		}
		some = true
		if s.rules.Window.Contains(s.rules.Zone.TimeOfDay(f.now)) {
			return false
		}
	}
	return some
}

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
