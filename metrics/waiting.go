package metrics

import "cmp"

// openTurn is what a session still owes its buyer: messages that neither a
// human nor the robot has answered; after a handoff, everything since then
// that no human has answered. Messages outside assessed hours make one of
// their own kind, and only if there is no other.
type openTurn struct {
	since    Time
	date     Date
	buyer    uint64
	asks     uint32
	assessed bool
}

// judgeWaiting finds the day's open turns, at most one a session.
func (j *judge) judgeWaiting() {
	v := &j.verdict
	v.open = v.open[:0]
	current := int32(-1)
	for i := range j.asks {
		a := &j.asks[i]
		if !j.waitsForHuman(a, i) {
			continue
		}
		if a.session != current {
			current = a.session
			v.open = append(v.open, openTurn{date: j.day})
		}
		v.open[len(v.open)-1].add(a, j.rules.Window.Contains(a.time.Sub(j.open)))
	}
	for i := range v.open {
		j.consumer(v.open[i].buyer) // so that the row hears of steps lost elsewhere
	}
}

func (o *openTurn) add(a *ask, assessed bool) {
	o.asks++
	if o.since != 0 && (o.assessed || !assessed) {
		return
	}
	o.since, o.assessed, o.buyer = a.time, assessed, a.buyer
}

// waitsForHuman reports whether ask i is still owed an answer on the floor.
func (j *judge) waitsForHuman(a *ask, i int) bool {
	answer := a.any
	if handoff := j.sessions[a.session].handoff; handoff >= 0 {
		if i < int(handoff) {
			return false
		}
		answer = a.human
	}
	return answer < 0 && !j.cancelled(a, answer)
}

// row is a waiting conversation as the list is sorted by: dense, so that 50,000
// of them are scanned in a fraction of a millisecond.
type row struct {
	due      Time // last instant for step; 0: no step can be kept
	since    Time
	step     Span
	thread   *thread
	date     Date
	owner    uint32 // who is in charge (R36)
	shop     uint32
	asks     uint32
	team     uint16
	extra    uint8  // severity beyond the wait: complaint, VIP
	level    uint8  // severity of the wait ...
	matched  bool   // ... and whether the row passes the filter ...
	filter   uint32 // ... of this number
	until    Time   // ... while level holds
	assessed bool
	broken   bool // a step before step is lost
	closed   bool
	lane     LaneKind // of its conversation, large orders apart
}

// rowOf shows a conversation by the open turn that comes first in the list;
// what is left over from a day before only if today has none.
func (f *Floor) rowOf(t *thread, today Date) (best row, waits bool) {
	for i := range t.days {
		for k := range t.days[i].open {
			r := f.rung(t, &t.days[i].open[k])
			if !waits || f.before(&r, &best, today) {
				best, waits = r, true
			}
		}
	}
	return best, waits
}

func (f *Floor) before(a, b *row, today Date) bool {
	if (a.date >= today) != (b.date >= today) {
		return a.date >= today
	}
	return f.byDeadline(a, b) < 0
}

// rung puts an open turn on its shop's ladder: the next step not yet passed and
// not already lost for the consumer's day by another message.
func (f *Floor) rung(t *thread, o *openTurn) row {
	rules := t.shop.rules
	r := row{
		since: o.since, date: o.date, asks: o.asks, thread: t, assessed: o.assessed, closed: t.now.closed,
		owner: t.now.owner, shop: uint32(t.shop.index), team: t.face.team, extra: t.now.extra, lane: t.now.lane,
	}
	if !o.assessed {
		return r
	}
	var lost uint16
	if c := (part{t, o.date}).of(o.buyer); c != nil && c.day != nil {
		lost = c.day.lost(o.buyer) & rules.spoils
	}
	for i, step := range rules.Ladder {
		last := rules.deadline(rules.Window, o.since, step)
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

// wait is how long the row has waited on its shop's clock.
func (r *row) wait(now Time) Span {
	rules := r.thread.shop.rules
	return rules.wait(rules.Window, r.since, now)
}

// severity is the number of levels strictly exceeded, and what the buyer adds.
// The level holds for minutes: it is worked out anew only when it ends.
func (r *row) severity(now Time) int {
	if now > r.until || r.until == 0 {
		r.renewLevel(now)
	}
	return min(9, int(r.level)+int(r.extra))
}

func (r *row) renewLevel(now Time) {
	rules := r.thread.shop.rules
	waited := r.wait(now)
	r.level, r.until = 0, now.Add(Day)
	for _, l := range rules.Levels {
		if waited <= l {
			r.until = rules.deadline(rules.Window, r.since, l)
			return
		}
		r.level++
	}
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
		if c := cmp.Compare(a.due, b.due); c != 0 {
			return c
		}
		if c := cmp.Compare(b.step, a.step); c != 0 {
			return c
		}
		return f.byWait(a, b)
	}
	if c := cmp.Compare(b.severity(f.now), a.severity(f.now)); c != 0 {
		return c
	}
	return f.byWait(a, b)
}

// byWait orders rows by the longest wait, then by id. It compares step by
// step, not with cmp.Or, which would compare the ids of all rows.
func (f *Floor) byWait(a, b *row) int {
	if f.business {
		if c := cmp.Compare(b.wait(f.now), a.wait(f.now)); c != 0 {
			return c
		}
	} else if c := cmp.Compare(a.since, b.since); c != 0 {
		return c
	}
	return byName(a.thread, b.thread)
}

func byName(a, b *thread) int {
	if c := cmp.Compare(a.key, b.key); c != 0 {
		return c
	}
	if c := cmp.Compare(a.shop.key.Shop, b.shop.key.Shop); c != 0 {
		return c
	}
	return cmp.Compare(a.shop.key.Platform, b.shop.key.Platform)
}

// setRow puts the thread's row into the list, changes it or takes it out, and
// sets the instant at which the thread must be looked at again.
func (f *Floor) setRow(t *thread) {
	r, waits := f.rowOf(t, f.today)
	next := t.quiet(f.now)
	if r.due != 0 {
		next = sooner(next, r.due+1)
	}
	f.due.set(t, next)
	switch {
	case waits && t.rowPos >= 0:
		f.rows[t.rowPos] = r
	case waits:
		t.rowPos = int32(len(f.rows))
		f.rows = append(f.rows, r)
	default:
		f.dropRow(t)
	}
}

func (f *Floor) dropRow(t *thread) {
	if t.rowPos < 0 {
		return
	}
	last := len(f.rows) - 1
	f.rows[t.rowPos] = f.rows[last]
	f.rows[t.rowPos].thread.rowPos = t.rowPos
	f.rows[last] = row{}
	f.rows = f.rows[:last]
	t.rowPos = -1
}
