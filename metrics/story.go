package metrics

import "slices"

// story is a conversation over all its days: sessions reach past midnight here,
// to the opening of the next one, because a rating, a close or the answer to
// the last question of the evening may come after it.
type story struct {
	digest  *shopDigest
	entity  *entity
	visits  []visit
	tenures []tenure
	voided  []bool
}

// visit is a session as a contact centre sees it (R40).
type visit struct {
	day       Date
	buyer     uint64
	opened    Time
	start     Time // entering the queue: the handoff, or the session's start
	from, to  int  // facts
	waits     int  // fact from which a human reply counts
	robotOnly bool
	answered  Time // first human reply before the close; 0: none
	closed    Time // last close that the buyer did not come back from; 0: open
	handled   Time // in somebody's hands since; 0: never
}

// add takes the sessions and tenures of one day's reading.
func (s *story) add(r *reading, hi int) {
	for i := range r.sessions {
		v := &r.sessions[i]
		if n := len(s.visits); n > 0 {
			s.visits[n-1].to = int(v.openedBy)
		}
		one := visit{
			day: r.day, buyer: v.buyer, opened: v.start, start: v.start,
			from: int(v.openedBy), to: len(s.entity.facts), waits: int(v.openedBy), robotOnly: v.robotOnly(),
		}
		if v.handoff >= 0 {
			a := &r.asks[v.handoff]
			one.start, one.waits = a.time, int(a.fact)
		}
		s.visits = append(s.visits, one)
	}
	for _, o := range r.owners {
		if o.fact >= 0 && int(o.fact) < hi {
			s.tenures = append(s.tenures, o)
		}
	}
}

// tell walks each session's facts and books what it finds.
func (s *story) tell() {
	d := s.digest
	ratings := make([]int, len(s.visits)+1) // fact of the last rating, by session; 0 is before the first
	for i := range ratings {
		ratings[i] = -1
	}
	session := 0
	for i := range s.entity.facts {
		f := &s.entity.facts[i]
		if f.time > d.now {
			break
		}
		for session < len(s.visits) && s.visits[session].from <= i {
			session++
		}
		switch {
		case f.holds():
			ratings[session] = i
		case f.kind == kindComplaint:
			s.blame(f, session, i)
		case s.isHuman(i):
			d.agent(d.shop.rules.Zone.Date(f.time), uint32(f.who)).write(f)
		}
	}
	for i := range s.visits {
		s.finish(&s.visits[i])
	}
	for session, at := range ratings {
		if at >= 0 {
			s.rate(session, at)
		}
	}
}

// write counts a message and the compliance rules it breaks.
func (a *agentDigest) write(f *fact) {
	a.messages++
	for i := range maxRules {
		if f.extra>>i&1 == 0 {
			continue
		}
		if a.hits == nil {
			a.hits = map[int]int{}
		}
		a.hits[i]++
	}
}

func (s *story) isHuman(i int) bool {
	f := &s.entity.facts[i]
	return f.kind == kindSpoke && f.flags&flagHuman != 0 && !(len(s.voided) > 0 && s.voided[i])
}

// start is the first fact of a session; session 0 is what came before the
// first.
func (s *story) start(session int) int {
	if session == 0 {
		return 0
	}
	return s.visits[session-1].from
}

// speakers are the people who wrote in facts[from:to], each once, in order.
func (s *story) speakers(from, to int) []uint32 {
	var out []uint32
	for i := from; i < to && s.entity.facts[i].time <= s.digest.now; i++ {
		if who := uint32(s.entity.facts[i].who); s.isHuman(i) && !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	return out
}

func (s *story) lastSpeaker(session, before int) uint32 {
	for i := before - 1; i >= s.start(session); i-- {
		if s.isHuman(i) {
			return uint32(s.entity.facts[i].who)
		}
	}
	return unassigned
}

// blame books a complaint with whom it names, else with the last human who
// spoke in the session before it, as ratings are (R39).
func (s *story) blame(f *fact, session, at int) {
	who := uint32(f.who)
	if who == unassigned {
		who = s.lastSpeaker(session, at)
	}
	day := s.digest.shop.rules.Zone.Date(f.time)
	s.digest.day(day).complaints++
	s.digest.agent(day, who).complaints++
}

// rate books the rating that holds for a session (R34, R39).
func (s *story) rate(session, at int) {
	f := &s.entity.facts[at]
	rules := s.digest.shop.rules
	when := f.time
	if f.arg != 0 && !rules.RateAtSubmission {
		when = Time(f.arg)
	}
	day := rules.Zone.Date(when)
	if !rules.Window.Contains(when.Sub(rules.Zone.Midnight(day))) {
		return
	}
	s.digest.day(day).csat.add(f.extra)
	for _, who := range s.rated(session, at) {
		s.digest.agent(day, who).csat.add(f.extra)
	}
}

// rated are the people a rating goes to (R39).
func (s *story) rated(session, at int) []uint32 {
	f := &s.entity.facts[at]
	if s.digest.shop.rules.RateAll {
		if all := s.speakers(s.start(session), at); len(all) > 0 {
			return all
		}
	}
	if f.who != unassigned {
		return []uint32{uint32(f.who)}
	}
	return []uint32{s.lastSpeaker(session, at)}
}

// finish books a session: who spoke, how it ended.
func (s *story) finish(v *visit) {
	d := s.digest
	d.starts[v.buyer] = append(d.starts[v.buyer], v.opened)
	for _, who := range s.speakers(v.from, v.to) {
		d.agent(v.day, who).sessions++
	}
	if v.robotOnly {
		return
	}
	closing := v.to
	for i := v.from; i < v.to && s.entity.facts[i].time <= d.now; i++ {
		switch f := &s.entity.facts[i]; {
		case f.kind == kindClosed:
			v.closed, closing = f.time, i
		case (f.kind == kindBuyer || f.kind == kindHandoff) && !(len(s.voided) > 0 && s.voided[i]):
			v.closed, closing = 0, v.to
		}
	}
	for i := v.waits; i < closing && s.entity.facts[i].time <= d.now && v.answered == 0; i++ {
		if s.isHuman(i) {
			v.answered = s.entity.facts[i].time
		}
	}
	v.handled = s.handled(v)
	d.visits = append(d.visits, *v)
}

// handled is when a session first had an owner; one who was there before
// counts from its opening. 0: nobody.
func (s *story) handled(v *visit) Time {
	var at Time
	for _, o := range s.tenures {
		switch {
		case int(o.fact) <= v.from:
			at = 0
			if o.person != unassigned {
				at = v.opened
			}
		case int(o.fact) < v.to && o.person != unassigned && at == 0:
			at = o.from
		}
	}
	return at
}
