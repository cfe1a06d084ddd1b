package metrics

// A reading is the facts of one thread-day put into the words of the rules:
// who asked, who answered, which session it was, who was in charge. The
// outcome of every metric is read off it. Its slices are reused: it is valid
// until the next read.
type reading struct {
	rules *compiledRules
	day   Date
	open  Time // midnight of day
	end   Time // next midnight
	now   Time // facts after it are held back (R23)
	asOf  Time // nothing is called a miss beyond it

	asks     []ask
	stops    []stop
	sessions []session
	owners   []tenure
	desk     []interval // stretches of open, owned conversation
	voided   []bool     // by fact, recalled or deleted

	carry  carry // into the day; after read, out of it
	beyond bool  // the judgement looked at facts after the day
	next   Time  // first instant at which the judgement may differ; 0: never
}

// ask is something that is owed an answer: a buyer's message, or the handoff
// of a session (R16). It counts for a metric if it is in its scope.
type ask struct {
	time    Time
	buyer   uint64
	fact    int32
	session int32
	human   int32 // index of the first human stop at or after it, -1
	any     int32 // index of the first human or robot stop, -1
	team    uint16
	stage   uint8
	handoff bool
	offline bool
}

// stop is a message that can stop clocks.
type stop struct {
	time  Time
	who   uint32 // person; unused for robots
	fact  int32
	human bool
	next  int32 // index of the first human stop at or after this one, -1
}

// session is R12: from a buyer's message or handoff to midnight, or to the
// buyer's return long after a close.
type session struct {
	start     Time
	buyer     uint64
	firstAsk  int32 // index of its first ask
	handoff   int32 // index of its first handoff's ask, -1
	robot     bool  // a robot spoke in it
	human     Time  // first human message in it; 0: none
	humanFact int32
	moved     Time // first assignment at or after its start; 0: none
	closed    Time // last close; 0: open
	closes    bool // the buyer has not come back since
}

// answered reports whether a human spoke before the session was closed (R40).
func (s *session) answered() bool {
	return s.human != 0 && (!s.closes || s.human <= s.closed)
}

// tenure says who is charged from an instant on (R36); person 0 is nobody.
type tenure struct {
	from    Time
	person  uint32
	byReply bool // he answered while nobody was in charge
}

// interval is a stretch of desk time of one person.
type interval struct {
	from, to Time
	person   uint32
}

// carry is what a thread-day inherits from the days before.
type carry struct {
	owner     uint32 // charged (R36); 0: nobody
	closed    bool   // closed since the owner was charged
	active    bool   // open and owned: desk time runs
	stage     uint8  // R41
	last      lastSpeaker
	lastHuman uint32 // last human speaker, for ratings and complaints
}

type lastSpeaker uint8

const (
	nobodySpoke lastSpeaker = iota
	buyerSpoke
	shopSpoke
)

// read fills r from facts[lo:hi], the facts of one local day, and looks beyond
// hi only for what ends the waits begun in the day.
func (r *reading) read(e *entity, lo, hi int) {
	r.reset()
	r.markVoided(e)
	r.collectDay(e, lo, hi)
	r.collectBeyond(e, hi)
	r.answer()
}

func (r *reading) reset() {
	r.asks, r.stops = r.asks[:0], r.stops[:0]
	r.sessions, r.owners, r.desk = r.sessions[:0], r.owners[:0], r.desk[:0]
	r.beyond, r.next = false, 0
}

// markVoided finds the messages that recalls and deletions took away (R10,
// R20). Recalls are rare: threads without any cost one pass over the kinds.
func (r *reading) markVoided(e *entity) {
	r.voided = r.voided[:0]
	for i := range e.facts {
		f := &e.facts[i]
		if f.kind != kindRecall && f.kind != kindDelete {
			continue
		}
		if f.time > r.now {
			r.soon(f.time)
			continue
		}
		r.void(e, f)
	}
}

func (r *reading) void(e *entity, recall *fact) {
	off, n := uint32(recall.arg>>16), uint32(recall.arg&0xffff)
	ref := Text(e.ids[off : off+n])
	at := e.find(uint32(hash64(ref)), ref)
	if at < 0 || !r.gone(e, at, recall) {
		return
	}
	if len(r.voided) == 0 {
		r.voided = append(r.voided, make([]bool, len(e.facts))...)
	}
	r.voided[at] = true
}

// gone decides R20 for the message at position at.
func (r *reading) gone(e *entity, at int, recall *fact) bool {
	m := &e.facts[at]
	if recall.kind == kindDelete {
		return m.kind == kindBuyer || m.kind == kindSpoke
	}
	switch m.kind {
	case kindBuyer:
		return r.rules.BuyerRecall == RecallVoids && !answeredBetween(e, at, recall.time)
	case kindSpoke:
		return r.rules.AgentRecall == RecallVoids
	}
	return false
}

// answeredBetween reports whether anybody had answered the message at position
// at before t.
func answeredBetween(e *entity, at int, t Time) bool {
	for i := at + 1; i < len(e.facts) && e.facts[i].time < t; i++ {
		if e.facts[i].flags&(flagHuman|flagRobot) != 0 && e.facts[i].kind == kindSpoke {
			return true
		}
	}
	return false
}

func (r *reading) isVoid(i int) bool { return len(r.voided) > 0 && r.voided[i] }

// collectDay walks the day's facts once.
func (r *reading) collectDay(e *entity, lo, hi int) {
	w := walker{reading: r, current: -1}
	if r.carry.owner != 0 {
		r.owners = append(r.owners, tenure{from: r.open, person: r.carry.owner})
	}
	if r.carry.active {
		w.deskSince = r.open
	}
	for i := lo; i < hi; i++ {
		f := &e.facts[i]
		if f.time > r.now {
			r.soon(f.time)
			break
		}
		if !r.isVoid(i) {
			w.step(f, i)
		}
	}
	if w.carry.active {
		w.sit(min(r.end, r.now))
	}
}

// walker is the state of the walk through one day.
type walker struct {
	*reading
	current   int  // session, -1 before the first
	closed    Time // of the current session, while nothing was said since
	moved     Time // last assignment
	deskSince Time
}

func (w *walker) step(f *fact, i int) {
	switch f.kind {
	case kindMoved:
		w.move(f)
	case kindHandoff, kindBuyer:
		w.hear(f, i)
	case kindSpoke:
		w.speak(f, i)
	case kindClosed:
		w.close(f)
	case kindTagged:
		if f.extra != 0 {
			w.carry.stage = uint8(f.extra)
		}
	}
}

func (w *walker) move(f *fact) {
	w.moved = f.time
	w.charge(tenure{from: f.time, person: uint32(f.who)})
	if f.who == 0 {
		w.leaveDesk(f.time)
		return
	}
	w.takeDesk(f.time)
	if w.current >= 0 && w.sessions[w.current].moved == 0 && f.time >= w.sessions[w.current].start {
		w.sessions[w.current].moved = f.time
	}
}

// charge makes a person responsible (R36).
func (w *walker) charge(t tenure) {
	w.carry.closed = false
	if w.carry.owner == t.person {
		return
	}
	w.leaveDesk(t.from)
	w.carry.owner = t.person
	w.owners = append(w.owners, t)
}

func (w *walker) takeDesk(t Time) {
	if !w.carry.active {
		w.carry.active, w.deskSince = true, t
	}
}

func (w *walker) leaveDesk(t Time) {
	if w.carry.active {
		w.sit(t)
		w.carry.active = false
	}
}

// sit books the desk time up to t.
func (w *walker) sit(t Time) {
	if t > w.deskSince {
		w.desk = append(w.desk, interval{w.deskSince, t, w.carry.owner})
	}
}

// hear takes a buyer's message or a handoff: both may open a session (R12).
func (w *walker) hear(f *fact, i int) {
	if w.current < 0 || w.closed != 0 && f.time.Sub(w.closed) >= w.rules.ReopenGap {
		w.openSession(f)
	} else if w.closed != 0 {
		w.carry.closed = false
		if w.carry.owner != 0 {
			w.takeDesk(f.time)
		}
	}
	w.closed = 0
	s := &w.sessions[w.current]
	s.closes = false
	if f.kind == kindHandoff {
		if s.handoff >= 0 {
			return
		}
		s.handoff = int32(len(w.asks))
	} else {
		w.carry.last = buyerSpoke
	}
	w.asks = append(w.asks, ask{
		time: f.time, buyer: f.who, fact: int32(i), session: int32(w.current), human: -1, any: -1,
		team: f.team, stage: w.carry.stage, handoff: f.kind == kindHandoff, offline: f.flags&flagOffline != 0,
	})
}

func (w *walker) openSession(f *fact) {
	if w.carry.closed && w.carry.owner != 0 {
		w.charge(tenure{from: f.time})
	}
	s := session{start: f.time, buyer: f.who, firstAsk: int32(len(w.asks)), handoff: -1}
	if w.moved == f.time && w.carry.owner != 0 {
		s.moved = f.time
	}
	w.sessions = append(w.sessions, s)
	w.current = len(w.sessions) - 1
}

func (w *walker) speak(f *fact, i int) {
	human, robot := f.flags&flagHuman != 0, f.flags&flagRobot != 0
	if f.flags&flagAgentSaid != 0 {
		w.carry.last = shopSpoke
	}
	if !human && !robot {
		return
	}
	w.stops = append(w.stops, stop{time: f.time, who: uint32(f.who), fact: int32(i), human: human})
	if w.current >= 0 {
		w.noteSpeech(&w.sessions[w.current], f, i, human)
	}
	if !human {
		return
	}
	w.carry.lastHuman = uint32(f.who)
	if w.carry.owner == 0 {
		w.charge(tenure{f.time, uint32(f.who), true})
		w.takeDesk(f.time)
	}
}

func (w *walker) noteSpeech(s *session, f *fact, i int, human bool) {
	if !human {
		s.robot = true
		return
	}
	if s.human == 0 {
		s.human, s.humanFact = f.time, int32(i)
	}
}

func (w *walker) close(f *fact) {
	w.carry.closed = true
	w.leaveDesk(f.time)
	if w.current < 0 {
		return
	}
	s := &w.sessions[w.current]
	s.closed, s.closes, w.closed = f.time, true, f.time
}

// collectBeyond adds the stops and tenures after the day that end its waits:
// up to the first human stop.
func (r *reading) collectBeyond(e *entity, hi int) {
	if !r.owes() {
		return
	}
	r.beyond = true
	owner, closed := r.carry.owner, r.carry.closed
	var closedAt Time // beyond the day; 0: within it
	change := func(t Time, person uint32) {
		closed = false
		if owner != person {
			owner = person
			r.owners = append(r.owners, tenure{from: t, person: person})
		}
	}
	for i := hi; i < len(e.facts); i++ {
		f := &e.facts[i]
		if f.time > r.now {
			r.soon(f.time)
			return
		}
		if r.isVoid(i) {
			continue
		}
		switch {
		case f.kind == kindMoved:
			change(f.time, uint32(f.who))
		case f.kind == kindClosed:
			closed, closedAt = true, f.time
		case (f.kind == kindBuyer || f.kind == kindHandoff) && closed:
			if r.sameSession(closedAt, f.time) {
				closed = false
			} else {
				change(f.time, 0)
			}
		case f.kind == kindSpoke && f.flags&(flagHuman|flagRobot) != 0:
			human := f.flags&flagHuman != 0
			r.stops = append(r.stops, stop{time: f.time, who: uint32(f.who), fact: int32(i), human: human})
			if human {
				return
			}
		}
	}
}

// sameSession reports whether a buyer who comes at t continues the session
// closed at closed, beyond the day read (R12).
func (r *reading) sameSession(closed, t Time) bool {
	return closed != 0 && t.Sub(closed) < r.rules.ReopenGap && r.rules.Zone.Date(closed) == r.rules.Zone.Date(t)
}

// owes reports whether an ask of the day has no human answer within the day.
func (r *reading) owes() bool {
	if len(r.asks) == 0 {
		return false
	}
	for i := len(r.stops) - 1; i >= 0; i-- {
		if r.stops[i].human {
			return r.stops[i].time.Add(r.rules.ReplySkew) < r.asks[len(r.asks)-1].time
		}
	}
	return true
}

// answer finds for each ask the first stop at or after it (R13), a stop at
// most ReplySkew earlier included (R23).
func (r *reading) answer() {
	human := int32(-1)
	for i := len(r.stops) - 1; i >= 0; i-- {
		if r.stops[i].human {
			human = int32(i)
		}
		r.stops[i].next = human
	}
	at := 0
	for i := range r.asks {
		a := &r.asks[i]
		for at < len(r.stops) && r.stops[at].time.Add(r.rules.ReplySkew) < a.time {
			at++
		}
		if at < len(r.stops) {
			a.any, a.human = int32(at), r.stops[at].next
		}
	}
}

// soon notes that the judgement may differ from t on.
func (r *reading) soon(t Time) {
	if r.next == 0 || t < r.next {
		r.next = t
	}
}
