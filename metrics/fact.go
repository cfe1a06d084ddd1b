package metrics

import (
	"cmp"
	"slices"
	"sort"
)

// A fact is what the engine keeps of an event: fixed size, no text. Facts are
// sorted by R22 inside the entity that owns them.
type fact struct {
	time   Time
	who    uint64 // buyer hash, or person index of an agent
	arg    int64  // by kind, see the fact makers
	digest uint32 // of the event's content
	idOff  uint32 // id in the entity's arena
	idHash uint32
	extra  uint32 // message: compliance hits; order: items
	idLen  uint16
	team   uint16
	flags  factFlags
	kind   factKind
}

// factKind is the event type with its R22 rank made explicit: facts of equal
// time sort by it.
type factKind uint8

// Kinds in rank order: moves < handoff < buyer < other messages < recall and
// delete < close < rest.
const (
	kindMoved factKind = iota
	kindHandoff
	kindBuyer
	kindSpoke  // agent, robot, auto, system
	kindRecall // by the author
	kindDelete // by moderation
	kindClosed
	kindRest // first of the rest
	kindOpened
	kindTagged
	kindEscalated
	kindEscalationAnswered
	kindStatus
	kindInvited
	kindRated
	kindOrder
	kindOrderUpdate
	kindReview
	kindComplaint
	kindRefundRequested
	kindRefundCompleted
	kindRefundDisputed
)

// rank is the place of a kind among facts of the same instant (R22).
func (k factKind) rank() uint8 {
	switch {
	case k == kindDelete:
		return uint8(kindRecall)
	case k > kindRest:
		return uint8(kindRest)
	}
	return uint8(k)
}

type factFlags uint16

// Flags of facts. Several kinds share bits: see the names.
const (
	flagHuman       factFlags = 1 << iota // spoke: a clock-stopping human message
	flagRobot                             // spoke: a clock-stopping robot message
	flagOffline                           // buyer: left while nobody was on
	flagPromise                           // human: matches the promise phrases (R45)
	flagWantsHuman                        // buyer: asks for a human (R46)
	flagVIP                               // buyer, tagged: tier vip
	flagQuick                             // human: from a quick reply
	flagLate                              // became known after its day froze (R7)
	flagUngrouped                         // order: group not formed
	flagSeller                            // refund: seller liable
	flagRobotTarget                       // rating: of a robot
	flagNoAmount                          // order: amount not given
	flagTier                              // buyer, tagged: tells the tier
	flagPrivate                           // spoke: among colleagues
	flagAssisted                          // spoke: with a machine's help
	flagSystem                            // spoke: neither a person nor a robot
)

// entity owns the facts of one conversation, one agent or one case (order,
// refund, buyer's complaint). Ids are kept in one arena: lookups compare the
// real id, so no hash collision can merge two events.
type entity struct {
	facts []fact
	ids   []byte
	index map[uint32]uint16 // how many facts have an id hash, once facts are many
	takes bool              // a recall or deletion is among the facts
}

const indexFrom = 64 // facts from which an index beats a scan

func (e *entity) id(f *fact) string {
	return string(e.ids[f.idOff : f.idOff+uint32(f.idLen)])
}

func (e *entity) idIs(f *fact, hash uint32, id Text) bool {
	return f.idHash == hash && int(f.idLen) == len(id) &&
		string(e.ids[f.idOff:f.idOff+uint32(f.idLen)]) == string(id)
}

// ref is the id that a recall or delete names.
func (f *fact) ref(e *entity) Text {
	off, n := uint32(f.arg>>16), uint32(f.arg&0xffff)
	return Text(e.ids[off : off+n])
}

// find returns the position of the fact with the id, or -1.
func (e *entity) find(id Text) int { return e.findHashed(uint32(hash64(id)), id) }

func (e *entity) findHashed(hash uint32, id Text) int {
	if e.index != nil && e.index[hash] == 0 {
		return -1
	}
	for i := range e.facts {
		if e.idIs(&e.facts[i], hash, id) {
			return i
		}
	}
	return -1
}

// outcome of inserting a fact.
type inserted uint8

const (
	insertedNew inserted = iota
	insertedDuplicate
	insertedConflictLost // same id, other content, the stored one stays
	insertedConflictWon  // same id, other content, the stored one was replaced
)

// insert puts f, whose id is id, into its place by R22. Of two facts with one
// id and different content the one with the smaller digest stays (R21), so the
// result does not depend on which came first. It returns the earliest instant
// whose judgement may have changed, and completes f.
func (e *entity) insert(f *fact, id Text) (inserted, Time) {
	f.idHash = uint32(hash64(id))
	e.takes = e.takes || f.kind == kindRecall || f.kind == kindDelete
	what, since := insertedNew, f.time
	if at := e.findHashed(f.idHash, id); at >= 0 {
		old := &e.facts[at]
		if old.digest == f.digest {
			return insertedDuplicate, 0
		}
		if old.digest < f.digest {
			return insertedConflictLost, 0
		}
		what, since = insertedConflictWon, min(old.time, f.time)
		f.idOff, f.idLen = old.idOff, old.idLen
		e.facts = slices.Delete(e.facts, at, at+1)
	} else {
		f.idOff, f.idLen = uint32(len(e.ids)), uint16(len(id))
		e.ids = append(grow(e.ids, len(id)), id...)
		e.remember(f)
	}
	e.place(*f)
	return what, since
}

// place inserts f in R22 order; at the end, where almost all facts belong, it
// costs nothing.
func (e *entity) place(f fact) {
	n := len(e.facts)
	e.facts = grow(e.facts, 1)
	if n == 0 || e.compare(&e.facts[n-1], &f) <= 0 {
		e.facts = append(e.facts, f)
		return
	}
	at, end := 0, n
	for at < end {
		if mid := (at + end) / 2; e.compare(&e.facts[mid], &f) < 0 {
			at = mid + 1
		} else {
			end = mid
		}
	}
	e.facts = e.facts[:n+1]
	copy(e.facts[at+1:], e.facts[at:n])
	e.facts[at] = f
}

// grow makes room for n more, and for as many again or an eighth, not by doubling:
// there are very many conversations, and most are short.
func grow[T any](s []T, n int) []T {
	if len(s)+n <= cap(s) {
		return s
	}
	room := make([]T, len(s), len(s)+max(2*n, len(s)/8))
	copy(room, s)
	return room
}

// remember keeps the index of big entities.
func (e *entity) remember(f *fact) {
	if e.index == nil {
		if len(e.facts) < indexFrom {
			return
		}
		e.index = make(map[uint32]uint16, 2*indexFrom)
		for i := range e.facts {
			e.index[e.facts[i].idHash]++
		}
	}
	e.index[f.idHash]++
}

// compare orders facts by (time, rank, id), R22.
func (e *entity) compare(a, b *fact) int {
	if a.time != b.time {
		return cmp.Compare(a.time, b.time)
	}
	if c := cmp.Compare(a.kind.rank(), b.kind.rank()); c != 0 {
		return c
	}
	return cmp.Compare(e.id(a), e.id(b))
}

// from is the position of the first fact at or after t.
func (e *entity) from(t Time) int {
	return sort.Search(len(e.facts), func(i int) bool { return e.facts[i].time >= t })
}

// hash64 is FNV-1a: the same in every process, so that checkpoints hold.
func hash64(s Text) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h ^= uint64(s[i])
		h *= 1099511628211
	}
	return h
}
