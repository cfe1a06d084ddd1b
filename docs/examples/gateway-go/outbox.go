package main

import (
	"context"
	"errors"
	"log"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// outbox publishes letters in order and repeats each, with the same id, until
// the server has stored it. What is in it when the process ends is lost, but
// not forgotten: the watermark has not passed it, so the next run reports it as
// missing.
type outbox struct {
	js jetstream.JetStream

	mu      sync.Mutex
	waiting []*posted
	missing []gap         // known losses, not reported yet
	arrived chan struct{} // has a value when something may be waiting
}

// posted is a letter on its way; done is closed when it is stored or refused.
type posted struct {
	letter
	done    chan struct{}
	refused error
}

const (
	outboxSize = 10_000
	ackTimeout = 5 * time.Second
	retryAfter = 200 * time.Millisecond
)

var errFull = errors.New("too much is waiting to be published")

func newOutbox(js jetstream.JetStream) *outbox {
	return &outbox{js: js, arrived: make(chan struct{}, 1)}
}

// post takes letters, all or none.
func (o *outbox) post(letters []letter) ([]*posted, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.waiting)+len(letters) > outboxSize {
		o.lose(letters)
		return nil, errFull
	}
	all := make([]*posted, len(letters))
	for i, l := range letters {
		all[i] = &posted{letter: l, done: make(chan struct{})}
	}
	o.waiting = append(o.waiting, all...)
	select {
	case o.arrived <- struct{}{}:
	default:
	}
	return all, nil
}

// lose notes that letters were turned away.
func (o *outbox) lose(letters []letter) {
	for _, l := range letters {
		if n := len(o.missing); n > 0 && o.missing[n-1].To.Before(l.at) {
			o.missing[n-1].To = l.at
		} else {
			o.missing = append(o.missing, gap{From: l.at, To: l.at.Add(time.Millisecond)})
		}
	}
}

// takeMissing hands over the losses not reported yet; giveBack returns them.
func (o *outbox) takeMissing() []gap {
	o.mu.Lock()
	defer o.mu.Unlock()
	gaps := o.missing
	o.missing = nil
	return gaps
}

func (o *outbox) giveBack(gaps []gap) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.missing = append(gaps, o.missing...)
}

// run publishes until ctx ends.
func (o *outbox) run(ctx context.Context) {
	for ctx.Err() == nil {
		p := o.first()
		if p == nil {
			select {
			case <-o.arrived:
			case <-ctx.Done():
			}
			continue
		}
		if p.refused = o.publish(ctx, p.letter); ctx.Err() != nil {
			return
		}
		o.mu.Lock()
		o.waiting = o.waiting[1:]
		o.mu.Unlock()
		close(p.done)
	}
}

func (o *outbox) first() *posted {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.waiting) == 0 {
		return nil
	}
	return o.waiting[0]
}

// publish sends l until it is stored or refused for good.
func (o *outbox) publish(ctx context.Context, l letter) error {
	for tries := 0; ; tries++ {
		err := o.send(ctx, l)
		switch {
		case err == nil, ctx.Err() != nil:
			return nil
		case isRefusal(err):
			log.Printf("event %s: %v", l.id, err)
			return err
		case tries == 0:
			log.Printf("event %s: %v, trying again until it is stored", l.id, err)
		}
		select {
		case <-time.After(retryAfter):
		case <-ctx.Done():
		}
	}
}

// send publishes l once and waits for the server's word that it is stored.
func (o *outbox) send(ctx context.Context, l letter) error {
	if !o.js.Conn().IsConnected() {
		return nats.ErrDisconnected
	}
	ctx, cancel := context.WithTimeout(ctx, ackTimeout)
	defer cancel()
	_, err := o.js.PublishMsg(ctx, &nats.Msg{Subject: l.subject, Data: l.data}, jetstream.WithMsgID(l.id))
	return err
}

// isRefusal reports whether the server will say the same next time.
func isRefusal(err error) bool {
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api.Code < 500
	}
	return errors.Is(err, nats.ErrMaxPayload) || errors.Is(err, nats.ErrBadSubject)
}

// settle is how late the helpdesk's webhooks may come. It must be well below
// the 5 s that a screen allows beside the time between two reports.
const settle = 3 * time.Second

// watermark is the instant up to which everything is published: settle ago, or
// just before the first event that still waits.
func (o *outbox) watermark(now time.Time) time.Time {
	mark := now.Add(-settle)
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, p := range o.waiting {
		if before := p.at.Add(-time.Millisecond); before.Before(mark) {
			mark = before
		}
	}
	return mark
}
