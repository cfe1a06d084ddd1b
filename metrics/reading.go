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
	// decided is the last deadline that has passed unanswered; 0: none has.
	decided Time
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
	// What follows is worked out once the day has been read.
	robotFirst bool   // the any stop is a robot's
	scopes     uint32 // bit by number of scope
	waitHuman  Span   // until the human stop; never
	waitAny    Span
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

// read fills r from facts[lo:hi], the facts of one local day, and looks beyond
// hi only for what ends the waits begun in the day.
func (r *reading) read(e *entity, lo, hi int) {
	r.reset()
	r.markVoided(e)
	r.collectDay(e, lo, hi)
	r.collectBeyond(e, hi)
	r.answer()
	r.cancel()
	r.setScopes()
	r.setWaits()
}

// noFact stands after every fact.
const noFact = int32(1<<31 - 1)

func (r *reading) reset() {
	r.asks, r.stops = r.asks[:0], r.stops[:0]
	r.sessions, r.owners, r.desk = r.sessions[:0], r.owners[:0], r.desk[:0]
	r.nightly, r.reopened = r.nightly[:0], noFact
	r.beyond, r.next, r.decided = false, 0, 0
}

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
	r.nameBuyers()
}

// nameBuyers gives each session its buyer: who wrote first, or where nobody did
// the one whom its handoff stands for. What the handoff owes is owed to him.
func (r *reading) nameBuyers() {
	for i := range r.sessions {
		s := &r.sessions[i]
		if s.handoff < 0 {
			continue
		}
		a := &r.asks[s.handoff]
		if s.buyer == 0 {
			s.buyer = a.buyer
		}
		a.buyer = s.buyer
	}
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
