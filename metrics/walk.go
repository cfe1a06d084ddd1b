package metrics

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
