package main

import (
	"fmt"
	"net"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/nats-io/nats.go"
)

// natsServerBinary builds nats-server, of the version in go.mod, once a test
// run. TestMain removes it.
var natsServerBinary = sync.OnceValues(func() (string, error) {
	bin := filepath.Join(testDir, "nats-server")
	out, err := exec.Command("go", "build", "-o", bin, "github.com/nats-io/nats-server/v2").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build nats-server: %w\n%s", err, out)
	}
	return bin, nil
})

// natsServer is a nats-server process that can be killed and started again at
// the same place with what it stored.
type natsServer struct {
	t    *testing.T
	url  string
	args []string
	cmd  *exec.Cmd
}

// startNATSServer starts a server with JetStream on a port nobody uses.
func startNATSServer(t *testing.T) *natsServer {
	t.Helper()
	return startPlainNATSServer(t, "--jetstream", "--store_dir", t.TempDir())
}

// startPlainNATSServer starts a server with nothing but what args say.
func startPlainNATSServer(t *testing.T, args ...string) *natsServer {
	t.Helper()
	port := strconv.Itoa(freePort(t))
	s := &natsServer{t: t, url: "nats://127.0.0.1:" + port}
	log := filepath.Join(t.TempDir(), "nats-server.log")
	s.args = append([]string{"--addr", "127.0.0.1", "--port", port, "--log", log}, args...)
	s.start()
	t.Cleanup(s.kill)
	return s
}

// start starts the process and waits until it answers.
func (s *natsServer) start() {
	s.t.Helper()
	bin, err := natsServerBinary()
	if err != nil {
		s.t.Fatal(err)
	}
	s.cmd = exec.Command(bin, s.args...)
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	eventually(s.t, func() bool {
		nc, err := nats.Connect(s.url)
		if err == nil {
			nc.Close()
		}
		return err == nil
	}, func() string { return "nats-server answers at " + s.url })
}

// kill ends the process at once, as a crash would.
func (s *natsServer) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

// freePort is a TCP port that was free a moment ago.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
