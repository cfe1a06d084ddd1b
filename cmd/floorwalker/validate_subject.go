package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

const (
	waitingMessages = 1 << 16         // that may wait to be judged
	subscribed      = 5 * time.Second // for the server to take the subscription
)

// judgeSubject listens for a while, and judges what it hears as it was published:
// no stream has changed its subject.
func (f *validateFlags) judgeSubject(ctx context.Context, subject string) (*validation, error) {
	conn, err := f.dial("validate", "", true)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	refused := make(chan error, 1)
	defer conn.OnError(func(err error) {
		select {
		case refused <- err:
		default:
		}
	})()
	messages := make(chan *nats.Msg, waitingMessages)
	if _, err := conn.ChanSubscribe(subject, messages); err != nil {
		return nil, err
	}
	if err := conn.FlushTimeout(subscribed); err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, f.listen)
	defer stop()
	v := newValidation()
	v.silent = subject
	for n := 1; n <= f.enough; n++ {
		select {
		case m := <-messages:
			v.silent = ""
			v.hear(m, fmt.Sprintf("message %d on %s", n, m.Subject))
		case err := <-refused:
			return nil, feed.WithHint(fmt.Errorf("%s: %w", subject, err), "the login must be allowed to subscribe to it")
		case <-ctx.Done():
			return v, nil
		}
	}
	return v, nil
}

// hear judges a message, and the way it was addressed.
func (v *validation) hear(m *nats.Msg, where string) {
	if e := v.add(m.Data, func() string { return where }); e != nil {
		v.address.check(m, e, where)
	}
}

// addressCheck finds events that the stream would keep in the wrong place, or
// twice.
type addressCheck struct {
	misplaced, unmarked int
	samples             []sampleJSON // of either, the last ones
}

// maxAddressSamples is how many are shown.
const maxAddressSamples = 20

func (a *addressCheck) check(m *nats.Msg, e *metrics.Event, where string) {
	id, own := m.Header.Get(jetstream.MsgIDHeader), feed.Subject(e)
	if m.Subject != own && !isCopy(m.Subject, own, id, string(e.ID)) {
		a.misplaced++
		a.sample(where, "belongs on "+own, m)
	}
	if id != string(e.ID) && !strings.HasPrefix(id, string(e.ID)+"@") {
		a.unmarked++
		a.sample(where, fmt.Sprintf("the header Nats-Msg-Id is %q, not the event's id", id), m)
	}
}

// isCopy reports whether a message is the one for a conversation's former team:
// on that team's subject, under an id of its own.
func isCopy(subject, own, messageID, eventID string) bool {
	there, here := strings.Split(subject, "."), strings.Split(own, ".")
	const team = 2 // the token
	if len(there) != len(here) || messageID != eventID+"@"+there[team] {
		return false
	}
	there[team] = here[team]
	return strings.Join(there, ".") == own
}

func (a *addressCheck) sample(where, reason string, m *nats.Msg) {
	s := sampleJSON{string(text.Clean(where)), string(text.Clean(reason)), head(string(text.Clean(string(m.Data[:min(len(m.Data), 500)]))))}
	if a.samples = append(a.samples, s); len(a.samples) > maxAddressSamples {
		a.samples = a.samples[1:]
	}
}
