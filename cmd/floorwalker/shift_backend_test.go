package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/sim"
	"floorwalker/metrics"
)

// obedient is a chat backend that does what it is told, and a floor that does
// nothing by itself. It implements sim.World.
type obedient struct {
	nc *nats.Conn

	mu     sync.Mutex
	events int
	asked  []sim.Request
}

// obey starts a backend over nc.
func obey(t *testing.T, nc *nats.Conn) *obedient {
	t.Helper()
	o := &obedient{nc: nc}
	b, err := sim.NewBackend(nc, o, sim.BackendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *obedient) Capability(metrics.Verb) feed.Capability { return feed.Capability{Everywhere: true} }

// Command implements sim.World: every command is accepted, and its event
// published.
func (o *obedient) Command(_ context.Context, r sim.Request) (sim.Answer, error) {
	o.mu.Lock()
	o.asked = append(o.asked, r)
	o.mu.Unlock()
	e := map[string]any{"team": r.Team, "by": r.Supervisor, "command": r.ID}
	switch r.Verb {
	case metrics.Nudge:
		e["type"], e["private"], e["text"] = "message.created", true, "please answer"
		e["sender"] = map[string]string{"kind": "agent", "id": r.Supervisor}
	case metrics.SetStatus:
		e["type"], e["agent"], e["status"] = "agent.status", r.Agent, r.Status
	case metrics.Reassign:
		e["type"], e["agent"], e["from"] = "conversation.assigned", r.To.Agent, r.Expect.Owner
	case metrics.Take:
		e["type"], e["agent"], e["from"] = "conversation.assigned", r.Supervisor, r.Expect.Owner
	}
	return sim.Answer{Reply: feed.CommandReply{ID: r.ID, Status: feed.CommandAccepted}}, o.publish(r.Conversation.Conversation, e)
}

// publish publishes an event of now about a conversation, or about people.
func (o *obedient) publish(chat string, e map[string]any) error {
	return o.publishAt(time.Now(), chat, e)
}

func (o *obedient) publishAt(at time.Time, chat string, e map[string]any) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.events++
	subject := "chat.v1.presale._._._"
	if chat != "" {
		subject = "chat.v1.presale.pinduoduo.s1." + chat
		e["platform"], e["shop"], e["conversation"] = "pinduoduo", "s1", chat
	}
	e["id"], e["team"], e["time"] = fmt.Sprintf("e-%d", o.events), "presale", at.Format(time.RFC3339Nano)
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := o.nc.Publish(subject, data); err != nil {
		return err
	}
	return o.nc.Flush()
}

// commands are the verbs that were asked for, and by whom.
func (o *obedient) commands() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var all []string
	for _, r := range o.asked {
		all = append(all, fmt.Sprintf("%s %s", r.Supervisor, r.Verb))
	}
	return all
}
