package twin

// change is a conversation passing to another owner, or to nobody ("").
type change struct {
	index int // of the event that did it
	at    int64
	owner string
}

// ownership follows R36 through a conversation: the owner is the last one
// assigned or transferred to (an empty name: back to the queue); a human reply
// without owner makes the replier the owner; a close keeps him charged until a
// new session opens, and then it is nobody until somebody is assigned.
//
// A message that nobody asked for (R9) is no reply and makes nobody the owner.
// Stating the present owner again, as gateways do at midnight, changes
// nothing: his clock runs on. A buyer who comes back into the same session
// after a close finds the owner still there.
func (th *thread) ownership() []change {
	var out []change
	owner, closed, asked := "", false, false
	pass := func(i int, to string) {
		if to != owner {
			owner = to
			out = append(out, change{i, th.events[i].at, to})
		}
	}
	opens := map[int]bool{}
	for _, s := range th.sessions {
		opens[s.from] = true
	}
	for i, e := range th.events {
		switch {
		case e.Type == "conversation.assigned" || e.Type == "conversation.transferred":
			closed = false
			pass(i, e.Agent)
		case e.Type == "conversation.closed":
			closed = true
		case isBuyer(e) || e.Type == "conversation.handoff":
			if opens[i] && closed {
				pass(i, "")
			}
			closed, asked = false, true
		case isHuman(e):
			if asked && owner == "" && speaker(e) != unassigned {
				pass(i, speaker(e))
			}
			asked = false
		}
	}
	return out
}

// spell is the part of a turn's wait that one owner, or nobody, had to bear.
type spell struct {
	owner string
	from  int64  // his clock starts here
	end   string // "moved" on to another, "reply", or "open"
	to    int64  // when it moved on or was answered
}

// spells cuts the wait of a turn at every change of owner (R37). An owner's
// clock starts at the turn's start or at his assignment, whichever is later;
// with `agent_clock=buyer_message` always at the turn's start.
//
// Whoever takes over after the next session has opened, by assignment or by a
// reply, is measured by the turns of that session; the old turn is not his.
func (k knobs) spells(t turn) []spell {
	th := t.thread
	current := spell{from: t.at, end: "open"}
	next := th.sessions[t.session].to
	var out []spell
	for _, c := range th.ownership() {
		switch {
		case c.index <= t.index:
			current.owner = c.owner
		case t.answer != nil && c.index >= th.indexOf(t.answer):
			// the reply itself, or later
		default:
			current.end, current.to = "moved", c.at
			out = append(out, current)
			if c.index >= next {
				return out
			}
			current = spell{owner: c.owner, from: c.at, end: "open"}
			if k.clockFromMessage && c.owner != "" {
				current.from = t.at
			}
		}
	}
	if t.answer != nil {
		current.end, current.to = "reply", t.answer.at
		if current.owner == "" && th.indexOf(t.answer) >= next {
			current.end = "moved"
		}
	}
	return append(out, current)
}

// indexOf finds an event of the conversation again.
func (th *thread) indexOf(e *event) int {
	for i := range th.events {
		if &th.events[i] == e {
			return i
		}
	}
	return -1
}

// stretch is a time during which an owner had a conversation open.
type stretch struct {
	owner    string
	from, to int64
}

// deskTime lists when each owner had this conversation open: from the
// assignment (or the reply that made him the owner) until it moved on or was
// closed, and again from the moment the buyer came back into the same session.
// What is open lasts until now.
func (th *thread) deskTime(now int64) []stretch {
	var out []stretch
	owner, since, closed := "", int64(0), false
	stop := func(at int64) {
		if owner != "" && !closed && at > since {
			out = append(out, stretch{owner, since, at})
		}
	}
	changes := map[int]string{}
	for _, c := range th.ownership() {
		changes[c.index] = c.owner
	}
	for i, e := range th.events {
		wasClosed := closed
		switch {
		case e.Type == "conversation.closed":
			stop(e.at)
			closed = true
			continue
		case isBuyer(e), e.Type == "conversation.handoff", e.Type == "conversation.assigned",
			e.Type == "conversation.transferred":
			closed = false
		}
		to, changed := changes[i]
		switch {
		case changed:
			if !wasClosed {
				stop(e.at)
			}
			owner, since = to, e.at
		case wasClosed && !closed:
			since = e.at
		}
	}
	stop(now)
	return out
}

// handledFrom is when a session first had an owner (R40: assignment or first
// reply); an owner who was there before it opened counts from its opening.
func (th *thread) handledFrom(s session) (int64, bool) {
	found, at := false, int64(0)
	for _, c := range th.ownership() {
		switch {
		case c.index <= s.from:
			found, at = c.owner != "", s.start
		case c.index < s.to && c.owner != "" && !found:
			found, at = true, c.at
		}
	}
	return at, found
}

// ownerNow is who is charged at the end of what is known, "" for nobody.
func (th *thread) ownerNow() string {
	changes := th.ownership()
	if len(changes) == 0 {
		return ""
	}
	return changes[len(changes)-1].owner
}
