package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/creack/pty"

	"floorwalker/metrics"
)

// measureQuiet runs a screen on a floor on which next to nothing happens.
func measureQuiet(ctx context.Context, o *Options) ([]Figure, error) {
	const (
		events  = 2000
		settle  = 5 * time.Second
		watched = 20 * time.Second
	)
	s, err := newStream(ctx, o, "quiet")
	if err != nil {
		return nil, err
	}
	defer s.close()
	start := metrics.TimeOf(time.Now()).Add(-10 * metrics.Minute)
	c := crowd{conversations: 100, now: func(i int) metrics.Time { return start.Add(metrics.Span(i) * 300) }}
	if err := s.fill(ctx, c, events+50); err != nil { // the last 50 wait
		return nil, err
	}
	cmd := o.command(ctx, "watch", "--server", s.server.url, "--lang", "zh")
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 60, Cols: 200})
	if err != nil {
		return nil, err
	}
	var written counter
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(&written, terminal) // ends with the program
	}()
	wait(ctx, settle)
	cpu, bytes, begun := cpuOf(cmd.Process.Pid), written.n.Load(), time.Now()
	wait(ctx, watched)
	used, wrote, took := cpuOf(cmd.Process.Pid)-cpu, written.n.Load()-bytes, time.Since(begun)
	_, err = terminal.WriteString("Q")
	err = errors.Join(err, cmd.Wait(), terminal.Close())
	<-done
	return []Figure{
		{Name: "processor, of one core, 50 rows waiting", Value: 100 * used.Seconds() / took.Seconds(), Unit: "%", Budget: 2},
		{Name: "written to the terminal, a second", Value: float64(wrote) / took.Seconds() / 1000, Unit: "kB", Budget: 20},
	}, err
}

// command runs the program with nothing of its user's.
func (o *Options) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, o.Program, args...)
	home := filepath.Join(o.Dir, "home")
	cmd.Env = []string{
		"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_STATE_HOME=" + home, "PATH=" + os.Getenv("PATH"),
		"TERM=xterm-256color", "LC_ALL=C.UTF-8",
	}
	return cmd
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// measureStart times the program from outside.
func measureStart(ctx context.Context, o *Options) ([]Figure, error) {
	const day = 400_000
	info, err := os.Stat(o.Program)
	if err != nil {
		return nil, err
	}
	s, err := newStream(ctx, o, "start")
	if err != nil {
		return nil, err
	}
	defer s.close()
	midnight := metrics.Shanghai.Midnight(metrics.Shanghai.Date(metrics.TimeOf(time.Now())))
	c := crowd{conversations: day / 8, now: func(i int) metrics.Time { return midnight.Add(-metrics.Day + metrics.Span(i)*metrics.Day/day) }}
	if err := s.fill(ctx, c, day); err != nil {
		return nil, err
	}
	version, err := o.shortest(ctx, 5, "--version")
	if err != nil {
		return nil, err
	}
	cold, err := o.shortest(ctx, 3, "snapshot", "--format", "json", "--timeout", "60s", "--server", s.server.url)
	if err != nil {
		return nil, err
	}
	return []Figure{
		{Name: "size of the program", Value: float64(info.Size()) / 1e6, Unit: "MB", Budget: 45},
		{Name: "--version", Value: milliseconds(version), Unit: "ms", Budget: 80},
		{Name: fmt.Sprintf("snapshot over a day of %d events, nothing kept", day), Value: milliseconds(cold), Unit: "ms", Budget: 6000},
	}, nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// shortest is the best of several runs: others on the machine only add to it.
func (o *Options) shortest(ctx context.Context, times int, args ...string) (best time.Duration, err error) {
	for range times {
		cmd := o.command(ctx, args...)
		begun := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			return 0, fmt.Errorf("%s: %w: %s", args[0], err, out)
		}
		if took := time.Since(begun); best == 0 || took < best {
			best = took
		}
	}
	return best, nil
}
