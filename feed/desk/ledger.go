package desk

import (
	"strconv"
	"time"

	"floorwalker/metrics"
)

// entry is a command that has been asked.
type entry struct {
	metrics.Command
	subject string
	token   string // last part of its reply subject, of every attempt
	tries   int    // a command asked twice may have happened the first time
	waiting bool   // for a reply to the latest attempt
	leaving bool   // became unknown while the desk was being closed
}

// attempt is one time of asking.
type attempt struct {
	*entry
	try int
	due time.Time // when it becomes unknown
}

func (a attempt) open() bool { return a.waiting && a.tries == a.try }

// ledger holds the commands without an answer. Unknown ones stay for a while:
// a reply may be late, or the command asked again.
type ledger struct {
	byID    map[string]*entry
	byToken map[string]*entry
	queue   []attempt // in the order of asking, which is that of due
	unknown []*entry  // in the order of becoming so
	waiting int
	issued  uint64
}

// keepUnknown is how many unknown commands are remembered.
const keepUnknown = 1000

func newLedger() ledger {
	return ledger{byID: map[string]*entry{}, byToken: map[string]*entry{}}
}

// ask notes an attempt; nil if the command is being asked already.
func (l *ledger) ask(c metrics.Command, subject string, due time.Time) *entry {
	e := l.byID[c.ID]
	if e == nil {
		l.issued++
		e = &entry{token: strconv.FormatUint(l.issued, 36)}
		l.byID[c.ID], l.byToken[e.token] = e, e
	}
	if e.waiting {
		return nil
	}
	e.Command, e.subject, e.waiting = c, subject, true
	e.tries++
	l.waiting++
	l.queue = append(l.queue, attempt{e, e.tries, due})
	return e
}

// settle takes a command out: it is known what became of it.
func (l *ledger) settle(e *entry) {
	l.rest(e)
	delete(l.byID, e.ID)
	delete(l.byToken, e.token)
}

// lose keeps a command as unknown.
func (l *ledger) lose(e *entry) {
	l.rest(e)
	l.unknown = append(l.unknown, e)
	if len(l.unknown) <= keepUnknown {
		return
	}
	if oldest := l.unknown[0]; l.byID[oldest.ID] == oldest && !oldest.waiting {
		l.settle(oldest)
	}
	l.unknown = l.unknown[1:]
}

func (l *ledger) rest(e *entry) {
	if e.waiting {
		e.waiting = false
		l.waiting--
	}
}

// next is the attempt that becomes unknown first; ok is false if none waits.
func (l *ledger) next() (a attempt, ok bool) {
	for len(l.queue) > 0 {
		if a = l.queue[0]; a.open() {
			return a, true
		}
		l.queue = l.queue[1:]
	}
	return attempt{}, false
}

// inFlight are the waiting commands in the order of asking.
func (l *ledger) inFlight() []*entry {
	var entries []*entry
	for _, a := range l.queue {
		if a.open() {
			entries = append(entries, a.entry)
		}
	}
	return entries
}

// leftBehind are the commands that were in flight when the desk was closed and
// stayed unknown.
func (l *ledger) leftBehind() []metrics.Command {
	var left []metrics.Command
	for _, e := range l.unknown {
		if e.leaving && l.byID[e.ID] == e {
			left = append(left, e.Command)
		}
	}
	return left
}
