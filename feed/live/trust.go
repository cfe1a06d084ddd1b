package live

import (
	"floorwalker/metrics"
)

// take applies one entry to the floor and to what is known about the feed.
func (l *Loop) take(e *entry) {
	l.dirty = true
	switch e.kind {
	case eventEntry:
		l.sequence(e.mark)
		l.heard(&e.event, e.mark)
		l.floor.Apply(&e.event)
		l.packer.count()
		l.open = true
	case skipEntry:
		l.sequence(e.mark)
	case clockEntry:
		l.now = max(l.now, e.mark.At)
	case lookEntry:
		l.floor.Advance(l.moveClock())
		e.look(l.floor.View(metrics.Query{Limit: 1}))
		e.look = nil
	case reportEntry:
		l.report(*e.report)
	}
}

// sequence notes how far the stream has been read, and what its broker's clock
// says.
func (l *Loop) sequence(m Mark) {
	l.feed.Sequence = max(l.feed.Sequence, m.Sequence)
	if m.Stamp == 0 || m.Behind {
		return
	}
	l.saver.mark(m.Stamp, m.Sequence)
	if m.Live {
		l.skew.add(m.At, m.At.Sub(m.Stamp))
	}
	l.feed.Lag = max(0, m.At.Sub(m.Stamp)-l.skew.median)
}

// heard notes what the time of an event says about the feed.
func (l *Loop) heard(e *metrics.Event, m Mark) {
	switch {
	case l.feed.Replay:
		l.now = max(l.now, m.At)
	case m.Stamp == 0:
		l.feed.Lag = max(0, m.At.Sub(e.Time))
	}
}

// report takes what the source says about itself.
func (l *Loop) report(r Report) {
	l.told = r
	if r.State != metrics.FeedConnecting {
		l.collector.Hurry(r.State == metrics.FeedCatchingUp)
	}
	if r.Forget {
		l.saver.forget()
		l.floor, l.last = l.newFloor(), nil
		l.feed.Sequence = 0
		if l.feed.Replay {
			l.now = 0
		}
	}
	l.filling = l.filling || r.State == metrics.FeedCatchingUp
	if r.Reconnect {
		l.clock.anchor()
		l.skew.forget()
	}
	if r.Broker != 0 {
		at := l.clock.at(r.Heard)
		l.skew.add(at, at.Sub(r.Broker))
	}
	l.feed.KnownSince, l.feed.Target = r.KnownSince, r.Target
	l.feed.Speed, l.feed.Held = r.Speed, r.Held
	l.feed.Filled, l.feed.ToFill = r.Filled, r.ToFill
	if r.State != l.feed.State {
		l.feed.Since = l.moveClock()
	}
	l.feed.State, l.feed.Text = r.State, r.Text
	l.urgent = true
}

// maxHold is how long the floor's time may stand still: what the clocks differ by
// is known a little better with each delivery.
const maxHold = 2 * metrics.Second

// moveClock is the floor's time: the broker's, told by the local clock, or the
// replay's. It runs backwards only when the local clock turns out to be far
// ahead: to wait until the broker's gets there would call rows late that are not.
func (l *Loop) moveClock() metrics.Time {
	if l.feed.Replay {
		return l.now
	}
	now := l.clock.local().Add(-l.skew.median)
	if behind := l.now.Sub(now); behind < 0 || behind > maxHold {
		l.now = now
	}
	return l.now
}

// trust fills what the floor does not know of the feed. What it does know, it
// has counted: events, duplicates, conflicts, sources.
func (l *Loop) trust(f *metrics.Feed) {
	counts := l.inbox.decoder.Counts()
	known := l.feed
	known.Events, known.LastEvent = f.Events, f.LastEvent
	known.Duplicates, known.Conflicts = f.Duplicates, f.Conflicts
	known.Sources, known.SourcesUp = f.Sources, f.SourcesUp
	known.Malformed, known.Unknown = counts.Malformed, counts.Unknown
	known.TextsDropped = l.floor.TextsDropped()
	known.ClockSkew = l.skew.median
	*f = known
}
