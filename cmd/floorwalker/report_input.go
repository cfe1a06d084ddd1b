package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// reportInput carries the events of a file to a floor. One goroutine decodes,
// which is half of the work, while the caller's applies.
type reportInput struct {
	lines  *feed.Lines
	floor  *metrics.Floor
	now    metrics.Time
	errOut io.Writer
	meter  *meter

	decoder feed.Decoder
	count   int // lines that are not blank
}

// eventBatch is what goes from one goroutine to the other at once: large enough
// that the hand-over costs nothing.
type eventBatch struct{ events []metrics.Event }

const (
	batchSize = 512
	batchesUp = 2 // decoded ahead
)

var eventBatches = sync.Pool{New: func() any { return &eventBatch{make([]metrics.Event, 0, batchSize)} }}

// readAll applies every event of the lines and judges them as of now. Lines
// that are no events are counted, and the first of them named. What ends it
// early is an interrupt, or a file that cannot be read to its end: figures of
// half a file look right and are wrong.
func (in *reportInput) readAll(ctx context.Context) error {
	batches := make(chan *eventBatch, batchesUp)
	var ended error
	go func() {
		defer close(batches)
		ended = in.decodeAll(batches)
	}()
	for {
		select {
		case b, more := <-batches:
			if !more {
				in.meter.clear()
				// The clock moves once, when all is known: gateways' reports
				// on the way would have everything judged again.
				in.floor.Advance(in.now)
				return ended
			}
			in.apply(b)
		case <-ctx.Done():
			// Nobody waits for the other goroutine: a pipe may be silent
			// for ever.
			in.meter.clear()
			return errInterrupted
		}
	}
}

var errInterrupted = errors.New("interrupted")

func (in *reportInput) apply(b *eventBatch) {
	for i := range b.events {
		in.floor.Apply(&b.events[i])
	}
	eventBatches.Put(b)
}

func (in *reportInput) decodeAll(batches chan<- *eventBatch) error {
	for {
		b := eventBatches.Get().(*eventBatch)
		b.events = b.events[:0]
		err := in.fill(b)
		batches <- b
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		in.meter.show("%d lines", in.count)
	}
}

// fill decodes the next lines into b.
func (in *reportInput) fill(b *eventBatch) error {
	for range batchSize {
		line, err := in.lines.Next()
		switch {
		case errors.Is(err, feed.ErrLongLine):
			in.decoder.Malformed(line, err, in.now, in.where())
			in.name(err)
		case err != nil:
			return err
		default:
			in.decode(line, b)
		}
		in.count++
	}
	return nil
}

// decode adds the event of a line, if it is one.
func (in *reportInput) decode(line []byte, b *eventBatch) {
	b.events = b.events[:len(b.events)+1]
	err := in.decoder.Decode(line, &b.events[len(b.events)-1], in.now, in.where)
	if err == nil {
		return
	}
	b.events = b.events[:len(b.events)-1]
	if !errors.Is(err, feed.ErrUnknownType) {
		in.name(err)
	}
}

// where names the current line.
func (in *reportInput) where() string { return fmt.Sprintf("%s:%d", in.lines.Name(), in.lines.Line()) }

// name prints the first malformed lines.
func (in *reportInput) name(err error) {
	if in.decoder.Counts().Malformed <= shownFaults {
		in.meter.clear()
		fmt.Fprintf(in.errOut, "%s: %s\n", oneLine(in.where()), oneLine(err.Error()))
	}
}

// report is the floor's, with the counts that only its reader knows.
func (in *reportInput) report() *metrics.Report {
	r := in.floor.Report()
	r.Counts.Lines, r.Counts.Malformed = in.count, int(in.decoder.Counts().Malformed)
	return r
}
