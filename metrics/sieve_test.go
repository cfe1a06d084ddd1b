package metrics

import (
	"testing"

	"pgregory.net/rapid"
)

// A sieve never denies a name, whether it was noted singly or read with a whole
// run, and forgets runs that were dropped.
func TestSieve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.SliceOfN(rapid.Uint32(), 0, 20), 1, 150).Draw(t, "runs")
		var singly, whole sieve
		for i := range names {
			if singly.column(64) != i || whole.column(64) != i {
				t.Fatal("columns are not given in order")
			}
			for _, hash := range names[i] {
				singly.set(i, hash)
			}
		}
		for word := range whole.width {
			var of [64]sieved
			for i := 64 * word; i < min(64*word+64, len(names)); i++ {
				of[i%64] = whole.sieved()
				for _, hash := range names[i] {
					of[i%64].set(&whole, hash)
				}
			}
			whole.fill(word, &of)
		}
		gone := rapid.IntRange(0, len(names)-1).Draw(t, "gone")
		singly.drop(gone)
		whole.drop(gone)
		for i := range names {
			for _, hash := range names[i] {
				a, b := singly.row(hash), whole.row(hash)
				if a.has(i) != (i != gone) || b.has(i) != (i != gone) {
					t.Fatalf("run %d, name %x: singly %v, whole %v, dropped %d", i, hash, a.has(i), b.has(i), gone)
				}
			}
		}
		if singly.column(64) != gone {
			t.Fatal("a column that was given back is not used again")
		}
	})
}

// Few runs are named in error: one in 400, if all have as many names as they may.
func TestSieveIsFine(t *testing.T) {
	var s sieve
	const runs, names = 8, 1 << 12
	hash := uint32(1)
	next := func() uint32 { // xorshift
		hash ^= hash << 13
		hash ^= hash >> 17
		hash ^= hash << 5
		return hash
	}
	for range runs {
		c := s.column(names)
		for range names {
			s.set(c, next())
		}
	}
	wrong := 0
	const asked = 10_000
	for range asked {
		row := s.row(next())
		for c := range runs {
			if row.has(c) {
				wrong++
			}
		}
	}
	if most := asked * runs / 200; wrong > most {
		t.Errorf("%d of %d answers were wrong, at most %d should be", wrong, asked*runs, most)
	}
}
