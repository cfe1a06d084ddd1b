package feed

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/sync/semaphore"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// MaxInFlight bounds the events a Publisher may have sent without an answer.
const MaxInFlight = 4000

const (
	ackTimeout = 5 * time.Second
	firstRetry = 50 * time.Millisecond
	lastRetry  = 2 * time.Second
)

// Publisher publishes events to their stream and repeats each, with the same
// id, until the server has stored it. The server drops repeats, so an event is
// stored once whatever happens on the way. Events of one publisher may be
// stored out of order when one of them had to be repeated.
type Publisher struct {
	js       jetstream.JetStream
	inFlight int64
	slots    *semaphore.Weighted
	queue    chan *publication
	stop     context.CancelFunc
	stopped  chan struct{}

	mu      sync.Mutex
	stats   PublishStats
	refused error // the first since the last Flush
}

// PublishStats is how publishing goes.
type PublishStats struct {
	Stored     uint64       // acknowledged, and new to the stream
	Duplicates uint64       // acknowledged, and known to the stream
	Refused    uint64       // turned down for good
	Retries    uint64       // sent again
	Sequence   uint64       // highest of the stream so far
	Trouble    metrics.Text // why the last one had to be sent again; empty: it went well
}

// publication is one event on its way.
type publication struct {
	msg    *nats.Msg
	future jetstream.PubAckFuture
	err    error // of sending
}

// NewPublisher publishes over nc with at most inFlight events unanswered, 1 to
// MaxInFlight. Close it.
func NewPublisher(nc *nats.Conn, inFlight int) (*Publisher, error) {
	inFlight = min(max(inFlight, 1), MaxInFlight)
	js, err := jetstream.New(nc,
		jetstream.WithPublishAsyncMaxPending(MaxInFlight), jetstream.WithPublishAsyncTimeout(ackTimeout))
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	p := &Publisher{
		js:       js,
		inFlight: int64(inFlight),
		slots:    semaphore.NewWeighted(int64(inFlight)),
		queue:    make(chan *publication, inFlight),
		stop:     stop,
		stopped:  make(chan struct{}),
	}
	go p.collect(ctx)
	return p, nil
}

// Publish sends e on its own subject. It waits while too many events are
// unanswered, until ctx ends. The error is about e or ctx, not about the
// server: that is retried.
func (p *Publisher) Publish(ctx context.Context, e *metrics.Event) error {
	return p.publish(ctx, e, Subject(e), string(e.ID))
}

// PublishFor sends e on the subject of a team that is not its own, as a move to
// another team requires. The stream would drop a second message with the same
// id, so this one's carries the team; the event in it keeps its id.
func (p *Publisher) PublishFor(ctx context.Context, team metrics.Text, e *metrics.Event) error {
	return p.publish(ctx, e, subjectFor(team, e), string(e.ID)+"@"+Token(team))
}

func (p *Publisher) publish(ctx context.Context, e *metrics.Event, subject, msgID string) error {
	data, err := Encode(e)
	if err != nil {
		return fmt.Errorf("event %s: %w", e.ID, err)
	}
	if err := p.slots.Acquire(ctx, 1); err != nil {
		return err
	}
	pub := &publication{msg: &nats.Msg{Subject: subject, Data: data, Header: nats.Header{jetstream.MsgIDHeader: {msgID}}}}
	p.send(pub)
	p.queue <- pub // has room for every slot
	return nil
}

func (p *Publisher) send(pub *publication) {
	pub.future, pub.err = p.js.PublishMsgAsync(pub.msg, jetstream.WithRetryAttempts(0), jetstream.WithStallWait(ackTimeout))
}

// Flush waits until every event published so far was answered, or ctx ends. It
// reports the first event that was refused since the last Flush.
func (p *Publisher) Flush(ctx context.Context) error {
	if err := p.slots.Acquire(ctx, p.inFlight); err != nil {
		return err
	}
	p.slots.Release(p.inFlight)
	p.mu.Lock()
	defer p.mu.Unlock()
	err := p.refused
	p.refused = nil
	return err
}

// Close is Flush, and ends the publisher; nothing may be published after it.
// What is unanswered when ctx ends is given up.
func (p *Publisher) Close(ctx context.Context) error {
	err := p.Flush(ctx)
	p.stop()
	<-p.stopped
	return err
}

// Stats is the state of the counters.
func (p *Publisher) Stats() PublishStats {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stats
}

// collect waits for the answers, in the order of sending.
func (p *Publisher) collect(ctx context.Context) {
	defer close(p.stopped)
	var window []*publication // unanswered, oldest first
	for {
		if len(window) == 0 {
			select {
			case pub := <-p.queue:
				window = append(window, pub)
			case <-ctx.Done():
				return
			}
		}
		var answered bool
		if window, answered = p.finish(ctx, window); !answered {
			return
		}
		window = window[1:]
		p.slots.Release(1)
	}
}

// finish sends the first of the window until it is stored or refused; false if
// ctx ended first. After an outage all that were in flight need another try:
// whenever the first has waited for one, the others that failed get theirs too,
// so that they do not wait one after the other.
func (p *Publisher) finish(ctx context.Context, window []*publication) ([]*publication, bool) {
	for wait := time.Duration(0); ; wait = min(max(2*wait, firstRetry), lastRetry) {
		ack, err := answer(ctx, window[0])
		switch {
		case ctx.Err() != nil:
			return window, false
		case err == nil:
			p.stored(ack)
			return window, true
		case isRefusal(err):
			p.refuse(window[0], err)
			return window, true
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return window, false
		}
		p.again(window[0], err)
		window = p.resend(window)
	}
}

// resend sends what failed behind the first of the window again. What has been
// published meanwhile joins the window, which the slots bound.
func (p *Publisher) resend(window []*publication) []*publication {
	for more := true; more; {
		select {
		case pub := <-p.queue:
			window = append(window, pub)
		default:
			more = false
		}
	}
	for _, pub := range window[1:] {
		if err := pub.failed(); err != nil && !isRefusal(err) {
			p.again(pub, err)
		}
	}
	return window
}

// again sends an event once more, after it failed for err.
func (p *Publisher) again(pub *publication, err error) {
	p.trouble(err)
	p.send(pub)
}

// failed is the error that an event has met so far, if it is known. It stays
// known.
func (pub *publication) failed() error {
	if pub.err == nil {
		select {
		case pub.err = <-pub.future.Err():
		default:
		}
	}
	return pub.err
}

func answer(ctx context.Context, pub *publication) (*jetstream.PubAck, error) {
	if pub.err != nil {
		return nil, pub.err
	}
	select {
	case ack := <-pub.future.Ok():
		return ack, nil
	case err := <-pub.future.Err():
		return nil, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// duplicateInProcess is how a stream with replicas answers a repeat that comes
// while they agree on the first: it has not been stored yet, and may never be.
const duplicateInProcess = 10158

// isRefusal reports whether the server will say the same next time.
func isRefusal(err error) bool {
	if api, ok := errors.AsType[*jetstream.APIError](err); ok {
		return api.Code < 500 && api.ErrorCode != duplicateInProcess
	}
	return errors.Is(err, nats.ErrMaxPayload) || errors.Is(err, nats.ErrBadSubject)
}

func (p *Publisher) stored(ack *jetstream.PubAck) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ack.Duplicate {
		p.stats.Duplicates++
	} else {
		p.stats.Stored++
	}
	p.stats.Sequence = max(p.stats.Sequence, ack.Sequence)
	p.stats.Trouble = ""
}

func (p *Publisher) refuse(pub *publication, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stats.Refused++
	if p.refused == nil {
		p.refused = fmt.Errorf("event %s: %w", pub.msg.Header.Get(jetstream.MsgIDHeader), err)
	}
}

func (p *Publisher) trouble(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stats.Retries++
	p.stats.Trouble = text.Clean(err.Error())
}
