package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/metrics"
)

const (
	// inFlight bounds the events sent without an answer. More is hardly faster,
	// and all of them are sent again when the server is lost.
	inFlight = 500
	// saveEvery is how often the progress is written down.
	saveEvery = time.Second
	// answerDue is how long the server may take before the user is told.
	answerDue = 2 * time.Second
	// lastAnswers is how long an interrupted import waits for events it has sent.
	lastAnswers = 5 * time.Second
	// shownFaults is how many malformed lines are named, the rest is counted.
	shownFaults = 10
)

// importer carries lines to the stream and counts what became of them.
type importer struct {
	lines  *feed.Lines
	pub    *feed.Publisher
	errOut io.Writer
	meter  *meter

	decoder  feed.Decoder
	progress progress
	path     string // of the progress file; empty: none is kept
	from     int    // lines up to here are in the stream already
	done     int    // lines up to here are sent, or are no events
	waiting  bool   // for a server that does not answer
	saved    time.Time
}

// keepProgress finds out where an earlier import of the same file into the same
// stream stopped.
func (im *importer) keepProgress(ctx context.Context, js jetstream.JetStream, name, path string) error {
	stream, err := chatStream(ctx, js)
	if err != nil {
		return err
	}
	hash, err := hashFile(name)
	if err != nil {
		return err
	}
	im.progress = progress{File: hash, Stream: stream.Config.Name, Created: stream.Created}
	if im.path = path; path == "" {
		if im.path, err = progressPath(im.progress); err != nil {
			return err
		}
	}
	before, ok, err := readProgress(im.path)
	if err != nil {
		return feed.WithHint(err, "remove the file to start from the first line")
	}
	if ok && before.sameImport(im.progress) && before.Sequence <= stream.State.LastSeq {
		im.progress, im.from, im.done = before, before.Line, before.Line
	}
	return nil
}

// run imports until the end of the lines or of ctx, and says what it did.
func (im *importer) run(ctx context.Context, out io.Writer) error {
	err := im.copyLines(ctx)
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastAnswers)
	defer cancel()
	if flushed := im.pub.Flush(closing); flushed == nil {
		err = errors.Join(err, im.save())
	} else {
		err = errors.Join(err, fmt.Errorf("the server did not store everything: %w", flushed))
	}
	err = errors.Join(err, im.pub.Close(closing))
	im.meter.clear()
	im.report(out)
	switch counts := im.decoder.Counts(); {
	case errors.Is(err, context.Canceled):
		return feed.WithHint(fmt.Errorf("stopped at line %d", im.progress.Line), "run the same command again to go on from there")
	case err == nil && counts.Malformed > 0:
		return fmt.Errorf("%d of %d lines are no events", counts.Malformed, im.lines.Line())
	}
	return err
}

func (im *importer) copyLines(ctx context.Context) error {
	var event metrics.Event
	im.saved = time.Now()
	for ctx.Err() == nil {
		line, err := im.lines.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if im.lines.Line() <= im.from && (err == nil || errors.Is(err, feed.ErrLongLine)) {
			continue
		}
		switch {
		case errors.Is(err, feed.ErrLongLine):
			im.fault(line, err)
		case err != nil:
			return err
		default:
			if err := im.publish(ctx, line, &event); err != nil {
				return err
			}
		}
		im.done = im.lines.Line()
		if time.Since(im.saved) >= saveEvery {
			if err := im.checkpoint(ctx); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// publish sends the event of a line, if it is one.
func (im *importer) publish(ctx context.Context, line []byte, event *metrics.Event) error {
	err := im.decoder.Decode(line, event, metrics.TimeOf(time.Now()), im.where)
	switch {
	case err == nil:
		return im.patiently(ctx, func(ctx context.Context) error { return im.pub.Publish(ctx, event) })
	case !errors.Is(err, feed.ErrUnknownType):
		im.name(err)
	}
	return nil
}

// where names the current line.
func (im *importer) where() string { return fmt.Sprintf("%s:%d", im.lines.Name(), im.lines.Line()) }

// fault counts a line that could not even be read.
func (im *importer) fault(line []byte, err error) {
	im.decoder.Malformed(line, err, metrics.TimeOf(time.Now()), im.where())
	im.name(err)
}

// name prints the first malformed lines.
func (im *importer) name(err error) {
	if n := im.decoder.Counts().Malformed; n <= shownFaults {
		im.meter.clear()
		fmt.Fprintf(im.errOut, "%s: %s\n", im.where(), oneLine(err.Error()))
	}
}

// checkpoint waits for what was sent, and writes down how far that is.
func (im *importer) checkpoint(ctx context.Context) error {
	if err := im.patiently(ctx, im.pub.Flush); err != nil {
		return err
	}
	stats := im.pub.Stats()
	im.meter.show("%d lines, %d stored, %d known already", im.lines.Line(), stats.Stored, stats.Duplicates)
	return im.save()
}

// patiently does what waits for the server, and says so when that takes long.
func (im *importer) patiently(ctx context.Context, do func(context.Context) error) error {
	for {
		turn, cancel := context.WithTimeout(ctx, answerDue)
		err := do(turn)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
			im.waiting = im.waiting && err != nil
			return err
		}
		if !im.waiting {
			im.waiting = true
			im.meter.clear()
			fmt.Fprintf(im.errOut, "the server does not answer (%s), trying on\n", oneLine(string(im.pub.Stats().Trouble)))
		}
	}
}

func (im *importer) save() error {
	im.saved = time.Now()
	im.progress.Line, im.progress.Sequence = im.done, max(im.progress.Sequence, im.pub.Stats().Sequence)
	if im.path == "" {
		return nil
	}
	if err := im.progress.write(im.path); err != nil {
		return feed.WithHint(fmt.Errorf("keep the progress: %w", err), "choose another place with --progress")
	}
	return nil
}

// report says what became of the lines.
func (im *importer) report(out io.Writer) {
	stats, counts := im.pub.Stats(), im.decoder.Counts()
	for _, row := range []struct {
		n    uint64
		what string
	}{
		{uint64(im.lines.Line()), "lines"},
		{uint64(im.from), "done by an earlier run"},
		{stats.Stored, "stored"},
		{stats.Duplicates, "known to the stream already"},
		{stats.Refused, "refused by the server"},
		{counts.Malformed, "malformed"},
		{counts.Unknown, "of unknown type"},
	} {
		if row.n > 0 || row.what == "stored" {
			fmt.Fprintf(out, "%9d %s\n", row.n, row.what)
		}
	}
}
