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
	case skipEntry:
		l.sequence(e.mark)
	case clockEntry:
		l.now = max(l.now, e.mark.At)
	case reportEntry:
		l.report(e.report)
	}
}

// sequence notes how far the stream has been read, and what its broker's clock
// says.
func (l *Loop) sequence(m Mark) {
	l.feed.Sequence = max(l.feed.Sequence, m.Sequence)
	if m.Stamp == 0 {
		return
	}
	if m.Live {
		l.skew.add(m.At, m.At.Sub(m.Stamp))
	}
	l.feed.Lag = max(0, m.At.Sub(m.Stamp)-l.skew.median)
}

// heard notes what an event says about the feed.
func (l *Loop) heard(e *metrics.Event, m Mark) {
	l.feed.Events++
	l.feed.LastEvent = max(l.feed.LastEvent, e.Time)
	switch {
	case l.feed.Replay:
		l.now = max(l.now, e.Time)
	case m.Stamp == 0:
		l.feed.Lag = max(0, m.At.Sub(e.Time))
	}
	if e.Type == metrics.SourceReported {
		l.sources.heard(e)
	}
}

// report takes what the source says about itself.
func (l *Loop) report(r Report) {
	if r.Forget {
		l.floor = l.newFloor()
		l.sources = heartbeats{}
		l.feed.Events, l.feed.LastEvent, l.feed.Sequence = 0, 0, 0
	}
	if r.Reconnect {
		l.clock.anchor()
		l.skew.forget()
	}
	l.feed.KnownSince, l.feed.Target = r.KnownSince, r.Target
	l.feed.Speed, l.feed.Held = r.Speed, r.Held
	if r.State != l.feed.State {
		l.feed.Since = l.moveClock()
	}
	l.feed.State, l.feed.Text = r.State, r.Text
	l.urgent = true
}

// moveClock is the floor's time: the broker's, told by the local clock, or the
// replay's. It never runs backwards.
func (l *Loop) moveClock() metrics.Time {
	if !l.feed.Replay {
		l.now = max(l.now, l.clock.local().Add(-l.skew.median))
	}
	return l.now
}

// trust fills what the floor does not know of the feed.
func (l *Loop) trust(f *metrics.Feed) {
	counts := l.inbox.decoder.Counts()
	known := l.feed
	known.Duplicates, known.Conflicts = f.Duplicates, f.Conflicts
	known.Malformed, known.Unknown = counts.Malformed, counts.Unknown
	known.ClockSkew = l.skew.median
	known.Sources, known.SourcesUp = l.sources.count(l.now)
	*f = known
}

// heartbeats is when each gateway was last heard of.
type heartbeats map[gateway]metrics.Time

type gateway struct {
	shop     metrics.ShopKey
	producer metrics.Text
}

const (
	fresh       = 10 * metrics.Second // two heartbeats
	maxGateways = 4096                // counted; ids come from outside
)

func (h heartbeats) heard(e *metrics.Event) {
	key := gateway{metrics.ShopKey{Platform: e.Platform, Shop: e.Shop}, e.Producer}
	if _, known := h[key]; known || len(h) < maxGateways {
		h[key] = max(h[key], e.Time)
	}
}

func (h heartbeats) count(now metrics.Time) (all, up int) {
	for _, last := range h {
		if now.Sub(last) <= fresh {
			up++
		}
	}
	return len(h), up
}
