package shared

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// Conn is what a board needs of a connection; a *feed.Conn is one.
type Conn interface {
	JetStream() jetstream.JetStream
	OnError(f func(error)) (stop func())
	IsConnected() bool
}

// Options say whose board it is.
type Options struct {
	By    metrics.Text   // the supervisor
	Teams []metrics.Text // whose marks he sees; his presence is told in each
	Beat  time.Duration  // between two signs of life; 0: 20 s. Who gave none for three is not on
	Retry time.Duration  // after trouble; 0: 5 s

	// Screen tells screens of one supervisor apart; empty: one of its own.
	Screen string
}

// Board shows what supervisors tell each other, and takes what one of them has
// to say. Its methods may be called from any goroutine; those with a context
// wait for the server.
type Board struct {
	conn    Conn
	opts    Options
	updates chan State // has room for one, the latest wins

	stop    context.CancelFunc
	running sync.WaitGroup
	wake    chan struct{} // presence changed; has room for one

	mu       sync.Mutex
	denied   metrics.Text // of what is read with, since the last attempt began
	twin     time.Time    // when another screen of this name was heard last
	filter   metrics.Text
	on       bool // SetPresence was called
	claims   map[string]Mark
	presence map[string]time.Time // by key: last sign of life
	marks    map[string]Mark
}

// Open returns a board that reads until Close.
func Open(conn Conn, o Options) *Board {
	if o.Beat == 0 {
		o.Beat = 20 * time.Second
	}
	if o.Retry == 0 {
		o.Retry = 5 * time.Second
	}
	if o.Screen == "" {
		o.Screen = nuid.Next()
	}
	ctx, stop := context.WithCancel(context.Background())
	b := &Board{
		conn: conn, opts: o, updates: make(chan State, 1), stop: stop, wake: make(chan struct{}, 1),
		claims: map[string]Mark{}, presence: map[string]time.Time{}, marks: map[string]Mark{},
	}
	b.tell(Connecting)
	deaf := conn.OnError(b.hear)
	b.running.Go(func() {
		defer deaf()
		b.read(ctx)
	})
	b.running.Go(func() { b.beat(ctx) })
	return b
}

// Updates is where the latest state can be taken after each change. It is
// never closed.
func (b *Board) Updates() <-chan State { return b.updates }

// ErrClaimed is returned for a claim that somebody else holds.
var ErrClaimed = errors.New("somebody else has claimed it")

// Claim takes a thing for d. If somebody has it already, the error is
// ErrClaimed and the mark is his. One's own claim begins anew.
func (b *Board) Claim(ctx context.Context, team metrics.Text, t Thing, d time.Duration) (Mark, error) {
	m := b.mark(Claim, team, t, d)
	kv, err := b.bucket(ctx)
	if err != nil {
		return Mark{}, err
	}
	err = create(ctx, kv, m, d)
	if errors.Is(err, jetstream.ErrKeyExists) {
		var holder Mark
		if holder, err = holds(ctx, kv, m.key()); err == nil && holder.By != "" && holder.By != m.By {
			return holder, ErrClaimed
		}
		if err == nil {
			err = replace(ctx, kv, m, d)
		}
		if errors.Is(err, jetstream.ErrKeyExists) { // somebody was quicker
			return Mark{}, ErrClaimed
		}
	}
	if err == nil {
		b.mu.Lock()
		b.claims[m.key()] = m
		b.mu.Unlock()
	}
	return m, err
}

// holds is the mark under a key; none if there is nothing, or no mark.
func holds(ctx context.Context, kv jetstream.KeyValue, key string) (Mark, error) {
	entry, err := kv.Get(ctx, key)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return Mark{}, nil
	}
	if err != nil {
		return Mark{}, err
	}
	m, _ := decode(key, entry.Value())
	return m, nil
}

// Release gives one's own claim back. One that has expired, and may be somebody
// else's by now, is left alone.
func (b *Board) Release(ctx context.Context, team metrics.Text, t Thing) error {
	key := b.mark(Claim, team, t, 0).key()
	b.mu.Lock()
	delete(b.claims, key)
	b.mu.Unlock()
	kv, err := b.bucket(ctx)
	if err != nil {
		return err
	}
	return b.giveBack(ctx, kv, key)
}

// giveBack removes a mark if it is one's own, and not of another screen that
// uses the same name.
func (b *Board) giveBack(ctx context.Context, kv jetstream.KeyValue, key string) error {
	m, err := holds(ctx, kv, key)
	if err != nil || m.By != b.opts.By || m.screen != "" && m.screen != b.opts.Screen {
		return err
	}
	return kv.Delete(ctx, key)
}

// Ack says that a thing has been seen, for d.
func (b *Board) Ack(ctx context.Context, team metrics.Text, t Thing, d time.Duration) error {
	return b.put(ctx, b.mark(Ack, team, t, d), d)
}

// Hide takes a thing off everybody's lists, for d.
func (b *Board) Hide(ctx context.Context, team metrics.Text, t Thing, d time.Duration) error {
	return b.put(ctx, b.mark(Hide, team, t, d), d)
}

// Note leaves words on a thing, for d, in place of those that were there.
func (b *Board) Note(ctx context.Context, team metrics.Text, t Thing, words metrics.Text, d time.Duration) error {
	m := b.mark(Note, team, t, d)
	m.Words = words
	return b.put(ctx, m, d)
}

// Look says what the supervisor looks at now, for d, in place of what it was
// before. It is one message, so that it may be said often.
func (b *Board) Look(ctx context.Context, team metrics.Text, t Thing, d time.Duration) error {
	kv, err := b.bucket(ctx)
	if err != nil {
		return err
	}
	m := b.mark(Look, team, t, d)
	value, err := m.encode()
	if err != nil {
		return err
	}
	_, err = kv.Put(ctx, m.key(), value)
	return err
}

// TakeBack removes a mark, whoever left it.
func (b *Board) TakeBack(ctx context.Context, k Kind, team metrics.Text, t Thing) error {
	kv, err := b.bucket(ctx)
	if err != nil {
		return err
	}
	return kv.Delete(ctx, b.mark(k, team, t, 0).key())
}

// SetPresence says that the supervisor is on, and what he has filtered to. It
// returns at once, and is repeated until Close.
func (b *Board) SetPresence(filter metrics.Text) {
	b.mu.Lock()
	b.filter, b.on = filter, true
	b.mu.Unlock()
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// Close takes presence and claims back, as far as the server answers before
// ctx ends, and ends the board.
func (b *Board) Close(ctx context.Context) error {
	b.stop()
	b.running.Wait()
	b.mu.Lock()
	own := b.claims
	if b.on {
		for _, team := range b.opts.Teams {
			m := b.mark(Presence, team, "", 0)
			own[m.key()] = m
		}
	}
	b.mu.Unlock()
	if len(own) == 0 || !b.conn.IsConnected() {
		return nil
	}
	kv, err := b.bucket(ctx)
	for key := range own {
		if err == nil {
			err = b.giveBack(ctx, kv, key)
		}
	}
	return err
}

func (b *Board) mark(k Kind, team metrics.Text, t Thing, d time.Duration) Mark {
	now := metrics.TimeOf(time.Now())
	m := Mark{Kind: k, Team: team, Thing: t, By: b.opts.By, At: now}
	if d > 0 {
		m.Until = now.Add(metrics.SpanOf(d))
	}
	return m
}

func (b *Board) bucket(ctx context.Context) (jetstream.KeyValue, error) {
	return b.conn.JetStream().KeyValue(ctx, feed.BucketName)
}

func (b *Board) put(ctx context.Context, m Mark, d time.Duration) error {
	kv, err := b.bucket(ctx)
	if err != nil {
		return err
	}
	err = create(ctx, kv, m, d)
	if errors.Is(err, jetstream.ErrKeyExists) {
		return replace(ctx, kv, m, d)
	}
	return err
}

// create stores a mark that is not there yet. Only such a one can expire.
func create(ctx context.Context, kv jetstream.KeyValue, m Mark, d time.Duration) error {
	value, err := m.encode()
	if err != nil {
		return err
	}
	if d > 0 {
		_, err = kv.Create(ctx, m.key(), value, jetstream.KeyTTL(d))
	} else {
		_, err = kv.Create(ctx, m.key(), value)
	}
	return err
}

// replace stores a mark in place of another.
func replace(ctx context.Context, kv jetstream.KeyValue, m Mark, d time.Duration) error {
	if err := kv.Delete(ctx, m.key()); err != nil {
		return err
	}
	return create(ctx, kv, m, d)
}
