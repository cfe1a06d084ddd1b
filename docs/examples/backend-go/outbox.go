package main

import (
	"context"
	"encoding/json"
	"log"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// outbox publishes messages in order and repeats each, with the same id, until
// the server has stored it. A real backend keeps it on disk.
type outbox struct {
	js    jetstream.JetStream
	queue chan *nats.Msg
	ended chan struct{}
	ctx   context.Context
	stop  context.CancelFunc
}

const (
	outboxSize = 10_000
	lastWait   = 2 * time.Second // for what is still in the outbox at the end
)

func newOutbox(js jetstream.JetStream) *outbox {
	o := &outbox{js: js, queue: make(chan *nats.Msg, outboxSize), ended: make(chan struct{})}
	o.ctx, o.stop = context.WithCancel(context.Background())
	go o.run()
	return o
}

// add publishes events, each on its own subject.
func (o *outbox) add(events ...event) {
	for _, e := range events {
		o.put("chat.v1."+token(e.Team)+"."+token(e.Platform)+"."+token(e.Shop)+"."+token(e.Conversation), e.ID, e)
	}
}

// audit records a request and its answer.
func (o *outbox) audit(team, supervisor string, r request, a reply) {
	o.put("audit.v1."+token(team)+"."+token(supervisor), "", map[string]any{
		"id": r.ID, "time": time.Now(), "team": team, "supervisor": supervisor, "verb": r.Verb, "conversation": r.Conversation,
		"to": r.To, "from": r.Expect, "why": r.Why, "words": r.Words, "status": a.Status, "code": a.Code, "text": a.Text,
	})
}

func (o *outbox) put(subject, id string, payload any) {
	data, err := json.Marshal(payload)
	if err != nil {
		log.Printf("%s: %v", subject, err)
		return
	}
	m := &nats.Msg{Subject: subject, Data: data, Header: nats.Header{}}
	if id != "" {
		m.Header.Set(jetstream.MsgIDHeader, id)
	}
	o.queue <- m
}

func (o *outbox) run() {
	defer close(o.ended)
	for m := range o.queue {
		for o.ctx.Err() == nil {
			_, err := o.js.PublishMsg(o.ctx, m)
			if err == nil {
				break
			}
			log.Printf("%s: %v, trying again", m.Subject, err)
			select {
			case <-time.After(200 * time.Millisecond):
			case <-o.ctx.Done():
			}
		}
	}
}

// close waits a little for what is left.
func (o *outbox) close() {
	close(o.queue)
	select {
	case <-o.ended:
	case <-time.After(lastWait):
	}
	o.stop()
	<-o.ended
}
