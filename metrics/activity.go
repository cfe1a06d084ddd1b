package metrics

import (
	"cmp"
	"slices"
)

// activityShown is how many happenings a view carries.
const activityShown = 200

// activity is the latest happenings by their own time, oldest first: late
// events fall into their place, so that the order of arrival does not matter.
type activity struct{ list []Happening }

// note keeps h if it is among the latest.
func (a *activity) note(h Happening) {
	at, twice := slices.BinarySearchFunc(a.list, &h, func(x Happening, y *Happening) int {
		return cmp.Or(cmp.Compare(x.Time, y.Time), cmp.Compare(x.ID, y.ID))
	})
	switch {
	case twice:
		a.list[at] = h
		return
	case len(a.list) < 2*activityShown:
		a.list = slices.Insert(a.list, at, h)
	case at > 0:
		copy(a.list, a.list[1:at])
		a.list[at-1] = h
	}
}

// latest are the happenings up to now, newest first. What is dated ahead waits
// among the rest, which is why twice as many are kept.
func (a *activity) latest(now Time) []Happening {
	out := make([]Happening, 0, min(len(a.list), activityShown))
	for i := len(a.list) - 1; i >= 0 && len(out) < activityShown; i-- {
		if a.list[i].Time <= now {
			out = append(out, a.list[i])
		}
	}
	return out
}

// happened notes a conversation's event that a supervisor would be told of.
func (f *Floor) happened(t *thread, e *Event, k *fact) {
	if !worthTelling(e, k) {
		return
	}
	h := f.happening(e, k.time)
	if h.Team == "" {
		h.Team = f.teams.list[t.team]
	}
	if k.kind == kindSpoke {
		h.Rules = f.policy.broken(k.extra)
	}
	f.activity.note(h)
}

func (f *Floor) happening(e *Event, at Time) Happening {
	h := Happening{
		ID: e.ID, Time: at, Type: e.Type, Key: ConversationKey{e.Platform, e.Shop, e.Conversation}, Team: e.Team,
		From: e.From, Presence: e.Presence, Score: e.Score, Command: string(e.Command),
	}
	who := e.Agent
	if e.Type == MessageCreated {
		who = firstOf(e.Sender.ID, e.Agent)
	}
	if who != "" {
		person := f.person(who)
		h.Who, h.Name = f.people.idOf(person), f.people.label(person)
	}
	return h
}

// worthTelling leaves out what happens all the time: a router's own moves, and
// everything that went well.
func worthTelling(e *Event, k *fact) bool {
	switch e.Type {
	case MessageCreated:
		return k.flags&flagHuman != 0 && k.extra != 0
	case ConversationAssigned:
		return e.Command != ""
	case ConversationTransferred, ConversationEscalated, EscalationAnswered, ComplaintOpened, RefundDisputed, AgentStatusChanged:
		return true
	case RatingSubmitted:
		return e.Score >= 1 && e.Score <= 2 && e.Target != "robot"
	case ReviewSubmitted:
		return e.Score >= 1 && e.Score <= 2
	}
	return false
}
