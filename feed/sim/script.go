package sim

import (
	"fmt"

	"floorwalker/metrics"
)

// buyer is a person who writes to one shop.
type buyer struct {
	id, name, tier metrics.Text
	last           *agent        // who served him last
	chat           *conversation // his latest
}

// script is what a buyer came with. It is drawn before the floor touches him.
type script struct {
	topic    *topic
	turns    []turn
	nag      metrics.Span // he asks again after waiting this long
	patience metrics.Span // and leaves after this long
	complain bool         // when he leaves
	abandon  bool         // he also closes the conversation
	strays   bool         // his second question belongs to another team
	rates    bool         // if invited
	harsh    bool         // with a worse score than the waiting deserved
	buys     bool
	returns  bool // comes back for an answer to a message left at night
	advert   bool // is no buyer at all, moderation deletes him
	recall   bool // takes his first line back
	pictures bool
}

// turn is one question: short messages in a row.
type turn struct {
	lines  []metrics.Text
	gaps   []metrics.Span // before each line; the first is the time to think
	work   metrics.Span   // what the answer costs an undisturbed agent
	helped bool           // a robot's answer is good enough
	human  bool           // he asks for a human
	thanks bool           // nothing is asked
}

// write draws a buyer's script.
func (c *conversation) write() {
	d, said := c.dice, c.shop.said
	t := c.topic()
	c.script = script{
		topic:    t,
		nag:      25*metrics.Second + d.around(80*metrics.Second, .6),
		patience: d.around(9*metrics.Minute, .8),
		complain: d.chance(.10),
		abandon:  d.chance(.15),
		strays:   d.chance(.04),
		rates:    d.chance(.38),
		harsh:    d.chance(.06),
		buys:     t.stage == presale && d.chance(.34),
		returns:  d.chance(.4),
		advert:   d.chance(.003),
		recall:   d.chance(.006),
		pictures: d.chance(.12),
	}
	if c.script.advert {
		c.script.turns = []turn{c.ask([]metrics.Text{pick(d, said.adverts)})}
		return
	}
	p := said.byTopic[t.name]
	c.script.turns = append(c.script.turns, c.ask(pick(d, p.open)))
	for len(c.script.turns) < maxTurns && d.chance(1-1/t.turns) {
		lines := []metrics.Text{p.more[(int(c.number)+len(c.script.turns))%len(p.more)]}
		if d.chance(.3) {
			lines = append(lines, pick(d, said.others))
		}
		c.script.turns = append(c.script.turns, c.ask(lines))
	}
	if d.chance(.55) {
		bye := c.ask([]metrics.Text{pick(d, said.thanks)})
		bye.thanks, bye.work = true, d.around(4*metrics.Second, .3)
		c.script.turns = append(c.script.turns, bye)
	}
}

const maxTurns = 9

// ask makes a turn of lines.
func (c *conversation) ask(lines []metrics.Text) turn {
	d := c.dice
	t := turn{
		work:   d.around(c.script.topic.work, .5),
		helped: d.chance(c.script.topic.robot),
		human:  d.chance(.35),
		gaps:   []metrics.Span{d.around(22*metrics.Second, .7)},
	}
	for i, l := range lines {
		if i > 0 {
			t.gaps = append(t.gaps, d.around(5*metrics.Second, .6))
		}
		t.lines = append(t.lines, c.fill(l))
	}
	return t
}

// topic draws what a conversation is about.
func (c *conversation) topic() *topic {
	var all float64
	for i := range topics {
		all += topics[i].weight
	}
	at := c.dice.Float64() * all
	for i := range topics {
		if at -= topics[i].weight; at < 0 {
			return &topics[i]
		}
	}
	return &topics[len(topics)-1]
}

// orderNumber is the order this conversation is about.
func (c *conversation) orderNumber() metrics.Text {
	if c.order == "" {
		c.order = own(fmt.Sprintf("%s-%012d", c.day.Format("060102"), mix(c.number)%1e12))
	}
	return c.order
}
