package metrics

import "testing"

func TestScatteredMeetsEachOnce(t *testing.T) {
	for n := range 1000 {
		met := make([]int, n)
		for i := range scattered(n) {
			met[i]++
		}
		for i, times := range met {
			if times != 1 {
				t.Fatalf("%d of %d is met %d times", i, n, times)
			}
		}
	}
}
