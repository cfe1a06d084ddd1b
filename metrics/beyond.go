package metrics

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
	heard    Date // of the last buyer's message or handoff after the day; 0: none
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
		day := b.rules.Zone.Date(f.time)
		if b.closed && (b.heard != day || !b.sameSession(b.closedAt, f.time)) {
			b.change(tenure{f.time, unassigned, i})
		}
		b.closed, b.heard = false, day
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
