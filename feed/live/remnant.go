package live

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// maxRemnants is how many consumers that could not be deleted are remembered;
// those beyond go by themselves when idle.
const maxRemnants = 64

// stop ends a reader's consumer here and on the server. A consumer that is being
// reset holds its lock while the server does not answer, so this does not wait
// for ever.
func (w *follower) stop(r *reader) {
	if r.consume == nil {
		return
	}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		r.consume.Stop()
		if info := r.consumer.CachedInfo(); info != nil {
			w.remove(info.Name)
		}
	}()
	select {
	case <-stopped:
	case <-time.After(2 * stopTimeout):
	}
}

// remove deletes a consumer. What cannot be deleted now, as nobody is connected,
// is when the next session begins: a bad night has many reconnects.
func (w *follower) remove(name string) {
	err := nats.ErrConnectionClosed
	if w.Conn.IsConnected() {
		err = w.deleteConsumer(context.Background(), name)
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

// sweep tries once more to delete what earlier sessions left, beside the work of
// this one; swept waits for its end.
func (w *follower) sweep(ctx context.Context) (swept func()) {
	w.mu.Lock()
	names := w.remnants
	w.remnants = nil
	w.mu.Unlock()
	var work sync.WaitGroup
	work.Go(func() {
		for _, name := range names {
			if ctx.Err() != nil {
				return
			}
			_ = w.deleteConsumer(ctx, name) // goes by itself when idle
		}
	})
	return work.Wait
}

func (w *follower) deleteConsumer(ctx context.Context, name string) error {
	ctx, cancel := context.WithTimeout(ctx, stopTimeout)
	defer cancel()
	return w.Conn.JetStream().DeleteConsumer(ctx, w.stream, name)
}
