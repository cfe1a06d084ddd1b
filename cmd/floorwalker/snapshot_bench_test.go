package main

import (
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/feed/natstest"
	"floorwalker/feed/sim"
	"floorwalker/metrics"
)

// BenchmarkSnapshot measures whole runs of `floorwalker snapshot`, from start to
// exit, on a stream with a day of 400,000 events: from its beginning, from what a
// screen has kept of it, and where there is no server.
//
//	go test -run '^$' -bench '^BenchmarkSnapshot$' -benchtime 3x ./cmd/floorwalker
func BenchmarkSnapshot(b *testing.B) {
	url := dayStream(b, 400_000)
	home := b.TempDir()
	b.Run("cold", func(b *testing.B) { benchSnapshot(b, home, exitOK, "--server", url) })
	keepFloor(b, home, url)
	b.Run("kept", func(b *testing.B) { benchSnapshot(b, home, exitOK, "--server", url) })
	b.Run("dead", func(b *testing.B) { benchSnapshot(b, home, exitUnknown, "--server", silentServer(b)) })
}

func benchSnapshot(b *testing.B, home string, want int, args ...string) {
	bin, err := plainBinary()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		cmd := exec.Command(bin, append([]string{"snapshot", "--format", "json", "--timeout", "1m"}, args...)...)
		cmd.Env, cmd.Stdout = cleanEnv(home), io.Discard
		_ = cmd.Run() // its code says it
		if got := cmd.ProcessState.ExitCode(); got != want {
			b.Fatalf("exit code %d, want %d", got, want)
		}
		usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
		b.ReportMetric(float64(usage.Utime.Nano()+usage.Stime.Nano())/1e9, "cpu-s")
		b.ReportMetric(float64(usage.Maxrss)/1024, "peak-MiB")
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/run")
}

// dayStream is a server whose stream holds n events of the day up to now.
func dayStream(b *testing.B, n int) (url string) {
	b.Helper()
	server := natstest.Start(b)
	conn := server.Conn()
	if _, err := feed.Setup(b.Context(), conn.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: 4 << 30}), false); err != nil {
		b.Fatal(err)
	}
	p, err := feed.NewPublisher(conn.Conn, feed.MaxInFlight)
	if err != nil {
		b.Fatal(err)
	}
	floor, err := sim.New(sim.Config{Seed: 1, Start: metrics.TimeOf(time.Now().Add(-24 * time.Hour)), Agents: 160, Shops: 20, Teams: 8})
	if err != nil {
		b.Fatal(err)
	}
	for done := 0; done < n; {
		for _, e := range floor.Step(floor.Now().Add(metrics.Minute)) {
			if err := p.Publish(b.Context(), &e); err != nil {
				b.Fatal(err)
			}
			done++
		}
	}
	if err := p.Close(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Logf("%s of the floor", floor.Now().Std().Sub(time.Now().Add(-24*time.Hour)))
	return server.URL()
}

// keepFloor follows the stream to its end, and leaves the floor where a screen
// does.
func keepFloor(b *testing.B, home, url string) {
	b.Helper()
	b.Setenv("XDG_STATE_HOME", home)
	kept, err := newCheckpoints((&connection{server: url}).servers(), feed.StreamName)
	if err != nil {
		b.Fatal(err)
	}
	kept.say = func(s string) { b.Error(s) }
	saving := kept.saving()
	saving.Again = time.Second / 2 // the day was stored in no time: this is some 10,000 events
	conn := natstest.Dial(b, url)
	floor := &packingFloor{Floor: kept.floor(config.Default().MetricsPolicy()), packed: make(chan struct{})}
	loop := live.New(&live.Follow{Conn: conn}, live.Options{NewFloor: func() live.Floor { return floor }, Saving: saving})
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		loop.Run(ctx)
	}()
	for v := range loop.Views() {
		if v.Feed.State == metrics.FeedLive {
			break
		}
	}
	<-floor.packed
	cancel()
	<-done
	if _, err := os.Stat(kept.file); err != nil {
		b.Fatal(err)
	}
}

// packingFloor tells when all that is at rest was packed, some time after all was
// read.
type packingFloor struct {
	*metrics.Floor
	packed chan struct{}
	once   sync.Once
}

func (f *packingFloor) Seal(n int) (more bool) {
	if more = f.Floor.Seal(n); !more && f.Packed() > 0 {
		f.once.Do(func() { close(f.packed) })
	}
	return more
}

// silentServer is an address at which nobody ever says a word.
func silentServer(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = l.Close() })
	return "nats://" + l.Addr().String()
}
