package metrics

import (
	"cmp"
	"slices"
)

// LaneKind says why a conversation is pinned above the list (R48).
type LaneKind uint8

// Lanes, most pressing first.
const (
	NoLane        LaneKind = iota
	LaneComplaint          // an open complaint
	LaneAsk                // an agent asks the supervisor; its own clock
	LaneVIP                // a VIP waits
	LaneLarge              // a buyer with a large order waits
	LaneRating             // a rating or review of at most 2 was just given
	LaneHit                // an agent's message breaks a compliance rule
)

var laneNames = [...]string{"", "complaint", "ask", "vip", "large", "rating", "hit"}

// String is the lane in lower-case English.
func (k LaneKind) String() string { return laneNames[k] }

// pinsKept is how long a pin that no longer holds is kept, for clocks that are
// put back.
const pinsKept = 2 * Day

// laneSpan is how long ratings and rule hits stay pinned.
const laneSpan = 30 * Minute

// Lane is something pinned above the list until it is solved, or acknowledged
// on the screen.
type Lane struct {
	Kind      LaneKind
	ID        Text // of the event: what an acknowledgement names
	Key       ConversationKey
	Team      Text
	Since     Time
	Agent     Text // who asks, was rated or wrote; in charge otherwise
	AgentName Text
	Buyer     Text
	BuyerName Text
	Score     int      // ratings and reviews
	Rules     []string // hits
	Text      Text     // the buyer's last words; of hits, the agent's: empty once they are no longer held
	Owner     Text     // the backend's assignee, as commands expect it; empty: nobody
}

// pin is a fact that may pin its conversation.
type pin struct {
	thread *thread
	kind   LaneKind
	at     Time
	id     Text
}

// pinned notes facts that pin.
func (f *Floor) pinned(t *thread, k *fact, id Text) {
	if kind := k.pins(); kind != NoLane {
		f.pins = append(f.pins, pin{t, kind, k.time, id})
	}
}

// pins is the lane that a fact puts its conversation in.
func (k *fact) pins() LaneKind {
	switch {
	case k.kind == kindComplaint:
		return LaneComplaint
	case k.kind == kindEscalated:
		return LaneAsk
	case k.kind == kindRated && k.flags&flagRobotTarget == 0 && k.extra >= 1 && k.extra <= 2:
		return LaneRating
	case k.kind == kindSpoke && k.extra != 0:
		return LaneHit
	}
	return NoLane
}

// unpin forgets what an event pinned that has been replaced (R21).
func (f *Floor) unpin(t *thread, id Text) {
	f.pins = slices.DeleteFunc(f.pins, func(p pin) bool { return p.thread == t && p.id == id })
}

// lanes are the pins that still hold, most pressing first, oldest first.
func (f *Floor) lanes() []Lane {
	kept := f.pins[:0]
	var out []Lane
	for _, p := range f.pins {
		fact := p.fact()
		holds := fact != nil && p.holds(fact, f.now)
		if holds {
			out = append(out, f.lane(&p, fact))
		}
		if holds || p.at > f.now.Add(-pinsKept) {
			kept = append(kept, p)
		}
	}
	clear(f.pins[len(kept):])
	f.pins = kept
	slices.SortFunc(out, func(a, b Lane) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Since, b.Since), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func (p *pin) fact() *fact {
	if at := p.thread.find(p.id); at >= 0 {
		return &p.thread.facts[at]
	}
	return nil
}

// holds reports whether the pin is neither solved nor over.
func (p *pin) holds(k *fact, now Time) bool {
	if k.time > now {
		return false
	}
	switch p.kind {
	case LaneComplaint:
		return !p.thread.after(k.time, now, kindClosed)
	case LaneAsk:
		return !p.thread.after(k.time, now, kindEscalationAnswered) && !p.thread.after(k.time, now, kindClosed)
	case LaneHit:
		return now.Sub(k.time) <= laneSpan && !p.thread.taken(p.id)
	}
	return now.Sub(k.time) <= laneSpan
}

// after reports whether a fact of the kind came at or after t.
func (t *thread) after(from, now Time, kind factKind) bool {
	for i := t.entity.from(from); i < len(t.facts) && t.facts[i].time <= now; i++ {
		if t.facts[i].kind == kind {
			return true
		}
	}
	return false
}

// taken reports whether a message was recalled or deleted.
func (t *thread) taken(id Text) bool {
	for i := range t.facts {
		k := &t.facts[i]
		if (k.kind == kindRecall || k.kind == kindDelete) && k.ref(&t.entity) == id {
			return true
		}
	}
	return false
}

func (f *Floor) lane(p *pin, k *fact) Lane {
	t := p.thread
	l := Lane{
		Kind: p.kind, ID: p.id, Since: k.time, Team: f.teams.list[t.team],
		Key:   ConversationKey{t.shop.key.Platform, t.shop.key.Shop, t.key},
		Buyer: t.buyer, BuyerName: t.buyerName, Text: t.lastWords(),
		Owner: f.people.idOf(t.now.assignee),
	}
	who := t.now.owner
	switch p.kind {
	case LaneRating:
		l.Score = int(k.extra)
	case LaneHit:
		l.Rules = f.policy.broken(k.extra)
		who = uint32(k.who)
		l.Text = f.words.find(t.said, k.word())
	case LaneAsk:
		if k.who != unassigned {
			who = uint32(k.who)
		}
	}
	if who != unassigned {
		l.Agent, l.AgentName = f.people.list[who].id, f.people.label(who)
	}
	return l
}

// laneOf is the lane of a waiting row: its complaint, a question to the
// supervisor, a VIP, a large order.
func (f *Floor) laneOf(r *row) LaneKind {
	s := r.thread.shop
	if r.lane == NoLane && s.rules.LargeOrder > 0 && s.spent[r.thread.buyer] >= s.rules.LargeOrder {
		return LaneLarge
	}
	return r.lane
}
