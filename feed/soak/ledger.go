package soak

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"os"
	"sync"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// ledger publishes, and keeps a line of what it has: the twin's input.
type ledger struct {
	*feed.Publisher
	conn *feed.Conn
	name string

	mu     sync.Mutex
	file   *os.File
	out    *bufio.Writer
	events int
	recent []message // the last ones
	closed bool
}

// message is an event as it travels.
type message struct {
	subject string
	data    []byte
}

// remembered is how many events can be repeated.
const remembered = 4096

func newLedger(conn *feed.Conn, name string) (*ledger, error) {
	p, err := feed.NewPublisher(conn.Conn, feed.MaxInFlight)
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, errors.Join(err, p.Close(context.Background()))
	}
	return &ledger{Publisher: p, conn: conn, name: name, file: file, out: bufio.NewWriter(file)}, nil
}

// Publish implements sim.Publisher. Baselines stay here: the twin computes from
// what happened, and does not take a figure's word.
func (l *ledger) Publish(ctx context.Context, e *metrics.Event) error {
	if e.Type == metrics.BaselineSet {
		return nil
	}
	data, err := feed.Encode(e)
	if err != nil {
		return err
	}
	// An event that may have been sent is in the ledger, so the floor has run
	// out of time when it is not sent.
	if err := l.Publisher.Publish(ctx, e); err != nil {
		return err
	}
	return l.note(message{feed.Subject(e), data})
}

func (l *ledger) note(m message) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.recent) < remembered {
		l.recent = append(l.recent, m)
	} else {
		l.recent[l.events%remembered] = m
	}
	l.events++
	_, err := l.out.Write(append(m.data, '\n'))
	return err
}

func (l *ledger) published() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.events
}

// pick is one of the last messages; ok is false while there is none.
func (l *ledger) pick(number int) (m message, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.recent) == 0 {
		return message{}, false
	}
	return l.recent[number%len(l.recent)], true
}

// close waits until everything is stored.
func (l *ledger) close(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil
	}
	l.closed = true
	return errors.Join(l.Close(ctx), l.out.Flush(), l.file.Close())
}

// lines is what was published.
func (l *ledger) lines() ([][]byte, error) {
	data, err := os.ReadFile(l.name)
	if err != nil {
		return nil, err
	}
	return bytes.Split(bytes.TrimSpace(data), []byte("\n")), nil
}
