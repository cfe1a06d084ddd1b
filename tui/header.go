package tui

import (
	"fmt"
	"strings"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// header is the trust line: who looks, what is late, how far it can be
// trusted, and when this is.
type header struct{ *state }

// roomy is from what width on counts have words.
const roomy = 100

// View draws the line; height is always 1.
func (h header) View(w, _ int) []string {
	left := []span{{" " + h.person(), h.theme.Title, 0}}
	if standing, some := h.standing(); some {
		left = append(left, standing)
	}
	if h.locked {
		left = append(left, span{h.say(textLocked, h.keyOf("lock")), h.theme.Due, 1})
	}
	left = append(left, h.closed(w)...)
	if h.dark() || h.health() == healthConnecting {
		left = append(append(left, h.darkSpans(w)...), h.hours()...)
		return []string{spread(left, h.darkCounts(), w, h.glyphs.more)}
	}
	feed := append(append([]span{h.clockSpan()}, h.hours()...), h.feedState(w))
	if w < roomy { // the state belongs to the name where there is little room
		feed = append([]span{h.feedState(w), h.clockSpan()}, h.hours()...)
		left = append(append(append(left, feed...), h.limits()...), h.peerSpans(w)...)
		return []string{spread(left, trailing(h.counts(w)), w, h.glyphs.more)}
	}
	left = append(left, h.peerSpans(w)...)
	right := append(append(h.counts(w), h.limits()...), feed...)
	return []string{spread(left, trailing(right), w, h.glyphs.more)}
}

// trailing leaves a cell free at the right edge.
func trailing(spans []span) []span {
	if n := len(spans); n > 0 {
		spans[n-1].text += " "
	}
	return spans
}

func (h header) person() string {
	if h.who == "" {
		return h.say(textProgram)
	}
	return string(h.who)
}

// counts are what is late, with a sign where it may be more or less.
func (h header) counts(w int) []span {
	spans := h.known(w)
	if h.blind.from != 0 {
		for i := range spans {
			spans[i].text += "?"
		}
	}
	return spans
}

// known are the three kinds of late, never summed, and the rows that do not
// count. Words come back when there is room for them.
func (h header) known(w int) []span {
	c, g, t := h.view.Counts, h.glyphs, h.theme
	if w < roomy {
		return []span{
			{fmt.Sprintf("%s%d", g.due, c.Due), zeroed(t.Due, t.Muted, c.Due), 0},
			{fmt.Sprintf("%s%d", g.past, c.Past), zeroed(t.Past, t.Muted, c.Past), 0},
			{h.say(textLostShort, c.Lost), zeroed(t.Lost, t.Muted, c.Lost), 0},
			{h.say(textComplaintsShort, h.complaints), zeroed(t.Lane, t.Muted, h.complaints), 1},
			{h.say(textAsksShort, h.asks), zeroed(t.Lane, t.Muted, h.asks), 1},
			{fmt.Sprintf("%s%d", g.night, c.Night), t.Night, 2},
		}
	}
	spans := []span{
		{h.say(textDueLong, g.due, c.Due), zeroed(t.Due, t.Muted, c.Due), 0},
		{h.say(textPastLong, g.past, c.Past), zeroed(t.Past, t.Muted, c.Past), 0},
		{h.lost(c), zeroed(t.Lost, t.Muted, c.Lost), 0},
	}
	if c.Night > 0 {
		spans = append(spans, span{h.say(textNightLong, g.night, c.Night), t.Night, 2})
	}
	if h.complaints > 0 {
		spans = append(spans, span{h.say(textComplaints, h.complaints), t.Lane, 1})
	}
	if h.asks > 0 {
		spans = append(spans, span{h.say(textAsks, h.asks), t.Lane, 1})
	}
	return spans
}

func (h header) lost(c metrics.Counts) string {
	if c.Lost == 0 || c.OldestLost == 0 {
		return h.say(textLostLong, c.Lost)
	}
	return h.say(textLostOldest, c.Lost, age(h.now.Sub(c.OldestLost)))
}

// darkCounts says that the counts are not known now.
func (h header) darkCounts() []span {
	text := h.glyphs.due + "? " + h.glyphs.past + "? " + h.say(textLostDark) + " "
	return []span{{text, h.theme.Bad, 1}}
}

// clockSpan is the shop's time, with the date in a replay.
func (h header) clockSpan() span {
	text, rank := clock(h.now, h.view.Zone), 1
	if h.inPast() {
		rank = 0 // what is taken for the present misleads
	}
	if h.view.Feed.Replay {
		text = h.view.Zone.Date(h.now).String() + " " + text
	}
	if h.view.Zone != h.zone {
		text += " " + offset(h.view.Zone)
	}
	return span{text, h.theme.Text, rank}
}

// darkSpans say what is wrong and since when the screen stands.
func (h header) darkSpans(w int) []span {
	spans := []span{h.feedState(w)}
	if h.health() == healthConnecting {
		return spans
	}
	if h.prints {
		spans = append(spans, span{h.say(textPaperHint, h.keyOf("paper")), h.theme.Key, 3})
	}
	spans = append(spans, span{h.say(textStandsAt, clock(h.standsAt(), h.view.Zone)), h.theme.Bad, 2})
	if text := h.view.Feed.Text; text != "" {
		return append(spans, span{string(text), h.theme.Muted, 4})
	}
	return append(spans, span{h.say(textMayBeOver), h.theme.Muted, 3})
}

// limits are what a feed that is well does not know or gets late.
func (h header) limits() []span {
	f := h.view.Feed
	var spans []span
	add := func(show bool, rank int, style theme.Style, text string) {
		if show {
			spans = append(spans, span{text, style, rank})
		}
	}
	add(h.unlinked && f.Replay, 0, h.theme.Past, h.say(textNoServer))
	add(h.mutedFor() > 0, 2, h.theme.Muted, h.say(textMuted, int64((h.mutedFor()+metrics.Minute-1)/metrics.Minute)))
	add(f.Malformed > 0, 4, h.theme.Past, h.say(textMalformed, grouped(f.Malformed)))
	add(f.KnownSince > 0, 3, h.theme.Past, h.say(textKnownSince, h.moment(f.KnownSince)))
	add(f.ToFill > 0, 2, h.theme.Muted, h.say(textFilling, f.Filled, f.ToFill))
	add(f.TextsDropped > 0, 5, h.theme.Muted, h.say(textTextsDropped, grouped(f.TextsDropped)))
	add(f.Lag > metrics.Span(float64(lagShown)*max(h.pace, 1)) && !f.Replay && f.State == metrics.FeedLive, 3, h.theme.Past, h.say(textLag, age(f.Lag)))
	add(max(f.ClockSkew, -f.ClockSkew) > skewShown, 4, h.theme.Past, h.say(textSkew, age(max(f.ClockSkew, -f.ClockSkew))))
	return spans
}

// moment is a time of day, with the date if that is not today.
func (h header) moment(t metrics.Time) string {
	z := h.view.Zone
	if z.Date(t) != z.Date(h.now) {
		return z.Date(t).String() + " " + clock(t, z)[:5]
	}
	return clock(t, z)[:5]
}

func (h header) feedState(w int) span {
	f, g, t := h.view.Feed, h.glyphs, h.theme
	switch h.health() {
	case healthConnecting:
		return span{strings.TrimSpace(h.say(textConnecting, g.waiting, h.connecting())), t.Past, 0}
	case healthCatchingUp:
		return span{h.catchingUp(f), t.Past, 0}
	case healthLost:
		return span{h.say(textLostFeed, g.broken, exactAge(h.darkFor())), t.Bad, 0}
	case healthSilent:
		return span{h.say(textSilent, g.broken, exactAge(h.darkFor())), t.Bad, 0}
	case healthFailed:
		return span{h.say(textFailed, g.broken), t.Bad, 0}
	default:
		if h.inPast() {
			return span{h.past(f, w), t.Past, 0}
		}
		if h.blind.from != 0 {
			return span{h.say(textSources, g.broken, f.SourcesUp, f.Sources), t.Bad, 0}
		}
		return span{h.live(f, w), t.Good, 0}
	}
}

func (h header) connecting() string {
	if h.view.Feed.Since == 0 {
		return ""
	}
	return exactAge(h.now.Sub(h.view.Feed.Since))
}

func (h header) catchingUp(f metrics.Feed) string {
	if f.Target == 0 {
		return h.say(textCatchingOn, h.glyphs.behind, grouped(f.Sequence))
	}
	return h.say(textCatchingUp, h.glyphs.behind, grouped(f.Sequence), grouped(f.Target))
}

// live is the state of a feed that is well, or of a replay.
func (h header) live(f metrics.Feed, w int) string {
	g := h.glyphs
	switch {
	case f.Held:
		return h.say(textHeld, g.held, clock(h.now, h.view.Zone))
	case f.Replay:
		return h.say(textReplay, g.times, speed(f.Speed))
	case w < roomy:
		return g.live
	case f.Sources > 0:
		return h.say(textLiveOf, g.live, f.SourcesUp, f.Sources)
	default:
		return h.say(textLive, g.live)
	}
}

// past says that what is shown is over, whether time passes there, and which
// key leads back.
func (h header) past(f metrics.Feed, w int) string {
	switch {
	case (w < roomy || h.noNow) && f.Held:
		return h.say(textPastHeldShort, h.glyphs.held)
	case w < roomy || h.noNow:
		return h.say(textPastShort, h.glyphs.held, h.glyphs.times, speed(f.Speed))
	case f.Held:
		return h.say(textPastHeld, h.glyphs.held, h.keyOf("past.live"))
	}
	return h.say(textPast, h.glyphs.held, h.glyphs.times, speed(f.Speed), h.keyOf("past.live"))
}

func speed(x float64) string { return fmt.Sprintf("%g", x) }

// zeroed steps back where there is nothing to see.
func zeroed(style, muted theme.Style, n int) theme.Style {
	if n == 0 {
		return muted
	}
	return style
}
