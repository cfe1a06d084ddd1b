package metrics

import (
	"slices"
	"strings"
)

// quarantine is how far ahead of its reception an event may be dated (R23).
const quarantine = 10 * Minute

// Apply takes one event, in any order. e is not kept and not changed.
func (f *Floor) Apply(e *Event) {
	s := f.shop(ShopKey{e.Platform, e.Shop})
	rules := s.rules
	at := e.Time
	if len(rules.Skew) > 0 {
		at = at.Add(rules.Skew[e.Producer])
	}
	received := e.Received
	if received == 0 {
		received = at
	}
	switch {
	case rules.IngestCutoff != 0 && received > rules.IngestCutoff:
		f.counts.LateIngest++
		return
	case at.Sub(received) > quarantine:
		f.counts.Quarantined++
		return
	}
	if f.forgotten(at, rules.Zone) {
		return
	}
	f.feedLast = max(f.feedLast, at)
	if e.Command != "" {
		f.commands.seen(string(e.Command), at)
	}
	f.file(s, e, f.fact(e, at, received, rules))
}

// shop returns the shop with the key, made if need be. Events that belong to
// no shop (agent.status) get a shop of their own kind, which has no threads.
func (f *Floor) shop(k ShopKey) *shop {
	if f.lastShop != nil && f.lastShop.key == k {
		return f.lastShop
	}
	s := f.shops[k]
	if s == nil {
		s = &shop{
			key: k, index: len(f.shopOrder), rules: compile(f.policy.For(k)),
			threads: map[Text]*thread{}, days: map[Date]*shopDay{}, cases: map[Text]*entity{},
			complaints: map[Text]Time{}, spent: map[Text]int64{},
		}
		f.shops[k] = s
		f.business = f.business || s.rules.Business
		f.shopOrder = append(f.shopOrder, s)
		f.linkSource(s)
	}
	f.lastShop = s
	return s
}

// file puts a fact where it belongs.
func (f *Floor) file(s *shop, e *Event, fact fact) {
	switch e.Type {
	case SourceReported:
		f.report(e)
	case AgentStatusChanged:
		f.fileStatus(e, fact)
	case BaselineSet:
		s.baseline(e)
	case OrderPlaced, OrderUpdated, ReviewSubmitted, RefundRequested, RefundCompleted, RefundDisputed:
		f.fileCase(s, e, fact)
	default:
		if e.Conversation == "" {
			f.fileCase(s, e, fact)
			return
		}
		f.fileThread(s, e, fact)
	}
}

// fact turns an event into what the engine keeps of it.
func (f *Floor) fact(e *Event, at, received Time, rules *compiledRules) fact {
	k := fact{time: at, digest: uint32(e.Digest ^ e.Digest>>32), kind: kindOf(e), team: f.teams.number(e.Team)}
	if received > rules.Zone.Midnight(rules.Zone.Date(at)+1).Add(rules.LateGrace) {
		k.flags |= flagLate
	}
	switch e.Type {
	case MessageCreated:
		f.messageFact(&k, e)
	case ConversationAssigned, ConversationTransferred:
		k.who = uint64(f.person(e.Agent))
		if e.Type == ConversationTransferred {
			k.arg, k.extra = 1, f.person(e.From)
		}
	case ConversationHandoff:
		k.who = nobodyIn(e.Conversation)
	case ConversationTagged:
		k.extra = uint32(stageNumber(e.Stage))
		k.tier(e.Tier)
	case AgentStatusChanged:
		k.arg = int64(e.Presence)
	case RatingSubmitted:
		k.who = uint64(f.person(e.Agent))
		k.arg, k.extra = int64(e.InvitedAt), uint32(e.Score)
		k.set(flagRobotTarget, e.Target == "robot")
	case OrderPlaced, OrderUpdated:
		orderFact(&k, e)
	case RefundDisputed:
		k.set(flagSeller, e.Liable == "seller")
	case ConversationEscalated:
		k.who = uint64(f.person(e.Agent))
	case ComplaintOpened:
		k.who = uint64(f.person(e.Agent))
		f.complain(e, at)
	case ReviewSubmitted:
		k.who, k.extra = hash64(e.Buyer), uint32(e.Score)
	}
	return k
}

func orderFact(k *fact, e *Event) {
	k.who, k.arg, k.extra = hash64(firstOf(e.Buyer, "event "+e.ID)), e.Amount, uint32(e.Items)
	if e.Ungrouped {
		k.flags |= flagUngrouped
	}
	if e.Amount == NoAmount {
		k.flags |= flagNoAmount
	}
}

func (f *Floor) messageFact(k *fact, e *Event) {
	if k.kind == kindBuyer {
		k.who = buyerOf(e)
		k.set(flagOffline, e.Offline)
		k.tier(e.Sender.Tier)
		k.set(flagWantsHuman, f.lexicon.find(e.Text)&bitHuman != 0)
		return
	}
	k.set(flagSystem, e.Sender.Kind == Auto || e.Sender.Kind == System)
	k.set(flagAssisted, e.Assisted)
	if e.Private {
		k.flags |= flagPrivate
		k.who = uint64(f.person(firstOf(e.Sender.ID, e.Agent)))
		return
	}
	switch {
	case e.Sender.Kind == Agent:
		k.flags |= flagHuman
		k.who = uint64(f.person(firstOf(e.Sender.ID, e.Agent)))
	case e.Sender.Kind == Robot && e.Assisted:
		k.flags |= flagHuman
		k.who = uint64(f.person(e.Agent))
	case e.Sender.Kind == Robot:
		k.flags |= flagRobot
	}
	if k.flags&flagHuman != 0 {
		k.set(flagQuick, e.Quick)
		found := f.scan(e.Text)
		k.set(flagPromise, found&bitPromise != 0)
		k.extra = found & (1<<maxRules - 1)
	}
}

// buyerOf is the buyer's number: his id, or the conversation's if he has none
// (R11).
func buyerOf(e *Event) uint64 {
	if e.Sender.ID != "" {
		return hash64(e.Sender.ID)
	}
	return nobodyIn(e.Conversation)
}

// nobodyIn stands for the buyer of a conversation of whom nothing is known.
func nobodyIn(conversation Text) uint64 { return ^hash64(conversation) }

func (k *fact) tier(t Text) {
	k.set(flagTier, t != "")
	k.set(flagVIP, strings.EqualFold(string(t), "vip"))
}

func (k *fact) set(flag factFlags, on bool) {
	if on {
		k.flags |= flag
	} else {
		k.flags &^= flag
	}
}

func firstOf(a, b Text) Text {
	if a != "" {
		return a
	}
	return b
}

// Stages by number (R41); 0 is none.
var stages = [...]Text{"", "presale", "insale", "aftersale"}

func stageNumber(s Text) uint8 {
	for i, name := range stages {
		if name == s {
			return uint8(i)
		}
	}
	return 0
}

func kindOf(e *Event) factKind {
	if e.Type == MessageCreated {
		if e.Sender.Kind == Buyer && !e.Private {
			return kindBuyer
		}
		return kindSpoke
	}
	return kindByType[e.Type]
}

var kindByType = [eventTypes]factKind{
	MessageRecalled:         kindRecall,
	MessageDeleted:          kindDelete,
	ConversationOpened:      kindOpened,
	ConversationClosed:      kindClosed,
	ConversationAssigned:    kindMoved,
	ConversationTransferred: kindMoved,
	ConversationHandoff:     kindHandoff,
	ConversationTagged:      kindTagged,
	ConversationEscalated:   kindEscalated,
	EscalationAnswered:      kindEscalationAnswered,
	AgentStatusChanged:      kindStatus,
	RatingInvited:           kindInvited,
	RatingSubmitted:         kindRated,
	OrderPlaced:             kindOrder,
	OrderUpdated:            kindOrderUpdate,
	ReviewSubmitted:         kindReview,
	ComplaintOpened:         kindComplaint,
	RefundRequested:         kindRefundRequested,
	RefundCompleted:         kindRefundCompleted,
	RefundDisputed:          kindRefundDisputed,
}

// count notes how an event was received and reports whether it is a new fact.
func (f *Floor) count(in inserted) bool {
	switch in {
	case insertedDuplicate:
		f.counts.Duplicates++
		return false
	case insertedConflictLost:
		f.counts.Duplicates++
		f.counts.Conflicts++
		return false
	case insertedConflictWon:
		f.counts.Duplicates++
		f.counts.Conflicts++
	case insertedNew:
		f.counts.Events++
	}
	return true
}

func (f *Floor) fileStatus(e *Event, k fact) {
	q := f.people.list[f.person(e.Agent)]
	if e.Agent == "" {
		return
	}
	in, _ := q.insert(&k, e.ID)
	if !f.count(in) {
		return
	}
	if in == insertedConflictWon {
		f.activity.forget(ConversationKey{e.Platform, e.Shop, e.Conversation}, e.ID)
		q.capacity = slices.DeleteFunc(q.capacity, func(c capacity) bool { return c.id == e.ID })
	}
	f.activity.note(f.happening(e, k.time))
	q.status(capacity{from: k.time, n: e.Capacity, id: e.ID, words: e.Native})
	if e.Name != "" {
		q.name.learn(e.Name, k.time, e.ID)
	}
	if e.Team != "" {
		q.team.learn(k.team, k.time, e.ID)
	}
}

// caseKey names the entity that owns an event without conversation: its
// refund, its order, or its buyer.
func caseKey(e *Event) Text {
	switch {
	case e.Refund != "":
		return "r " + e.Refund
	case e.Order != "":
		return "o " + e.Order
	}
	return "b " + e.Buyer
}

func (f *Floor) fileCase(s *shop, e *Event, k fact) {
	key := caseKey(e)
	c := f.fetchCase(s, key)
	if c == nil {
		c = &entity{}
		s.cases[key] = c
	}
	in, _ := c.insert(&k, e.ID)
	if !f.count(in) {
		return
	}
	if in == insertedConflictWon {
		f.activity.forget(ConversationKey{e.Platform, e.Shop, e.Conversation}, e.ID)
	}
	if k.kind == kindOrder && s.rules.LargeOrder > 0 {
		s.spent[e.Buyer] += max(0, e.Amount)
	}
	if worthTelling(e, &k) {
		f.activity.note(f.happening(e, k.time))
	}
}
