package metrics

import "slices"

// consumerDay is one buyer's day in a shop: the worst of his conversations
// (R15).
type consumerDay struct {
	counted outcomes // as the shop's sums have it
	told    uint16   // ladder steps lost, as the rows of his conversations have them
	parts   []part
	first   [1]part // room for the parts of almost every buyer
	many    *manyParts
}

// part points to a thread-day that knows the buyer.
type part struct {
	thread *thread
	date   Date
}

// of is what the thread-day knows of the buyer; nil: nothing.
func (p part) of(buyer uint64) *consumerPart {
	d := p.thread.dayAt(p.date)
	for i := range d.consumers {
		if d.consumers[i].buyer == buyer {
			return &d.consumers[i]
		}
	}
	return nil
}

// manyParts counts what the parts of a buyer's day know, once they are too many to
// be asked one by one at every message: some helpdesks call all visitors the same.
type manyParts struct {
	at       map[part]int // in parts
	outcomes [maxConsumerRates][miss + 1]int32
	lost     [16]int32
}

// partsMany is from how many on they are counted. Tests count from fewer.
var partsMany = familyMost

// outcomes is the buyer's day, metric by metric.
func (c *consumerDay) outcomes(buyer uint64, metrics int) outcomes {
	if c.many != nil {
		return c.many.worst(metrics)
	}
	var o outcomes
	for _, p := range c.parts {
		if q := p.of(buyer); q != nil {
			o = o.worst(q.outcomes, metrics)
		}
	}
	return o
}

// lost are the ladder steps that the buyer's day has lost. What an open turn
// has broken itself is among them: it has passed those steps anyway.
func (c *consumerDay) lost(buyer uint64) uint16 {
	if c.many != nil {
		return c.many.steps()
	}
	var bits uint16
	for _, p := range c.parts {
		if q := p.of(buyer); q != nil {
			bits |= q.lost
		}
	}
	return bits
}

// know keeps the list of thread-days that know the buyer.
func (c *consumerDay) know(p part, buyer uint64) {
	at := c.find(p)
	knows := p.of(buyer) != nil
	switch {
	case knows && at < 0:
		c.add(p, buyer)
	case !knows && at >= 0:
		c.remove(at)
	}
}

func (c *consumerDay) find(p part) int {
	if c.many == nil {
		return slices.Index(c.parts, p)
	}
	if at, known := c.many.at[p]; known {
		return at
	}
	return -1
}

// add adds a part that has been counted.
func (c *consumerDay) add(p part, buyer uint64) {
	c.parts = append(c.parts, p)
	switch {
	case c.many != nil:
		c.many.at[p] = len(c.parts) - 1
	case len(c.parts) > partsMany:
		c.many = &manyParts{at: map[part]int{}}
		for i, p := range c.parts {
			c.many.at[p] = i
			if q := p.of(buyer); q != nil {
				c.count(q, +1)
			}
		}
	}
}

// remove puts the last part in the place of one that has gone.
func (c *consumerDay) remove(at int) {
	last := len(c.parts) - 1
	if c.many != nil {
		delete(c.many.at, c.parts[at])
		if at != last {
			c.many.at[c.parts[last]] = at
		}
	}
	c.parts[at], c.parts[last] = c.parts[last], part{}
	c.parts = c.parts[:last]
}

// count notes what a part knows, or does not any more (n = -1), if there are many.
func (c *consumerDay) count(p *consumerPart, n int32) {
	if c.many == nil {
		return
	}
	for i := range c.many.outcomes {
		c.many.outcomes[i][p.outcomes.at(i)] += n
	}
	for i := range c.many.lost {
		c.many.lost[i] += n * int32(p.lost>>i&1)
	}
}

func (m *manyParts) worst(metrics int) (o outcomes) {
	for i := range metrics {
		for with := range m.outcomes[i] {
			if m.outcomes[i][with] > 0 {
				o.worsen(i, outcome(with))
			}
		}
	}
	return o
}

func (m *manyParts) steps() (bits uint16) {
	for i := range m.lost {
		if m.lost[i] > 0 {
			bits |= 1 << i
		}
	}
	return bits
}

// buyerDay is a buyer whose day is being changed.
type buyerDay struct {
	buyer uint64
	day   *consumerDay
}

// recount puts what the buyer's day has become into the sums in place of what
// it was.
func (sd *shopDay) recount(rules *compiledRules, b buyerDay) {
	now := b.day.outcomes(b.buyer, rules.consumers)
	if now != b.day.counted {
		sd.countConsumer(rules, b.day.counted, -1)
		sd.countConsumer(rules, now, +1)
		b.day.counted = now
	}
	if len(b.day.parts) == 0 {
		delete(sd.consumers, b.buyer)
	}
}

// tellRows marks the rows of the buyer's other conversations: a step lost here
// is lost there (R50).
func (f *Floor) tellRows(b buyerDay, except *thread) {
	lost := b.day.lost(b.buyer)
	if lost == b.day.told {
		return
	}
	b.day.told = lost
	for _, p := range b.day.parts {
		if p.thread != except && p.thread.rowPos >= 0 {
			f.lookAgainAt(p.thread)
		}
	}
}
