package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// Replay plays a file of events. The time of the events drives the floor's
// clock: faster than life, or as fast as it goes. At the end the floor stands
// still.
type Replay struct {
	Lines *feed.Lines  // in order of time, or nearly; closed by who opened it
	Speed float64      // seconds of the floor in one second; 0: as fast as it goes
	From  metrics.Time // what came before is played at once; zero: the first event
	Until metrics.Time // events after it are left out, and there the floor stands still; zero: the last event
}

// replayStep is how often the floor's clock moves between events.
const replayStep = 100 * time.Millisecond

// Run plays the file.
func (r *Replay) Run(ctx context.Context, in *Inbox) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p := &player{Replay: r, in: in, events: make(chan metrics.Event, 256)}
	read := make(chan error, 1)
	go func() {
		read <- p.read(ctx)
		close(p.events)
	}()
	p.play(ctx)
	cancel()
	if err := <-read; err != nil {
		in.Report(Report{State: metrics.FeedFailed, Text: in.words.unreadable(err), Speed: r.Speed, Held: true})
	}
}

// player is a Replay at work. Reading goes on beside playing, so that the clock
// runs while a pipe is silent.
type player struct {
	*Replay
	in      *Inbox
	events  chan metrics.Event
	started bool         // the clock runs
	anchor  time.Time    // when the clock was started
	origin  metrics.Time // what it said then
}

// read decodes the file.
func (p *player) read(ctx context.Context) error {
	var e metrics.Event
	where := func() string { return fmt.Sprintf("%s, line %d", p.Lines.Name(), p.Lines.Line()) }
	for {
		line, err := p.Lines.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, feed.ErrLongLine):
			p.in.decoder.Malformed(line, err, p.in.Now(), where())
			continue
		case err != nil:
			return err
		}
		if p.in.decoder.Decode(line, &e, p.in.Now(), where) != nil || (p.Until != 0 && e.Time > p.Until) {
			continue
		}
		select {
		case p.events <- e:
		case <-ctx.Done():
			return nil
		}
	}
}

// play delivers each event when it is due, and stands still at the end, unless
// ctx ends before.
func (p *player) play(ctx context.Context) {
	p.in.Report(Report{State: metrics.FeedCatchingUp, Speed: p.Speed})
	for {
		e, ok, err := p.next(ctx)
		if err != nil {
			return
		}
		if !ok {
			p.hold(ctx)
			return
		}
		if !p.started && e.Time > p.From && p.start(ctx, e.Time) != nil {
			return
		}
		if p.await(ctx, e.Time) != nil || p.in.Event(ctx, &e, Mark{At: e.Time}) != nil {
			return
		}
	}
}

// next is the next event; ok is false at the end of the file.
func (p *player) next(ctx context.Context) (e metrics.Event, ok bool, err error) {
	select { // spares the timer
	case e, ok = <-p.events:
		return e, ok, nil
	default:
	}
	for {
		select {
		case e, ok = <-p.events:
			return e, ok, nil
		case <-ctx.Done():
			return e, false, ctx.Err()
		case <-p.in.clock.After(replayStep):
			if err := p.tick(ctx); err != nil {
				return e, false, err
			}
		}
	}
}

// start sets the clock going, at From or else at the first event.
func (p *player) start(ctx context.Context, first metrics.Time) error {
	p.started, p.anchor, p.origin = true, p.in.clock.Now(), first
	if p.From != 0 {
		p.origin = p.From
	}
	if p.Speed > 0 { // else nobody sees it before its end
		p.in.Report(Report{State: metrics.FeedLive, Speed: p.Speed})
	}
	return p.in.Clock(ctx, p.origin)
}

// await lets the clock run until t.
func (p *player) await(ctx context.Context, t metrics.Time) error {
	for {
		wait := p.until(t)
		if wait <= 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.in.clock.After(min(wait, replayStep)):
			if err := p.tick(ctx); err != nil {
				return err
			}
		}
	}
}

// until is how long it takes, in real time, for the clock to say t.
func (p *player) until(t metrics.Time) time.Duration {
	if !p.started || p.Speed == 0 {
		return 0
	}
	real := time.Duration(float64(t.Sub(p.origin).Std()) / p.Speed)
	return real - p.in.clock.Now().Sub(p.anchor)
}

// tick tells the floor what the clock says.
func (p *player) tick(ctx context.Context) error {
	if !p.started || p.Speed == 0 {
		return nil
	}
	passed := time.Duration(float64(p.in.clock.Now().Sub(p.anchor)) * p.Speed)
	now := p.origin.Add(metrics.SpanOf(passed))
	if p.Until != 0 {
		now = min(now, p.Until)
	}
	return p.in.Clock(ctx, now)
}

// hold lets the clock run to Until and stops it.
func (p *player) hold(ctx context.Context) {
	if p.Until != 0 && (p.await(ctx, p.Until) != nil || p.in.Clock(ctx, p.Until) != nil) {
		return
	}
	p.in.Report(Report{State: metrics.FeedLive, Speed: p.Speed, Held: true})
}

// isReplay reports whether a source drives the floor's clock.
func isReplay(s Source) bool {
	switch s.(type) {
	case *Replay, *Past:
		return true
	}
	return false
}
