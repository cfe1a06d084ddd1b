package live

import (
	"bytes"
	"context"
	"testing"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// counter is a floor that only counts.
type counter struct {
	recorder
	left int
	done context.CancelFunc
}

func (c *counter) Apply(*metrics.Event) {
	if c.left--; c.left == 0 {
		c.done()
	}
}

// BenchmarkReplay reads, decodes, cleans and hands over events of a file.
func BenchmarkReplay(b *testing.B) {
	var content bytes.Buffer
	for i := range b.N {
		data, err := feed.Encode(message(i))
		if err != nil {
			b.Fatal(err)
		}
		content.Write(append(data, '\n'))
	}
	in, err := feed.NewLines("events", &content)
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	c := &counter{left: b.N, done: cancel}
	b.ReportAllocs()
	b.ResetTimer()
	New(&Replay{Lines: in}, Options{NewFloor: func() Floor { return c }}).Run(ctx)
}

// BenchmarkInbox hands events from one goroutine to the loop.
func BenchmarkInbox(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	c := &counter{left: b.N, done: cancel}
	e := message(1)
	b.ReportAllocs()
	New(script(func(ctx context.Context, in *Inbox) {
		for in.Event(ctx, e, Mark{}) == nil {
		}
	}), Options{NewFloor: func() Floor { return c }}).Run(ctx)
}
