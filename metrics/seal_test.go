package metrics_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"floorwalker/metrics"
)

// shelf is an archive in memory.
type shelf struct {
	segments map[string][]byte
	broken   bool
}

var errShelf = errors.New("the shelf is broken")

func (s *shelf) Store(segment []byte) (string, error) {
	if s.broken {
		return "", errShelf
	}
	if s.segments == nil {
		s.segments = map[string][]byte{}
	}
	name := fmt.Sprintf("segment %d", len(s.segments))
	s.segments[name] = append([]byte(nil), segment...)
	return name, nil
}

func (s *shelf) Load(name string, from, n int) ([]byte, error) {
	b, ok := s.segments[name]
	if !ok || s.broken {
		return nil, errShelf
	}
	from = min(from, len(b))
	return append([]byte(nil), b[from:min(from+n, len(b))]...), nil
}

// TestSealedFloorIsTheSame: a floor that packs what is at rest whenever it can,
// and is restarted at any moment, shows what one shows that keeps everything.
func TestSealedFloorIsTheSame(t *testing.T) {
	packed := 0
	rapid.Check(t, func(t *rapid.T) {
		defer metrics.CountFrom(rapid.SampledFrom([]int{1, 64}).Draw(t, "count from"))()
		s := soups.Draw(t, "soup")
		policy := s.policy(t)
		lines := s.shuffled(t)
		events := decoded(t, lines)
		archive := &shelf{}
		whole, sealing := metrics.New(policy), metrics.New(policy)
		sealing.SealInto(archive)
		sealing.SealSoon()
		given, latest := 0, metrics.Time(0)
		for range rapid.IntRange(1, 4).Draw(t, "looks") {
			now := s.restful(t, whole.Now(), latest)
			latest = max(latest, now)
			upto := rapid.IntRange(given, len(events)).Draw(t, "given")
			for _, f := range []*metrics.Floor{whole, sealing} {
				f.Advance(now)
				for i := given; i < upto; i++ {
					f.Apply(&events[i])
				}
				f.View(metrics.Query{})
			}
			given = upto
			for range rapid.IntRange(0, 12).Draw(t, "pieces") {
				sealing.Seal(1)
			}
			if rapid.Bool().Draw(t, "all") {
				seal(sealing)
			}
			packed += sealing.Packed()
			if rapid.IntRange(0, 2).Draw(t, "restart") == 0 {
				restored, err := metrics.Restore(policy, checkpoint(sealing), archive)
				if err != nil {
					t.Fatal(err)
				}
				restored.SealSoon()
				restored.Advance(now)
				sealing = restored
			}
			sameFloor(t, whole, sealing, false)
			compare(t, sealing, lines[:given], now, s.knobs)
			seal(sealing)
		}
		samePages(t, whole, sealing) // at last: a page that was made stands for a while
	})
	if packed == 0 {
		t.Error("nothing was ever packed")
	}
	t.Logf("%d packed", packed)
}

// restful is a moment that is often late enough for something to be at rest,
// and sometimes before the last one, yet less than two days before the latest: for
// so long it is known what was pinned (R48).
func (s *soup) restful(t *rapid.T, from, latest metrics.Time) metrics.Time {
	back := rapid.IntRange(0, 7).Draw(t, "back")
	if back == 0 {
		return max(latest.Add(-47*metrics.Hour), s.moment(t, 0))
	}
	rests := []metrics.Span{0, 260 * metrics.Minute, 260*metrics.Minute + 1, 9 * metrics.Hour, 24 * metrics.Hour, 50 * metrics.Hour}
	return max(from, s.moment(t, 0).Add(rapid.SampledFrom(rests).Draw(t, "rest")))
}

// samePages compares what is read again when somebody asks: the page of each shop,
// the story of each conversation, and what an official figure is made of.
func samePages(t *rapid.T, want, got *metrics.Floor) {
	var tb quiet
	for _, row := range want.View(metrics.Query{}).Shops {
		figure := "rolling." + row.Metric + ".official_3d"
		same(t, figure, jsonOf(&tb, explained(t, want, row.Key, figure)), jsonOf(&tb, explained(t, got, row.Key, figure)))
		same(t, "page of "+row.Key.String(), jsonOf(&tb, page(want, row.Key)), jsonOf(&tb, page(got, row.Key)))
	}
	for _, h := range want.View(metrics.Query{}).Activity {
		q := metrics.Query{Story: h.Key}
		a, b := want.View(q).Story, got.View(q).Story
		for _, one := range []*metrics.Story{a, b} {
			if one == nil {
				continue
			}
			if one.Waiting != nil {
				one.Waiting.Version, one.Waiting.LastText = 0, ""
			}
			for i := range one.Steps {
				one.Steps[i].Words, one.Steps[i].Forgotten = "", false
			}
		}
		same(t, "story of "+string(h.Key.Conversation), jsonOf(&tb, map[string]any{"": a}), jsonOf(&tb, map[string]any{"": b}))
	}
}

func explained(t *rapid.T, f *metrics.Floor, k metrics.ShopKey, figure string) any {
	x, err := f.Explain(k, figure)
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]metrics.Evidence{x.OK, x.Miss, x.Pending, x.Excluded} {
		slices.SortFunc(list, func(a, b metrics.Evidence) int {
			return cmp.Or(cmp.Compare(a.Asked, b.Asked), cmp.Compare(a.Conversation, b.Conversation))
		})
	}
	return x
}

// page is a shop's page, made to the end.
func page(f *metrics.Floor, k metrics.ShopKey) any {
	q := metrics.Query{Shop: k}
	f.View(q)
	for f.Settle(2) > 0 {
	}
	return map[string]any{"": f.View(q).Page}
}

func seal(f *metrics.Floor) {
	for f.Seal(3) {
	}
}

// reported is every figure, without the counts of how events came.
func reported(f *metrics.Floor) *metrics.Report {
	r := f.Report()
	r.Counts = metrics.ReportCounts{}
	return r
}

// TestOldDaysDoNotExist: the figures of a floor with an archive that has run for
// weeks are those of one that was only ever told of the last 36 days and today.
// It may still know what somebody is called.
func TestOldDaysDoNotExist(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := soups.Draw(t, "soup")
		policy := s.policy(t)
		events := decoded(t, s.lines)
		stretch := rapid.SampledFrom([]metrics.Span{1, 40, 400}).Draw(t, "stretch")
		for i := range events {
			events[i].Time = s.start.Add(events[i].Time.Sub(s.start) * stretch)
			events[i].Watermark = 0
		}
		now := s.start.Add(metrics.Span(rapid.IntRange(1, 80).Draw(t, "days")) * metrics.Day)

		old := metrics.New(policy)
		old.SealInto(&shelf{})
		old.SealSoon()
		next := 0
		for at := s.start; at < now; at = at.Add(7 * metrics.Hour) {
			for ; next < len(events) && events[next].Time <= at; next++ {
				old.Apply(&events[next])
			}
			old.Advance(at)
			old.View(metrics.Query{})
			seal(old)
		}
		for ; next < len(events) && events[next].Time <= now; next++ {
			old.Apply(&events[next])
		}
		young := metrics.New(policy)
		cut := metrics.Shanghai.Midnight(metrics.Shanghai.Date(now) - 36)
		for i := range events[:next] {
			if events[i].Time >= cut {
				young.Apply(&events[i])
			}
		}
		old.Advance(now)
		old.View(metrics.Query{})
		seal(old)
		young.Advance(now)
		var tb quiet
		same(t, "report", jsonOf(&tb, reported(young)), jsonOf(&tb, reported(old)))
		same(t, "shops", jsonOf(&tb, map[string]any{"": young.View(metrics.Query{}).Shops}),
			jsonOf(&tb, map[string]any{"": old.View(metrics.Query{}).Shops}))
	})
}

// TestBrokenArchive: what cannot be stored stays on the floor, and what cannot be
// read back is said.
func TestBrokenArchive(t *testing.T) {
	archive := &shelf{broken: true}
	f := metrics.New(metrics.DefaultPolicy())
	f.SealInto(archive)
	f.SealSoon()
	for _, l := range crowd(40, 4) {
		e := l.event()
		f.Apply(&e)
	}
	f.Advance(evening().Add(2 * metrics.Day))
	f.View(metrics.Query{})
	seal(f)
	packed := f.Packed()
	if packed == 0 || len(archive.segments) > 0 || f.Damage() != nil {
		t.Fatalf("%d packed, %d segments, %v", packed, len(archive.segments), f.Damage())
	}
	archive.broken = false
	seal(f)
	if len(archive.segments) == 0 || f.Packed() != packed {
		t.Fatalf("%d packed, %d segments", f.Packed(), len(archive.segments))
	}
	data := checkpoint(f)
	archive.broken = true
	if _, err := metrics.Restore(metrics.DefaultPolicy(), data, archive); !errors.Is(err, errShelf) {
		t.Errorf("restored without its segments: %v", err)
	}
	f.Report()
	if !errors.Is(f.Damage(), errShelf) {
		t.Errorf("after a report that lacks segments: %v", f.Damage())
	}
}
