// Package desk is where a supervisor's commands leave the house: requests to
// the chat backend, and what became of each.
//
// A command is asked once. What comes back is a reply (accepted or refused),
// the certainty that nothing happened (nobody listens, no rights, not
// connected), or nothing: then it is unknown, is never sent again by itself,
// and only the stream tells what happened. A late reply still counts.
package desk

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"floorwalker/metrics"
)

// Conn is what the desk needs of a NATS connection. It should have a
// reconnect buffer of -1: with the default one a command can be carried out
// long after it was given up.
type Conn interface {
	NewInbox() string
	Subscribe(subject string, f nats.MsgHandler) (*nats.Subscription, error)
	PublishRequest(subject, reply string, data []byte) error
	PublishMsg(m *nats.Msg) error
	StatusChanged(statuses ...nats.Status) chan nats.Status
	RemoveStatusListener(ch chan nats.Status)
}

// Watcher is told what becomes of commands, one call at a time, in order.
type Watcher interface {
	// Asked comes before the command is sent, with ID, Asked and Deadline set.
	Asked(c metrics.Command)
	// Replied may come more than once for a command: unknown, asked again, then
	// the answer.
	Replied(r metrics.CommandReply)
}

// Options are what a desk can do without.
type Options struct {
	Timeout time.Duration       // for a reply; 0: 3 s
	Grace   time.Duration       // at most, for Close; 0: 2 s
	Now     func() metrics.Time // the floor's clock, stamps Asked and At; nil: the wall clock

	By       metrics.Text       // the supervisor, to find out what the server lets him ask for; empty: it is not asked
	Discover time.Duration      // between two questions what backends can do; 0: 1 minute
	Capable  func(Capabilities) // told when that is heard, on the desk's goroutine; nil: nobody is

	Journal *Journal    // of commands, belongs to the desk until Close returns; nil: none
	OnError func(error) // the journal could not be written, the command is sent all the same; nil: nobody is told
}

func (o Options) withDefaults() Options {
	if o.Timeout == 0 {
		o.Timeout = 3 * time.Second
	}
	if o.Grace == 0 {
		o.Grace = 2 * time.Second
	}
	if o.Discover == 0 {
		o.Discover = time.Minute
	}
	if o.Now == nil {
		o.Now = func() metrics.Time { return metrics.TimeOf(time.Now()) }
	}
	if o.OnError == nil {
		o.OnError = func(error) {}
	}
	return o
}

// Desk sends commands and reports what became of them. Its methods may be
// called from any goroutine.
type Desk struct {
	conn    Conn
	watcher Watcher
	opts    Options
	inbox   string
	replies *nats.Subscription
	status  chan nats.Status

	mu     sync.Mutex
	inTray []any // metrics.Command, *nats.Msg, violation, proof
	closed bool
	wake   chan struct{} // has room for one

	closing chan struct{}
	hurry   chan struct{}
	ended   chan struct{}

	can atomic.Pointer[Capabilities]

	// The rest belongs to run.
	round      uint64 // of asking what backends can do
	asked      uint64 // times that the server was asked for the supervisor's rights
	forbidden  map[metrics.Verb]bool
	ledger     ledger
	deaf       bool              // may not listen for replies
	barred     bool              // may not ask what backends can do
	owed       []owedRecord      // oldest first
	leaving    bool              // Close was called
	unresolved []metrics.Command // at the end
}

// ErrClosed is returned by Send after Close.
var ErrClosed = errors.New("the desk is closed")

// New returns a desk that sends over conn and reports to w, from a goroutine
// that runs until Close.
func New(conn Conn, w Watcher, o Options) (*Desk, error) {
	d := &Desk{
		conn:    conn,
		watcher: w,
		opts:    o.withDefaults(),
		inbox:   conn.NewInbox(),
		wake:    make(chan struct{}, 1),
		closing: make(chan struct{}),
		hurry:   make(chan struct{}),
		ended:   make(chan struct{}),
		ledger:  newLedger(),
	}
	d.can.Store(&Capabilities{})
	var err error
	d.replies, err = conn.Subscribe(d.inbox+".*", func(m *nats.Msg) { _ = d.put(m) })
	if err != nil {
		return nil, fmt.Errorf("listen for replies: %w", err)
	}
	d.status = conn.StatusChanged(nats.CONNECTED, nats.DISCONNECTED, nats.RECONNECTING, nats.CLOSED)
	go d.run()
	return d, nil
}

// Send asks the backend for c and returns its id. It returns at once; the
// Watcher hears the rest. A command without ID gets one. To ask again for one
// that stayed unknown, send it with the same ID: the backend does it once. A
// command that is being asked already is not sent again. The Deadline is set
// here, by the wall clock: it is about the request's time on the way.
func (d *Desk) Send(c metrics.Command) (id string, err error) {
	if c.Verb == "" || c.Team == "" || c.By == "" {
		return "", errors.New("a command needs a verb, a team and a supervisor")
	}
	if c.ID == "" {
		c.ID = nuid.Next()
	}
	return c.ID, d.put(c)
}

// Error hears an asynchronous error of the connection. A publish without
// rights is only reported that way; the commands on its subject are refused at
// once. It never blocks.
func (d *Desk) Error(err error) {
	if v, ok := parseViolation(err); ok {
		_ = d.put(v) // after Close nobody wants to know
	}
}

// Close takes no more commands, waits for replies to those in flight, at most
// for Options.Grace or until ctx ends, and returns the commands that were not
// answered. Each has been reported unknown.
func (d *Desk) Close(ctx context.Context) []metrics.Command {
	d.mu.Lock()
	first := !d.closed
	d.closed = true
	d.mu.Unlock()
	if !first {
		<-d.ended
		return nil
	}
	close(d.closing)
	ctx, cancel := context.WithTimeout(ctx, d.opts.Grace)
	defer cancel()
	select {
	case <-d.ended:
	case <-ctx.Done():
		close(d.hurry)
		<-d.ended
	}
	return d.unresolved
}

// put hands something to the desk's goroutine. It fails for commands after
// Close only.
func (d *Desk) put(x any) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, command := x.(metrics.Command); command && d.closed {
		return ErrClosed
	}
	d.inTray = append(d.inTray, x)
	select {
	case d.wake <- struct{}{}:
	default:
	}
	return nil
}

func (d *Desk) take() []any {
	d.mu.Lock()
	defer d.mu.Unlock()
	items := d.inTray
	d.inTray = nil
	return items
}
