package metrics

// RobotNow is how a shop's robot does at the moment, beside what was usual: for
// whoever watches. What a report says of a quarter of an hour is RobotFigure
// (R44). The zero RobotNow is that of a shop without a robot, or of one that
// nothing can be said of.
type RobotNow struct {
	State         RobotState
	LastSaid      Time    // its last message
	Answers       float64 // a minute, over the last five or since it fell silent
	UsualAnswers  float64 // a minute, over the hour before
	Handoffs      float64 // to people, a minute, as Answers
	UsualHandoffs float64
}

// RobotState says whether a robot does what it usually does.
type RobotState uint8

// Robot states.
const (
	NoRobot RobotState = iota
	RobotWell
	RobotWeak   // answers no more than a third of what it usually would
	RobotSilent // says nothing, while buyers write whom it usually would answer
)

const (
	robotMemory = 256 // minutes kept: a robot silent for longer was switched off
	robotLately = 5   // minutes that are the present
	robotBefore = 60  // minutes before that are what is usual
	robotLeast  = 10  // answers in the hour before, from which there is something usual

	robotPause  = 2 * Minute // silence of which nothing is said yet
	robotMissed = 5          // answers that should have come, before it counts as silent
	robotFewer  = 15         // answers that should have come, before it counts as weak
)

// robotWatch counts what a shop's robot did in each minute. It is a function of
// the facts, whatever their order: a minute is overwritten by later ones only.
type robotWatch struct {
	shop    *shop
	said    Time
	minutes [robotMemory]robotMinute
}

type robotMinute struct {
	minute                  int64 // since the epoch
	asks, answers, handoffs uint16
}

func minuteOf(t Time) int64 { return int64(t) / int64(Minute) }

func (w *robotWatch) note(k *fact) {
	if k.time <= 0 {
		return
	}
	n := minuteOf(k.time)
	m := &w.minutes[n%robotMemory]
	if m.minute > n {
		return
	}
	if m.minute < n {
		*m = robotMinute{minute: n}
	}
	switch {
	case k.kind == kindBuyer:
		m.asks++
	case k.kind == kindHandoff:
		m.handoffs++
	case k.kind == kindSpoke && k.flags&flagRobot != 0:
		m.answers++
		w.said = max(w.said, k.time)
	}
}

// robotWork is what a robot did over some minutes.
type robotWork struct {
	asks, answers, handoffs int
	first                   int64 // minute in which something was done
}

// sum is the work of the minutes from..to.
func (w *robotWatch) sum(from, to int64) robotWork {
	r := robotWork{first: to}
	for n := max(to, 0); n >= max(from, 0); n-- {
		m := &w.minutes[n%robotMemory]
		if m.minute != n {
			continue
		}
		r.asks += int(m.asks)
		r.answers += int(m.answers)
		r.handoffs += int(m.handoffs)
		r.first = n
	}
	return r
}

// perMinute spreads counts from the beginning of a minute to an instant.
func (r *robotWork) perMinute(from int64, to Time) (answers, handoffs float64) {
	span := float64(max(int64(to)-from*int64(Minute), int64(Minute))) / float64(Minute)
	return float64(r.answers) / span, float64(r.handoffs) / span
}

// at is how the robot does as of an instant.
func (w *robotWatch) at(now Time) RobotNow {
	minute, last := minuteOf(now), minuteOf(w.said)
	end := min(last, minute-robotLately) // of what is usual
	usual := w.sum(end-robotBefore+1, end)
	if usual.answers < robotLeast || minute-last > robotMemory-robotBefore {
		return RobotNow{}
	}
	r := RobotNow{State: RobotWell, LastSaid: w.said}
	r.UsualAnswers, r.UsualHandoffs = usual.perMinute(usual.first, Time((end+1)*int64(Minute)))
	expected := func(n robotWork) int { return n.asks * usual.answers / max(usual.asks, 1) }

	from := minute - robotLately + 1
	lately := w.sum(from, minute)
	switch {
	case now.Sub(w.said) >= robotPause && expected(w.sum(last+1, minute)) >= robotMissed:
		r.State = RobotSilent
		from = max(from, last+1)
		lately = w.sum(from, minute)
	case expected(lately) >= robotFewer && 3*lately.answers <= expected(lately):
		r.State = RobotWeak
	}
	r.Answers, r.Handoffs = lately.perMinute(from, now)
	return r
}

// robotWatches are those of the shops, by their index; nil: to be made from the
// facts.
type robotWatches []*robotWatch

// note counts a fact of a shop that is watched.
func (l robotWatches) note(s *shop, k *fact) {
	if s.index < len(l) && l[s.index] != nil {
		l[s.index].note(k)
	}
}

// of is the watch of a shop, made if need be.
func (l *robotWatches) of(s *shop, now Time) *robotWatch {
	for len(*l) <= s.index {
		*l = append(*l, nil)
	}
	if (*l)[s.index] == nil {
		(*l)[s.index] = newRobotWatch(s, now)
	}
	return (*l)[s.index]
}

// forget drops the watch of a shop, of which a fact has been replaced.
func (l robotWatches) forget(k ShopKey) {
	for i, w := range l {
		if w != nil && w.shop.key == k {
			l[i] = nil
		}
	}
}

// robotIdle is how many conversations in a row must be over, the latest first,
// for those before them to be taken as over too: a shop keeps weeks of them.
const robotIdle = 4096

func newRobotWatch(s *shop, now Time) *robotWatch {
	w := &robotWatch{shop: s}
	oldest := now.Add(-robotMemory * Minute)
	for i, idle := len(s.order)-1, 0; i >= 0 && idle < robotIdle; i-- {
		e := &s.order[i].entity
		n := len(e.facts)
		if n == 0 || e.facts[n-1].time < oldest {
			idle++
			continue
		}
		idle = 0
		for at := e.from(oldest); at < n; at++ {
			w.note(&e.facts[at])
		}
	}
	return w
}
