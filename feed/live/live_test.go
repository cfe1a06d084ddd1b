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

func TestMain(m *testing.M) {
	natstest.ServeIfAsked()
	goleak.VerifyTestMain(m)
}

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
	settle   func()                 // and whenever events are settled
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
	if r.settle != nil {
		r.settle()
	}
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

func (r *recorder) TextsDropped() uint64 { return 0 }

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

// base is the time of event 0, ten in the morning; event i is i seconds later.
const base = metrics.Time(1773108000000)

// message is event i: buyers ask in fifty conversations, then somebody replies
// in each of them, and so on; after a thousand events come other buyers.
func message(i int) *metrics.Event {
	conversation := i/1000*50 + i%50
	e := &metrics.Event{
		ID: metrics.Text(fmt.Sprintf("e%d", i)), Type: metrics.MessageCreated, Time: base.Add(metrics.Span(i) * metrics.Second),
		Team: "presale", Platform: "pdd", Shop: "s1", Conversation: metrics.Text(fmt.Sprintf("c%d", conversation)),
		Sender: metrics.Sender{Kind: metrics.Buyer, ID: metrics.Text(fmt.Sprintf("u%d", conversation))}, Text: "在吗", Amount: metrics.NoAmount,
	}
	if i/50%2 == 1 {
		e.Sender = metrics.Sender{Kind: metrics.Agent, ID: metrics.Text(fmt.Sprintf("a%d", i%7))}
	}
	return e
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
