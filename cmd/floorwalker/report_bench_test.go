package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"floorwalker/feed"
	"floorwalker/feed/sim"
	"floorwalker/metrics"
)

// BenchmarkReport measures a whole run of `floorwalker report`: CPU seconds and
// the most memory it had, for a simulated floor of a million events in JSON.
//
//	go test -run '^$' -bench '^BenchmarkReport$' -benchtime 1x ./cmd/floorwalker
func BenchmarkReport(b *testing.B) {
	const events = 1_000_000
	path, now := simulatedFile(b, events)
	for b.Loop() {
		usage := usageOf(b, "--now", now, path)
		cpu := float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
		b.ReportMetric(cpu, "cpu-s")
		b.ReportMetric(cpu*1e6/events, "cpu-µs/event")
		b.ReportMetric(float64(usage.Maxrss)/1024, "peak-MiB")
	}
}

// usageOf is what a report used. Its output is thrown away.
func usageOf(tb testing.TB, args ...string) *syscall.Rusage {
	tb.Helper()
	bin, err := plainBinary()
	if err != nil {
		tb.Fatal(err)
	}
	cmd := exec.Command(bin, append([]string{"report"}, args...)...)
	cmd.Env = cleanEnv(tb.TempDir())
	cmd.Stdout, cmd.Stderr = io.Discard, os.Stderr
	if err := cmd.Run(); err != nil {
		tb.Fatal(err)
	}
	return cmd.ProcessState.SysUsage().(*syscall.Rusage)
}

// simulatedFile is a file of n events of a simulated floor, and the instant
// after its last one.
func simulatedFile(tb testing.TB, n int) (path, now string) {
	tb.Helper()
	start := metrics.Shanghai.Midnight(metrics.Shanghai.Date(metrics.Time(1_773_100_000_000)))
	floor, err := sim.New(sim.Config{Seed: 1, Start: start, Agents: 400, Shops: 20, Teams: 8})
	if err != nil {
		tb.Fatal(err)
	}
	path = filepath.Join(tb.TempDir(), "events.ndjson")
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	for written := 0; written < n; {
		for _, e := range floor.Step(floor.Now().Add(metrics.Minute)) {
			line, err := feed.Encode(&e)
			if err != nil {
				tb.Fatal(err)
			}
			out.Write(line)
			out.WriteByte('\n')
			if written++; written == n {
				break
			}
		}
	}
	if err := out.Flush(); err != nil {
		tb.Fatal(err)
	}
	return path, floor.Now().Std().Format("2006-01-02T15:04:05Z07:00")
}
