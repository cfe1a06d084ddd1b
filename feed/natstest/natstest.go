// Package natstest starts NATS servers inside tests.
package natstest

import (
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
)

// Server is a NATS server with JetStream in a directory of the test. It is
// stopped when the test ends.
type Server struct {
	*feed.Server
	tb      testing.TB
	running bool
}

// Start starts a server on a free port of the loopback address.
func Start(tb testing.TB) *Server {
	tb.Helper()
	inner, err := feed.Embedded(tb.TempDir())
	if err != nil {
		tb.Fatal(err)
	}
	s := &Server{Server: inner, tb: tb, running: true}
	tb.Cleanup(s.Stop)
	return s
}

// Stop stops the server; clients lose their connection.
func (s *Server) Stop() {
	if s.running {
		s.Server.Stop()
		s.running = false
	}
}

// Restart starts the server again, or anew, on the same port with what it had
// stored.
func (s *Server) Restart() {
	s.tb.Helper()
	s.Stop()
	if err := s.Start(); err != nil {
		s.tb.Fatal(err)
	}
	s.running = true
}

// Conn is a connection as the program makes it, but one that comes back after
// a Restart at once. It is closed when the test ends.
func (s *Server) Conn(opts ...nats.Option) *feed.Conn {
	s.tb.Helper()
	return Dial(s.tb, s.URL(), opts...)
}

// Dial is a connection as the program makes it, to the server at url, but one
// that comes back at once. It is closed when the test ends.
func Dial(tb testing.TB, url string, opts ...nats.Option) *feed.Conn {
	tb.Helper()
	quick := []nats.Option{nats.ReconnectWait(10 * time.Millisecond), nats.ReconnectJitter(0, 0)}
	c, err := feed.Connect(feed.ConnectOptions{Server: url, Bare: true, FailFast: true, Options: append(quick, opts...)})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(c.Close)
	return c
}

func urlOf(port int) string { return fmt.Sprintf("nats://127.0.0.1:%d", port) }

// Connect is Conn for what needs no more than NATS itself.
func (s *Server) Connect(opts ...nats.Option) *nats.Conn {
	s.tb.Helper()
	return s.Conn(opts...).Conn
}

// JetStream is Connect with the JetStream API.
func (s *Server) JetStream(opts ...nats.Option) jetstream.JetStream {
	s.tb.Helper()
	return s.Conn(opts...).JetStream()
}

// Eventually waits until ok, and fails the test with what if that takes longer
// than a minute.
func Eventually(tb testing.TB, what string, ok func() bool) {
	tb.Helper()
	for deadline := time.Now().Add(time.Minute); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			tb.Fatalf("never happened: %s", what)
		}
	}
}
