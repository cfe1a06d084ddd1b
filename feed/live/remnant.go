package live

import (
	"context"
	"errors"
	"sync"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// maxRemnants is how many consumers that could not be deleted are remembered;
// those beyond go by themselves when idle.
const maxRemnants = 64

// stop ends a reader's consumer, here and on the server, which may have made it
// without anybody hearing of it if the connection went meanwhile.
func (w *follower) stop(r *reader) {
	if r.consume != nil {
		r.consume.Stop()
	}
	if r.name != "" {
		w.remove(context.Background(), r.name)
	}
}

// remove deletes a consumer. What cannot be deleted now, as nobody is connected,
// is by the sweep of a session: a bad night has many reconnects.
func (w *follower) remove(ctx context.Context, name string) {
	err := nats.ErrConnectionClosed
	if w.Conn.IsConnected() {
		err = w.deleteConsumer(ctx, name)
	}
	if err == nil || errors.Is(err, jetstream.ErrConsumerNotFound) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.remnants) < maxRemnants {
		w.remnants = append(w.remnants, name)
	}
}

// sweep deletes what earlier sessions left, now and whenever it is time to look,
// beside the work of this one: the server may be slow to answer, or gone again.
// swept waits for its end, which is that of ctx.
func (w *follower) sweep(ctx context.Context) (swept func()) {
	var work sync.WaitGroup
	work.Go(func() {
		for ctx.Err() == nil {
			for _, name := range w.takeRemnants() {
				w.remove(ctx, name)
			}
			select {
			case <-ctx.Done():
			case <-w.in.clock.After(lookEvery):
			}
		}
	})
	return work.Wait
}

func (w *follower) takeRemnants() (names []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	names, w.remnants = w.remnants, nil
	return names
}

func (w *follower) deleteConsumer(ctx context.Context, name string) error {
	ctx, cancel := context.WithTimeout(ctx, stopTimeout)
	defer cancel()
	return w.Conn.JetStream().DeleteConsumer(ctx, w.stream, name)
}
