package metrics

import (
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"sync"
)

// digestsAtOnce bounds the memory of a report: a shop of a million events takes
// some 300 MB while it is digested.
const digestsAtOnce = 4

// digests are those of the shops, in order. The next are made, each by one
// processor, while one is looked at; the floor must not change meanwhile.
func (f *Floor) digests(shops []*shop) iter.Seq[*shopDigest] {
	return func(yield func(*shopDigest) bool) {
		var working sync.WaitGroup
		defer working.Wait()
		lines := min(runtime.GOMAXPROCS(0), digestsAtOnce, len(shops))
		ready := make([]chan func() *shopDigest, lines)
		stop := make(chan struct{})
		defer close(stop)
		for i := range ready {
			ready[i] = make(chan func() *shopDigest)
			working.Go(func() { f.digestEvery(lines, shops[i:], ready[i], stop) })
		}
		for i := range shops {
			if made := <-ready[i%lines]; !yield(made()) {
				return
			}
		}
	}
}

// digestEvery makes each n-th digest. What it hands out panics where making it
// did, so that the panic is that of who asked.
func (f *Floor) digestEvery(n int, shops []*shop, ready chan<- func() *shopDigest, stop <-chan struct{}) {
	j := &judge{}
	for i := 0; i < len(shops); i += n {
		select {
		case ready <- f.digestOrPanic(shops[i], j):
		case <-stop:
			return
		}
	}
}

func (f *Floor) digestOrPanic(s *shop, j *judge) (made func() *shopDigest) {
	defer func() {
		if what := recover(); what != nil {
			where := debug.Stack()
			made = func() *shopDigest { panic(fmt.Errorf("%v\n%s", what, where)) }
		}
	}()
	d := f.digest(s, j)
	return func() *shopDigest { return d }
}
