package live

import (
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Subscribe follows any subject that carries events, without JetStream: live
// from now on, and again from the end of an outage on.
type Subscribe struct {
	Conn    *feed.Conn
	Subject string
}

// Messages and bytes that may wait to be read. Beyond, the client drops them.
const (
	maxWaiting      = 500_000
	maxWaitingBytes = 64 << 20
)

// Run subscribes until ctx ends.
func (s *Subscribe) Run(ctx context.Context, in *Inbox) {
	sub := &subscriber{Subscribe: s, in: in, errs: make(chan error, 16)}
	status := s.Conn.StatusChanged(nats.CONNECTED, nats.RECONNECTING, nats.DISCONNECTED, nats.CLOSED)
	defer s.Conn.RemoveStatusListener(status)
	defer s.Conn.OnError(sub.heard)()
	ctx, cancel := context.WithCancel(ctx)
	ended, err := sub.start(ctx)
	if err != nil {
		cancel()
		sub.tell(Report{State: metrics.FeedFailed, Text: say(in.words.NoSubject, s.Subject, err)})
		return
	}
	defer func() {
		cancel()
		<-ended
	}()
	sub.tell(Report{State: metrics.FeedConnecting, Text: text.Clean(in.words.Connecting)})
	for {
		sub.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-status:
		case err := <-sub.errs:
			sub.explain(err)
		case <-in.clock.After(lookEvery): // in case a status was missed
		}
	}
}

// subscriber is a Subscribe at work. It belongs to the goroutine of Run.
type subscriber struct {
	*Subscribe
	in   *Inbox
	errs chan error // from the connection
	sub  *nats.Subscription

	live       bool
	failed     bool
	lostAt     metrics.Time // zero: never lost
	knownSince metrics.Time
	notice     metrics.Text
}

// start subscribes; ended is closed when the last message has been handled,
// after ctx ended.
func (s *subscriber) start(ctx context.Context) (ended <-chan struct{}, err error) {
	messages := make(chan struct{})
	var once sync.Once
	done := func() { once.Do(func() { close(messages) }) }
	s.sub, err = s.Conn.Subscribe(s.Subject, func(m *nats.Msg) { s.handle(ctx, m) })
	if err != nil {
		return nil, err
	}
	s.sub.SetClosedHandler(func(string) { done() })
	if err := s.sub.SetPendingLimits(maxWaiting, maxWaitingBytes); err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() {
		if s.sub.Unsubscribe() != nil { // the connection is closed: nothing comes
			done()
		}
	})
	return messages, nil
}

func (s *subscriber) handle(ctx context.Context, m *nats.Msg) {
	_ = s.in.Payload(ctx, m.Subject, m.Data, Mark{At: s.in.Now(), Live: true}) // the end of ctx ends the subscription too
}

// look finds out whether messages come, and since when.
func (s *subscriber) look(ctx context.Context) {
	switch connected := s.Conn.IsConnected(); {
	case connected && !s.live && !s.failed:
		ctx, cancel := context.WithTimeout(ctx, lookTimeout)
		defer cancel()
		if s.Conn.FlushWithContext(ctx) != nil {
			return
		}
		s.live, s.knownSince = true, s.in.Now()
		if s.lostAt != 0 {
			s.notice = say(s.in.words.Missed, clockTime(s.lostAt, s.in.zone), clockTime(s.knownSince, s.in.zone))
		}
		s.tell(Report{State: metrics.FeedLive, Text: s.notice, Reconnect: s.lostAt != 0})
	case !connected && (s.live || s.failed):
		s.live, s.failed, s.lostAt = false, false, s.in.Now()
		s.tell(Report{State: metrics.FeedLost, Text: text.Clean(s.in.words.Lost)})
	}
}

func (s *subscriber) heard(err error) {
	select {
	case s.errs <- err:
	default:
	}
}

// explain reports what the connection said about the subscription.
func (s *subscriber) explain(err error) {
	switch {
	case errors.Is(err, nats.ErrPermissionViolation) && strings.Contains(err.Error(), s.Subject):
		s.live, s.failed = false, true
		s.tell(Report{State: metrics.FeedFailed, Text: say(s.in.words.Denied, err)})
	case errors.Is(err, nats.ErrSlowConsumer):
		n, err := s.sub.Dropped()
		if err != nil || !s.live {
			return
		}
		s.notice = say(s.in.words.Dropped, n)
		s.tell(Report{State: metrics.FeedLive, Text: s.notice})
	}
}

func (s *subscriber) tell(r Report) {
	r.KnownSince = s.knownSince
	s.in.Report(r)
}
