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
	// frozenAt hides what became known after the day froze; 0: nothing (R7).
	frozenAt Time

	asks     []ask
	stops    []stop
	sessions []session
	owners   []tenure
	desk     []interval // stretches of open, owned conversation
	voided   []bool     // by fact, recalled or deleted
	recalls  []buyerRecall
	nightly  []uint32 // who wrote at night to a buyer who had not written last
	reopened int32    // fact beyond the day that opens the next session

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
	// recalled: when its author took it back, where the shop's rules let that
	// take the obligation away; 0: not. Its session stays (R20).
	recalled Time
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
	openedBy  int32 // fact
	buyer     uint64
	handoff   int32 // index of its first handoff's ask, -1
	robot     bool  // a robot spoke in it, before midnight
	human     bool  // a human did
	humanFact int32 // the first human message
}

// robotOnly is a session that no human touched (R16).
func (s *session) robotOnly() bool { return s.handoff < 0 && s.robot && !s.human }

// tenure says who is charged from an instant on (R36); person 0 is nobody.
type tenure struct {
	from   Time
	person uint32
	fact   int32 // that changed it; -1: on a day before
}

// interval is a stretch of desk time of one person.
type interval struct {
	from, to Time
	person   uint32
}

// carry is what a thread-day inherits from the days before.
type carry struct {
	owner  uint32 // charged (R36); 0: nobody
	closed bool   // closed, and neither reopened nor assigned since
	active bool   // open and owned: desk time runs
	owed   bool   // a buyer wrote after the last human message
	stage  uint8  // R41
	last   lastSpeaker
}

type lastSpeaker uint8

const (
	nobodySpoke lastSpeaker = iota
	buyerSpoke
	shopSpoke
)

// buyerRecall is a buyer's message that its author took back.
type buyerRecall struct {
	fact int32
	at   Time
}

// read fills r from facts[lo:hi], the facts of one local day, and looks beyond
// hi only for what ends the waits begun in the day.
func (r *reading) read(e *entity, lo, hi int) {
	r.reset()
	r.markVoided(e)
	r.collectDay(e, lo, hi)
	r.collectBeyond(e, hi)
	r.answer()
	r.cancel()
}

// noFact stands after every fact.
const noFact = int32(1<<31 - 1)

func (r *reading) reset() {
	r.asks, r.stops = r.asks[:0], r.stops[:0]
	r.sessions, r.owners, r.desk = r.sessions[:0], r.owners[:0], r.desk[:0]
	r.nightly, r.reopened = r.nightly[:0], noFact
	r.beyond, r.next = false, 0
}

// markVoided finds the messages that recalls and deletions took away (R10,
// R20). Recalls are rare: threads without any cost one pass over the kinds.
func (r *reading) markVoided(e *entity) {
	r.voided, r.recalls = r.voided[:0], r.recalls[:0]
	for i := range e.facts {
		f := &e.facts[i]
		if r.frozenAt != 0 && (f.flags&flagLate != 0 || f.time > r.frozenAt) {
			r.hide(e, i)
			continue
		}
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
	at := e.find(recall.ref(e))
	if at < 0 {
		return
	}
	switch m := &e.facts[at]; {
	case m.kind != kindBuyer && m.kind != kindSpoke:
		return
	case recall.kind == kindDelete:
	case m.kind == kindBuyer:
		r.recalls = append(r.recalls, buyerRecall{int32(at), recall.time})
		return
	case r.rules.AgentRecall == RecallKeeps:
		return
	}
	r.hide(e, at)
}

// hide takes the fact at position at out of the reading.
func (r *reading) hide(e *entity, at int) {
	if len(r.voided) == 0 {
		r.voided = append(r.voided, make([]bool, len(e.facts))...)
	}
	r.voided[at] = true
}

// cancel marks the asks whose recall came before the answer, where rules let
// that count (R20).
func (r *reading) cancel() {
	if r.rules.BuyerRecall == RecallKeeps {
		return
	}
	for _, c := range r.recalls {
		for i := range r.asks {
			a := &r.asks[i]
			if a.fact == c.fact && (a.recalled == 0 || c.at < a.recalled) {
				a.recalled = c.at
			}
		}
	}
}

func (r *reading) isVoid(i int) bool { return len(r.voided) > 0 && r.voided[i] }

// collectDay walks the day's facts once.
func (r *reading) collectDay(e *entity, lo, hi int) {
	w := walker{reading: r, current: -1}
	if r.carry.owner != 0 {
		r.owners = append(r.owners, tenure{from: r.open, person: r.carry.owner, fact: -1})
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
	closed    Time // of the current session, while the buyer has not come back
	deskSince Time
}

func (w *walker) step(f *fact, i int) {
	switch f.kind {
	case kindMoved:
		w.move(f, i)
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

func (w *walker) move(f *fact, i int) {
	w.carry.closed = false
	w.charge(tenure{f.time, uint32(f.who), int32(i)})
	if f.who != 0 {
		w.takeDesk(f.time)
	}
}

// charge makes a person responsible (R36). Naming the present one again
// changes nothing: his clock runs on.
func (w *walker) charge(t tenure) {
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
		w.openSession(f, i)
	} else if w.closed != 0 && w.carry.owner != 0 {
		w.takeDesk(f.time)
	}
	w.closed, w.carry.closed, w.carry.owed = 0, false, true
	s := &w.sessions[w.current]
	if f.kind == kindHandoff {
		if s.handoff >= 0 {
			return
		}
		s.handoff = int32(len(w.asks))
	} else {
		w.carry.last = buyerSpoke
		if s.buyer == 0 {
			s.buyer = f.who
		}
	}
	w.asks = append(w.asks, ask{
		time: f.time, buyer: f.who, fact: int32(i), session: int32(w.current), human: -1, any: -1,
		team: f.team, stage: w.carry.stage, handoff: f.kind == kindHandoff, offline: f.flags&flagOffline != 0,
	})
}

func (w *walker) openSession(f *fact, i int) {
	if w.carry.closed {
		w.charge(tenure{f.time, unassigned, int32(i)})
	}
	w.sessions = append(w.sessions, session{start: f.time, openedBy: int32(i), handoff: -1})
	w.current = len(w.sessions) - 1
}

func (w *walker) speak(f *fact, i int) {
	human, robot := f.flags&flagHuman != 0, f.flags&flagRobot != 0
	if !human && !robot {
		return
	}
	w.stops = append(w.stops, stop{time: f.time, who: uint32(f.who), fact: int32(i), human: human})
	if w.current >= 0 {
		w.sessions[w.current].note(int32(i), human)
	}
	if human {
		w.answerFor(f, i)
	}
}

func (s *session) note(fact int32, human bool) {
	switch {
	case !human:
		s.robot = true
	case !s.human:
		s.human, s.humanFact = true, fact
	}
}

// answerFor makes whoever answers in an ownerless conversation its owner
// (R36), and notes messages at night to a buyer who did not write last.
func (w *walker) answerFor(f *fact, i int) {
	if tod := f.time.Sub(w.open); (tod >= 23*Hour || tod < 8*Hour) && w.carry.last != buyerSpoke {
		w.nightly = append(w.nightly, uint32(f.who))
	}
	if w.carry.owed && w.carry.owner == unassigned && f.who != unassigned {
		w.charge(tenure{f.time, uint32(f.who), int32(i)})
		if !w.carry.closed {
			w.takeDesk(f.time)
		}
	}
	w.carry.owed, w.carry.last = false, shopSpoke
}

func (w *walker) close(f *fact) {
	w.carry.closed = true
	w.leaveDesk(f.time)
	if w.current >= 0 {
		w.closed = f.time
	}
}

// collectBeyond adds the stops and tenures after the day that end its waits:
// up to the first human stop.
func (r *reading) collectBeyond(e *entity, hi int) {
	if !r.owes() {
		return
	}
	r.beyond = true
	b := beyond{reading: r, owner: r.carry.owner, closed: r.carry.closed}
	for i := hi; i < len(e.facts); i++ {
		f := &e.facts[i]
		if f.time > r.now {
			r.soon(f.time)
			return
		}
		if !r.isVoid(i) && b.step(f, int32(i)) {
			return
		}
	}
}

// beyond is the walk over the facts after the day.
type beyond struct {
	*reading
	owner    uint32
	closed   bool
	closedAt Time // after the day; 0: within it
}

// step takes one fact and reports whether it ends the walk.
func (b *beyond) step(f *fact, i int32) bool {
	switch f.kind {
	case kindMoved:
		b.closed = false
		b.change(tenure{f.time, uint32(f.who), i})
	case kindClosed:
		b.closed, b.closedAt = true, f.time
	case kindBuyer, kindHandoff:
		b.reopened = min(b.reopened, i)
		if b.closed && !b.sameSession(b.closedAt, f.time) {
			b.change(tenure{f.time, unassigned, i})
		}
		b.closed = false
	case kindSpoke:
		if f.flags&(flagHuman|flagRobot) == 0 {
			return false
		}
		human := f.flags&flagHuman != 0
		b.stops = append(b.stops, stop{time: f.time, who: uint32(f.who), fact: i, human: human})
		return human
	}
	return false
}

func (b *beyond) change(t tenure) {
	if b.owner != t.person {
		b.owner = t.person
		b.owners = append(b.owners, t)
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
