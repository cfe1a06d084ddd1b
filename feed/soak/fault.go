package soak

import (
	"context"
	"time"

	"floorwalker/feed"
)

// fault is something that goes wrong.
type fault struct {
	name   string
	happen func(context.Context, *trial) error
}

var faults = []fault{
	{"the server restarts", func(ctx context.Context, t *trial) error {
		t.server.Stop()
		t.wait(ctx, 4*time.Second)
		return t.server.Start()
	}},
	{"the screen loses its connection", func(_ context.Context, t *trial) error { return t.screen.conn.ForceReconnect() }},
	{"the floor loses its connection", func(_ context.Context, t *trial) error { return t.conn.ForceReconnect() }},
	{"the consumers are deleted", func(ctx context.Context, t *trial) error {
		t.deleteConsumers(ctx)
		return nil
	}},
	{"events come again", func(_ context.Context, t *trial) error {
		t.repeat(1 + t.random.IntN(500))
		return nil
	}},
	{"junk comes", func(_ context.Context, t *trial) error {
		t.litter(1 + t.random.IntN(50))
		return nil
	}},
	{"nobody reads the screen", func(_ context.Context, t *trial) error {
		t.screen.stalled.Store(time.Now().Add(time.Duration(t.random.Int64N(int64(5 * time.Second)))).UnixNano())
		return nil
	}},
	{"the clock is set", func(_ context.Context, t *trial) error {
		t.pace.set(time.Duration(t.random.Int64N(int64(4*time.Minute))) - 2*time.Minute)
		return nil
	}},
	{"the screen is closed and opened", func(_ context.Context, t *trial) error {
		t.screen.leave()
		return t.screen.open()
	}},
	{"the screen dies and is opened", func(ctx context.Context, t *trial) error {
		t.screen.crash()
		t.wait(ctx, 2*time.Second)
		return t.screen.open()
	}},
}

// wait lets up to most pass.
func (t *trial) wait(ctx context.Context, most time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration(t.random.Int64N(int64(most)))):
	}
}

// deleteConsumers deletes what it can reach: the server may just be coming back.
func (t *trial) deleteConsumers(ctx context.Context) {
	js := t.conn.JetStream()
	stream, err := js.Stream(ctx, feed.StreamName)
	if err != nil {
		return
	}
	names := stream.ConsumerNames(ctx)
	for name := range names.Name() {
		_ = js.DeleteConsumer(ctx, feed.StreamName, name) // may be gone by itself
	}
}

// repeat stores n of the last events once more, as a gateway does that does not
// know what it has sent: without the id that the server drops repeats by.
func (t *trial) repeat(n int) {
	for range n {
		if m, ok := t.ledger.pick(t.random.IntN(remembered)); ok && t.conn.Publish(m.subject, m.data) == nil {
			t.result.Repeated++
		}
	}
}

// litter publishes n messages that are no events: the beginnings of some.
func (t *trial) litter(n int) {
	for range n {
		m, ok := t.ledger.pick(t.random.IntN(remembered))
		if ok && t.conn.Publish(m.subject, m.data[:t.random.IntN(len(m.data))]) == nil {
			t.result.Junk++
		}
	}
}
