package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
)

// Recorded floors, and how many events each holds, counted apart from this
// program.
var (
	twitter  = recording{"twcs2017/events.ndjson", 6581}
	callDesk = recording{"technion1999-dev/events.ndjson.gz", 74956}
)

type recording struct {
	name   string
	events uint64
}

// shortDay is a recording long enough to interrupt an import of it twice.
const shortDay = 20_000

// beginning is a file with the first events of a recording, one a line.
func (r recording) beginning(t *testing.T, events int) string {
	t.Helper()
	packed, err := os.Open(r.path(t))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	z, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(z)
	var text []byte
	for range events {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, line...)
	}
	return writeFile(t, "beginning.ndjson", text)
}

// path is the recording's file in the directory shared beside the repository.
func (r recording) path(t *testing.T) string {
	t.Helper()
	p := filepath.Join(moduleRoot(t), "..", "shared", "data", filepath.FromSlash(r.name))
	if _, err := os.Stat(p); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not there: recorded data stands beside the repository, not in it", p)
	}
	return p
}

// moduleRoot is the directory of go.mod.
func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = parent
	}
}

// execute runs floorwalker to its end and returns what it printed.
func execute(t *testing.T, home string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command("floorwalker", args...)
	cmd.Env = cleanEnv(home)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func mustRun(t *testing.T, home string, args ...string) string {
	t.Helper()
	out, err := execute(t, home, args...)
	if err != nil {
		t.Fatalf("floorwalker %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// streamState is what the stream says about itself.
func streamState(t *testing.T, url string) jetstream.StreamState {
	t.Helper()
	nc, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	s, err := js.Stream(context.Background(), feed.StreamName)
	if err != nil {
		t.Fatal(err)
	}
	return s.CachedInfo().State
}

func TestImportIntoARealServer(t *testing.T) {
	for _, r := range imported {
		t.Run(filepath.Dir(r.name), func(t *testing.T) {
			t.Parallel()
			path, home, server := r.path(t), t.TempDir(), startNATSServer(t)
			mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")
			out := mustRun(t, home, "import", "--server", server.url, path)
			if want := fmt.Sprintf("%9d stored", r.events); !strings.Contains(out, want) {
				t.Errorf("import prints\n%swant %q", out, want)
			}
			if got := streamState(t, server.url).Msgs; got != r.events {
				t.Errorf("the stream holds %d events, want %d", got, r.events)
			}

			// Without its progress file, an import sends all of it again, and
			// the stream keeps one of each.
			again := mustRun(t, t.TempDir(), "import", "--server", server.url, path)
			if want := fmt.Sprintf("%9d known to the stream already", r.events); !strings.Contains(again, want) {
				t.Errorf("a second import prints\n%swant %q", again, want)
			}
			if got := streamState(t, server.url).Msgs; got != r.events {
				t.Errorf("after a second import the stream holds %d events, want %d", got, r.events)
			}
		})
	}
}

// An import that is interrupted, and whose server is killed and comes back,
// ends with each event stored once.
func TestImportGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	path, home, server := callDesk.beginning(t, shortDay), t.TempDir(), startNATSServer(t)
	mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")

	first := startImport(t, home, server.url, path)
	storedAtLeast(t, server, shortDay/4)
	if err := first.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := first.Wait(); err == nil {
		t.Fatalf("an interrupted import exits with 0:\n%s", first.Stdout)
	}
	if said := fmt.Sprint(first.Stdout); !strings.Contains(said, "error: stopped at line") || !strings.Contains(said, "hint: run the same command again") {
		t.Errorf("an interrupted import says\n%s", said)
	}

	second := startImport(t, home, server.url, path)
	storedAtLeast(t, server, shortDay/2)
	server.kill()
	server.start()
	if err := second.Wait(); err != nil {
		t.Fatalf("import across a server crash: %v\n%s", err, second.Stdout)
	}
	if said := fmt.Sprint(second.Stdout); !strings.Contains(said, "done by an earlier run") {
		t.Errorf("the second import started from the first line:\n%s", said)
	}
	if got := streamState(t, server.url).Msgs; got != shortDay {
		t.Errorf("the stream holds %d events, want %d", got, shortDay)
	}
}

// startImport starts an import in the background; what it prints is in Stdout
// once it has ended.
func startImport(t *testing.T, home, url, path string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command("floorwalker", "import", "--server", url, path)
	cmd.Env = cleanEnv(home)
	said := new(strings.Builder)
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

func storedAtLeast(t *testing.T, server *natsServer, n uint64) {
	t.Helper()
	var got uint64
	eventually(t, func() bool {
		got = streamState(t, server.url).Msgs
		return got >= n
	}, func() string { return fmt.Sprintf("%d events in the stream, there are %d", n, got) })
}
