package metrics

import "slices"

// shopDigest is what one walk over all conversations of a shop collects for
// its report: everything that is not kept as a running sum.
type shopDigest struct {
	shop   *shop
	now    Time
	asOf   Time
	days   map[Date]*dayDigest
	visits []visit                  // R40
	starts map[uint64][]Time        // sessions begun, by buyer
	talks  map[Date]map[uint64]Time // first message of each buyer and day (R35)
	live   []liveTally              // by rate (R31)
	units  []map[Date][]Span        // by rate: time of day at which units began
	cases  caseDigest
	house  houseDigest
}

// dayDigest is a shop-day in the making.
type dayDigest struct {
	means      []meanTally // by mean
	csat       csatTally
	complaints int
	agents     map[uint32]*agentDigest
	splits     splitTally
}

// agentDigest is one person's day in one shop.
type agentDigest struct {
	replies    [len(agentThresholds)]AgentTally
	waits      []Span
	messages   int
	sessions   int
	complaints int
	nightly    int
	csat       csatTally
	desk       []interval
	hits       map[int]int // compliance rule: messages
}

func (d *shopDigest) day(date Date) *dayDigest {
	dd := d.days[date]
	if dd == nil {
		dd = &dayDigest{
			means:  make([]meanTally, len(d.shop.rules.metrics)-d.shop.rules.rates),
			agents: map[uint32]*agentDigest{},
		}
		d.days[date] = dd
	}
	return dd
}

func (d *shopDigest) agent(date Date, person uint32) *agentDigest {
	dd := d.day(date)
	a := dd.agents[person]
	if a == nil {
		a = &agentDigest{}
		dd.agents[person] = a
	}
	return a
}

func (f *Floor) newDigest(s *shop) *shopDigest {
	d := &shopDigest{
		shop: s, now: f.now, asOf: s.asOf(f.now), days: map[Date]*dayDigest{},
		starts: map[uint64][]Time{}, talks: map[Date]map[uint64]Time{},
		live: make([]liveTally, s.rules.rates), units: make([]map[Date][]Span, s.rules.rates),
	}
	d.house = houseDigest{
		invitations: map[Date]*InvitationFigure{}, byAgent: map[Date]map[uint32]*InvitationFigure{},
		answers: map[uint32][]answer{},
	}
	for i := range d.units {
		d.units[i] = map[Date][]Span{}
	}
	return d
}

// digest walks a shop's conversations. It changes nothing of the floor but the
// judge that it is lent.
func (f *Floor) digest(s *shop, j *judge) *shopDigest {
	d := f.newDigest(s)
	consumers := consumerUnits{}
	for t := range f.conversations(s) {
		d.thread(t, j, consumers)
	}
	d.consumerUnits(consumers)
	for _, starts := range d.starts {
		slices.Sort(starts)
	}
	f.digestCases(d)
	return d
}

// thread reads each day of a conversation again and collects.
func (d *shopDigest) thread(t *thread, j *judge, consumers consumerUnits) {
	j.rules, j.now, j.asOf = t.shop.rules, d.now, d.asOf
	z := t.shop.rules.Zone
	story := story{digest: d, entity: &t.entity}
	for i := range t.days {
		td := &t.days[i]
		j.carry, j.day = td.in, td.date
		j.open, j.end = z.Midnight(td.date), z.Midnight(td.date+1)
		if j.open > d.now {
			break
		}
		lo, hi := t.bounds(z, td.date)
		j.read(&t.entity, lo, hi)
		c := collector{reading: &j.reading, digest: d, consumers: consumers}
		c.collect()
		story.add(&j.reading, hi)
		d.sitThrough(t, i, j.carry)
	}
	story.voided = append([]bool(nil), j.voided...)
	story.tell()
	story.tellHouse(t.key)
}

// sitThrough books the desk time of days on which nothing happened in a
// conversation that stayed open in somebody's hands after its day i.
func (d *shopDigest) sitThrough(t *thread, i int, out carry) {
	if !out.active {
		return
	}
	z := d.shop.rules.Zone
	until := z.Date(d.now) + 1
	if i+1 < len(t.days) {
		until = min(until, t.days[i+1].date)
	}
	for day := t.days[i].date + 1; day < until; day++ {
		from, to := z.Midnight(day), min(z.Midnight(day+1), d.now)
		if from < to {
			a := d.agent(day, out.owner)
			a.desk = append(a.desk, interval{from, to, out.owner})
		}
	}
}

// collector takes what the report needs out of one reading.
type collector struct {
	*reading
	digest    *shopDigest
	consumers consumerUnits
}

func (c *collector) collect() {
	dd := c.digest.day(c.day)
	for i := range dd.means {
		m := &c.rules.metrics[c.rules.rates+i]
		c.meanSamples(m, dd.means[i].add)
	}
	c.agentLines(func(l agentLine) {
		a := c.digest.agent(c.day, l.person)
		for i, fate := range l.fates {
			a.replies[i].add(fate, 1)
		}
		if l.answered && c.sampled(l.asked, l.answer) {
			a.waits = append(a.waits, l.wait)
			c.digest.house.noteAnswer(&l, c.now)
		}
	})
	for _, person := range c.nightly {
		c.digest.agent(c.day, person).nightly++
	}
	for _, desk := range c.desk {
		a := c.digest.agent(c.day, desk.person)
		a.desk = append(a.desk, desk)
	}
	c.collectTalks()
	c.collectHouse()
	c.collectConsumers()
	for i := range c.rules.metrics[:c.rules.rates] {
		c.collectUnits(i)
		c.collectLive(i)
	}
}

// collectTalks notes each buyer's first message of the day, at any hour (R35).
func (c *collector) collectTalks() {
	talks := c.digest.talks[c.day]
	if talks == nil {
		talks = map[uint64]Time{}
		c.digest.talks[c.day] = talks
	}
	for i := range c.asks {
		a := &c.asks[i]
		if a.handoff {
			continue
		}
		if first, known := talks[a.buyer]; !known || a.time < first {
			talks[a.buyer] = a.time
		}
	}
}

// collectConsumers notes the units of the rates that count consumers (R15).
func (c *collector) collectConsumers() {
	for k := range c.asks {
		a := &c.asks[k]
		var units []consumerUnit
		for i := range c.rules.metrics[:c.rules.rates] {
			m := &c.rules.metrics[i]
			if m.Unit != PerConsumer || !c.counts(m, a) {
				continue
			}
			if units == nil {
				units = c.consumers.of(consumerKey{c.day, a.buyer}, c.rules.rates)
			}
			units[i].add(a.time.Sub(c.open), c.outcome(m, a))
		}
	}
}

// collectUnits notes when the units of a rate began: the arrivals a forecast
// counts. Units that are out of the rate are not expected back.
func (c *collector) collectUnits(i int) {
	m := &c.rules.metrics[i]
	note := func(t Time) {
		c.digest.units[i][c.day] = append(c.digest.units[i][c.day], t.Sub(c.open))
	}
	switch m.Unit {
	case PerConsumer: // collectConsumers
	case PerMessage:
		for k := range c.asks {
			if a := &c.asks[k]; c.counts(m, a) && c.outcome(m, a) != excluded {
				note(a.time)
			}
		}
	default:
		session := int32(-1)
		c.turns(m, func(t turn) {
			if m.Unit == PerSession && t.session == session || c.outcome(m, &c.asks[t.first]) == excluded {
				return
			}
			session = t.session
			note(c.asks[t.first].time)
		})
	}
}

// consumerUnits are the consumer-days of a shop, with a unit for each rate.
type consumerUnits map[consumerKey][]consumerUnit

type consumerKey struct {
	day   Date
	buyer uint64
}

// consumerUnit begins with the buyer's first message in any conversation and
// comes out as his worst (R15).
type consumerUnit struct {
	first Span
	worst outcome
	known bool
}

func (u consumerUnits) of(k consumerKey, rates int) []consumerUnit {
	units := u[k]
	if units == nil {
		units = make([]consumerUnit, rates)
		u[k] = units
	}
	return units
}

func (u *consumerUnit) add(at Span, o outcome) {
	if !u.known || at < u.first {
		u.first = at
	}
	u.known, u.worst = true, max(u.worst, o)
}

// consumerUnits adds the consumers: one unit a day.
func (d *shopDigest) consumerUnits(consumers consumerUnits) {
	for k, units := range consumers {
		for i, one := range units {
			if one.known && one.worst > excluded {
				d.units[i][k.day] = append(d.units[i][k.day], one.first)
			}
		}
	}
}
