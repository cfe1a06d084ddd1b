package metrics_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"floorwalker/metrics"
	"floorwalker/metrics/proof"
)

func checkpoint(f *metrics.Floor) []byte {
	c := f.Checkpoint()
	for c.Write(1000) {
	}
	return c.Bytes()
}

// TestRestoredFloorIsTheSame: a floor restored at any moment, and given the
// rest and some of what it had, is the floor that was never interrupted, whether
// it packs what is at rest or not.
func TestRestoredFloorIsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		defer metrics.CountFrom(rapid.SampledFrom([]int{1, 64}).Draw(t, "count from"))()
		s := soups.Draw(t, "soup")
		policy := s.policy(t)
		events := decoded(t, s.shuffled(t))
		cut := rapid.IntRange(0, len(events)).Draw(t, "cut")
		again := rapid.IntRange(0, cut).Draw(t, "again")
		now := s.moment(t, s.start)

		whole := metrics.New(policy)
		for i := range events {
			whole.Apply(&events[i])
		}
		whole.Advance(now)

		before := metrics.New(policy)
		archive := &shelf{}
		before.SealInto(archive)
		before.SealSoon()
		for i := range events[:cut-again] {
			before.Apply(&events[i])
		}
		before.Advance(s.restful(t, s.start, s.start))
		before.View(metrics.Query{})
		if rapid.Bool().Draw(t, "pack") {
			seal(before)
		}
		written := before.Checkpoint()
		for i := cut - again; written.Write(1); i++ { // events come while it is written
			if i < cut {
				before.Apply(&events[i])
			}
			if i%2 == 0 {
				before.View(metrics.Query{})
				seal(before)
			}
		}
		after, err := metrics.Restore(policy, written.Bytes(), archive)
		if err != nil {
			t.Fatal(err)
		}
		for i := cut - again; i < len(events); i++ {
			after.Apply(&events[i])
		}
		after.Advance(now)
		sameFloor(t, whole, after, false)
	})
}

// sameFloor compares everything that a floor shows; the words of messages only
// if both floors were told all of them.
func sameFloor(t *rapid.T, want, got *metrics.Floor, words bool) {
	var tb quiet
	for _, part := range []struct {
		name string
		of   func(f *metrics.Floor) any
	}{
		{"report", func(f *metrics.Floor) any { r := f.Report(); r.Counts = metrics.ReportCounts{}; return r }},
		{"lanes", func(f *metrics.Floor) any {
			lanes := f.View(metrics.Query{}).Lanes
			for i := range lanes {
				if !words {
					lanes[i].Text = ""
				}
			}
			return lanes
		}},
		{"agents", func(f *metrics.Floor) any { return f.View(metrics.Query{}).Agents }},
		{"queues", func(f *metrics.Floor) any { return f.View(metrics.Query{}).Queues }},
		{"shops", func(f *metrics.Floor) any { return f.View(metrics.Query{}).Shops }},
		{"activity", func(f *metrics.Floor) any { return f.View(metrics.Query{}).Activity }},
		{"promised", func(f *metrics.Floor) any { return f.View(metrics.Query{}).Promised }},
		{"waiting", func(f *metrics.Floor) any {
			rows := slices.Clone(f.View(metrics.Query{}).Waiting)
			for i := range rows {
				rows[i].Version = 0
				if !words {
					rows[i].LastText = ""
				}
			}
			return rows
		}},
	} {
		same(t, part.name, jsonOf(&tb, map[string]any{"": part.of(want)}), jsonOf(&tb, map[string]any{"": part.of(got)}))
	}
}

// same compares two pieces of JSON and tells where they begin to differ.
func same(t *rapid.T, what string, want, got any) {
	a, b := proof.Plain(want), proof.Plain(got)
	if a == b {
		return
	}
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	from := max(0, at-100)
	t.Fatalf("%s: want … %.300s, got … %.300s", what, a[from:], b[from:])
}

// TestViewDoesNotDependOnOrder: whatever the order of arrival, and whatever came
// twice, the screen is the same.
func TestViewDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		defer metrics.CountFrom(rapid.SampledFrom([]int{1, 64}).Draw(t, "count from"))()
		s := soups.Draw(t, "soup")
		policy := s.policy(t)
		now := s.moment(t, s.start)
		var floors [2]*metrics.Floor
		for i := range floors {
			floors[i] = metrics.New(policy)
			for _, e := range decoded(t, s.shuffled(t)) {
				floors[i].Apply(&e)
				if i == 1 {
					floors[i].Advance(now)
					floors[i].View(metrics.Query{})
				}
			}
			floors[i].Advance(now)
		}
		sameFloor(t, floors[0], floors[1], true)
	})
}

// TestLastWordsComeBack: a message told again after a restart brings the words
// that the checkpoint does not hold.
func TestLastWordsComeBack(t *testing.T) {
	p := metrics.DefaultPolicy()
	f := metrics.New(p)
	e := line{0, 0, evening()}.event()
	f.Apply(&e)
	f, err := metrics.Restore(p, checkpoint(f), nil)
	if err != nil {
		t.Fatal(err)
	}
	f.Advance(evening())
	if words := f.View(metrics.Query{}).Waiting[0].LastText; words != "" {
		t.Errorf("a checkpoint holds the words %q", words)
	}
	f.Apply(&e)
	if words := f.View(metrics.Query{}).Waiting[0].LastText; words != e.Text {
		t.Errorf("the row says %q", words)
	}
}

// TestCheckpointOfAnotherPolicy: what a policy saw in texts is in the facts.
func TestCheckpointOfAnotherPolicy(t *testing.T) {
	data := checkpoint(metrics.New(metrics.DefaultPolicy()))
	other := metrics.DefaultPolicy()
	other.Promise = append(other.Promise, "soon")
	if _, err := metrics.Restore(other, data, nil); !errors.Is(err, metrics.ErrCheckpoint) {
		t.Errorf("%v", err)
	}
}

// FuzzRestore: whatever the bytes, Restore refuses them or gives a floor that
// can be looked at.
func FuzzRestore(f *testing.F) {
	p := metrics.DefaultPolicy()
	floor := metrics.New(p)
	for _, l := range crowd(5, 4) {
		e := l.event()
		floor.Apply(&e)
	}
	f.Add(checkpoint(floor), []byte{})
	f.Add(checkpoint(metrics.New(p)), []byte{})
	for _, soon := range []bool{false, true} {
		archive := &shelf{}
		packing := packedCrowd(p, archive, soon)
		f.Add(checkpoint(packing), archive.segments["segment 0"])
	}
	f.Fuzz(func(t *testing.T, data, segment []byte) {
		restored, err := metrics.Restore(p, data, &shelf{segments: map[string][]byte{"segment 0": segment}})
		if errors.Is(err, errShelf) {
			return
		}
		if err != nil {
			if !errors.Is(err, metrics.ErrCheckpoint) {
				t.Fatal(err)
			}
			return
		}
		restored.Advance(evening().Add(3 * metrics.Day))
		restored.View(metrics.Query{})
		restored.Report()
		seal(restored)
	})
}

// packedCrowd is a floor with conversations at rest, in segments or not yet.
func packedCrowd(p *metrics.Policy, archive metrics.Archive, soon bool) *metrics.Floor {
	f := metrics.New(p)
	f.SealInto(archive)
	if soon {
		f.SealSoon()
	}
	for _, l := range crowd(9, 3) {
		e := l.event()
		f.Apply(&e)
	}
	f.Advance(evening().Add(2 * metrics.Day))
	f.View(metrics.Query{})
	seal(f)
	return f
}
