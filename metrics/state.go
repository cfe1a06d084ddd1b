package metrics

// threadReader finds out what a conversation's facts say beside its figures.
type threadReader struct {
	threadNow
	rules  *compiledRules
	closed Time // the last close the buyer has not come back from
	asks   bool // an agent waits for the supervisor
	own    bool // a complaint was made in this conversation
	vip    bool
}

// quiet is until when nothing that is judged of t changes by itself; 0: ever.
func (t *thread) quiet(now Time) (next Time) {
	for i := range t.days {
		next = sooner(next, t.days[i].next)
	}
	if at, ok := t.shop.complaints[t.buyer]; ok && at > now {
		next = sooner(next, at) // made in another conversation, and dated ahead
	}
	return next
}

// state reads the thread's facts up to now.
func (t *thread) state(r *reading) threadNow {
	w := threadReader{rules: r.rules}
	for i := range t.facts {
		if t.facts[i].time > r.now {
			break
		}
		if !r.isVoid(i) {
			w.step(&t.facts[i])
		}
	}
	w.judge(t.shop.complains(t.face.buyer, r.now))
	return w.threadNow
}

func (w *threadReader) step(k *fact) {
	switch k.kind {
	case kindMoved:
		w.assignee = uint32(k.who)
	case kindClosed:
		w.closed, w.threadNow.closed = k.time, true
	case kindBuyer, kindHandoff:
		w.hear(k)
	case kindSpoke:
		w.speak(k)
	case kindTagged:
		w.vip = k.tells(w.vip)
	case kindComplaint:
		w.own = true
	case kindEscalated:
		w.asks = true
	case kindEscalationAnswered:
		w.asks = false
	}
}

// hear takes what may open a session (R12): a promise of the one before is no
// longer waited for.
func (w *threadReader) hear(k *fact) {
	day := w.rules.Zone.Date(k.time)
	if day != w.session || w.threadNow.closed && k.time.Sub(w.closed) >= w.rules.ReopenGap {
		w.session, w.promised = day, 0
	}
	w.threadNow.closed = false
	if k.kind == kindBuyer {
		w.vip = k.tells(w.vip)
	}
}

func (w *threadReader) speak(k *fact) {
	switch {
	case k.flags&flagHuman == 0:
	case k.flags&flagPromise != 0:
		w.promised = k.time
	default:
		w.promised = 0
	}
}

// judge sets what adds to the severity, and the lane.
func (w *threadReader) judge(complained bool) {
	if w.own || complained {
		w.extra++
	}
	if w.vip {
		w.extra++
	}
	switch {
	case w.own:
		w.lane = LaneComplaint
	case w.asks:
		w.lane = LaneAsk
	case w.vip:
		w.lane = LaneVIP
	}
}

// tells is whether the buyer is a VIP after fact k, if he was one before.
func (k *fact) tells(vip bool) bool {
	if k.flags&flagTier == 0 {
		return vip
	}
	return k.flags&flagVIP != 0
}
