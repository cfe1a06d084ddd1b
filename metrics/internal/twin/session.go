package twin

// thread is one conversation of one shop with everything known about it.
type thread struct {
	conversation string
	events       []event // sorted by R22; what was deleted or voided is gone
	recalledAt   map[string]int64
	sessions     []session
}

// session is one visit of a buyer (R12). Its events are events[from:to]; `to`
// is where the next session opens, so that a reply or a close after midnight
// is still found, while what decides about the day itself looks no further
// than `ends`, the local midnight.
type session struct {
	from, to int
	start    int64
	ends     int64 // local midnight, or the opening of the next session
	day      int64
	handoff  int // first conversation.handoff (R16), -1 without one
	buyer    string
}

// threads splits the sorted events of a shop into conversations. Removing a
// message looks it up in its own conversation.
func (k knobs) threads(events []event) []*thread {
	var order []*thread
	byName := map[string]*thread{}
	for _, e := range events {
		if e.Conversation == "" {
			continue
		}
		th := byName[e.Conversation]
		if th == nil {
			th = &thread{conversation: e.Conversation}
			byName[e.Conversation] = th
			order = append(order, th)
		}
		th.events = append(th.events, e)
	}
	for _, th := range order {
		k.remove(th)
		k.findSessions(th)
	}
	return order
}

// remove takes out what counts as never written: messages removed by
// moderation, whoever wrote them and whenever that happened (R10), and
// recalled messages of the shop unless `agent_recall=count` (R20). When a
// buyer recalled his message is noted; R20 decides about it elsewhere.
func (k knobs) remove(th *thread) {
	deleted := map[string]bool{}
	th.recalledAt = map[string]int64{}
	for _, e := range th.events {
		switch e.Type {
		case "message.deleted":
			deleted[e.Ref] = true
		case "message.recalled":
			if _, again := th.recalledAt[e.Ref]; !again {
				th.recalledAt[e.Ref] = e.at
			}
		}
	}
	var kept []event
	for _, e := range th.events {
		if e.Type == "message.created" {
			_, recalled := th.recalledAt[e.ID]
			if deleted[e.ID] || recalled && e.Sender.Kind != "buyer" && !k.countRecalled {
				continue
			}
		}
		kept = append(kept, e)
	}
	th.events = kept
}

// findSessions applies R12: a buyer message or a handoff opens a session when
// there is none yet on that date, or when it comes 600 s or more after the
// last close. Earlier than that it continues the session, and the close is
// forgotten. A transfer opens nothing. A handoff is treated like a buyer
// message in all of this.
func (k knobs) findSessions(th *thread) {
	closedAt := int64(-1)
	for i, e := range th.events {
		if e.Type == "conversation.closed" {
			closedAt = e.at
		}
		if !isBuyer(e) && e.Type != "conversation.handoff" {
			continue
		}
		last := len(th.sessions) - 1
		if last < 0 || th.sessions[last].day != k.dayOf(e.at) ||
			closedAt >= 0 && e.at-closedAt >= k.reopenGap {
			d := k.dayOf(e.at)
			if last >= 0 {
				th.sessions[last].to = i
				th.sessions[last].ends = min(th.sessions[last].ends, e.at)
			}
			th.sessions = append(th.sessions, session{
				from: i, to: len(th.events), start: e.at, ends: k.midnight(d + 1), day: d, handoff: -1,
			})
			last++
		}
		closedAt = -1
		s := &th.sessions[last]
		if e.Type == "conversation.handoff" && s.handoff < 0 {
			s.handoff = i
		}
		if isBuyer(e) && s.buyer == "" {
			s.buyer = buyerOf(e)
		}
	}
	for i := range th.sessions {
		if th.sessions[i].buyer == "" {
			th.sessions[i].buyer = "conversation " + th.conversation
		}
	}
}

// sessionAt is the number of the session in force at an event, -1 before the
// first.
func (th *thread) sessionAt(index int) int {
	found := -1
	for n, s := range th.sessions {
		if s.from <= index {
			found = n
		}
	}
	return found
}

// spokeIn tells whether somebody wrote in a session before it ended.
func (th *thread) spokeIn(s session, who func(event) bool) bool {
	for _, e := range th.events[s.from:s.to] {
		if who(e) && e.at < s.ends {
			return true
		}
	}
	return false
}

// robotOnly is the session that no human touched (R16): robot messages, no
// human message, no handoff. It is judged at midnight like everything that
// enters a rate (R7): a human who speaks later does not bring it back.
func (th *thread) robotOnly(s session) bool {
	return s.handoff < 0 && th.spokeIn(s, isRobot) && !th.spokeIn(s, isHuman)
}

// Sender kinds (R8).

// isBuyer: what a buyer writes starts clocks.
func isBuyer(e event) bool {
	return e.Type == "message.created" && e.Sender.Kind == "buyer" && !e.Private
}

// isHuman: any human of the shop, or a robot answer that a human sent
// (assisted). Internal notes are nobody's message.
func isHuman(e event) bool {
	return e.Type == "message.created" && !e.Private &&
		(e.Sender.Kind == "agent" || e.Sender.Kind == "robot" && e.Assisted)
}

// isRobot: a robot by itself.
func isRobot(e event) bool {
	return e.Type == "message.created" && !e.Private && e.Sender.Kind == "robot" && !e.Assisted
}

// buyerOf names the consumer (R11): the sender, without one the conversation.
func buyerOf(e event) string {
	if e.Sender.ID != "" {
		return "buyer " + e.Sender.ID
	}
	return "conversation " + e.Conversation
}

// speaker names the human behind a message.
func speaker(e event) string {
	name := e.Agent
	if e.Sender.Kind == "agent" && e.Sender.ID != "" {
		name = e.Sender.ID
	}
	if name == "" {
		return unassigned
	}
	return name
}

// unassigned stands where a person's name would stand, when there is none.
const unassigned = "(unassigned)"
