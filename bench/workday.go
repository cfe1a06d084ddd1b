package bench

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// workday is a day of Pinduoduo shops as a table of a database can hold it with
// little effort: questions, answers, assignments, transfers and closes, in the
// order in which they happened, between 08:00 and 23:00, no robots, nothing
// recalled, nothing late and nothing twice.
type workday struct {
	date  metrics.Date
	steps []step
}

// step is an event of a conversation. Events are made when they are needed: a
// day of them takes a gigabyte.
type step struct {
	at           metrics.Time
	conversation int32
	agent        int16 // who writes, or gets the conversation
	number       int8  // within the conversation
	kind         stepKind
}

type stepKind int8

const (
	asks stepKind = iota
	answers
	assigns
	transfers
	closes
)

const (
	workdayShops  = 12
	workdayTeams  = 4
	workdayAgents = 300
)

// newWorkday is the first n events of a day that has about as many.
func newWorkday(n int) *workday {
	date, _ := metrics.ParseDate("2026-03-10") // a constant
	d := &workday{date: date}
	opens := metrics.Shanghai.Midnight(date).Add(8 * metrics.Hour)
	for c := int32(0); len(d.steps) < n+n/8; c++ {
		course := course{random: rand.New(rand.NewPCG(uint64(c), 1)), conversation: c}
		course.play(opens)
		d.steps = append(d.steps, course.steps...)
	}
	slices.SortFunc(d.steps, func(a, b step) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.conversation, b.conversation))
	})
	d.steps = d.steps[:n]
	return d
}

// course is a conversation in the making.
type course struct {
	random       *rand.Rand
	conversation int32
	at           metrics.Time
	steps        []step
}

func (c *course) add(kind stepKind, agent int16) {
	c.steps = append(c.steps, step{c.at, c.conversation, agent, int8(len(c.steps)), kind})
}

// pause lets between least and most pass; no two events of a conversation are at
// the same time.
func (c *course) pause(least, most metrics.Span) {
	c.at = c.at.Add(least + metrics.Span(c.random.Int64N(int64(most-least))))
}

// play has two questions answered, by whom they were assigned to. Most wait less
// than three minutes, some for hours, and a few for ever.
func (c *course) play(opens metrics.Time) {
	agent := int16(c.random.IntN(workdayAgents))
	c.at = opens.Add(metrics.Span(c.random.Int64N(int64(14 * metrics.Hour))))
	c.add(asks, 0)
	if c.random.IntN(10) > 0 {
		c.pause(500, 3*metrics.Second)
		c.add(assigns, agent)
	}
	c.pause(4*metrics.Second, 9*metrics.Second)
	c.add(asks, 0)
	if !c.answer(agent) {
		return
	}
	c.pause(20*metrics.Second, 2*metrics.Minute)
	c.add(asks, 0)
	if c.random.IntN(10) == 0 {
		c.pause(metrics.Second, metrics.Minute)
		agent = (agent + 7) % workdayAgents
		c.add(transfers, agent)
	}
	if c.answer(agent) {
		c.pause(metrics.Minute, 5*metrics.Minute)
		c.add(closes, agent)
	}
}

func (c *course) answer(agent int16) (came bool) {
	switch luck := c.random.IntN(100); {
	case luck < 72:
		c.pause(10*metrics.Second, 170*metrics.Second)
	case luck < 86:
		c.pause(170*metrics.Second, 5*metrics.Minute)
	case luck < 95:
		c.pause(5*metrics.Minute, 25*metrics.Minute)
	case luck < 99:
		c.pause(25*metrics.Minute, 2*metrics.Hour)
	default:
		return false
	}
	c.add(answers, agent)
	return true
}

var stepTypes = [...]metrics.EventType{
	metrics.MessageCreated, metrics.MessageCreated, metrics.ConversationAssigned, metrics.ConversationTransferred, metrics.ConversationClosed,
}

// event is the step as it travels. One buyer in ten comes back with another
// conversation.
func (d *workday) event(i int) metrics.Event {
	s := d.steps[i]
	shop, buyer := s.conversation%workdayShops, s.conversation
	if s.conversation%10 == 0 && s.conversation >= workdayShops {
		buyer -= workdayShops
	}
	e := metrics.Event{
		ID: text.Clean(fmt.Sprintf("pdd:flagship-%02d:%d-%d", shop, s.conversation, s.number)), Type: stepTypes[s.kind], Time: s.at,
		Platform: "pdd", Shop: text.Clean(fmt.Sprintf("flagship-%02d", shop)), Team: text.Clean(fmt.Sprintf("presale-%d", shop%workdayTeams)),
		Conversation: text.Clean(fmt.Sprintf("c%d", s.conversation)), Amount: metrics.NoAmount,
	}
	agent := text.Clean(fmt.Sprintf("a%d", s.agent))
	switch s.kind {
	case asks:
		e.Sender = metrics.Sender{Kind: metrics.Buyer, ID: text.Clean(fmt.Sprintf("u%d", buyer)), Name: "爱吃西瓜的小鱼"}
		e.Text = "亲,这件连衣裙什么时候发货呀?我等了好几天了,能不能帮我催一下,谢谢啦"
	case answers:
		e.Sender = metrics.Sender{Kind: metrics.Agent, ID: agent, Name: "小林"}
		e.Text = "亲,您的包裹今天下午就会发出,给您添麻烦了"
	case assigns, transfers:
		e.Agent = agent
	}
	return e
}
