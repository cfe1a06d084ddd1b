package desk

import (
	"errors"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Codes of what the desk knows by itself. They come without a text; the
// backend's codes are those of feed.
const (
	CodeNoResponder  = "no_responder" // refused: no backend listens, nothing happened
	CodeNotSent      = "not_sent"     // refused: not connected, nothing happened
	CodeTimeout      = "timeout"      // unknown: no reply in time
	CodeDisconnected = "disconnected" // unknown: the connection broke before the reply
	CodeMalformed    = "malformed"    // unknown: the reply makes no sense
	CodeQuit         = "quit"         // unknown: the desk was closed before the reply
)

// run is the desk's goroutine.
func (d *Desk) run() {
	defer close(d.ended)
	defer d.hangUp()
	timer := time.NewTimer(d.opts.Timeout)
	defer timer.Stop()
	status, closing := d.status, d.closing
	for {
		for _, x := range d.take() {
			d.handle(x)
		}
		d.expire(time.Now())
		if d.leaving && d.ledger.waiting == 0 {
			return
		}
		d.wind(timer)
		select {
		case <-d.wake:
		case <-timer.C:
		case _, open := <-status:
			d.loseAll(CodeDisconnected)
			if !open {
				status = nil
			}
		case <-closing:
			d.leaving, closing = true, nil
		case <-d.hurry:
			d.giveUp()
			return
		}
	}
}

func (d *Desk) handle(x any) {
	switch x := x.(type) {
	case metrics.Command:
		d.ask(x)
	case *nats.Msg:
		d.hear(x)
	case violation:
		d.denied(x)
	}
}

// ask sends a command.
func (d *Desk) ask(c metrics.Command) {
	subject := feed.CommandSubject(c.Team, c.By, c.Verb)
	due := time.Now().Add(d.opts.Timeout)
	c.Deadline = metrics.TimeOf(due)
	if c.Asked == 0 {
		c.Asked = d.opts.Now()
	}
	e := d.ledger.ask(c, subject, due)
	if e == nil {
		return
	}
	d.watcher.Asked(c)
	data, err := feed.NewCommandRequest(c).Encode()
	switch {
	case err != nil:
		d.nothingHappened(e, feed.CodeInvalid)
		return
	case d.deaf:
		d.nothingHappened(e, feed.CodeForbidden)
		return
	}
	switch err := d.conn.PublishRequest(subject, d.inbox+"."+e.token, data); {
	case err == nil:
	case neverLeft(err):
		d.nothingHappened(e, CodeNotSent)
	default:
		d.lose(e, CodeDisconnected)
	}
}

// neverLeft reports whether a publish failed before anything was written.
func neverLeft(err error) bool {
	for _, known := range []error{
		nats.ErrReconnectBufExceeded, nats.ErrConnectionClosed, nats.ErrConnectionDraining,
		nats.ErrInvalidConnection, nats.ErrBadSubject, nats.ErrMaxPayload,
	} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// hear takes a reply. One to a command that is settled already says nothing
// new.
func (d *Desk) hear(m *nats.Msg) {
	e := d.ledger.byToken[m.Subject[strings.LastIndexByte(m.Subject, '.')+1:]]
	if e == nil {
		return
	}
	if len(m.Data) == 0 && m.Header.Get("Status") == "503" {
		if e.waiting {
			d.nothingHappened(e, CodeNoResponder)
		}
		return
	}
	r, err := feed.DecodeCommandReply(m.Data)
	if err != nil || r.ID != e.ID {
		d.lose(e, CodeMalformed)
		return
	}
	switch r.Status {
	case feed.CommandAccepted, feed.CommandDuplicate:
		d.settle(e, metrics.CommandAccepted, r)
	case feed.CommandRefused:
		d.settle(e, metrics.CommandRefused, r)
	default:
		d.lose(e, CodeMalformed)
	}
}

func (d *Desk) settle(e *entry, s metrics.CommandState, r feed.CommandReply) {
	d.ledger.settle(e)
	d.report(metrics.CommandReply{ID: e.ID, State: s, Code: string(text.Name(r.Code)), Text: text.Clean(r.Text)})
}

// nothingHappened refuses a command that cannot have reached a backend. Of one
// that was asked before only the last attempt is known to have failed.
func (d *Desk) nothingHappened(e *entry, code string) {
	if e.tries > 1 {
		d.lose(e, code)
		return
	}
	d.ledger.settle(e)
	d.report(metrics.CommandReply{ID: e.ID, State: metrics.CommandRefused, Code: code})
}

func (d *Desk) lose(e *entry, code string) {
	e.leaving = d.leaving
	d.ledger.lose(e)
	d.report(metrics.CommandReply{ID: e.ID, State: metrics.CommandUnknown, Code: code})
}

func (d *Desk) loseAll(code string) {
	for _, e := range d.ledger.inFlight() {
		d.lose(e, code)
	}
}

func (d *Desk) report(r metrics.CommandReply) {
	r.At = d.opts.Now()
	d.watcher.Replied(r)
}

// expire gives up on replies that are due.
func (d *Desk) expire(now time.Time) {
	for {
		a, ok := d.ledger.next()
		if !ok || a.due.After(now) {
			return
		}
		d.lose(a.entry, CodeTimeout)
	}
}

// wind sets the timer to the next reply that will be given up.
func (d *Desk) wind(timer *time.Timer) {
	if a, ok := d.ledger.next(); ok {
		timer.Reset(time.Until(a.due))
	}
}

// giveUp ends with commands still in flight.
func (d *Desk) giveUp() {
	for _, x := range d.take() {
		if c, ok := x.(metrics.Command); ok { // never sent
			d.report(metrics.CommandReply{ID: c.ID, State: metrics.CommandRefused, Code: CodeNotSent})
		}
	}
	d.leaving = true
	d.loseAll(CodeQuit)
}

func (d *Desk) hangUp() {
	d.unresolved = d.ledger.leftBehind()
	d.conn.RemoveStatusListener(d.status)
	// Fails only if the connection is closed, and with it the subscription.
	_ = d.replies.Unsubscribe()
}
