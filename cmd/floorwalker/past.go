package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed"
	"floorwalker/metrics"
)

// pastStream is what a stream held when it was opened, as the lines of a file:
// a past hour of the stream is played like any other.
type pastStream struct {
	lines  *feed.Lines
	since  metrics.Time // the stream has dropped what was before; zero: it has everything
	reader *io.PipeReader
	writer *io.PipeWriter
	iter   jetstream.MessagesContext
	last   uint64       // sequence that ends it
	zone   metrics.Zone // of the times in errors
}

// openPastStream opens the stream. A time that the stream does not reach back to
// is an error.
func openPastStream(ctx context.Context, conn *feed.Conn, c *config.Config, at metrics.Time) (*pastStream, error) {
	ctx, cancel := context.WithTimeout(ctx, deadServer)
	defer cancel()
	name := c.Connection.Stream
	stream, err := conn.JetStream().Stream(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("stream %s: %w", name, err)
	}
	r := &pastStream{zone: c.MetricsPolicy().Zone, last: stream.CachedInfo().State.LastSeq}
	if r.since, err = reachesBack(stream.CachedInfo(), at, r.zone); err != nil {
		return nil, err
	}
	r.reader, r.writer = io.Pipe()
	if r.last == 0 || stream.CachedInfo().State.Msgs == 0 {
		_ = r.writer.Close() // never fails
	} else if err := r.consume(ctx, stream); err != nil {
		return nil, err
	}
	if r.lines, err = feed.NewLines(name, r.reader); err != nil {
		return nil, errors.Join(err, r.stop())
	}
	return r, nil
}

// holdsPast is an error if the stream does not reach back to a time.
func holdsPast(ctx context.Context, conn *feed.Conn, c *config.Config, at metrics.Time) error {
	ctx, cancel := context.WithTimeout(ctx, deadServer)
	defer cancel()
	name := c.Connection.Stream
	stream, err := conn.JetStream().Stream(ctx, name)
	if err != nil {
		return fmt.Errorf("stream %s: %w", name, err)
	}
	_, err = reachesBack(stream.CachedInfo(), at, c.MetricsPolicy().Zone)
	return err
}

// reachesBack is since when the stream knows, zero if it has everything; it is an
// error if that is after at.
func reachesBack(info *jetstream.StreamInfo, at metrics.Time, zone metrics.Zone) (since metrics.Time, err error) {
	if info.State.FirstSeq <= 1 {
		return 0, nil
	}
	if since = metrics.TimeOf(info.State.FirstTime); at < since {
		return 0, feed.WithHint(
			fmt.Errorf("the stream holds nothing of that time: it begins at %s", info.State.FirstTime.In(zone.Location()).Format(time.RFC3339)),
			"floorwalker snapshot --file reads a recording that reaches further back")
	}
	return since, nil
}

func (r *pastStream) consume(ctx context.Context, stream jetstream.Stream) error {
	consumer, err := stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{InactiveThreshold: time.Minute})
	if err != nil {
		return fmt.Errorf("stream %s: %w", stream.CachedInfo().Config.Name, err)
	}
	if r.iter, err = consumer.Messages(jetstream.PullMaxMessages(pastPull)); err != nil {
		return fmt.Errorf("stream %s: %w", stream.CachedInfo().Config.Name, err)
	}
	go r.copyLines()
	return nil
}

// pastPull is how many messages are asked for at once: the default of 500
// halves the speed.
const pastPull = 20_000

// copyLines writes the messages as lines until the last, or until it is
// stopped.
func (r *pastStream) copyLines() {
	for {
		msg, err := r.iter.Next()
		if err != nil {
			_ = r.writer.CloseWithError(err) // never fails
			return
		}
		meta, err := msg.Metadata()
		if err == nil {
			_, err = r.writer.Write(append(bytes.ReplaceAll(msg.Data(), []byte{'\n'}, []byte{' '}), '\n'))
		}
		if err != nil || meta.Sequence.Stream >= r.last {
			_ = r.writer.CloseWithError(err) // never fails
			return
		}
	}
}

// feed keeps the stream open until ctx ends.
func (r *pastStream) feed(ctx context.Context) error {
	<-ctx.Done()
	return r.stop()
}

func (r *pastStream) stop() error {
	if r.iter != nil {
		r.iter.Stop()
	}
	return r.reader.Close()
}
