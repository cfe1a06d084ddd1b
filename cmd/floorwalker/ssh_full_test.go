//go:build full

package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
)

// ssh is an OpenSSH server with the recipe of docs/ssh.md, for this user.
type ssh struct {
	t    *testing.T
	dir  string
	port int
	me   string
}

func startSSH(t *testing.T, natsURL string) *ssh {
	t.Helper()
	for _, tool := range []string{"sshd", "ssh", "ssh-keygen", "sftp"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("OpenSSH is not installed: the recipe of docs/ssh.md is not tested")
		}
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	s := &ssh{t, t.TempDir(), freePort(t), me.Username}
	_ = os.MkdirAll("/run/sshd", 0o755) // where sshd, as root, goes to live with no rights; else it needs none
	for _, key := range []string{"host", "li"} {
		if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", s.path(key)).CombinedOutput(); err != nil {
			t.Fatalf("ssh-keygen: %v\n%s", err, out)
		}
	}
	s.configure(natsURL)
	sshd, err := exec.LookPath("sshd")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(sshd, "-D", "-e", "-f", s.path("sshd.conf")) // by its full path: it starts itself again
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	eventually(t, func() bool {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", s.port))
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	}, func() string { return "sshd listens" })
	return s
}

func (s *ssh) path(name string) string { return filepath.Join(s.dir, name) }

// configure writes the recipe down, for this user and this binary.
func (s *ssh) configure(natsURL string) {
	s.t.Helper()
	recipe, err := os.ReadFile("../../docs/examples/ssh/sshd_floorwalker.conf")
	if err != nil {
		s.t.Fatal(err)
	}
	program, err := exec.LookPath("floorwalker")
	if err != nil {
		s.t.Fatal(err)
	}
	match := strings.NewReplacer("Match Group floorwalker", "Match User "+s.me, "/usr/bin/floorwalker", program).Replace(string(recipe))
	if strings.Contains(match, "Group floorwalker") || strings.Contains(match, "/usr/bin/floorwalker") || !strings.Contains(match, program) {
		s.t.Fatalf("the recipe is another than the test knows:\n%s", recipe)
	}
	conf := fmt.Sprintf(`
ListenAddress 127.0.0.1:%d
HostKey %s
AuthorizedKeysFile %s
PidFile none
StrictModes no
UsePAM no
PermitRootLogin prohibit-password
PasswordAuthentication no
Subsystem sftp internal-sftp
%s
    SetEnv XDG_CONFIG_HOME=%s XDG_STATE_HOME=%s NATS_URL=%s LC_ALL=C.UTF-8
`, s.port, s.path("host"), s.path("li.pub"), match, s.dir, s.dir, natsURL)
	if err := os.WriteFile(s.path("sshd.conf"), []byte(conf), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// options are those of ssh and sftp, which spell the port differently.
func (s *ssh) options(port string) []string {
	return []string{
		port, fmt.Sprint(s.port), "-i", s.path("li"), "-F", "none",
		"-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "BatchMode=yes",
	}
}

func (s *ssh) client(args ...string) string {
	return strings.Join(append(append([]string{"ssh"}, s.options("-p")...), args...), " ") + " " + s.me + "@127.0.0.1"
}

// Who logs in by the recipe of docs/ssh.md is on the screen, and gets nothing else.
func TestForceCommandLeavesNothingButTheScreen(t *testing.T) {
	server := startNATSServer(t)
	mustRun(t, t.TempDir(), "setup", "--server", server.url, "--max-bytes", "1GiB")
	gateway := newPublisher(t, server)
	gateway.waits("early")
	s := startSSH(t, server.url)

	t.Run("the screen", func(t *testing.T) {
		x := openTerminalWith(t, 160, 35, s.client("-tt"))
		x.see(saysLive, "waiting 1 ", "e***")
		x.keys("C-z") // there is no shell to go back to
		gateway.waits("second")
		x.see("waiting 2 ", "s***")
		x.keys("Q")
		x.exits(exitOK)
	})
	t.Run("a command is not carried out", func(t *testing.T) {
		marker := filepath.Join(t.TempDir(), "owned")
		x := openTerminalWith(t, 160, 35, s.client("-tt")+" touch "+marker)
		x.see(saysLive, "waiting ")
		x.keys("Q")
		x.exits(exitOK)
		if _, err := os.Stat(marker); err == nil {
			t.Error("the command was carried out")
		}
	})
	t.Run("no files", func(t *testing.T) {
		marker := filepath.Join(t.TempDir(), "taken")
		out, err := exec.Command("sftp", append(s.options("-P"), s.me+"@127.0.0.1:"+s.path("host"), marker)...).CombinedOutput()
		if _, missing := os.Stat(marker); err == nil || missing == nil {
			t.Errorf("sftp: %v\n%s", err, out)
		}
	})
	t.Run("no way through", func(t *testing.T) {
		through := freePort(t)
		x := openTerminalWith(t, 160, 35, s.client("-tt", "-L", fmt.Sprintf("%d:%s", through, strings.TrimPrefix(server.url, "nats://"))))
		x.see(saysLive)
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", through))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if n, err := c.Read(make([]byte, 1)); err == nil { // the server would greet
			t.Errorf("%d bytes came through", n)
		}
		x.keys("Q")
		x.exits(exitOK)
	})
}
