package bench

import (
	"cmp"
	"fmt"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// crowd is many buyers who ask and are answered in turn: events of about 350
// bytes with a Chinese text, of 12 shops and 500 agents.
type crowd struct {
	conversations int
	now           func(i int) metrics.Time // when the event of the number happened

	agents    int // 0: 500
	first     int // number of the first conversation
	scattered bool
}

// stride scatters conversations; a prime has no factor in common with their number.
const stride = 7_368_787

func (c crowd) event(i int) metrics.Event {
	conversation, turn := i%c.conversations, i/c.conversations
	if c.scattered {
		conversation = conversation * stride % c.conversations
	}
	conversation += c.first
	shop := text.Clean(fmt.Sprintf("flagship-%02d", conversation%12))
	e := metrics.Event{
		ID:   text.Clean(fmt.Sprintf("pdd:%s:%d-%d", shop, conversation, turn)),
		Type: metrics.MessageCreated, Time: c.now(i), Producer: "bench", Platform: "pdd", Shop: shop, Team: "presale",
		Conversation: text.Clean(fmt.Sprintf("c%d", conversation)),
		Text:         "亲,这件连衣裙什么时候发货呀?我等了好几天了,能不能帮我催一下,谢谢啦",
	}
	if turn%2 == 0 {
		e.Sender = metrics.Sender{Kind: metrics.Buyer, ID: text.Clean(fmt.Sprintf("u%d", conversation)), Name: "爱吃西瓜的小鱼"}
	} else {
		e.Sender = metrics.Sender{Kind: metrics.Agent, ID: text.Clean(fmt.Sprintf("a%d", conversation%cmp.Or(c.agents, 500))), Name: "小林"}
	}
	return e
}

// message is the event as it travels.
func (c crowd) message(i int) (subject string, data []byte, err error) {
	e := c.event(i)
	data, err = feed.Encode(&e)
	return feed.Subject(&e), data, err
}
