package live

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// witness is the real floor; a recorder notes what it is told.
type witness struct {
	*metrics.Floor
	notes *recorder
}

func (w witness) Apply(e *metrics.Event) {
	w.notes.Apply(e)
	w.Floor.Apply(e)
}

func (w witness) Advance(now metrics.Time) {
	w.notes.Advance(now)
	w.Floor.Advance(now)
}

func (w witness) KnowSince(t metrics.Time) {
	w.notes.KnowSince(t)
	w.Floor.KnowSince(t)
}

// running is a loop at work over the real floor, and what a patient screen saw.
type running struct {
	*Loop
	*recorder
	tb testing.TB

	stop    context.CancelFunc
	stopped sync.WaitGroup
	real    *metrics.Floor // the last one; belongs to the loop until it ended
	viewMu  sync.Mutex
	last    *metrics.View
	said    []string // state and text of views, as they changed
}

// run starts a loop over source and reads its views until the test ends.
func run(tb testing.TB, source Source, o Options) *running {
	tb.Helper()
	r := &running{recorder: &recorder{}, tb: tb, last: &metrics.View{}}
	o.NewFloor = func() Floor {
		r.recorder.floor()
		r.real = metrics.New(metrics.DefaultPolicy())
		return witness{r.real, r.recorder}
	}
	r.start(source, o)
	return r
}

// runLight is run over the recorder alone, where figures do not matter.
func runLight(tb testing.TB, source Source, o Options) *running {
	tb.Helper()
	r := &running{recorder: &recorder{}, tb: tb, last: &metrics.View{}}
	o.NewFloor = r.recorder.floor
	r.start(source, o)
	return r
}

func (r *running) start(source Source, o Options) {
	r.Loop = New(source, o)
	ctx, stop := context.WithCancel(context.Background())
	r.stop = stop
	r.stopped.Go(func() { r.Run(ctx) })
	r.stopped.Go(func() { r.read(ctx) })
	r.tb.Cleanup(r.end)
}

func (r *running) end() {
	r.stop()
	r.stopped.Wait()
}

func (r *running) read(ctx context.Context) {
	for {
		select {
		case v := <-r.Views():
			r.see(v)
		case <-ctx.Done():
			return
		}
	}
}

func (r *running) see(v *metrics.View) {
	r.viewMu.Lock()
	defer r.viewMu.Unlock()
	r.last = v
	said := v.Feed.State.String()
	if v.Feed.Text != "" {
		said += ": " + string(v.Feed.Text)
	}
	if n := len(r.said); n == 0 || r.said[n-1] != said {
		r.said = append(r.said, said)
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

// untilSaid waits for a state with a text that begins so.
func (r *running) untilSaid(state metrics.FeedState, text string) {
	r.tb.Helper()
	natstest.Eventually(r.tb, fmt.Sprintf("the feed is %s and says %q", state, text), func() bool {
		f := r.view().Feed
		return f.State == state && strings.HasPrefix(string(f.Text), text)
	})
}

// saidNow is what the screen said so far.
func (r *running) saidNow() []string {
	r.viewMu.Lock()
	defer r.viewMu.Unlock()
	return slices.Clone(r.said)
}

// mustNotHaveSaid asserts that no view said anything that contains what.
func (r *running) mustNotHaveSaid(what string) {
	r.tb.Helper()
	for _, said := range r.saidNow() {
		if strings.Contains(said, what) {
			r.tb.Errorf("the screen said %q", said)
		}
	}
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

// mustEnd ends the loop and asserts that the events first..last were applied
// in order, each once, and that the report is that of a floor which nothing
// happened to.
func (r *running) mustEnd(first, last int) {
	r.tb.Helper()
	r.end()
	r.mustHave(first, last)
	if got := r.real.Report().Counts; got.Duplicates != 0 || got.Events != last-first+1 {
		r.tb.Errorf("counted %+v", got)
	}
	r.mustReport(first, last)
}

// mustReport asserts, after the end, that the report is that of a floor which
// was told the events first..last once; duplicates may have been counted.
func (r *running) mustReport(first, last int) {
	r.tb.Helper()
	twin := metrics.New(metrics.DefaultPolicy())
	for i := first; i <= last; i++ {
		twin.Apply(decoded(r.tb, message(i)))
	}
	at := max(r.real.Now(), message(last).Time.Add(metrics.Hour))
	r.real.Advance(at)
	twin.Advance(at)
	got, want := r.real.Report(), twin.Report()
	if len(want.Shops["pdd/s1"].Days) == 0 {
		r.tb.Error("the undisturbed report is empty")
	}
	got.Counts.Duplicates = 0
	if g, w := asJSON(r.tb, got), asJSON(r.tb, want); g != w {
		r.tb.Errorf("the report differs from the undisturbed one:\n%s\n%s", g, w)
	}
}

// decoded is e as it comes from the wire.
func decoded(tb testing.TB, e *metrics.Event) *metrics.Event {
	tb.Helper()
	data, err := feed.Encode(e)
	if err != nil {
		tb.Fatal(err)
	}
	out := &metrics.Event{}
	if err := feed.Decode(data, out); err != nil {
		tb.Fatal(err)
	}
	return out
}

func asJSON(tb testing.TB, v any) string {
	tb.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

func firstDifference(got, want []string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf("at %d is %s, want %s", i, got[i], want[i])
		}
	}
	return "one is longer"
}
