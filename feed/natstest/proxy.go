package natstest

import (
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// Proxy is a TCP link to a server that can go dead without being closed, as
// when a firewall forgets a connection.
type Proxy struct {
	listener  net.Listener
	target    string
	swallowed atomic.Bool
	work      sync.WaitGroup

	mu    sync.Mutex
	conns []net.Conn
}

// StartProxy starts a link to the server at url. It is closed when the test
// ends.
func StartProxy(tb testing.TB, url string) *Proxy {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	p := &Proxy{listener: l, target: strings.TrimPrefix(url, "nats://")}
	p.work.Go(p.accept)
	tb.Cleanup(p.close)
	return p
}

// URL is where clients connect.
func (p *Proxy) URL() string { return "nats://" + p.listener.Addr().String() }

// Swallow makes the link take bytes and pass none on; what was connected
// meanwhile stays dead for ever, new connections work when it is over.
func (p *Proxy) Swallow(on bool) { p.swallowed.Store(on) }

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.target)
		if err != nil {
			_ = client.Close()
			continue
		}
		p.mu.Lock()
		p.conns = append(p.conns, client, server)
		p.mu.Unlock()
		dead := &atomic.Bool{}
		p.work.Go(func() { p.pass(server, client, dead) })
		p.work.Go(func() { p.pass(client, server, dead) })
	}
}

// pass copies until either end is closed. A link that has lost a byte is dead
// both ways.
func (p *Proxy) pass(to, from net.Conn, dead *atomic.Bool) {
	defer func() {
		_ = from.Close()
		if !dead.Load() {
			_ = to.Close()
		}
	}()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		if p.swallowed.Load() {
			dead.Store(true)
		}
		if dead.Load() {
			continue
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

func (p *Proxy) close() {
	_ = p.listener.Close()
	p.mu.Lock()
	for _, c := range p.conns {
		_ = c.Close()
	}
	p.mu.Unlock()
	p.work.Wait()
}
