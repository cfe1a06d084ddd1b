package metrics

// A pack is one conversation or one case at rest, as bytes: its facts, and what
// the sums have of it, so that exactly that can be taken out of them again.
type packed struct {
	names   []uint32 // hashes under which it is found
	first   Date
	last    Date
	decided Time   // nothing in it changes if it is judged as of any later instant
	load    uint32 // who has it open, and counts it as load; 0: nobody
}

// packThread writes a conversation down.
func (f *Floor) packThread(t *thread) ([]byte, packed) {
	s := t.shop
	days := t.days
	p := packed{
		names: []uint32{s.hashOf(conversationPlace, 0, hash64(t.key))},
		first: days[0].date, last: days[len(days)-1].date, decided: t.decided(),
	}
	if t.now.active {
		p.load = t.now.owner
	}
	w := &writer{}
	w.header(s, conversationPlace, &p)
	w.thread(t)
	w.uint(uint64(t.version))
	w.uint(uint64(f.vault.epoch))
	w.uint(uint64(t.said))
	w.now(t.now)
	w.uint(uint64(len(days)))
	for i := range days {
		w.day(&days[i])
		for k := range days[i].consumers {
			p.names = append(p.names, s.hashOf(buyerDayPlace, days[i].date, days[i].consumers[k].buyer))
		}
	}
	return w.buf, p
}

// packCase writes a case down. It has no part in any sum, and rests sooner than a
// conversation does; the clock may step back as far behind it.
func packCase(s *shop, key Text, c *entity) ([]byte, packed) {
	last := c.facts[len(c.facts)-1].time
	z := s.rules.Zone
	p := packed{
		names: []uint32{s.hashOf(casePlace, 0, hash64(key))},
		first: z.Date(c.facts[0].time), last: z.Date(last), decided: last.Add(caseRest - restSpan),
	}
	for i := range c.facts {
		if c.facts[i].kind == kindOrder {
			p.names = append(p.names, s.hashOf(ordersPlace, 0, c.facts[i].who))
		}
	}
	w := &writer{}
	w.header(s, casePlace, &p)
	w.text(key)
	w.entity(c)
	return w.buf, p
}

// header is what can be asked of a pack without reading all of it.
func (w *writer) header(s *shop, kind uint64, p *packed) {
	w.uint(uint64(s.index))
	w.uint(kind)
	w.int(int64(p.first))
	w.int(int64(p.last))
	w.time(p.decided)
	w.uint(uint64(p.load))
}

type packHeader struct {
	shop        int
	kind        int
	first, last Date
	decided     Time
	load        uint32
}

func (r *reader) header() packHeader {
	return packHeader{int(r.uint()), int(r.uint()), Date(r.int()), Date(r.int()), r.time(), uint32(r.uint())}
}

func (w *writer) now(n threadNow) {
	w.uint(uint64(n.owner))
	w.uint(uint64(n.assignee))
	w.bool(n.active)
	w.bool(n.closed)
	w.uint(uint64(n.extra))
	w.uint(uint64(n.lane))
	w.int(int64(n.session))
	w.time(n.promised)
}

func (r *reader) now() threadNow {
	return threadNow{
		owner: uint32(r.uint()), assignee: uint32(r.uint()), active: r.bool(), closed: r.bool(),
		extra: uint8(r.uint()), lane: LaneKind(r.uint()), session: Date(r.int()), promised: r.time(),
	}
}

func (w *writer) day(d *threadDay) {
	w.int(int64(d.date))
	w.carry(d.in)
	w.carry(d.out)
	w.bool(d.beyond)
	w.time(d.decided)
	w.uint(uint64(len(d.tallies)))
	for _, t := range d.tallies {
		for _, n := range [...]uint32{t.ok, t.n, t.pending, t.excluded} {
			w.uint(uint64(n))
		}
	}
	w.uint(uint64(len(d.consumers)))
	for i := range d.consumers {
		c := &d.consumers[i]
		w.uint(c.buyer)
		w.uint(uint64(c.outcomes))
		w.uint(uint64(c.lost))
	}
	w.uint(uint64(len(d.agents)))
	for i := range d.agents {
		w.agentPart(&d.agents[i])
	}
}

func (r *reader) day(d *threadDay) {
	d.date, d.in, d.out = Date(r.int()), r.carry(), r.carry()
	d.judged, d.beyond, d.decided, d.generation = true, r.bool(), r.time(), 1
	if n := r.count(); n > 0 {
		d.tallies = make([]tally32, n)
	}
	for i := range d.tallies {
		d.tallies[i] = tally32{uint32(r.uint()), uint32(r.uint()), uint32(r.uint()), uint32(r.uint())}
	}
	for range r.count() {
		d.consumers = append(d.consumers, consumerPart{buyer: r.uint(), outcomes: outcomes(r.uint()), lost: uint16(r.uint())})
	}
	for range r.count() {
		d.agents = append(d.agents, r.agentPart())
	}
}

func (w *writer) carry(c carry) {
	w.uint(uint64(c.owner))
	w.bool(c.closed)
	w.bool(c.active)
	w.bool(c.owed)
	w.uint(uint64(c.stage))
	w.uint(uint64(c.last))
}

func (r *reader) carry() carry {
	return carry{uint32(r.uint()), r.bool(), r.bool(), r.bool(), uint8(r.uint()), lastSpeaker(r.uint())}
}

func (w *writer) agentPart(a *agentPart) {
	w.uint(uint64(a.person))
	w.uint(uint64(a.messages))
	for i := range a.fates {
		for _, n := range a.fates[i] {
			w.uint(uint64(n))
		}
	}
	w.uint(uint64(a.answered))
	w.int(int64(a.wait))
}

func (r *reader) agentPart() (a agentPart) {
	a.person, a.messages = uint32(r.uint()), uint32(r.uint())
	for i := range a.fates {
		for k := range a.fates[i] {
			a.fates[i][k] = uint16(r.uint())
		}
	}
	a.answered, a.wait = uint32(r.uint()), Span(r.int())
	return a
}

// unpackThread reads a conversation back; nil if the pack is none, or damaged.
func (f *Floor) unpackThread(pack []byte) *thread {
	r := restorer{reader{buf: pack}, f}
	h := r.header()
	if h.kind != conversationPlace || h.shop >= len(f.shopOrder) {
		return nil
	}
	t := r.conversation(f.shopOrder[h.shop])
	t.version = uint32(r.uint())
	if epoch, said := uint32(r.uint()), said(r.uint()); epoch == f.vault.epoch {
		t.said = said
	}
	t.now = r.now()
	t.days = make([]threadDay, r.count())
	for i := range t.days {
		r.day(&t.days[i])
	}
	if r.err != nil || !f.fits(t) {
		return nil
	}
	return t
}

// fits reports whether what a pack names exists: it was not written by hand.
func (f *Floor) fits(t *thread) bool {
	people := uint32(len(f.people.list))
	rules := t.shop.rules
	if len(t.days) == 0 || len(t.facts) == 0 || t.now.owner >= people || t.now.assignee >= people {
		return false
	}
	for i := range t.days {
		d := &t.days[i]
		if d.in.owner >= people || d.out.owner >= people || i > 0 && d.date <= t.days[i-1].date ||
			len(d.tallies) != 0 && len(d.tallies) != rules.rates-rules.consumers {
			return false
		}
		for k := range d.agents {
			if d.agents[k].person >= people {
				return false
			}
		}
	}
	return true
}

// unpackCase reads a case back; nil if the pack is none, or damaged.
func (f *Floor) unpackCase(pack []byte) (s *shop, key Text, c *entity) {
	r := restorer{reader{buf: pack}, f}
	h := r.header()
	if h.kind != casePlace || h.shop >= len(f.shopOrder) {
		return nil, "", nil
	}
	key, c = r.text(), &entity{}
	r.entity(c)
	if r.err != nil || len(c.facts) == 0 {
		return nil, "", nil
	}
	return f.shopOrder[h.shop], key, c
}
