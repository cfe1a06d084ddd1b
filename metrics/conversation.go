package metrics

import (
	"cmp"
	"slices"
)

// stepsShown is how many steps a story tells: the last ones.
const stepsShown = 500

// story tells a conversation; nil if the floor does not know it.
func (f *Floor) story(k ConversationKey) *Story {
	t := f.threadOf(k)
	if t == nil {
		return nil
	}
	s := t.shop
	if t.dirty {
		f.settleAll()
	}
	out := &Story{
		Key: k, Team: f.teams.list[t.team], Buyer: t.buyer, BuyerName: t.buyerName, Tier: t.tier,
		Stage: t.stage, Tags: t.tags, Closed: t.now.closed,
		Owner: f.people.idOf(t.now.assignee), Charged: f.people.idOf(t.now.owner),
		Orders: f.ordersNow(s, t.buyer),
	}
	if t.rowPos >= 0 {
		w := f.waitingRow(&f.rows[t.rowPos])
		out.Waiting = &w
	}
	teller{Floor: f, thread: t, ended: f.waitsEnded(t), texts: f.words.tell(t.said)}.tell(out)
	return out
}

// idOf is a person's id; empty for the queue.
func (p *people) idOf(n uint32) Text {
	if n == unassigned {
		return ""
	}
	return p.list[n].id
}

// waitsEnded is how long the buyer had waited for each message that answered
// him, by fact.
func (f *Floor) waitsEnded(t *thread) map[int32]Span {
	ended := map[int32]Span{}
	for i := range t.days {
		r := f.readDay(t, i, f.now)
		r.turns(&r.rules.whole, func(one turn) {
			if one.reply >= 0 {
				stop := &r.stops[one.reply]
				ended[stop.fact] = max(ended[stop.fact], r.rules.wait(r.rules.Window, r.asks[one.first].time, stop.time))
			}
		})
	}
	return ended
}

// teller writes the steps of a story.
type teller struct {
	*Floor
	thread *thread
	ended  map[int32]Span
	texts  map[wordKey]Text
}

func (l teller) tell(s *Story) {
	t := l.thread
	known := t.entity.from(l.now + 1)
	from := max(0, known-stepsShown)
	s.Earlier = from
	if known > 0 {
		s.Opened = t.facts[0].time
	}
	gone := t.gone(l.now)
	for i := from; i < known; i++ {
		step := l.step(int32(i))
		if _, step.Gone = gone[step.ID]; step.Gone {
			step.Words = "" // R20
		}
		s.Steps = append(s.Steps, step)
	}
}

// gone are the messages that were recalled or deleted up to now.
func (t *thread) gone(now Time) map[Text]struct{} {
	if !t.takes {
		return nil
	}
	out := map[Text]struct{}{}
	for i := range t.facts {
		k := &t.facts[i]
		if (k.kind == kindRecall || k.kind == kindDelete) && k.time <= now {
			out[k.ref(&t.entity)] = struct{}{}
		}
	}
	return out
}

func (l teller) step(i int32) Step {
	k := &l.thread.facts[i]
	s := Step{ID: Text(l.thread.id(k)), Time: k.time, Type: typeOf(k.kind), Wait: l.ended[i]}
	switch k.kind {
	case kindBuyer, kindSpoke:
		l.say(&s, k)
	case kindMoved, kindEscalated, kindRated, kindComplaint:
		s.Who, s.Name = l.people.idOf(uint32(k.who)), l.people.label(uint32(k.who))
	}
	if k.kind == kindMoved && k.arg != 0 {
		s.Type, s.From = ConversationTransferred, l.people.idOf(k.extra)
	}
	if k.kind == kindRated || k.kind == kindReview {
		s.Score = int(k.extra)
	}
	return s
}

func (l teller) say(s *Step, k *fact) {
	var held bool
	s.Words, held = l.texts[k.word()]
	switch {
	case held:
	case k.word() == l.thread.wordsOf && l.thread.words != "":
		s.Words = l.thread.words
	default:
		s.Forgotten = true
	}
	s.Sender = k.sender()
	switch s.Sender {
	case Buyer:
		s.Who, s.Name = l.thread.buyer, l.thread.buyerName
	case Agent:
		s.Who, s.Name = l.people.idOf(uint32(k.who)), l.people.label(uint32(k.who))
		s.Rules = l.policy.broken(k.extra)
	}
	s.Private, s.Assisted, s.Quick = k.flags&flagPrivate != 0, k.flags&flagAssisted != 0, k.flags&flagQuick != 0
}

// sender is who wrote a message.
func (k *fact) sender() SenderKind {
	switch {
	case k.kind == kindBuyer:
		return Buyer
	case k.flags&(flagHuman|flagPrivate) != 0:
		return Agent
	case k.flags&flagSystem != 0:
		return System
	}
	return Robot
}

// typeOf is an event type that makes facts of a kind.
func typeOf(k factKind) EventType {
	if k == kindBuyer || k == kindSpoke {
		return MessageCreated
	}
	if k == kindMoved {
		return ConversationAssigned
	}
	return EventType(slices.Index(kindByType[:], k))
}

// orders remembers the orders of the buyer whose story is told: finding them
// walks over all cases of the shop.
type orders struct {
	shop  *shop
	buyer Text
	at    Time
	list  []Order
}

// ordersStand is how old they may be on the screen.
const ordersStand = 5 * Second

func (f *Floor) ordersNow(s *shop, buyer Text) []Order {
	o, now := &f.orders, f.now
	if o.shop != s || o.buyer != buyer || now < o.at || now.Sub(o.at) > ordersStand {
		*o = orders{s, buyer, now, f.ordersOf(s, buyer, now)}
	}
	return o.list
}

// ordersOf are a buyer's orders up to now, oldest first.
func (f *Floor) ordersOf(s *shop, buyer Text, now Time) []Order {
	if buyer == "" {
		return nil
	}
	var out []Order
	add := func(key Text, c *entity) {
		if o, ok := c.orderOf(hash64(buyer), now); ok {
			o.ID = key[len("o "):]
			out = append(out, o)
		}
	}
	for key, c := range s.cases {
		add(key, c)
	}
	f.sealedCases(s, buyer, add)
	slices.SortFunc(out, func(a, b Order) int { return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.ID, b.ID)) })
	return out
}

// orderOf is the case's order, if it is the buyer's.
func (e *entity) orderOf(buyer uint64, now Time) (Order, bool) {
	for i := range e.facts {
		k := &e.facts[i]
		if k.kind != kindOrder || k.who != buyer || k.time > now {
			continue
		}
		if k.flags&flagNoAmount != 0 {
			return Order{Time: k.time, Amount: NoAmount}, true
		}
		return Order{Time: k.time, Amount: k.arg}, true
	}
	return Order{}, false
}
