package sim

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nats.go/micro"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// World is the floor behind a backend; a Player is one.
type World interface {
	// Command does what is asked, or says why not. It must not begin after ctx
	// has ended. Another error means that the world is gone; the request is
	// then not answered.
	Command(ctx context.Context, r Request) (Answer, error)
	// Capability is where the verb is possible.
	Capability(v metrics.Verb) feed.Capability
}

// Recorder keeps audit records; a jetstream.JetStream is one.
type Recorder interface {
	PublishMsg(ctx context.Context, m *nats.Msg, opts ...jetstream.PublishOpt) (*jetstream.PubAck, error)
}

// BackendOptions are what a backend can do without.
type BackendOptions struct {
	Audit   Recorder         // nil: nothing is recorded
	Now     func() time.Time // deadlines are compared with it; nil: the wall clock
	OnError func(error)      // a record or a reply that got lost; may be called from any goroutine
}

// Backend serves the command contract for a world: it takes team and
// supervisor from the subject, has the world decide, records and replies.
type Backend struct {
	nc    *nats.Conn
	world World
	opts  BackendOptions
	svc   micro.Service

	ctx  context.Context // of everything in flight
	stop context.CancelFunc

	mu      sync.Mutex // closed and the first Add of a reply
	closed  bool
	replies sync.WaitGroup
	foreign atomic.Uint64
}

// contractVersion is that of the command contract, as services report it.
const contractVersion = "1.1.0"

const (
	recordTimeout = 2 * time.Second // a reply waits for its record to be stored
	flushTimeout  = time.Second     // Close waits for the server
)

// NewBackend starts to serve. Several backends of one world share the work as
// a queue group.
func NewBackend(nc *nats.Conn, world World, opts BackendOptions) (*Backend, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.OnError == nil {
		opts.OnError = func(error) {}
	}
	b := &Backend{nc: nc, world: world, opts: opts}
	b.ctx, b.stop = context.WithCancel(context.Background())
	svc, err := micro.AddService(nc, micro.Config{
		Name:        feed.CommandService,
		Version:     contractVersion,
		Description: "carries out what supervisors ask",
		QueueGroup:  feed.CommandService,
		Metadata:    map[string]string{"contract": "cmd.v1"},
	})
	if err != nil {
		return nil, fmt.Errorf("start the backend: %w", err)
	}
	b.svc = svc
	group := svc.AddGroup(feed.CommandRoot + "*.*")
	for _, v := range feed.Verbs() {
		metadata := world.Capability(v).Metadata()
		err := group.AddEndpoint(string(v), micro.HandlerFunc(b.serve), micro.WithEndpointMetadata(metadata))
		if err != nil {
			b.Close()
			return nil, fmt.Errorf("serve %s: %w", v, err)
		}
	}
	return b, nil
}

// Foreign is how many messages were refused because they had not been
// published on a command subject, or could not be answered.
func (b *Backend) Foreign() uint64 { return b.foreign.Load() }

// Close stops serving. Replies that are not sent yet never will be.
func (b *Backend) Close() {
	if err := b.svc.Stop(); err != nil {
		b.opts.OnError(fmt.Errorf("stop the backend: %w", err))
	}
	// Requests from now on find nobody, rather than one who no longer answers.
	if err := b.nc.FlushTimeout(flushTimeout); err != nil && !b.nc.IsClosed() {
		b.opts.OnError(fmt.Errorf("stop the backend: %w", err))
	}
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
	b.stop()
	b.replies.Wait()
}

// serve handles one request. What has another subject than the one it was sent
// to is stream data that somebody had delivered here: it is not even answered,
// since its reply subject acknowledges a message.
func (b *Backend) serve(m micro.Request) {
	team, supervisor, verb, ok := feed.ParseCommandSubject(m.Subject())
	if !ok || m.Reply() == "" {
		b.foreign.Add(1)
		return
	}
	q, err := feed.DecodeCommandRequest(m.Data())
	r := Request{CommandRequest: q, Team: team, Supervisor: supervisor}
	var answer Answer
	switch {
	case err != nil:
		answer = refused(q, feed.CodeInvalid, err.Error())
	case q.Verb != verb:
		answer = refused(q, feed.CodeInvalid, "the subject names another verb")
	default:
		answer, err = b.ask(r)
		if err != nil {
			b.opts.OnError(fmt.Errorf("command %s: %w", q.ID, err))
			return
		}
	}
	b.settle(m.Reply(), r, answer)
}

func refused(q feed.CommandRequest, code, words string) Answer {
	return Answer{Reply: feed.CommandReply{ID: q.ID, Status: feed.CommandRefused, Code: code, Text: words}}
}

// ask puts the request to the world, which must have it begun by the deadline.
func (b *Backend) ask(r Request) (Answer, error) {
	if r.Deadline.IsZero() {
		return b.world.Command(b.ctx, r)
	}
	left := r.Deadline.Sub(b.opts.Now())
	r.Expired = left < 0
	if r.Expired { // it may be known all the same
		return b.world.Command(b.ctx, r)
	}
	ctx, cancel := context.WithTimeout(b.ctx, left)
	defer cancel()
	answer, err := b.world.Command(ctx, r)
	if errors.Is(err, context.DeadlineExceeded) {
		return refused(r.CommandRequest, feed.CodeExpired, "the deadline passed before it was begun"), nil
	}
	return answer, err
}

// settle records and answers on a goroutine of its own, so that slow answers
// do not hold up other requests. A reply that is lost leaves a record if there
// is a reply.
func (b *Backend) settle(to string, r Request, a Answer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed || a.Reply.Status == "" {
		return
	}
	record := feed.NewAuditRecord(b.opts.Now(), r.Team, r.Supervisor, r.CommandRequest, a.Reply)
	b.replies.Go(func() {
		b.record(record)
		if a.Silent {
			return
		}
		select {
		case <-time.After(a.Delay.Std()):
			b.send(to, a.Reply)
		case <-b.ctx.Done():
		}
	})
}

func (b *Backend) record(r feed.AuditRecord) {
	if b.opts.Audit == nil {
		return
	}
	data, err := r.Encode()
	if err == nil {
		ctx, cancel := context.WithTimeout(b.ctx, recordTimeout)
		defer cancel()
		_, err = b.opts.Audit.PublishMsg(ctx, &nats.Msg{Subject: feed.AuditSubject(r.Team, r.Supervisor), Data: data})
	}
	if err != nil {
		b.opts.OnError(fmt.Errorf("record command %s: %w", r.ID, err))
	}
}

// send answers outside of micro.Request, which counts the errors of handlers
// after they return and may not be used from elsewhere at the same time.
func (b *Backend) send(to string, r feed.CommandReply) {
	m := nats.NewMsg(to)
	if r.Status == feed.CommandRefused {
		m.Header.Set(micro.ErrorCodeHeader, r.Code)
		m.Header.Set(micro.ErrorHeader, r.Text)
	}
	data, err := r.Encode()
	if err == nil {
		m.Data = data
		err = b.nc.PublishMsg(m)
	}
	if err != nil {
		b.opts.OnError(fmt.Errorf("answer command %s: %w", r.ID, err))
	}
}
