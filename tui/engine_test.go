package tui

import (
	"fmt"
	"testing"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// rig is a driver in front of the real engine: events go in, views come out,
// and what is asked of the backend is noted as the loop behind a screen does.
type rig struct {
	*driver
	floor *metrics.Floor
	at    metrics.Time
	told  int
}

// Send implements Desk: nothing happens before an event says so.
func (r *rig) Send(c metrics.Command) (string, error) {
	c.ID, c.Asked = fmt.Sprint("cmd-", len(r.desk.sent)+1), r.at
	r.desk.sent = append(r.desk.sent, c)
	r.floor.Asked(c)
	return c.ID, nil
}

// engine opens a screen on an empty floor at 10:00 of a day in November.
func engine(t testing.TB, change ...func(*Options)) *rig {
	r := &rig{floor: metrics.New(metrics.DefaultPolicy()), at: metrics.Shanghai.Midnight(metrics.Shanghai.Date(sampleNow)).Add(10 * metrics.Hour)}
	r.driver = start(t, append([]func(*Options){func(o *Options) { o.Desk = r }}, change...)...)
	r.look()
	return r
}

// tell applies an event as of now.
func (r *rig) tell(e metrics.Event) {
	r.told++
	e.ID, e.Time, e.Platform, e.Shop = text.Clean(fmt.Sprint("ev-", r.told)), r.at, "pinduoduo", "flag-17"
	if e.Type == metrics.AgentStatusChanged {
		e.Shop = ""
	}
	r.floor.Apply(&e)
}

func (r *rig) says(chat metrics.Text, who metrics.Sender) {
	r.tell(metrics.Event{Type: metrics.MessageCreated, Team: "presale", Conversation: chat, Sender: who, Text: "hello"})
}

func (r *rig) buyer(chat metrics.Text) {
	r.says(chat, metrics.Sender{Kind: metrics.Buyer, ID: "buyer-" + chat, Name: "W***"})
}

func (r *rig) answer(chat, agent metrics.Text) {
	r.says(chat, metrics.Sender{Kind: metrics.Agent, ID: agent})
}

func (r *rig) assign(chat, agent metrics.Text, command string) {
	r.tell(metrics.Event{
		Type: metrics.ConversationAssigned, Team: "presale", Conversation: chat, Agent: agent, Command: text.Clean(command),
	})
}

func (r *rig) status(agent metrics.Text, p metrics.Presence, command string) {
	r.tell(metrics.Event{
		Type: metrics.AgentStatusChanged, Team: "presale", Agent: agent, Name: agent, Presence: p, Capacity: 10, Command: text.Clean(command),
	})
}

// accepted is the backend's reply to the latest command.
func (r *rig) accepted() metrics.Command {
	c := r.desk.sent[len(r.desk.sent)-1]
	r.floor.Replied(metrics.CommandReply{ID: c.ID, State: metrics.CommandAccepted, At: r.at})
	r.look()
	return c
}

// look shows the floor as it is now.
func (r *rig) look() {
	r.floor.Advance(r.at)
	q := metrics.Query{}
	if n := len(r.driver.floor.asked); n > 0 {
		q = r.driver.floor.asked[n-1]
	}
	v := r.floor.View(q)
	v.Feed.State = metrics.FeedLive
	r.view = v
	r.step(viewMsg{v})
	r.m.dirty = true // as the next tick would
	r.m.View()
}

// live lets seconds go by, each with a view.
func (r *rig) live(seconds int) {
	for range seconds {
		r.at = r.at.Add(metrics.Second)
		r.pass(metrics.Second)
		r.look()
	}
}

// staffed is the rig with people on, one of whom is asked and says nothing.
func staffed(t testing.TB, change ...func(*Options)) *rig {
	r := engine(t, change...)
	for _, who := range []metrics.Text{"li", "wang", "sun", "he"} {
		r.status(who, metrics.Online, "")
	}
	r.status("lin", metrics.Away, "")
	for i, who := range []metrics.Text{"li", "wang", "sun", "wang", "wang", "wang", "wang"} {
		chat := text.Clean(fmt.Sprint("old", i))
		r.buyer(chat)
		r.assign(chat, who, "")
		r.live(12)
		r.answer(chat, who)
		r.live(1)
	}
	return r
}
