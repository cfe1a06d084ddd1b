package sim

import "floorwalker/metrics"

// curve is how busy a day is at its hours, as a share of the evening peak; in
// between it runs straight.
var curve = []struct {
	hour, share float64
}{
	{0, .22},
	{1, .12},
	{2.5, .05},
	{6, .05},
	{7.5, .18},
	{7.99, .30},
	{8.05, .90},
	{8.5, .70},
	{9.5, .55},
	{11, .60},
	{12.2, .75},
	{13.5, .60},
	{15, .52},
	{17.5, .55},
	{19, .75},
	{20.5, 1},
	{21.75, .90},
	{23, .55},
	{24, .22},
}

// demand is the share of the evening peak that arrives at t.
func demand(zone metrics.Zone, t metrics.Time) float64 {
	hour := float64(zone.TimeOfDay(t)) / float64(metrics.Hour)
	for i := 1; i < len(curve); i++ {
		a, b := curve[i-1], curve[i]
		if hour < b.hour {
			return a.share + (b.share-a.share)*(hour-a.hour)/(b.hour-a.hour)
		}
	}
	return curve[len(curve)-1].share
}

// expectBuyer plans the next arrival: a Poisson process of the highest rate
// there can be, thinned to the rate of its moment.
func (s *Simulator) expectBuyer() {
	most := s.cfg.Rate * s.worstRush()
	gap := s.arrivals.after(metrics.Span(float64(metrics.Minute) / most))
	s.in(gap, func() {
		if s.arrivals.chance(demand(s.cfg.Zone, s.now) * s.rush() / s.worstRush()) {
			s.visit()
		}
		s.expectBuyer()
	})
}

// visit is a buyer entering a shop.
func (s *Simulator) visit() {
	s.visits++
	sh := s.pickShop()
	b := s.pickBuyer(sh)
	c := &conversation{
		number: s.visits,
		shop:   sh,
		buyer:  b,
		dice:   newDice(s.cfg.Seed, conversationStream+s.visits),
		day:    s.now.Std().In(s.cfg.Zone.Location()),
		robot:  sh.robot,
		turn:   -1,
	}
	id := "c-" + number(s.visits)
	if sh.endless {
		id = "c-" + b.id
	}
	c.key = metrics.ConversationKey{Platform: sh.name, Shop: sh.id, Conversation: id}
	b.chat = c
	s.chats[c.key] = c
	c.write()
	c.team = s.teamFor(sh, c.script.topic.stage)
	s.open(c)
}

func (s *Simulator) pickShop() *shop {
	var all float64
	for _, sh := range s.shops {
		all += sh.weight
	}
	at := s.arrivals.Float64() * all
	for _, sh := range s.shops {
		if at -= sh.weight; at < 0 {
			return sh
		}
	}
	return s.shops[len(s.shops)-1]
}

// remembered is how many former buyers a shop draws returning ones from.
const remembered = 1000

// pickBuyer takes somebody new, or one who was here before and is not now.
func (s *Simulator) pickBuyer(sh *shop) *buyer {
	back, who := s.arrivals.chance(.25), s.arrivals.Float64()
	if back && len(sh.buyers) > 0 {
		b := sh.buyers[int(who*float64(len(sh.buyers)))]
		if b.chat.closed {
			return b
		}
	}
	b := &buyer{id: "b" + number(10_000+s.visits)}
	d := newDice(s.cfg.Seed, conversationStream+1<<47+s.visits)
	b.name = buyerName(d, sh.english)
	if d.chance(.04) {
		b.tier = "vip"
	}
	if len(sh.buyers) == remembered {
		sh.buyers[int(who*remembered)] = b
	} else {
		sh.buyers = append(sh.buyers, b)
	}
	return b
}
