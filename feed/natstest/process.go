package natstest

import (
	"encoding/json"
	"io"
	"net"
	"os"
	"os/exec"
	"testing"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"floorwalker/feed"
)

// asked is the variable of the environment that makes a test binary a server.
const asked = "FLOORWALKER_NATSTEST_SERVER"

// ProcessOptions is what a server process is told.
type ProcessOptions struct {
	Dir      string // of its streams; empty: one of the test
	Port     int    // 0: one that is free
	MaxStore int64  // bytes of all streams; 0: as much as the disk has
}

// ServeIfAsked turns a process that StartProcess started into a server, and
// does nothing in any other. TestMain calls it first.
func ServeIfAsked() {
	told := os.Getenv(asked)
	if told == "" {
		return
	}
	var o ProcessOptions
	if err := json.Unmarshal([]byte(told), &o); err != nil {
		fail(err)
	}
	ns, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: o.Port, JetStream: true, StoreDir: o.Dir, JetStreamMaxStore: o.MaxStore, NoLog: true, NoSigs: true,
	})
	if err != nil {
		fail(err)
	}
	ns.Start()
	_, _ = io.Copy(io.Discard, os.Stdin) // ends with the test, however that ends
	os.Exit(0)
}

func fail(err error) {
	_, _ = os.Stderr.WriteString(err.Error() + "\n")
	os.Exit(1)
}

// Process is a server in a process of its own, which can be killed, stopped and
// started again at the same place with what it stored. It is the test's own
// binary: that is quicker than building nats-server, and the same code.
type Process struct {
	tb      testing.TB
	options ProcessOptions
	cmd     *exec.Cmd
	kept    string // directory of Keep
}

// StartProcess starts a server. It is killed when the test ends.
func StartProcess(tb testing.TB, o ProcessOptions) *Process {
	tb.Helper()
	if o.Dir == "" {
		o.Dir = tb.TempDir()
	}
	if o.Port == 0 {
		o.Port = FreePort(tb)
	}
	p := &Process{tb: tb, options: o}
	p.Start()
	tb.Cleanup(p.Kill)
	return p
}

// Start starts the process, after it was killed, and waits until it answers.
func (p *Process) Start() {
	p.tb.Helper()
	told, err := json.Marshal(p.options)
	if err != nil {
		p.tb.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		p.tb.Fatal(err)
	}
	p.cmd = exec.Command(self)
	p.cmd.Env = append(os.Environ(), asked+"="+string(told))
	p.cmd.Stderr = os.Stderr
	if _, err := p.cmd.StdinPipe(); err != nil { // closed by the system when this process ends
		p.tb.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		p.tb.Fatal(err)
	}
	Eventually(p.tb, "the server process answers", func() bool {
		nc, err := nats.Connect(p.URL())
		if err == nil {
			nc.Close()
		}
		return err == nil
	})
}

// Kill ends the process at once, as a crash would.
func (p *Process) Kill() {
	_ = p.cmd.Process.Signal(os.Kill)
	_ = p.cmd.Wait()
}

// Restart kills the process and starts it with other options: the zero value of
// MaxStore lifts the limit.
func (p *Process) Restart(maxStore int64) {
	p.tb.Helper()
	p.Kill()
	p.options.MaxStore = maxStore
	p.Start()
}

// Keep copies what the process has stored, while it does not run.
func (p *Process) Keep() {
	p.tb.Helper()
	p.kept = p.tb.TempDir()
	p.copy(p.kept, p.options.Dir)
}

// Rewind puts back what Keep copied, while the process does not run: a server
// restored from an old copy of its disk.
func (p *Process) Rewind() {
	p.tb.Helper()
	if err := os.RemoveAll(p.options.Dir); err != nil {
		p.tb.Fatal(err)
	}
	p.copy(p.options.Dir, p.kept)
}

func (p *Process) copy(to, from string) {
	p.tb.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		p.tb.Fatal(err)
	}
}

// Signal sends a signal to the process.
func (p *Process) Signal(s os.Signal) {
	p.tb.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.tb.Fatal(err)
	}
}

// URL is where clients connect.
func (p *Process) URL() string { return urlOf(p.options.Port) }

// Conn is a connection to the process, as Server.Conn.
func (p *Process) Conn(opts ...nats.Option) *feed.Conn {
	p.tb.Helper()
	return Dial(p.tb, p.URL(), opts...)
}

// FreePort is a TCP port of the loopback address that was free a moment ago.
func FreePort(tb testing.TB) int {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	addr, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		tb.Fatalf("%v is no TCP address", l.Addr())
	}
	return addr.Port
}
