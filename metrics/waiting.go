package metrics

import "cmp"

// waiting is the open turn of a conversation, as far as a human owes it an
// answer: conversations that a robot has answered wait for nobody, unless they
// have been handed off.
type waiting struct {
	since    Time // 0: nobody waits
	date     Date // of since
	buyer    uint64
	asks     int
	assessed bool // begun in assessed hours
}

// openTurn finds the wait that is open at r.now. It is the first unanswered
// assessed message of the latest day that has one; without any, the first
// unanswered one of the night.
func (r *reading) openTurn(e *entity) waiting {
	n := len(e.facts)
	for n > 0 && e.facts[n-1].time > r.now {
		n--
	}
	start := n
	for start > 0 && !r.endsWait(&e.facts[start-1], start-1) {
		start--
	}
	w := turnWalk{reading: r}
	for i := start; i < n; i++ {
		if !r.isVoid(i) {
			w.step(&e.facts[i])
		}
	}
	return w.open
}

func (r *reading) endsWait(f *fact, i int) bool {
	return f.kind == kindSpoke && f.flags&flagHuman != 0 && !r.isVoid(i)
}

type turnWalk struct {
	*reading
	open   waiting
	handed Date // day of the handoff that no human has answered; 0: none
}

func (w *turnWalk) step(f *fact) {
	switch {
	case f.kind == kindBuyer:
		day := w.rules.Zone.Date(f.time)
		if w.handed != day {
			w.handed = 0
		}
		w.ask(f, day)
	case f.kind == kindHandoff:
		if day := w.rules.Zone.Date(f.time); w.handed != day {
			w.handed = day
			before := w.open
			w.open = waiting{}
			w.ask(f, day)
			w.open.asks, w.open.buyer = max(before.asks, 1), before.buyer
		}
	case f.kind == kindSpoke && f.flags&flagRobot != 0 && w.handed == 0:
		w.open = waiting{}
	}
}

func (w *turnWalk) ask(f *fact, day Date) {
	o := &w.open
	assessed := w.rules.Window.Contains(f.time.Sub(w.rules.Zone.Midnight(day)))
	if o.since == 0 || assessed && (!o.assessed || o.date != day) {
		o.since, o.date, o.assessed, o.buyer = f.time, day, assessed, f.who
	}
	o.asks++
}

// row is a waiting conversation as the list is sorted by: dense, so that 50,000
// of them are scanned in a fraction of a millisecond.
type row struct {
	due      Time // last instant for step; 0: no step can be kept
	since    Time
	step     Span
	thread   *thread
	date     Date
	owner    uint32
	shop     uint32
	team     uint16
	extra    uint8 // severity beyond the wait: complaint, VIP
	assessed bool
	broken   bool // a step before step is lost
	closed   bool
}

// rowOf puts a thread's open turn on its shop's ladder: the next step not yet
// passed and not already lost for the consumer's day by another message.
func (f *Floor) rowOf(t *thread) row {
	w := &t.now.waiting
	rules := t.shop.rules
	r := row{
		since: w.since, date: w.date, thread: t, assessed: w.assessed, closed: t.now.closed,
		owner: t.now.assignee, shop: uint32(t.shop.index), team: t.face.team, extra: f.extraSeverity(t),
	}
	if r.owner == unassigned {
		r.owner = t.now.owner
	}
	if !w.assessed {
		return r
	}
	var lost uint16
	if sd := t.shop.days[w.date]; sd != nil && sd.consumers[w.buyer] != nil {
		lost = sd.consumers[w.buyer].lost(w.buyer, t) & rules.spoils
	}
	for i, step := range rules.Ladder {
		last := rules.deadline(rules.Window, w.since, step)
		if lost>>i&1 != 0 || f.now > last {
			r.broken = true
			continue
		}
		r.due, r.step = last, step
		break
	}
	return r
}

// state is the class of a row at now (R50).
func (r *row) state(now Time) RowState {
	switch {
	case !r.assessed:
		return RowNight
	case r.due == 0:
		return RowLost
	case r.due.Sub(now) <= Minute:
		return RowDue
	case r.broken:
		return RowPast
	}
	return RowWaiting
}

// level is the number of severity thresholds strictly exceeded.
func (r *row) level(now Time, levels []Span) int {
	n := 0
	for _, l := range levels {
		if now.Sub(r.since) > l {
			n++
		}
	}
	return n
}

func (r *row) severity(now Time, levels []Span) int {
	return min(9, r.level(now, levels)+int(r.extra))
}

// onScreen reports whether the list shows the row: not closed, and not left
// over from a day before.
func (r *row) onScreen(today Date) bool { return !r.closed && r.date >= today }

// group is the part of the list a row belongs to: savable, lost, night.
func (r *row) group() int {
	switch {
	case !r.assessed:
		return 2
	case r.due == 0:
		return 1
	}
	return 0
}

// byDeadline orders rows by "who do I save next".
func (f *Floor) byDeadline(a, b *row) int {
	if c := cmp.Compare(a.group(), b.group()); c != 0 {
		return c
	}
	if a.group() == 0 {
		return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(b.step, a.step), byWait(a, b))
	}
	return cmp.Or(
		cmp.Compare(b.severity(f.now, b.thread.shop.rules.Levels), a.severity(f.now, a.thread.shop.rules.Levels)),
		byWait(a, b),
	)
}

// byWait orders rows by the longest wait, then by id.
func byWait(a, b *row) int {
	return cmp.Or(
		cmp.Compare(a.since, b.since),
		cmp.Compare(a.thread.key, b.thread.key),
		cmp.Compare(a.thread.shop.key.Shop, b.thread.shop.key.Shop),
		cmp.Compare(a.thread.shop.key.Platform, b.thread.shop.key.Platform),
	)
}

// setRow puts the thread's row into the list, changes it or takes it out.
func (f *Floor) setRow(t *thread) {
	waits := t.now.waiting.since != 0
	switch {
	case waits && t.rowPos >= 0:
		f.rows[t.rowPos] = f.rowOf(t)
	case waits:
		t.rowPos = len(f.rows)
		f.rows = append(f.rows, f.rowOf(t))
	case t.rowPos >= 0:
		last := len(f.rows) - 1
		f.rows[t.rowPos] = f.rows[last]
		f.rows[t.rowPos].thread.rowPos = t.rowPos
		f.rows = f.rows[:last]
		t.rowPos = -1
	}
}
