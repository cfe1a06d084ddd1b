package metrics

import "slices"

// shop is everything known of one shop.
type shop struct {
	key        ShopKey
	index      int
	rules      *compiledRules
	threads    map[Text]*thread
	order      []*thread // in order of appearance
	days       map[Date]*shopDay
	cases      map[Text]*entity // orders, refunds and complaints without conversation
	source     *source
	complaints map[Text]Time  // first complaint of each buyer who made one
	spent      map[Text]int64 // hundredths ordered by each buyer, if large orders are pinned
	baselines  map[baselineKey]baseline
	began      Time // of the first fact that was ever packed; 0: none was
	ended      Time // of the last
}

// shopDay is the sums of one shop over one local day. They change only by
// taking a thread-day's old part away and adding its new one.
type shopDay struct {
	tallies   []Tally // by metric, rates only
	consumers map[uint64]*consumerDay
	late      int // facts that came after the day froze (R7)

	sealed     []Tally // what tallies have from packed conversations; nil: nothing
	sealedLate int     // likewise of late
}

func (s *shop) day(d Date) *shopDay {
	sd := s.days[d]
	if sd == nil {
		sd = &shopDay{tallies: make([]Tally, s.rules.rates), consumers: map[uint64]*consumerDay{}}
		s.days[d] = sd
	}
	return sd
}

// replace takes the day's old part out of the shop's sums and puts v in.
func (f *Floor) replace(t *thread, d *threadDay, v *verdict) {
	sd := t.shop.day(d.date)
	f.replaceTallies(sd, t.shop.rules, d, v)
	f.replaceConsumers(sd, t, d, v)
	f.replaceAnswers(t, d, v)
	f.replaceAgents(d, v)
	d.open = append(d.open[:0], v.open...)
	d.out, d.judged, d.beyond, d.next, d.decided = v.out, true, v.beyond, v.next, v.decided
}

func (f *Floor) replaceTallies(sd *shopDay, rules *compiledRules, d *threadDay, v *verdict) {
	if slices.Equal(d.tallies, v.tallies) {
		return
	}
	for i := range rules.metrics[:rules.rates] {
		slot := rules.metrics[i].slot
		if slot < 0 {
			continue
		}
		if d.tallies != nil {
			sd.tallies[i].change(d.tallies[slot], -1)
		}
		sd.tallies[i].change(v.tallies[slot], +1)
	}
	if d.tallies == nil {
		d.tallies = make([]tally32, len(v.tallies))
	}
	copy(d.tallies, v.tallies)
}

// change adds u n times; n is -1 to take it away.
func (t *Tally) change(u tally32, n int) {
	t.OK += n * int(u.ok)
	t.N += n * int(u.n)
	t.Pending += n * int(u.pending)
	t.Excluded += n * int(u.excluded)
}

// replaceConsumers swaps the thread-day's buyers. The common case, the same
// one buyer with the same outcomes, changes nothing.
func (f *Floor) replaceConsumers(sd *shopDay, t *thread, d *threadDay, v *verdict) {
	if slices.EqualFunc(d.consumers, v.consumers, consumerPart.same) {
		return
	}
	touched := f.buyers[:0]
	for i := range d.consumers {
		c := &d.consumers[i]
		c.day.count(c, -1)
		touched = append(touched, buyerDay{c.buyer, c.day})
	}
	for i := range v.consumers {
		c := &v.consumers[i]
		at := slices.IndexFunc(touched, func(b buyerDay) bool { return b.buyer == c.buyer })
		if at < 0 {
			at = len(touched)
			touched = append(touched, buyerDay{c.buyer, f.consumer(t.shop, d.date, c.buyer)})
		}
		c.day = touched[at].day
	}
	f.buyers = touched
	d.consumers = append(d.consumers[:0], v.consumers...)
	for i := range d.consumers {
		d.consumers[i].day.count(&d.consumers[i], +1)
	}
	for _, b := range touched {
		b.day.know(part{t, d.date}, b.buyer)
		sd.recount(t.shop.rules, b)
		f.tellRows(b, t)
	}
}

// consumer is a buyer's day, with all the conversations that have a share in it.
func (f *Floor) consumer(s *shop, day Date, buyer uint64) *consumerDay {
	sd := s.day(day)
	if sd.consumers[buyer] == nil {
		f.fetchDay(s, day, buyer)
	}
	return sd.consumer(buyer)
}

func (sd *shopDay) consumer(buyer uint64) *consumerDay {
	cd := sd.consumers[buyer]
	if cd == nil {
		cd = &consumerDay{}
		cd.parts = cd.first[:0]
		sd.consumers[buyer] = cd
	}
	return cd
}

func (sd *shopDay) countConsumer(rules *compiledRules, o outcomes, n int) {
	for i := range rules.metrics[:rules.rates] {
		if c := rules.metrics[i].consumer; c >= 0 {
			sd.tallies[i].add(o.at(c), n)
		}
	}
}

// agentDay is one person's day over all shops.
type agentDay struct {
	agentSums
	sealed agentSums // what they have from packed conversations
}

type agentSums struct {
	replies  [len(agentThresholds)]AgentTally
	messages int
	answered int
	wait     Span
}

type agentDayKey struct {
	person uint32
	date   Date
}

func (f *Floor) agentDay(person uint32, d Date) *agentDay {
	q := f.people.list[person]
	if q.latest != nil && q.latestDate == d {
		return q.latest
	}
	k := agentDayKey{person, d}
	a := f.agentDays[k]
	if a == nil {
		a = &agentDay{}
		f.agentDays[k] = a
	}
	q.latest, q.latestDate = a, d
	return a
}

func (f *Floor) replaceAgents(d *threadDay, v *verdict) {
	if slices.Equal(d.agents, v.agents) {
		return
	}
	for i := range d.agents {
		f.agentDay(d.agents[i].person, d.date).count(&d.agents[i], -1)
	}
	for i := range v.agents {
		f.agentDay(v.agents[i].person, d.date).count(&v.agents[i], +1)
	}
	d.agents = append(d.agents[:0], v.agents...)
}

func (a *agentSums) count(p *agentPart, n int) {
	for i := range p.fates {
		for which, k := range p.fates[i] {
			if k == 0 {
				continue
			}
			a.replies[i].add(fate(which), n*int(k))
		}
	}
	a.messages += n * int(p.messages)
	a.answered += n * int(p.answered)
	a.wait += Span(n) * p.wait
}
