package desk_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// quiet is a watcher who does not listen.
type quiet struct{}

func (quiet) Asked(metrics.Command) {}

func (quiet) Replied(metrics.CommandReply) {}

// From Send to the backend, through the journal and a real server.
func BenchmarkKeyToWire(b *testing.B) {
	s := natstest.Start(b)
	got := make(chan struct{}, 1)
	nc := s.Connect()
	_, err := nc.Subscribe(feed.CommandRoot+">", func(*nats.Msg) { got <- struct{}{} })
	if err != nil {
		b.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		b.Fatal(err)
	}
	j, err := desk.OpenJournal(filepath.Join(b.TempDir(), "journal"))
	if err != nil {
		b.Fatal(err)
	}
	d, err := desk.New(s.Connect(), quiet{}, desk.Options{Timeout: never, Journal: j})
	if err != nil {
		b.Fatal(err)
	}
	var times []time.Duration
	for b.Loop() {
		began := time.Now()
		if _, err := d.Send(move()); err != nil {
			b.Fatal(err)
		}
		<-got
		times = append(times, time.Since(began))
	}
	b.StopTimer()
	slices.Sort(times)
	for _, p := range []int{50, 99} {
		b.ReportMetric(float64(times[len(times)*p/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", p))
	}
	now, cancel := context.WithCancel(b.Context())
	cancel()
	d.Close(now) // nobody has answered
	if err := j.Close(); err != nil {
		b.Fatal(err)
	}
}
