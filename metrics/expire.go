package metrics

import (
	"maps"
	"slices"
)

// forgotten reports whether a fact of an instant does not exist any more: it is
// older than the history that a floor with an archive keeps.
func (f *Floor) forgotten(at Time, z Zone) bool {
	return f.vault != nil && f.vault.cut != 0 && z.Date(at) < f.vault.cut
}

// expire clears what lies before the first day of the history, once a day.
func (f *Floor) expire() {
	v := f.vault
	if v.expired == v.cut {
		return
	}
	v.expired = v.cut
	f.expireRuns(v.cut)
	for _, s := range f.shopOrder {
		f.expireShop(s, v.cut)
	}
	begin := f.policy.Zone.Midnight(v.cut)
	for _, q := range f.people.list {
		q.forget(begin)
	}
	f.activity.list = slices.DeleteFunc(f.activity.list, func(h Happening) bool { return h.Time < begin })
	maps.DeleteFunc(f.agentDays, func(k agentDayKey, _ *agentDay) bool { return k.date < v.cut })
}

// expireRuns drops the runs that are wholly over, and unpacks what began before
// the cut and goes on after it: it is judged again without its beginning.
func (f *Floor) expireRuns(cut Date) {
	v := f.vault
	for _, r := range slices.Clone(v.runs) {
		if r.size == 0 || r.first >= cut {
			continue
		}
		v.each(r, everyShop, func(at spot, h packHeader, pack []byte) {
			switch {
			case h.first >= cut:
			case h.last < cut:
				at.take()
				if h.load != unassigned {
					f.people.list[h.load].load--
					f.people.list[h.load].sealedLoad--
				}
			case h.kind == casePlace:
				if s, key, _ := f.unpackCase(pack); s != nil {
					f.fetchCase(s, key)
				}
			default:
				if t := f.unpackThread(pack); t != nil {
					f.fetch(t.shop, t.key)
				}
			}
		})
		r.first = cut
	}
	v.drop(func(r *run) bool { return r.size > 0 && r.last < cut })
}

func (f *Floor) expireShop(s *shop, cut Date) {
	begin := s.rules.Zone.Midnight(cut)
	for _, t := range s.order {
		if !t.packed && t.facts[0].time < begin {
			f.cutThread(t, cut, begin)
		}
	}
	s.order = slices.DeleteFunc(s.order, func(t *thread) bool { return t.packed })
	maps.DeleteFunc(s.cases, func(_ Text, c *entity) bool { return !c.forget(begin) })
	maps.DeleteFunc(s.days, func(d Date, _ *shopDay) bool { return d < cut })
	maps.DeleteFunc(s.baselines, func(k baselineKey, _ baseline) bool { return k.day < cut })
	maps.DeleteFunc(s.complaints, func(_ Text, at Time) bool { return at < begin })
	switch {
	case s.ended < begin:
		s.began, s.ended = 0, 0
	case s.began < begin:
		s.began = begin
	}
}

// cutThread takes a conversation's beginning away; all of it, if nothing is
// left. What its days before the cut gave to sums goes with those days.
func (f *Floor) cutThread(t *thread, cut Date, begin Time) {
	if t.forget(begin) {
		t.days = slices.DeleteFunc(t.days, func(d threadDay) bool { return d.date < cut })
		f.touch(t, 0)
		return
	}
	if t.dirty {
		f.dirty = slices.DeleteFunc(f.dirty, func(o *thread) bool { return o == t })
	}
	f.due.set(t, 0)
	f.people.carry(t.now, threadNow{})
	t.days = nil
	f.dropRow(t)
	f.pins = slices.DeleteFunc(f.pins, func(p pin) bool { return p.thread == t })
	delete(f.promises, t)
	delete(t.shop.threads, t.key)
	t.packed = true
}

// forget takes the facts before an instant away and reports whether any is left.
func (e *entity) forget(begin Time) bool {
	n := e.from(begin)
	if n == 0 {
		return len(e.facts) > 0
	}
	e.facts, e.index = slices.Clone(e.facts[n:]), nil
	for i := range e.facts {
		e.remember(&e.facts[i])
	}
	return len(e.facts) > 0
}

// forget does so for a person's states, too.
func (q *person) forget(begin Time) {
	q.entity.forget(begin)
	q.capacity = slices.DeleteFunc(q.capacity, func(c capacity) bool { return c.from < begin })
}
