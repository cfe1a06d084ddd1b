package metrics

import (
	"maps"
	"math"
	"slices"
)

// writeSealed writes down what is packed: its part of the sums, and its runs.
func (f *Floor) writeSealed() []byte {
	w := &writer{}
	w.uint(uint64(f.vault.epoch))
	w.int(int64(f.vault.cut))
	w.uint(uint64(len(f.shopOrder)))
	for _, s := range f.shopOrder {
		w.sealedShop(s)
	}
	w.sealedAgents(f.agentDays)
	for n, q := range f.people.list {
		if q.sealedLoad != 0 {
			w.bool(true)
			w.uint(uint64(n))
			w.uint(uint64(q.sealedLoad))
		}
	}
	w.bool(false)
	w.uint(uint64(len(f.vault.runs)))
	for _, r := range f.vault.runs {
		w.run(r)
	}
	return w.buf
}

func (w *writer) sealedShop(s *shop) {
	w.time(s.began)
	w.time(s.ended)
	for _, d := range slices.Sorted(maps.Keys(s.days)) {
		sd := s.days[d]
		if sd.sealed == nil && sd.sealedLate == 0 {
			continue
		}
		w.bool(true)
		w.int(int64(d))
		w.int(int64(sd.sealedLate))
		w.tallies(sd.sealedTallies(s.rules))
	}
	w.bool(false)
}

func (w *writer) tallies(list []Tally) {
	w.uint(uint64(len(list)))
	for _, t := range list {
		for _, n := range [...]int{t.OK, t.N, t.Pending, t.Excluded} {
			w.int(int64(n))
		}
	}
}

func (w *writer) sealedAgents(all map[agentDayKey]*agentDay) {
	for k, a := range all {
		if a.sealed == (agentSums{}) {
			continue
		}
		w.bool(true)
		w.uint(uint64(k.person))
		w.int(int64(k.date))
		w.agentSums(&a.sealed)
	}
	w.bool(false)
}

func (w *writer) agentSums(a *agentSums) {
	for i := range a.replies {
		t := &a.replies[i]
		for _, n := range [...]int{t.OK, t.Miss, t.Pending, t.Forgiven, t.Relieved} {
			w.int(int64(n))
		}
	}
	w.int(int64(a.messages))
	w.int(int64(a.answered))
	w.int(int64(a.wait))
}

// run writes an open run whole; of an archived one, where it lies.
func (w *writer) run(r *run) {
	w.text(Text(r.name))
	w.uint(uint64(r.size))
	w.uint(uint64(r.names))
	w.int(int64(r.first))
	w.int(int64(r.last))
	w.time(r.latest)
	w.uint(uint64(r.packs))
	w.uint(uint64(len(r.taken)))
	for at := range r.taken {
		w.uint(uint64(at))
	}
	if r.name != "" {
		w.uint(uint64(len(r.shops)))
		for _, s := range r.shops {
			w.uint(uint64(s.shop))
			w.uint(uint64(s.to))
			w.time(s.latest)
		}
		return
	}
	w.buf = append(w.buf, r.data...)
	for _, p := range r.open {
		w.uint(uint64(p.hash))
		w.uint(uint64(p.at))
	}
}

// sealed reads what writeSealed wrote.
func (r *restorer) sealed() {
	f := r.floor
	if f.vault == nil { // its segments are nowhere to be found
		r.fail()
		return
	}
	v := f.vault
	v.epoch, v.cut = uint32(r.uint())+1, Date(r.int())
	shops := r.uint()
	for i, s := range f.shopOrder {
		if uint64(i) == shops { // the others came later
			break
		}
		s.began, s.ended = r.time(), r.time()
		for r.bool() {
			r.sealedDay(s)
		}
	}
	for r.bool() {
		r.sealedAgent()
	}
	for r.bool() {
		n, load := r.below(len(f.people.list)), int(r.uint())
		f.people.list[n].load, f.people.list[n].sealedLoad = load, load
	}
	for range r.count() {
		one := r.run()
		if r.err != nil {
			return
		}
		f.now = max(f.now, one.latest.Add(restSpan)) // an earlier clock unpacks what is not at rest yet
	}
	if err := v.sift(); err != nil {
		v.fail(err)
	}
}

func (r *restorer) sealedDay(s *shop) {
	sd := s.day(Date(r.int()))
	sd.sealedLate = int(r.int())
	sd.late += sd.sealedLate
	sealed := sd.sealedTallies(s.rules)
	if r.count() != len(sealed) {
		r.fail()
		return
	}
	for i := range sealed {
		sealed[i] = Tally{OK: int(r.int()), N: int(r.int()), Pending: int(r.int()), Excluded: int(r.int())}
		sd.tallies[i] = sealed[i]
	}
}

func (r *restorer) sealedAgent() {
	person, date := r.below(len(r.floor.people.list)), Date(r.int())
	if r.err != nil {
		return
	}
	a := r.floor.agentDay(person, date)
	for i := range a.sealed.replies {
		t := &a.sealed.replies[i]
		*t = AgentTally{OK: int(r.int()), Miss: int(r.int()), Pending: int(r.int()), Forgiven: int(r.int()), Relieved: int(r.int())}
	}
	a.sealed.messages, a.sealed.answered, a.sealed.wait = int(r.int()), int(r.int()), Span(r.int())
	a.agentSums = a.sealed
}

func (r *restorer) run() *run {
	out := &run{name: string(r.text()), size: int(r.uint()), taken: map[uint32]struct{}{}}
	out.names = int(r.uint())
	out.first, out.last, out.latest = Date(r.int()), Date(r.int()), r.time()
	out.packs = int(r.uint())
	for range r.count() {
		out.taken[uint32(r.uint())] = struct{}{}
	}
	if r.err != nil || out.size < 0 || out.size > math.MaxInt32 || out.names < 0 || out.names > out.size {
		r.fail()
		return out
	}
	v := r.floor.vault
	v.add(out)
	if out.name == "" {
		r.opened(out)
	} else {
		r.sections(out)
	}
	return out
}

func (r *restorer) sections(out *run) {
	end := 0
	for range r.count() {
		s := section{shop: int(r.uint()), to: int(r.uint()), latest: r.time()}
		if s.to < end || s.to > out.size {
			r.fail()
			return
		}
		end = s.to
		out.shops = append(out.shops, s)
	}
	if end != out.size {
		r.fail()
	}
}

// opened reads what an open run has.
func (r *restorer) opened(out *run) {
	out.data = slices.Clone(r.bytes(uint64(out.size)))
	for range min(out.names, len(r.buf)) {
		p := place{uint32(r.uint()), uint32(r.uint())}
		if int(p.at) >= out.size {
			r.fail()
			return
		}
		out.open = append(out.open, p)
		r.floor.vault.sieve.set(out.column, p.hash)
	}
}
