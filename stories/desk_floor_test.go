package stories

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/feed/sim"
	"floorwalker/metrics"
)

// smallFloor is a floor on a server of its own on which nothing happens but what
// a test or a supervisor wants. Its backend moves a conversation from whom it has
// to whom is asked for, and from nobody else. It implements sim.World.
type smallFloor struct {
	t      *testing.T
	url    string
	config string // file
	nc     *nats.Conn

	mu     sync.Mutex
	events int
	owners map[string]string // by conversation
}

func openSmallFloor(t *testing.T) *smallFloor {
	t.Helper()
	server := natstest.Start(t)
	conn := server.Conn()
	if _, err := feed.Setup(t.Context(), conn.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	f := &smallFloor{t: t, url: server.URL(), nc: conn.Conn, owners: map[string]string{}}
	b, err := sim.NewBackend(conn.Conn, f, sim.BackendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	f.config = filepath.Join(t.TempDir(), "config.toml")
	noon := fmt.Sprintf("[policy]\ntz_offset_min = %d\n", (12-time.Now().UTC().Hour())*60) // assessed, whenever the test runs
	if err := os.WriteFile(f.config, []byte(noon), 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

// Capability implements sim.World.
func (f *smallFloor) Capability(metrics.Verb) feed.Capability {
	return feed.Capability{Everywhere: true}
}

// Command implements sim.World.
func (f *smallFloor) Command(_ context.Context, r sim.Request) (sim.Answer, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	reply := feed.CommandReply{ID: r.ID, Status: feed.CommandAccepted}
	if r.Verb != metrics.Reassign {
		reply.Status, reply.Code = feed.CommandRefused, feed.CodeUnsupported
		return sim.Answer{Reply: reply}, nil
	}
	chat := r.Conversation.Conversation
	if owner := f.owners[chat]; owner != r.Expect.Owner {
		reply.Status, reply.Code, reply.Owner = feed.CommandRefused, feed.CodeConflict, owner
		return sim.Answer{Reply: reply}, nil
	}
	return sim.Answer{Reply: reply}, f.publish(chat, map[string]any{
		"type": "conversation.assigned", "agent": r.To.Agent, "from": r.Expect.Owner, "by": r.Supervisor, "command": r.ID,
	})
}

// tell publishes an event of now about a conversation, or about people.
func (f *smallFloor) tell(chat string, e map[string]any) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.publish(chat, e); err != nil {
		f.t.Fatal(err)
	}
}

// publish is tell for who holds mu.
func (f *smallFloor) publish(chat string, e map[string]any) error {
	f.events++
	subject := "chat.v1.presale._._._"
	if chat != "" {
		subject = "chat.v1.presale.pinduoduo.s1." + chat
		e["platform"], e["shop"], e["conversation"] = "pinduoduo", "s1", chat
	}
	if agent, ok := e["agent"].(string); ok && chat != "" {
		f.owners[chat] = agent
	}
	e["id"], e["team"], e["time"] = fmt.Sprintf("e-%d", f.events), "presale", time.Now().Format(time.RFC3339Nano)
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := f.nc.Publish(subject, data); err != nil {
		return err
	}
	return f.nc.Flush()
}

// comes lets an agent come on.
func (f *smallFloor) comes(agent string) {
	f.t.Helper()
	f.tell("", map[string]any{"type": "agent.status", "agent": agent, "status": "online", "capacity": 10})
}

// asks lets a buyer write, to an agent.
func (f *smallFloor) asks(chat, words, agent string) {
	f.t.Helper()
	f.tell(chat, map[string]any{"type": "message.created", "text": words, "sender": map[string]string{"kind": "buyer", "id": "b-" + chat}})
	f.tell(chat, map[string]any{"type": "conversation.assigned", "agent": agent})
}

// watch is the command line of a supervisor's screen.
func (f *smallFloor) watch(who string) []string {
	return []string{"watch", "--server", f.url, "--as", who, "--lang", "en", "--config", f.config}
}
