package shared

import (
	"context"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/text"
)

const (
	openTimeout = 3 * time.Second
	// silentBeats is how many signs of life may fail to come.
	silentBeats = 3
)

// read follows the bucket until ctx ends. Whatever fails is tried again.
func (b *Board) read(ctx context.Context) {
	for ctx.Err() == nil {
		b.fail(b.follow(ctx))
		select {
		case <-ctx.Done():
		case <-time.After(b.opts.Retry):
		}
	}
}

// follow reads marks until the bucket or ctx is gone.
func (b *Board) follow(ctx context.Context) error {
	b.attempt()
	opening, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	kv, err := b.bucket(opening)
	if err != nil {
		return err
	}
	keys := make([]string, len(b.opts.Teams))
	for i, team := range b.opts.Teams {
		keys[i] = feed.Token(team) + ".>"
	}
	w, err := kv.WatchFiltered(ctx, keys)
	if err != nil {
		return err
	}
	defer func() { _ = w.Stop() }() // the connection may be gone, and the consumer ends by itself
	b.restart()
	check := time.NewTicker(b.opts.Beat)
	defer check.Stop()
	for complete := false; ; {
		select {
		case entry, open := <-w.Updates():
			switch {
			case !open:
				return nats.ErrConnectionClosed
			case entry == nil: // everything that was there has been read
				complete = true
			default:
				b.take(entry, complete)
			}
			if complete && len(w.Updates()) == 0 {
				b.tell(NoTrouble)
			}
		case <-check.C:
			if err := b.look(ctx, kv); err != nil {
				return err
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// attempt forgets what was denied before: rights may have changed.
func (b *Board) attempt() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.denied = ""
}

// look makes sure that the bucket is still there, which a watcher does not
// notice, and forgets supervisors without a sign of life.
func (b *Board) look(ctx context.Context, kv jetstream.KeyValue) error {
	ctx, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	if _, err := kv.Status(ctx); err != nil {
		return err
	}
	b.mu.Lock()
	for key, last := range b.presence {
		if time.Since(last) > silentBeats*b.opts.Beat {
			delete(b.presence, key)
			delete(b.marks, key)
		}
	}
	b.mu.Unlock()
	b.tell(NoTrouble)
	return nil
}

func (b *Board) restart() {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.marks)
	clear(b.presence)
}

// take notes one change. What happens live tells of a second screen: what was
// there before may be left over from this one's last run.
func (b *Board) take(entry jetstream.KeyValueEntry, live bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := entry.Key()
	delete(b.marks, key)
	delete(b.presence, key)
	if entry.Operation() != jetstream.KeyValuePut {
		return
	}
	m, err := decode(key, entry.Value())
	if err != nil {
		return
	}
	switch {
	case m.Kind == Look && time.Since(entry.Created()) > m.Until.Sub(m.At).Std():
		return
	case m.Kind == Presence && time.Since(entry.Created()) > silentBeats*b.opts.Beat:
		return
	case m.Kind == Presence:
		b.presence[key] = entry.Created()
		if live && m.By == b.opts.By && m.screen != "" && m.screen != b.opts.Screen {
			b.twin = time.Now()
		}
	}
	b.marks[key] = m
}

// fail tells what is wrong. What was known before is shown as such.
func (b *Board) fail(err error) {
	b.mu.Lock()
	denied := b.denied
	b.mu.Unlock()
	switch {
	case err == nil:
	case errors.Is(err, jetstream.ErrBucketNotFound), errors.Is(err, jetstream.ErrStreamNotFound):
		b.tell(NoBucket)
	case denied != "":
		b.tell(Forbidden)
	default:
		b.tell(Offline)
	}
}

// tell offers the state to the reader, in place of one that he did not take.
func (b *Board) tell(t Trouble) {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := State{
		Trouble: t, Marks: slices.SortedFunc(maps.Values(b.marks), compare),
		Twin: !b.twin.IsZero() && time.Since(b.twin) <= silentBeats*b.opts.Beat,
	}
	if t == Forbidden {
		s.Denied = b.denied
	}
	select {
	case <-b.updates:
	default:
	}
	b.updates <- s // there is room: only tell sends, and it holds the lock
}

var deniedRE = regexp.MustCompile(`(?i)permissions violation for \w+ to "([^"]*)"`)

// hear notes what the server denies of reading the bucket: it says so in an
// error that belongs to no call. A mark that is denied fails by itself.
func (b *Board) hear(err error) {
	if !errors.Is(err, nats.ErrPermissionViolation) {
		return
	}
	m := deniedRE.FindStringSubmatch(err.Error())
	if m == nil || !strings.HasPrefix(m[1], "$JS.") || !strings.Contains(m[1], "KV_"+feed.BucketName) {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.denied = text.Clean(m[1])
}

// beat says again and again that the supervisor is on.
func (b *Board) beat(ctx context.Context) {
	again := time.NewTicker(b.opts.Beat)
	defer again.Stop()
	for {
		select {
		case <-b.wake:
		case <-again.C:
		case <-ctx.Done():
			return
		}
		b.signOn(ctx)
	}
}

// signOn tells each team who is on. A failure shows in the state, by read.
func (b *Board) signOn(ctx context.Context) {
	b.mu.Lock()
	on, filter := b.on, b.filter
	b.mu.Unlock()
	if !on || !b.conn.IsConnected() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	kv, err := b.bucket(ctx)
	if err != nil {
		return
	}
	for _, team := range b.opts.Teams {
		m := b.mark(Presence, team, "", 0)
		m.Words, m.screen = filter, b.opts.Screen
		value, err := m.encode()
		if err != nil {
			return
		}
		if _, err := kv.Put(ctx, m.key(), value); err != nil {
			return
		}
	}
}
