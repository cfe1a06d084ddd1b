package metrics

import "slices"

// restSpan is how long nothing must have happened in a conversation before it
// is packed: longer than anything looks back on single answers (R49) or messages
// of a robot, and far longer than a clock or a gateway's watermark steps back.
const restSpan = (robotMemory + 4) * Minute

// caseRest is how long nothing must have happened in a case: no sum and no clock
// looks at it, so that it is only a question of how often orders are changed soon
// after. Ten million orders in a day leave 140,000 in memory.
const caseRest = 20 * Minute

// familyMost is how many conversations are packed together at most. Larger
// families stay as they are.
const familyMost = 64

// historyDays is how many days before today exist.
const historyDays = 36

// SealInto has the floor pack what is at rest and keep it in a, so that memory
// and start-up do not grow with history. Facts older than 36 days before today
// do not exist for such a floor. Figures are the same with and without.
func (f *Floor) SealInto(a Archive) {
	if f.vault == nil {
		f.vault = &vault{full: runBytes}
	}
	f.vault.archive = a
}

// sweep is how far a look for conversations at rest has come.
type sweep struct {
	shop, thread int
	cases        []Text // of the shop, that are left
	pinned       map[*thread]struct{}
	family       []*thread
	full         bool // the archive takes nothing at present
}

// Seal looks at n conversations or cases, packs those at rest, and reports
// whether there are more to look at. One pass over the floor looks at each once;
// what was packed and is spoken of again is unpacked by itself.
func (f *Floor) Seal(n int) (more bool) {
	v := f.vault
	if v == nil || v.writing != nil || len(f.dirty)+len(f.stale) > 0 {
		return false
	}
	w := &v.sweep
	if w.shop == 0 && w.thread == 0 && w.cases == nil {
		f.beginSweep()
	}
	for n > 0 && w.shop < len(f.shopOrder) {
		s := f.shopOrder[w.shop]
		if f.page.draft != nil && f.page.draft.digest.shop == s { // it is being read
			w.next()
			continue
		}
		n = f.sweepShop(s, n)
	}
	if !w.full && f.page.draft == nil { // a page in the making knows where it is in a run
		w.full = v.flush() != nil // it stays in memory, and the next pass tries again
	}
	if w.shop < len(f.shopOrder) {
		return true
	}
	*w = sweep{}
	return false
}

func (w *sweep) next() { w.shop, w.thread, w.cases = w.shop+1, 0, nil }

// beginSweep notes what is pinned: it stays.
func (f *Floor) beginSweep() {
	f.vault.sweep.pinned = map[*thread]struct{}{}
	for i := range f.pins {
		f.vault.sweep.pinned[f.pins[i].thread] = struct{}{}
	}
	f.expire()
}

// sweepShop looks at n conversations and cases of a shop, and returns how many
// of n are left.
func (f *Floor) sweepShop(s *shop, n int) int {
	w := &f.vault.sweep
	for ; n > 0 && w.thread < len(s.order); n-- {
		t := s.order[w.thread]
		w.thread++
		if !t.packed {
			f.sealFamily(t)
		}
	}
	if n == 0 {
		return 0
	}
	if w.cases == nil {
		s.order = slices.DeleteFunc(s.order, func(t *thread) bool { return t.packed })
		w.cases, w.thread = []Text{}, len(s.order)
		for key := range s.cases {
			w.cases = append(w.cases, key)
		}
	}
	for ; n > 0 && len(w.cases) > 0; n-- {
		key := w.cases[len(w.cases)-1]
		w.cases = w.cases[:len(w.cases)-1]
		f.sealCase(s, key)
	}
	if len(w.cases) == 0 {
		w.next()
	}
	return n
}

// sealFamily packs a conversation with all that share a buyer's day with it, if
// all of them are at rest: a buyer's day is counted by the worst of them (R15).
func (f *Floor) sealFamily(t *thread) {
	w := &f.vault.sweep
	if !f.atRest(t) {
		return
	}
	family := w.family[:0]
	family = append(family, t)
	defer func() { clear(family); w.family = family }()
	for i := 0; i < len(family); i++ {
		for k := range family[i].days {
			for _, c := range family[i].days[k].consumers {
				if len(c.day.parts) > familyMost {
					return
				}
				for _, p := range c.day.parts {
					if slices.Contains(family, p.thread) {
						continue
					}
					if len(family) == familyMost || !f.atRest(p.thread) {
						return
					}
					family = append(family, p.thread)
				}
			}
		}
	}
	for _, one := range family {
		f.sealThread(one)
	}
}

// atRest reports whether nothing about a conversation changes by itself, nothing
// on the screen needs it, and nothing in it was decided lately.
func (f *Floor) atRest(t *thread) bool {
	long := f.now.Add(-restSpan)
	n := len(t.facts)
	if t.dirty || t.stale || t.rowPos >= 0 || t.heapPos >= 0 || n == 0 || t.facts[n-1].time > long {
		return false
	}
	if t.now.promised != 0 && !t.now.closed && t.now.session >= t.shop.rules.Zone.Date(f.now) {
		return false
	}
	_, pinned := f.vault.sweep.pinned[t]
	return !pinned && t.decided() <= long && n <= packMost/256
}

// decided is when the last outcome in a conversation became final.
func (t *thread) decided() Time {
	var last Time
	if n := len(t.facts); n > 0 {
		last = t.facts[n-1].time
	}
	for i := range t.days {
		last = max(last, t.days[i].decided)
	}
	return last
}

func (f *Floor) sealThread(t *thread) {
	s := t.shop
	pack, p := f.packThread(t)
	f.vault.put(pack, &p)
	f.book(t, +1)
	for i := range t.days {
		sd := s.day(t.days[i].date)
		for _, c := range t.days[i].consumers {
			if sd.consumers[c.buyer] == c.day { // once for the family
				sd.countSealed(s.rules, c.day.counted, +1)
				delete(sd.consumers, c.buyer)
			}
		}
		if len(sd.consumers) == 0 {
			sd.consumers = map[uint64]*consumerDay{} // a map keeps the room of all it ever held
		}
	}
	delete(s.threads, t.key)
	delete(f.promises, t)
	f.tellTeam(t)
	s.packs(&t.entity)
	// Answers that a person gave, and waits that ended, point to it for a while:
	// they are over, and shall not hold its memory.
	*t = thread{shop: s, key: t.key, packed: true, heapPos: -1, rowPos: -1}
}

// packs notes since and until when there are packed facts of the shop.
func (s *shop) packs(e *entity) {
	s.began, s.ended = sooner(s.began, e.facts[0].time), max(s.ended, e.facts[len(e.facts)-1].time)
}

// tellTeam tells the activity the team of a conversation that it will not be
// able to ask any more.
func (f *Floor) tellTeam(t *thread) {
	for i := range f.activity.list {
		h := &f.activity.list[i]
		if h.Team == "" && h.Key.Conversation == t.key && h.Key.Shop == t.shop.key.Shop && h.Key.Platform == t.shop.key.Platform {
			h.Team = f.teams.list[t.team]
		}
	}
}

// book notes in the sums what part of them comes from packed conversations, or
// does not any more (n = -1): a restart begins with that part. Buyers' days are
// booked by themselves.
func (f *Floor) book(t *thread, n int) {
	rules := t.shop.rules
	if t.now.active {
		f.people.list[t.now.owner].sealedLoad += n
	}
	for i := range t.days {
		d := &t.days[i]
		sd := t.shop.day(d.date)
		for k := range rules.metrics[:rules.rates] {
			if slot := rules.metrics[k].slot; slot >= 0 && d.tallies != nil {
				sd.sealedTallies(rules)[k].change(d.tallies[slot], n)
			}
		}
		for k := range d.agents {
			f.agentDay(d.agents[k].person, d.date).sealed.count(&d.agents[k], n)
		}
	}
	for i := range t.facts {
		if t.facts[i].flags&flagLate != 0 {
			t.shop.day(rules.Zone.Date(t.facts[i].time)).sealedLate += n
		}
	}
}

func (sd *shopDay) sealedTallies(rules *compiledRules) []Tally {
	if sd.sealed == nil {
		sd.sealed = make([]Tally, rules.rates)
	}
	return sd.sealed
}

func (sd *shopDay) countSealed(rules *compiledRules, o outcomes, n int) {
	sealed := sd.sealedTallies(rules)
	for i := range rules.metrics[:rules.rates] {
		if c := rules.metrics[i].consumer; c >= 0 {
			sealed[i].add(o.at(c), n)
		}
	}
}

func (f *Floor) sealCase(s *shop, key Text) {
	c := s.cases[key]
	if c == nil || len(c.facts) == 0 || c.facts[len(c.facts)-1].time > f.now.Add(-caseRest) || len(c.facts) > packMost/256 {
		return
	}
	pack, p := packCase(s, key, c)
	f.vault.put(pack, &p)
	s.packs(c)
	delete(s.cases, key)
}
