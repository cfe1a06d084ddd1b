package metrics

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// wordsKept bounds what is kept of a buyer's last words, in bytes.
const wordsKept = 240

// fileThread files a conversation's fact and marks the conversation.
func (f *Floor) fileThread(s *shop, e *Event, k fact) {
	t := f.fetch(s, e.Conversation)
	if t == nil {
		t = &thread{shop: s, key: e.Conversation, heapPos: -1, rowPos: -1}
		s.threads[e.Conversation] = t
		s.order = append(s.order, t)
	}
	if (k.kind == kindRecall || k.kind == kindDelete) && !t.has(e.ID, k.digest) {
		k.arg = t.keep(e.Ref)
	}
	in, since := t.insert(&k, e.ID)
	if !f.count(in) {
		t.remind(e, &k)
		return
	}
	z := s.rules.Zone
	t.dayAt(z.Date(k.time))
	if k.flags&flagLate != 0 {
		s.day(z.Date(k.time)).late++
	}
	from := z.Date(since)
	if k.kind == kindRecall || k.kind == kindDelete {
		from = 0 // what it takes away may lie on any day
	}
	f.touch(t, from)
	if in == insertedConflictWon {
		f.unpin(t, e.ID)
		f.activity.forget(ConversationKey{e.Platform, e.Shop, e.Conversation}, e.ID)
	}
	f.look(t, e, &k)
	if e.Type == MessageCreated {
		t.said = f.words.keep(t.said, &k, firstOf(e.Text, mediaText(e.Media)))
	}
	f.pinned(t, &k, e.ID)
	f.happened(e, &k)
}

// has reports whether the very same fact is there already.
func (e *entity) has(id Text, digest uint32) bool {
	at := e.find(id)
	return at >= 0 && e.facts[at].digest == digest
}

// keep stores a reference in the arena: offset and length in one number.
func (e *entity) keep(ref Text) int64 {
	off := int64(len(e.ids))
	e.ids = append(grow(e.ids, len(ref)), ref...)
	return off<<16 | int64(len(ref))
}

// look renews what the row shows. The latest word wins, whatever the order of
// arrival.
func (f *Floor) look(t *thread, e *Event, k *fact) {
	c := &t.face
	c.version++
	if k.time >= c.teamAt && e.Team != "" {
		c.team, c.teamAt = k.team, k.time
	}
	switch k.kind {
	case kindBuyer:
		c.hear(e, k)
	case kindSpoke:
		if k.flags&flagHuman != 0 {
			f.people.list[k.who].speak(e, k, t.shop)
		}
	case kindMoved:
		f.people.list[k.who].call(e.Name, k.time, e.ID)
	case kindTagged:
		c.tag(e, k)
	}
}

// tag keeps the latest stage and tags; of two in the same instant the one with
// the greater content, so that the order of arrival plays no part.
func (c *face) tag(e *Event, k *fact) {
	if e.Stage != "" && (k.time > c.stageAt || k.time == c.stageAt && e.Stage > c.stage) {
		c.stage, c.stageAt = e.Stage, k.time
	}
	if k.time > c.taggedAt || k.time == c.taggedAt && slices.Compare(e.Tags, c.tags) > 0 {
		c.tags, c.taggedAt = slices.Clone(e.Tags), k.time
	}
	c.rank(e.Tier, k.time)
}

// rank keeps the latest tier that was told.
func (c *face) rank(tier Text, at Time) {
	if tier != "" && (at > c.tierAt || at == c.tierAt && tier > c.tier) {
		c.tier, c.tierAt = tier, at
	}
}

// hear keeps the buyer's last words.
func (c *face) hear(e *Event, k *fact) {
	c.rank(e.Sender.Tier, k.time)
	if k.time < c.buyerAt || k.time == c.buyerAt && k.word().before(c.wordsOf) {
		return
	}
	c.buyer, c.buyerName, c.buyerAt = e.Sender.ID, e.Sender.Name, k.time
	c.words, c.wordsOf = cut(firstOf(e.Text, mediaText(e.Media)), wordsKept), k.word()
}

// remind takes the buyer's last words from a message told again: a floor
// restored from a checkpoint has the message and not its words.
func (c *face) remind(e *Event, k *fact) {
	if c.words == "" && e.Type == MessageCreated && k.word() == c.wordsOf {
		c.words = cut(firstOf(e.Text, mediaText(e.Media)), wordsKept)
	}
}

// speak notes that a person wrote.
func (q *person) speak(e *Event, k *fact, s *shop) {
	q.writes(k.time)
	if q.shops == nil {
		q.shops = map[int]Time{}
	}
	q.shops[s.index] = max(q.shops[s.index], k.time)
	if e.Team != "" {
		q.seenIn.learn(k.team, k.time, e.ID)
	}
	if e.Sender.Kind == Agent {
		q.call(e.Sender.Name, k.time, e.ID)
	}
}

// call remembers how to call a person.
func (q *person) call(name Text, at Time, id Text) {
	if name != "" && q.id != Unassigned {
		q.called.learn(name, at, id)
	}
}

func mediaText(kind Text) Text {
	if kind == "" {
		return ""
	}
	return "[" + kind + "]"
}

// cut shortens s to at most n bytes, on a rune's boundary; what is shortened is in
// memory of its own.
func cut(s Text, n int) Text {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return Text(strings.Clone(string(s[:n])))
}

// complain notes that a buyer has complained, whatever the conversation.
func (f *Floor) complain(e *Event, at Time) {
	if e.Buyer == "" {
		return
	}
	s := f.shop(ShopKey{e.Platform, e.Shop})
	if first, ok := s.complaints[e.Buyer]; !ok || at < first {
		s.complaints[e.Buyer] = at
	}
	for _, t := range s.order {
		if t.face.buyer == e.Buyer && !t.packed {
			f.touch(t, maxDate)
		}
	}
}

// complains reports whether the buyer has an open complaint; nothing ends one.
func (s *shop) complains(buyer Text, now Time) bool {
	at, ok := s.complaints[buyer]
	return ok && at <= now
}
