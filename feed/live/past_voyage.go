package live

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// voyage is a Past at work. It belongs to the goroutine of Run.
type voyage struct {
	*Past
	in    *Inbox
	tape  *tape        // nil: nothing was opened yet
	now   metrics.Time // what the floor's clock says
	ahead *taped       // read, and not come to yet
}

func (v *voyage) close() {
	if v.tape != nil {
		v.tape.close()
	}
}

// seek goes to an instant: on from here, or from the stream's beginning if it
// lies behind.
func (v *voyage) seek(ctx context.Context, at metrics.Time) {
	if v.tape == nil || v.tape.broken != nil || at < v.now || at > v.tape.end {
		if err := v.open(ctx, at); err != nil {
			v.fail(ctx, err)
			return
		}
	} else {
		v.report(Report{State: metrics.FeedCatchingUp})
	}
	if err := v.goTo(ctx, min(at, v.tape.end)); err != nil {
		v.fail(ctx, err)
		return
	}
	v.hold()
}

// open begins anew, at the beginning of the stream as it is now. If that cannot
// be, the floor stays where it is.
func (v *voyage) open(ctx context.Context, at metrics.Time) error {
	t, err := v.openTape(ctx, at)
	if err != nil {
		return err
	}
	v.close()
	v.tape, v.ahead, v.now = t, nil, 0
	v.report(Report{State: metrics.FeedCatchingUp, Forget: true})
	return nil
}

func (v *voyage) report(r Report) {
	r.KnownSince = v.tape.since
	v.in.Report(r)
}

func (v *voyage) hold() { v.report(Report{State: metrics.FeedLive, Held: true}) }

// fail says why something was not done, and holds. Who gave another order meanwhile
// wants to hear nothing of it.
func (v *voyage) fail(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	v.say(v.explain(err))
	if v.tape != nil {
		v.hold()
	}
}

// goTo lets everything happen up to an instant.
func (v *voyage) goTo(ctx context.Context, to metrics.Time) error {
	for {
		if v.ahead == nil {
			next, err := v.tape.next(ctx)
			if err != nil {
				return err
			}
			v.ahead = next
		}
		if v.ahead == nil || v.ahead.mark.At > to {
			break
		}
		if err := v.in.Event(ctx, &v.ahead.event, v.ahead.mark); err != nil {
			return err
		}
		v.now, v.ahead = max(v.now, v.ahead.mark.At), nil
	}
	v.now = max(v.now, to)
	return v.in.Clock(ctx, v.now)
}

// play lets time pass until something else is ordered, or the tape ends.
func (v *voyage) play(ctx context.Context, speed float64) {
	switch {
	case v.tape == nil:
		return
	case speed <= 0:
		v.hold()
		return
	}
	v.report(Report{State: metrics.FeedLive, Speed: speed})
	anchor, origin := v.in.clock.Now(), v.now
	for v.now < v.tape.end {
		passed := time.Duration(float64(v.in.clock.Now().Sub(anchor)) * speed)
		if err := v.goTo(ctx, min(origin.Add(metrics.SpanOf(passed)), v.tape.end)); err != nil {
			v.fail(ctx, err)
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-v.in.clock.After(replayStep):
		}
	}
	v.say(say(v.in.words.PastEnds, clockTime(v.now, v.in.zone)))
	v.hold()
}

// stride is how far the search for a breach looks ahead at a time: not as long as
// any line, so that none is passed that was not seen coming.
const stride = 10 * metrics.Second

// nextBreach goes on until a line breaks: a buyer still waits at the last instant
// that was in time.
func (v *voyage) nextBreach(ctx context.Context) {
	if v.tape == nil {
		return
	}
	v.report(Report{State: metrics.FeedCatchingUp})
	for v.now < v.tape.end {
		floor, err := v.in.Look(ctx)
		if err != nil {
			return
		}
		to := min(v.now.Add(stride), v.tape.end)
		if len(floor.Waiting) > 0 && floor.Waiting[0].Deadline >= v.now {
			to = min(to, floor.Waiting[0].Deadline)
		}
		breaks := to == v.now
		if breaks {
			to++
		}
		if err := v.goTo(ctx, to); err != nil {
			v.fail(ctx, err)
			return
		}
		if breaks {
			v.hold()
			return
		}
	}
	v.say(say(v.in.words.NoBreach, clockTime(v.now, v.in.zone)))
	v.hold()
}

// placeError is an instant that a stream does not have.
type placeError struct {
	format string
	args   []any
}

func (e *placeError) Error() string { return string(say(e.format, e.args...)) }

// explain is err in words for people.
func (v *voyage) explain(err error) metrics.Text {
	words := v.in.words
	switch {
	case !v.conn.IsConnected():
		return text.Clean(words.Lost)
	case errors.Is(err, jetstream.ErrStreamNotFound):
		return say(words.NoStream, v.stream)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, nats.ErrTimeout), isWithoutJetStream(err):
		return text.Clean(words.NoAnswer)
	}
	return text.Clean(feed.Redact(err).Error())
}
