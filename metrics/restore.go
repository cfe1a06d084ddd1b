package metrics

// Restore makes a floor of a checkpoint that was written under the same policy,
// and of the archive that its segments lie in; nil, if it had none. Nothing is
// judged yet: Settle and View do that, as after Apply. It fails with
// ErrCheckpoint, or as the archive does, and then the history must be read again.
func Restore(p *Policy, data []byte, a Archive) (*Floor, error) {
	f := New(p)
	if a != nil {
		f.SealInto(a)
	}
	r := restorer{reader{buf: data}, f}
	if r.uint() != CheckpointVersion || r.text() != Text(p.Version()) {
		return nil, ErrCheckpoint
	}
	r.teams()
	r.people()
	r.sources()
	r.activity()
	for _, n := range f.counts.all() {
		*n = int(r.uint())
	}
	f.feedLast = r.time()
	for r.bool() {
		r.shop()
	}
	if len(r.buf) > 0 {
		r.sealed()
	}
	if r.err != nil || len(r.buf) != 0 {
		return nil, ErrCheckpoint
	}
	if err := f.Damage(); err != nil {
		return nil, err
	}
	f.linkSources()
	return f, nil
}

type restorer struct {
	reader
	floor *Floor
}

func (r *restorer) teams() {
	for _, name := range r.texts() {
		r.floor.teams.number(name)
	}
}

func (r *restorer) team() uint16 { return uint16(r.below(len(r.floor.teams.list))) }

// people come first, so that facts can be held against their number.
func (r *restorer) people() {
	p := &r.floor.people
	n := r.count()
	for i := range n {
		id := r.text()
		if i == 0 && id != Unassigned || i > 0 && (id == "" || int(p.number(id)) != i) {
			r.fail()
			return
		}
		r.person(p.list[i])
	}
}

func (r *restorer) person(q *person) {
	q.name = latest[Text]{r.text(), r.time(), r.text()}
	q.called = latest[Text]{r.text(), r.time(), r.text()}
	q.team = latest[uint16]{r.team(), r.time(), r.text()}
	q.seenIn = latest[uint16]{r.team(), r.time(), r.text()}
	for range r.count() {
		q.said = append(q.said, r.time())
	}
	r.entity(&q.entity)
	for range r.count() {
		q.capacity = append(q.capacity, capacity{from: r.time(), n: int(r.int()), id: r.text(), words: r.text()})
	}
	for range r.count() {
		if q.shops == nil {
			q.shops = map[int]Time{}
		}
		shop := r.uint()
		q.shops[int(shop)] = r.time()
	}
}

func (r *restorer) shop() {
	s := r.floor.shop(ShopKey{r.text(), r.text()})
	if len(s.order)+len(s.cases) > 0 { // twice
		r.fail()
		return
	}
	for r.bool() {
		r.thread(s)
	}
	for r.bool() {
		c := &entity{}
		s.cases[r.text()] = c
		r.entity(c)
	}
	for range r.count() {
		buyer := r.text()
		s.complaints[buyer] = r.time()
	}
	for range r.count() {
		buyer := r.text()
		s.spent[buyer] = r.int()
	}
	for range r.count() {
		k := baselineKey{Date(r.int()), string(r.text())}
		if s.baselines == nil {
			s.baselines = map[baselineKey]baseline{}
		}
		s.baselines[k] = baseline{Tally{OK: int(r.int()), N: int(r.int())}, r.time(), r.text()}
	}
}

func (r *restorer) thread(s *shop) {
	t := r.conversation(s)
	if r.err != nil || len(t.facts) == 0 || s.threads[t.key] != nil {
		r.fail()
		return
	}
	s.threads[t.key] = t
	s.order = append(s.order, t)
	for i := range t.facts {
		r.refile(t, &t.facts[i])
	}
	r.floor.touch(t, 0)
}

// conversation reads one that is not on the floor yet.
func (r *restorer) conversation(s *shop) *thread {
	t := &thread{shop: s, key: r.text(), heapPos: -1, rowPos: -1}
	r.entity(&t.entity)
	t.face = face{
		version: 1, team: r.team(), teamAt: r.time(), buyer: r.text(), buyerName: r.text(), buyerAt: r.time(),
		tier: r.text(), tierAt: r.time(), stage: r.text(), stageAt: r.time(), tags: r.texts(), taggedAt: r.time(),
		wordsOf: wordKey{uint32(r.uint()), uint32(r.uint())},
	}
	return t
}

// refile does for a fact what filing it did beside keeping it.
func (r *restorer) refile(t *thread, k *fact) {
	day := t.shop.rules.Zone.Date(k.time)
	t.dayAt(day)
	if k.flags&flagLate != 0 {
		t.shop.day(day).late++
	}
	r.floor.pinned(t, k, Text(t.id(k)))
}

func (r *restorer) entity(e *entity) {
	n := r.count()
	e.facts = make([]fact, 0, n)
	last := Time(0)
	for range n {
		last += Time(r.uint())
		k := fact{
			time: last, kind: factKind(r.below(int(kindRefundDisputed) + 1)), flags: factFlags(r.uint()), team: r.team(),
			who: r.uint(), extra: uint32(r.uint()), digest: uint32(r.uint()),
		}
		id := r.text()
		k.idHash, k.idOff, k.idLen = uint32(hash64(id)), uint32(len(e.ids)), uint16(len(id))
		e.ids = append(e.ids, id...)
		if k.kind == kindRecall || k.kind == kindDelete {
			k.arg, e.takes = e.keep(r.text()), true
		} else {
			k.arg = r.int()
		}
		if r.err != nil || k.namesPerson() && k.who >= uint64(len(r.floor.people.list)) || !e.follows(&k) {
			r.fail()
			return
		}
		e.remember(&k)
		e.facts = append(e.facts, k)
	}
}

// namesPerson reports whether a fact's who is the number of a person.
func (k *fact) namesPerson() bool {
	switch k.kind {
	case kindMoved, kindSpoke, kindEscalated, kindRated, kindComplaint:
		return true
	}
	return false
}

// follows reports whether k comes after the last fact, as it must (R22).
func (e *entity) follows(k *fact) bool {
	n := len(e.facts)
	return n == 0 || e.compare(&e.facts[n-1], k) < 0
}

func (r *restorer) sources() {
	for range r.count() {
		k := ShopKey{r.text(), r.text()}
		s := &source{}
		for range r.count() {
			s.reports = append(s.reports, sourceReport{r.time(), r.text(), r.time()})
		}
		for range r.count() {
			s.miss(Gap{r.time(), r.time()})
		}
		r.floor.sources[k] = s
		s.waits = true
		r.floor.reported = append(r.floor.reported, s)
	}
}

func (r *restorer) activity() {
	for range r.count() {
		h := Happening{
			ID: r.text(), Key: ConversationKey{r.text(), r.text(), r.text()}, Team: r.text(), Who: r.text(),
			Name: r.text(), From: r.text(), By: r.text(), Command: string(r.text()), Time: r.time(),
			Type: EventType(r.below(int(eventTypes))), Presence: Presence(r.below(int(presences))), Score: int(r.int()),
		}
		for range r.count() {
			h.Rules = append(h.Rules, string(r.text()))
		}
		r.floor.activity.list = append(r.floor.activity.list, h)
	}
}
