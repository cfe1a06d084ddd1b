package metrics

import (
	"cmp"
	"slices"
)

// activityShown is how many happenings a view carries.
const activityShown = 200

// activity is the latest happenings by their own time, oldest first: late
// events fall into their place, so that the order of arrival does not matter.
type activity struct {
	list   []Happening
	robots robotWatches
}

// note keeps h if it is among the latest.
func (a *activity) note(h Happening) {
	at, twice := slices.BinarySearchFunc(a.list, &h, func(x Happening, y *Happening) int {
		return x.compare(y)
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

func (h *Happening) compare(x *Happening) int {
	return cmp.Or(
		cmp.Compare(h.Time, x.Time), cmp.Compare(h.ID, x.ID), cmp.Compare(h.Key.Conversation, x.Key.Conversation),
		cmp.Compare(h.Key.Shop, x.Key.Shop), cmp.Compare(h.Key.Platform, x.Key.Platform))
}

// forget takes back what an event told that has been replaced (R21).
func (a *activity) forget(k ConversationKey, id Text) {
	a.robots.forget(ShopKey{k.Platform, k.Shop})
	a.list = slices.DeleteFunc(a.list, func(h Happening) bool { return h.ID == id && h.Key == k })
}

// latest are the happenings up to now, newest first. What is dated ahead waits
// among the rest: twice as many are kept, so that some of it hides nothing.
func (a *activity) latest(now Time) []Happening {
	out := make([]Happening, 0, min(len(a.list), activityShown))
	for i := len(a.list) - 1; i >= 0 && len(out) < activityShown; i-- {
		if a.list[i].Time <= now {
			out = append(out, a.list[i])
		}
	}
	return out
}

// happened notes what robots do, and a conversation's event that a supervisor
// would be told of.
func (f *Floor) happened(e *Event, k *fact) {
	f.activity.robots.note(f.shop(ShopKey{e.Platform, e.Shop}), k)
	if !worthTelling(e, k) {
		return
	}
	h := f.happening(e, k.time)
	if k.kind == kindSpoke {
		h.Rules = f.policy.broken(k.extra)
	}
	f.activity.note(h)
}

// happenings are the latest with names and teams as they are known now.
func (f *Floor) happenings() []Happening {
	out := f.activity.latest(f.now)
	for i := range out {
		h := &out[i]
		if n := f.people.index[h.Who]; n != unassigned {
			h.Name = f.people.label(n)
		}
		if t := f.known(h.Key); t != nil && h.Team == "" {
			h.Team = f.teams.list[t.team]
		}
	}
	return out
}

func (f *Floor) happening(e *Event, at Time) Happening {
	h := Happening{
		ID: e.ID, Time: at, Type: e.Type, Key: ConversationKey{e.Platform, e.Shop, e.Conversation}, Team: e.Team,
		From: e.From, By: e.By, Presence: e.Presence, Score: e.Score, Command: string(e.Command),
	}
	who := e.Agent
	if e.Type == MessageCreated {
		who = firstOf(e.Sender.ID, e.Agent)
	}
	if who != "" {
		h.Who = f.people.idOf(f.person(who))
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

// known is the conversation of the key if it is on the floor, and not packed.
func (f *Floor) known(k ConversationKey) *thread {
	if s := f.shops[ShopKey{k.Platform, k.Shop}]; s != nil {
		return s.threads[k.Conversation]
	}
	return nil
}
