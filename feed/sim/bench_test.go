package sim

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/nats-io/nats.go"

	"floorwalker/feed/desk"
	"floorwalker/metrics"
)

// bulk is how many commands one key can send.
const bulk = 500

// stopwatch takes the times of a bulk: when a command was sent, answered, done.
// It watches a desk.
type stopwatch struct {
	mu       sync.Mutex
	sent     map[string]time.Time
	answered map[string]time.Duration
	refused  int
	done     map[string]time.Duration
	whole    chan struct{} // closed when every command that was accepted is done
}

func newStopwatch() *stopwatch {
	return &stopwatch{
		sent: map[string]time.Time{}, answered: map[string]time.Duration{}, done: map[string]time.Duration{}, whole: make(chan struct{}),
	}
}

func (w *stopwatch) Asked(c metrics.Command) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent[c.ID] = time.Now()
}

func (w *stopwatch) Replied(r metrics.CommandReply) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answered[r.ID] = time.Since(w.sent[r.ID])
	if r.State != metrics.CommandAccepted {
		w.refused++
	}
	w.settle()
}

// event hears an event of the stream.
func (w *stopwatch) event(m *nats.Msg) {
	var e struct {
		Command string `json:"command"`
	}
	if json.Unmarshal(m.Data, &e) != nil || e.Command == "" {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, again := w.done[e.Command]; again {
		return
	}
	w.done[e.Command] = time.Since(w.sent[e.Command])
	w.settle()
}

// settle notices that all is over. The caller holds mu.
func (w *stopwatch) settle() {
	if len(w.answered) == bulk && len(w.done) == bulk-w.refused {
		close(w.whole)
	}
}

func (w *stopwatch) all(times map[string]time.Duration) []time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := make([]time.Duration, 0, len(times))
	for _, d := range times {
		list = append(list, d)
	}
	return list
}

// BenchmarkBulkOf500: moves of five hundred conversations at once, through the
// journal, a real server and the backend with its record, until the events that
// prove them are published.
func BenchmarkBulkOf500(b *testing.B) {
	var whole, answers []time.Duration
	refused := 0
	for b.Loop() {
		b.StopTimer()
		h := build(b, Config{Seed: 1, Agents: 300, Rate: 130})
		w := newStopwatch()
		j, err := desk.OpenJournal(filepath.Join(b.TempDir(), "journal"))
		if err != nil {
			b.Fatal(err)
		}
		d, err := desk.New(h.Connect(), w, desk.Options{Timeout: time.Hour, Journal: j})
		if err != nil {
			b.Fatal(err)
		}
		commands := h.bulk(b)
		if _, err := h.Connect().Subscribe("chat.v1.>", w.event); err != nil {
			b.Fatal(err)
		}
		h.open(b)
		b.StartTimer()
		began := time.Now()
		for _, c := range commands {
			if _, err := d.Send(c); err != nil {
				b.Fatal(err)
			}
		}
		h.until(w.whole)
		whole = append(whole, time.Since(began))
		b.StopTimer()
		answers = append(answers, w.all(w.answered)...)
		refused += w.refused
		d.Close(b.Context())
		if err := j.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	report(b, "bulk", whole)
	report(b, "answer", answers)
	b.ReportMetric(float64(refused)/float64(len(whole)), "refused/bulk")
}

// bulk is what a screen would send to put conversations back into their queues.
func (h *house) bulk(b *testing.B) []metrics.Command {
	b.Helper()
	var commands []metrics.Command
	for _, c := range h.sim.chats {
		if !c.closed && c.owner != nil && c.moving == "" && len(commands) < bulk {
			commands = append(commands, metrics.Command{
				Verb: metrics.Reassign, Team: c.team.id, By: "zhao", Conversation: c.key, ExpectOwner: metrics.Text(c.ownerID()),
			})
		}
	}
	if len(commands) < bulk {
		b.Fatalf("only %d conversations", len(commands))
	}
	return commands
}

// until lets time pass, as fast as the floor can, until done.
func (h *house) until(done <-chan struct{}) {
	for {
		select {
		case <-done:
			return
		default:
			h.clock.move(100 * time.Millisecond)
		}
	}
}

// report adds percentiles of times to the benchmark's figures.
func report(b *testing.B, what string, times []time.Duration) {
	slices.Sort(times)
	for _, p := range []int{50, 99} {
		b.ReportMetric(float64(times[len(times)*p/100].Microseconds())/1000, fmt.Sprintf("%s-p%d-ms", what, p))
	}
}
