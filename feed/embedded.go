package feed

import (
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Server is a NATS server with JetStream inside this process. It listens on
// the loopback address only, prints nothing and leaves signals alone.
type Server struct {
	ns   *server.Server
	opts server.Options
}

// Embedded starts a server that keeps its streams in dir, on a free port.
func Embedded(dir string) (*Server, error) {
	s := &Server{opts: server.Options{
		ServerName: "floorwalker-embedded",
		Host:       "127.0.0.1",
		Port:       server.RANDOM_PORT,
		JetStream:  true,
		StoreDir:   dir,
		NoLog:      true,
		NoSigs:     true,
	}}
	if err := s.Start(); err != nil {
		return nil, err
	}
	return s, nil
}

// startTimeout is how long a server may take to accept connections.
const startTimeout = 10 * time.Second

// Start starts a server that was stopped, on the same port and directory.
func (s *Server) Start() error {
	opts := s.opts
	ns, err := server.NewServer(&opts)
	if err != nil {
		return fmt.Errorf("start the embedded server: %w", err)
	}
	ns.Start()
	if !ns.ReadyForConnections(startTimeout) {
		ns.Shutdown()
		return errors.New("start the embedded server: it does not accept connections")
	}
	s.ns = ns
	if addr, ok := ns.Addr().(*net.TCPAddr); ok {
		s.opts.Port = addr.Port
	}
	return nil
}

// Stop stops the server and waits until it is gone.
func (s *Server) Stop() {
	s.ns.Shutdown()
	s.ns.WaitForShutdown()
}

// URL is where clients connect.
func (s *Server) URL() string { return s.ns.ClientURL() }
