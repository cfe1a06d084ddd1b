package metrics

// watched is a command with what it was about when it was asked.
type watched struct {
	CommandStatus
	due Time // of the line it could still keep; zero: none
}

// watch notes what a command is about. Only those that are to bring an answer
// have an outcome.
func (f *Floor) watch(c Command) watched {
	w := watched{CommandStatus: CommandStatus{Command: c, State: CommandAsked}}
	t := f.threadOf(c.Conversation)
	if t == nil || t.rowPos < 0 {
		return w
	}
	switch c.Verb {
	case Nudge, Take, Reassign:
		w.due = f.rows[t.rowPos].due
	}
	return w
}

func (f *Floor) threadOf(k ConversationKey) *thread {
	if s := f.shops[ShopKey{k.Platform, k.Shop}]; s != nil {
		return s.threads[k.Conversation]
	}
	return nil
}

// conclude renews what came of a command. Refused ones came to nothing. Nothing
// is final: a late event may tell of an answer in time.
func (f *Floor) conclude(w *watched) {
	t := f.threadOf(w.Conversation)
	if t == nil || w.State == CommandRefused {
		w.Outcome, w.Answered = NoOutcome, 0
		return
	}
	w.Answered = t.answeredAfter(w.Asked, f.now)
	switch {
	case w.due == 0:
	case w.Answered != 0 && w.Answered <= w.due:
		w.Outcome = OutcomeSaved
	case f.now > w.due:
		w.Outcome = OutcomeLost
	case f.bounced(w, t):
		w.Outcome = OutcomeBounced
	default:
		w.Outcome = OutcomeOpen
	}
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
	return t.now.assignee != f.person(w.To)
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
