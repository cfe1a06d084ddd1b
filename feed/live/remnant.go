package live

import (
	"context"
	"errors"
	"strconv"
	"strings"
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
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		if r.consume != nil {
			r.consume.Stop()
		}
		for _, name := range r.consumers() {
			w.remove(context.Background(), name)
		}
	}()
	select {
	case <-stopped:
	case <-time.After(2 * stopTimeout):
	}
}

// consumers are the names under which the server may know the reader: the ones
// before its last reset, and the one asked for when the connection went, which
// the server may have made and nobody heard of.
func (r *reader) consumers() (names []string) {
	if r.prefix == "" {
		return nil
	}
	serial := 0
	if r.consumer != nil {
		if info := r.consumer.CachedInfo(); info != nil {
			serial, _ = strconv.Atoi(strings.TrimPrefix(info.Name, r.prefix+"_"))
		}
	}
	for i := range serial + 1 {
		names = append(names, r.prefix+"_"+strconv.Itoa(i+1))
	}
	return names
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
// beside the work of this one: a consumer that was being reset may be left late.
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
