package main

import (
	"strings"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/shared"
	"floorwalker/feed/text"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// peerClock is how a screen's views tell the time. Marks are stamped by the
// clock on the wall.
type peerClock struct {
	views func(wall metrics.Time) metrics.Time
	speed float64 // seconds of the views in one of the wall's
}

// length is how long a span of the views lasts on the wall.
func (c peerClock) length(s metrics.Span) time.Duration {
	return time.Duration(float64(s.Std()) / c.speed)
}

// mark is a mark as a screen has it; ok is false for one that it does not show.
func (c peerClock) mark(m shared.Mark) (mark tui.Mark, ok bool) {
	if mark, ok = markAbout(m.Thing); !ok {
		return mark, false
	}
	switch m.Kind {
	case shared.Claim:
		mark.Kind = tui.MarkClaim
	case shared.Ack:
		mark.Kind = tui.MarkAck
	case shared.Hide:
		mark.Kind = tui.MarkHide
	case shared.Look:
		mark.Kind = tui.MarkLook
	default:
		return mark, false
	}
	mark.Team, mark.By, mark.At = m.Team, m.By, c.views(m.At)
	if m.Until != 0 {
		mark.Until = c.views(m.Until)
	}
	return mark, true
}

// thingOf is what a mark is about.
func thingOf(m tui.Mark) shared.Thing {
	switch {
	case m.Alert != "":
		return shared.Alert(m.Alert)
	case m.Queue != "":
		return shared.Queue(m.Queue)
	}
	return shared.Row(m.Chat)
}

// markAbout is a mark about a thing, which others may have made up: ok is false
// for one that thingOf does not make.
func markAbout(t shared.Thing) (m tui.Mark, ok bool) {
	var ids []metrics.Text
	kind, rest, _ := strings.Cut(string(t), "/")
	for token := range strings.SplitSeq(rest, "/") {
		id, ok := feed.Untoken(token)
		if !ok {
			return m, false
		}
		ids = append(ids, text.Clean(id))
	}
	switch {
	case kind == "row" && len(ids) == 3:
		m.Chat = metrics.ConversationKey{Platform: ids[0], Shop: ids[1], Conversation: ids[2]}
	case kind == "queue" && len(ids) == 1:
		m.Queue = ids[0]
	case kind == "alert" && len(ids) == 1:
		m.Alert = ids[0]
	}
	return m, thingOf(m) == t
}

// clockOf is the clock of the views that pass through front: the server's.
func clockOf(front *front) peerClock {
	return peerClock{speed: 1, views: func(wall metrics.Time) metrics.Time {
		if v := front.latest.Load(); v != nil {
			return wall.Add(-v.Feed.ClockSkew)
		}
		return wall
	}}
}

// peers is the clock of a simulated floor.
func (c *floorClock) peers() peerClock {
	return peerClock{speed: c.speed, views: func(wall metrics.Time) metrics.Time { return metrics.TimeOf(c.at(wall.Std())) }}
}
