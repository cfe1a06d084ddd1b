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
	CodeRestart      = "restart"      // unknown: asked in an earlier run that ended before the reply
)

// run is the desk's goroutine.
func (d *Desk) run() {
	defer close(d.ended)
	defer d.hangUp()
	timer, again := time.NewTimer(d.opts.Timeout), time.NewTicker(d.opts.Discover)
	defer timer.Stop()
	defer again.Stop()
	d.resume()
	d.askRights()
	d.discover()
	status, closing := d.status, d.closing
	for {
		d.handle(d.take())
		d.expire(time.Now())
		if d.leaving && d.ledger.waiting == 0 {
			return
		}
		d.wind(timer)
		select {
		case <-d.wake:
		case <-timer.C:
		case <-again.C:
			d.discover()
			d.deliverAll()
		case s, open := <-status:
			d.connection(s, open)
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

// connection hears that the connection has come or gone.
func (d *Desk) connection(s nats.Status, open bool) {
	if open && s == nats.CONNECTED {
		d.barred = false // rights may have changed
		d.askRights()
		d.discover()
		d.deliverAll()
		return
	}
	d.loseAll(CodeDisconnected)
}

// resume tells of the commands that an earlier run has left behind, and offers
// its records.
func (d *Desk) resume() {
	if d.opts.Journal == nil {
		return
	}
	for _, c := range d.opts.Journal.Unresolved() {
		d.watcher.Asked(c)
		d.lose(d.ledger.ask(c, subjectOf(c), time.Now()), CodeRestart)
	}
	for _, o := range d.opts.Journal.owed {
		d.owe(o)
	}
	d.deliverAll()
}

func subjectOf(c metrics.Command) string { return feed.CommandSubject(c.Team, c.By, c.Verb) }

// handle takes what has come: what others said first, then the commands, which
// go into the journal together.
func (d *Desk) handle(items []any) {
	var asked []*entry
	for _, x := range items {
		switch x := x.(type) {
		case *nats.Msg:
			d.hear(x)
		case violation:
			d.denied(x)
		case proof:
			d.proven(x)
		case metrics.Command:
			if e := d.enter(x); e != nil {
				asked = append(asked, e)
			}
		}
	}
	d.record(asked)
	for _, e := range asked {
		d.send(e)
	}
}

// enter puts a command on the ledger; nil if it is being asked already.
func (d *Desk) enter(c metrics.Command) *entry {
	due := time.Now().Add(d.opts.Timeout)
	c.Deadline = metrics.TimeOf(due)
	if c.Asked == 0 {
		c.Asked = d.opts.Now()
	}
	e := d.ledger.ask(c, subjectOf(c), due)
	switch {
	case e == nil:
	case e.tries > 1: // known by its id, and on its way once more
		d.watcher.Replied(metrics.CommandReply{ID: c.ID, State: metrics.CommandAsked})
	default:
		d.watcher.Asked(c)
	}
	return e
}

// record writes commands to the journal before they are sent. Without a disk
// people can still be helped.
func (d *Desk) record(asked []*entry) {
	if d.opts.Journal == nil {
		return
	}
	commands := make([]metrics.Command, len(asked))
	for i, e := range asked {
		commands[i] = e.Command
	}
	if err := d.opts.Journal.Asked(commands); err != nil {
		d.opts.OnError(err)
	}
}

// send puts a command on the wire.
func (d *Desk) send(e *entry) {
	data, err := feed.NewCommandRequest(e.Command).Encode()
	switch {
	case err != nil:
		d.nothingHappened(e, feed.CodeInvalid)
		return
	case d.deaf:
		d.nothingHappened(e, feed.CodeForbidden)
		return
	}
	switch err := d.conn.PublishRequest(e.subject, d.inbox+"."+e.token, data); {
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
	token := m.Subject[strings.LastIndexByte(m.Subject, '.')+1:]
	switch {
	case strings.HasPrefix(token, infoToken):
		d.learn(m, token)
		return
	case strings.HasPrefix(token, userToken):
		d.learnRights(m, token)
		return
	case strings.HasPrefix(token, recordToken):
		d.recorded(m, token)
		return
	}
	e := d.ledger.byToken[token]
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
	d.forget(e)
	d.report(metrics.CommandReply{ID: e.ID, State: s, Code: string(text.Name(r.Code)), Text: text.Clean(r.Text)})
}

// nothingHappened refuses a command that cannot have reached a backend, and puts
// it on record, since no backend does. Of one that was asked before only the last
// attempt is known to have failed.
func (d *Desk) nothingHappened(e *entry, code string) {
	d.putOnRecord(e.Command, code)
	if e.tries > 1 {
		d.lose(e, code)
		return
	}
	d.forget(e)
	d.report(metrics.CommandReply{ID: e.ID, State: metrics.CommandRefused, Code: code})
}

// forget takes a command off the ledger and out of the journal.
func (d *Desk) forget(e *entry) {
	d.ledger.settle(e)
	if d.opts.Journal == nil {
		return
	}
	if err := d.opts.Journal.Settled(e.ID); err != nil {
		d.opts.OnError(err)
	}
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
		switch x := x.(type) {
		case metrics.Command: // never sent
			d.putOnRecord(x, CodeNotSent)
			d.report(metrics.CommandReply{ID: x.ID, State: metrics.CommandRefused, Code: CodeNotSent})
		case *nats.Msg:
			d.hear(x)
		case proof:
			d.proven(x)
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
