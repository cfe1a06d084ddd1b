package metrics

import "slices"

// watched is a command with the wait it was about when it was asked.
type watched struct {
	CommandStatus
	since Time // of the open turn; zero: the command is to bring no answer
	date  Date
	due   Time // of the line it could still keep; zero: none
}

// watch notes what a command is about. Only those that are to bring an answer
// have an outcome, and only while a line can still be kept. A command of which
// the floor hears before the conversation it is about is not followed.
func (f *Floor) watch(c Command) watched {
	w := watched{CommandStatus: CommandStatus{Command: c, State: CommandAsked}}
	switch c.Verb {
	case Nudge, Take, Reassign:
	default:
		return w
	}
	t := f.threadOf(c.Conversation)
	if t == nil {
		return w
	}
	if t.dirty {
		f.judgeThread(t) // the row shall be of now
	}
	if t.rowPos >= 0 {
		r := &f.rows[t.rowPos]
		w.since, w.date, w.due = r.since, r.date, r.due
	}
	return w
}

func (f *Floor) threadOf(k ConversationKey) *thread {
	if s := f.shops[ShopKey{k.Platform, k.Shop}]; s != nil {
		return f.fetch(s, k.Conversation)
	}
	return nil
}

// conclude renews what came of a command. Refused ones came to nothing. Nothing
// is final: a late event may tell of an answer in time.
func (f *Floor) conclude(w *watched) {
	t := f.threadOf(w.Conversation)
	w.Outcome, w.Answered = NoOutcome, 0
	if t == nil || w.State == CommandRefused {
		return
	}
	w.Answered = t.answeredAfter(w.Asked, f.now)
	if w.due == 0 {
		return
	}
	owed, answer := f.fateOf(t, w.since, w.date)
	switch {
	case !owed:
	case answer != 0 && answer <= w.due:
		w.Outcome = OutcomeSaved
	case t.shop.asOf(f.now) > w.due:
		w.Outcome = OutcomeLost
	case f.bounced(w, t):
		w.Outcome = OutcomeBounced
	default:
		w.Outcome = OutcomeOpen
	}
}

// fateOf reads again what became of the turn that began at an instant: whether
// it is still owed an answer at all, and when it was answered, by whatever
// counts on the floor (R50); 0: not yet.
func (f *Floor) fateOf(t *thread, since Time, date Date) (owed bool, answer Time) {
	at := slices.IndexFunc(t.days, func(d threadDay) bool { return d.date == date })
	if at < 0 {
		return false, 0
	}
	r := f.readDay(t, at, f.now)
	for i := range r.asks {
		a := &r.asks[i]
		if a.time != since {
			continue
		}
		stop := a.any
		if h := r.sessions[a.session].handoff; h >= 0 && i >= int(h) {
			stop = a.human
		}
		switch {
		case r.cancelled(a, stop):
		case stop >= 0:
			return true, r.stops[stop].time
		default:
			return true, 0
		}
	}
	return false, 0
}

// answeredAfter is when a human first spoke at or after an instant; zero: not
// up to now.
func (t *thread) answeredAfter(from, now Time) Time {
	gone := t.gone(now)
	for i := t.entity.from(from); i < len(t.facts) && t.facts[i].time <= now; i++ {
		k := &t.facts[i]
		if k.kind != kindSpoke || k.flags&flagHuman == 0 {
			continue
		}
		if _, taken := gone[Text(t.id(k))]; !taken {
			return k.time
		}
	}
	return 0
}

// bounced reports whether a conversation that was moved to a person is with
// somebody else by now.
func (f *Floor) bounced(w *watched, t *thread) bool {
	if w.Verb != Reassign || w.To == "" || w.State != CommandDone {
		return false
	}
	return f.people.idOf(t.now.assignee) != w.To
}

// outcomes counts what came of the commands of today.
func (f *Floor) outcomes() Outcomes {
	var out Outcomes
	if f.commands.pastDay == f.today {
		out = f.commands.past
	}
	for i := range f.commands.list {
		c := &f.commands.list[i]
		if f.policy.Zone.Date(c.Asked) == f.today {
			out.count(c.Outcome)
		}
	}
	return out
}

func (o *Outcomes) count(one Outcome) {
	switch one {
	case OutcomeOpen:
		o.Open++
	case OutcomeSaved:
		o.Saved++
	case OutcomeLost:
		o.Lost++
	case OutcomeBounced:
		o.Bounced++
	}
}
