package metrics

import (
	"maps"
	"slices"
)

// CheckpointVersion changes with what a checkpoint holds.
const CheckpointVersion = 3

// Checkpoint is a floor's facts being written down, a piece at a time while the
// floor goes on. What comes meanwhile may be in it or not: who restores it reads
// the history again from where it stood when the writing began, and what is told
// twice counts once.
type Checkpoint struct {
	floor  *Floor
	facts  writer // of shops
	shop   int
	thread int
	sealed []byte               // what is packed, as it was when the writing began
	thawed map[*entity]struct{} // of that, what was unpacked since
}

// Checkpoint begins to write down all facts: what Restore needs to judge
// everything again, and no texts. Commands, and the texts of HoldTexts, are not
// in it. Of what is packed it holds where it lies and what the sums have of it;
// nothing is packed until the writing has ended, or another begins.
func (f *Floor) Checkpoint() *Checkpoint {
	c := &Checkpoint{floor: f}
	if f.vault != nil {
		c.sealed, c.thawed, f.vault.writing = f.writeSealed(), map[*entity]struct{}{}, c
	}
	return c
}

// Write writes at most n conversations and reports whether there are more.
func (c *Checkpoint) Write(n int) (more bool) {
	for ; n > 0 && c.shop < len(c.floor.shopOrder); n-- {
		s := c.floor.shopOrder[c.shop]
		if c.thread == 0 {
			c.facts.bool(true) // another shop
			c.facts.text(s.key.Platform)
			c.facts.text(s.key.Shop)
		}
		if c.thread < len(s.order) {
			if t := s.order[c.thread]; !t.packed && !c.has(&t.entity) {
				c.facts.bool(true) // another conversation
				c.facts.thread(t)
			}
			c.thread++
			continue
		}
		c.facts.bool(false)
		c.rest(s)
		c.shop, c.thread = c.shop+1, 0
	}
	return c.shop < len(c.floor.shopOrder)
}

// Bytes is the checkpoint, once Write has reported that there is no more. What
// facts refer to, teams and people, is written last and read first.
func (c *Checkpoint) Bytes() []byte {
	f, w := c.floor, &writer{}
	w.uint(CheckpointVersion)
	w.text(Text(f.policy.Version())) // facts carry what the policy saw in texts
	w.texts(f.teams.list)
	w.people(f.people.list)
	w.sources(f.sources)
	w.activity(f.activity.list)
	for _, n := range f.counts.all() {
		w.uint(uint64(*n))
	}
	w.time(f.feedLast)
	w.buf = append(w.buf, c.facts.buf...)
	w.bool(false)
	w.buf = append(w.buf, c.sealed...)
	if f.vault != nil && f.vault.writing == c {
		f.vault.writing = nil
	}
	return w.buf
}

// all are the counters that history adds up.
func (c *ReportCounts) all() []*int {
	return []*int{&c.Lines, &c.Malformed, &c.Duplicates, &c.Conflicts, &c.LateIngest, &c.Quarantined, &c.Events}
}

func (w *writer) people(list []*person) {
	w.uint(uint64(len(list)))
	for _, q := range list {
		w.text(q.id)
		w.name(&q.name)
		w.name(&q.called)
		w.team(&q.team)
		w.team(&q.seenIn)
		w.uint(uint64(len(q.said)))
		for _, at := range q.said {
			w.time(at)
		}
		w.entity(&q.entity)
		w.uint(uint64(len(q.capacity)))
		for _, c := range q.capacity {
			w.time(c.from)
			w.int(int64(c.n))
			w.text(c.id)
			w.text(c.words)
		}
		w.uint(uint64(len(q.shops)))
		for _, i := range slices.Sorted(maps.Keys(q.shops)) {
			w.uint(uint64(i))
			w.time(q.shops[i])
		}
	}
}

func (w *writer) name(l *latest[Text]) {
	w.text(l.value)
	w.time(l.at)
	w.text(l.id)
}

func (w *writer) team(l *latest[uint16]) {
	w.uint(uint64(l.value))
	w.time(l.at)
	w.text(l.id)
}

// has reports whether something is among what is sealed.
func (c *Checkpoint) has(e *entity) bool {
	_, has := c.thawed[e]
	return has
}

// rest is what a shop has beside its conversations.
func (c *Checkpoint) rest(s *shop) {
	w := &c.facts
	for _, k := range slices.Sorted(maps.Keys(s.cases)) {
		if !c.has(s.cases[k]) {
			w.bool(true) // another case
			w.text(k)
			w.entity(s.cases[k])
		}
	}
	w.bool(false)
	w.uint(uint64(len(s.complaints)))
	for _, k := range slices.Sorted(maps.Keys(s.complaints)) {
		w.text(k)
		w.time(s.complaints[k])
	}
	w.uint(uint64(len(s.spent)))
	for _, k := range slices.Sorted(maps.Keys(s.spent)) {
		w.text(k)
		w.int(s.spent[k])
	}
	w.baselines(s.baselines)
}

func (w *writer) baselines(all map[baselineKey]baseline) {
	w.uint(uint64(len(all)))
	for k, b := range all {
		w.int(int64(k.day))
		w.text(Text(k.metric))
		w.int(int64(b.tally.OK))
		w.int(int64(b.tally.N))
		w.time(b.at)
		w.text(b.id)
	}
}

func (w *writer) thread(t *thread) {
	w.text(t.key)
	w.entity(&t.entity)
	c := &t.face
	w.uint(uint64(c.team))
	w.time(c.teamAt)
	w.text(c.buyer)
	w.text(c.buyerName)
	w.time(c.buyerAt)
	w.text(c.tier)
	w.time(c.tierAt)
	w.text(c.stage)
	w.time(c.stageAt)
	w.texts(c.tags)
	w.time(c.taggedAt)
	w.uint(uint64(c.wordsOf.idHash))
	w.uint(uint64(c.wordsOf.digest))
}

// entity writes facts in their order, with the id of each and the id that a
// recall names.
func (w *writer) entity(e *entity) {
	w.uint(uint64(len(e.facts)))
	last := Time(0)
	for i := range e.facts {
		k := &e.facts[i]
		w.uint(uint64(k.time - last)) // sorted: never negative but for the first, which wraps
		last = k.time
		w.uint(uint64(k.kind))
		w.uint(uint64(k.flags))
		w.uint(uint64(k.team))
		w.uint(k.who)
		w.uint(uint64(k.extra))
		w.uint(uint64(k.digest))
		w.text(Text(e.id(k)))
		if k.kind == kindRecall || k.kind == kindDelete {
			w.text(k.ref(e))
		} else {
			w.int(k.arg)
		}
	}
}

func (w *writer) sources(all map[ShopKey]*source) {
	w.uint(uint64(len(all)))
	for k, s := range all {
		w.text(k.Platform)
		w.text(k.Shop)
		w.uint(uint64(len(s.reports)))
		for _, r := range s.reports {
			w.time(r.at)
			w.text(r.id)
			w.time(r.watermark)
		}
		w.uint(uint64(len(s.gaps)))
		for _, g := range s.gaps {
			w.time(g.From)
			w.time(g.To)
		}
	}
}

func (w *writer) activity(list []Happening) {
	w.uint(uint64(len(list)))
	for i := range list {
		h := &list[i]
		for _, s := range []Text{h.ID, h.Key.Platform, h.Key.Shop, h.Key.Conversation, h.Team, h.Who, h.Name, h.From, h.By, Text(h.Command)} {
			w.text(s)
		}
		w.time(h.Time)
		w.uint(uint64(h.Type))
		w.uint(uint64(h.Presence))
		w.int(int64(h.Score))
		w.uint(uint64(len(h.Rules)))
		for _, r := range h.Rules {
			w.text(Text(r))
		}
	}
}
