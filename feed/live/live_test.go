package live

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// recorder is a floor that remembers what it was told.
type recorder struct {
	mu       sync.Mutex
	ids      []string
	now      metrics.Time
	newest   metrics.Time
	open     int  // events not settled
	backward bool // time ran backwards
	since    metrics.Time
	asked    []string
	floors   int
	apply    func(e *metrics.Event) // more to do for each event
	version  uint64
}

// floor is a new floor that writes to r.
func (r *recorder) floor() Floor {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ids, r.now, r.newest = nil, 0, 0
	r.floors++
	return r
}

func (r *recorder) Apply(e *metrics.Event) {
	r.mu.Lock()
	r.ids = append(r.ids, string(e.ID))
	r.newest = max(r.newest, e.Time)
	r.open++
	r.mu.Unlock()
	if r.apply != nil {
		r.apply(e)
	}
}

func (r *recorder) Settle(n int) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open = max(0, r.open-n)
	return r.open
}

func (r *recorder) Advance(now metrics.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.backward = r.backward || now < r.now
	r.now = now
}

func (r *recorder) KnowSince(t metrics.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.since = t
}

func (r *recorder) Asked(c metrics.Command) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked = append(r.asked, "asked "+c.ID)
}

func (r *recorder) Replied(c metrics.CommandReply) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked = append(r.asked, "replied "+c.ID)
}

func (r *recorder) View(q metrics.Query) *metrics.View {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.version++
	return &metrics.View{
		Version: r.version, Now: r.now, Query: q, Matched: len(r.ids),
		Feed: metrics.Feed{
			Events: uint64(len(r.ids)), LastEvent: r.newest, Duplicates: 7, Conflicts: 8, Sources: 3, SourcesUp: 2,
		},
	}
}

func (r *recorder) applied() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.ids)
}

func (r *recorder) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.ids)
}

// running is a loop at work, and the last view that a patient screen saw.
type running struct {
	*Loop
	*recorder
	tb testing.TB

	stop    context.CancelFunc
	stopped sync.WaitGroup
	viewMu  sync.Mutex
	last    *metrics.View
}

// run starts a loop over source and reads its views until the test ends.
func run(tb testing.TB, source Source, o Options) *running {
	tb.Helper()
	r := &running{recorder: &recorder{}, tb: tb, last: &metrics.View{}}
	o.NewFloor = r.recorder.floor
	r.Loop = New(source, o)
	ctx, stop := context.WithCancel(context.Background())
	r.stop = stop
	r.stopped.Go(func() { r.Run(ctx) })
	r.stopped.Go(func() { r.read(ctx) })
	tb.Cleanup(r.end)
	return r
}

func (r *running) end() {
	r.stop()
	r.stopped.Wait()
}

func (r *running) read(ctx context.Context) {
	for {
		select {
		case v := <-r.Views():
			r.viewMu.Lock()
			r.last = v
			r.viewMu.Unlock()
		case <-ctx.Done():
			return
		}
	}
}

func (r *running) view() *metrics.View {
	r.viewMu.Lock()
	defer r.viewMu.Unlock()
	return r.last
}

// until waits for a state.
func (r *running) until(state metrics.FeedState) {
	r.tb.Helper()
	natstest.Eventually(r.tb, "the feed is "+state.String(), func() bool { return r.view().Feed.State == state })
}

// untilApplied waits until n events were applied in all.
func (r *running) untilApplied(n int) {
	r.tb.Helper()
	natstest.Eventually(r.tb, fmt.Sprintf("%d events are applied", n), func() bool { return r.count() >= n })
}

// mustHave asserts that exactly the events first..last were applied, in order.
func (r *running) mustHave(first, last int) {
	r.tb.Helper()
	want := make([]string, 0, last-first+1)
	for i := first; i <= last; i++ {
		want = append(want, fmt.Sprintf("e%d", i))
	}
	if got := r.applied(); !slices.Equal(got, want) {
		r.tb.Errorf("%d events applied, want %d: %s", len(got), len(want), firstDifference(got, want))
	}
}

func firstDifference(got, want []string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf("at %d is %s, want %s", i, got[i], want[i])
		}
	}
	return "one is longer"
}

// base is the time of event 0; event i is i seconds later.
const base = metrics.Time(1773108000000)

func message(i int) *metrics.Event {
	return &metrics.Event{
		ID: metrics.Text(fmt.Sprintf("e%d", i)), Type: metrics.MessageCreated, Time: base.Add(metrics.Span(i) * metrics.Second),
		Team: "presale", Platform: "pdd", Shop: "s1", Conversation: metrics.Text(fmt.Sprintf("c%d", i%50)),
		Sender: metrics.Sender{Kind: metrics.Buyer, ID: "u1"}, Text: "在吗", Amount: metrics.NoAmount,
	}
}

// lines are events as a file holds them.
func lines(tb testing.TB, events ...*metrics.Event) string {
	tb.Helper()
	var b strings.Builder
	for _, e := range events {
		data, err := feed.Encode(e)
		if err != nil {
			tb.Fatal(err)
		}
		b.Write(data)
		b.WriteByte('\n')
	}
	return b.String()
}

// script is a source that does what a test says.
type script func(ctx context.Context, in *Inbox)

func (s script) Run(ctx context.Context, in *Inbox) { s(ctx, in) }
