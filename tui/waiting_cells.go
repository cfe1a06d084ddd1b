package tui

import (
	"strconv"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// savableFrom is the time below which it helps nobody to nudge the owner.
const savableFrom = 10 * metrics.Second

// left is the time to the next line that can be kept; it may be negative until
// the floor has judged the row again.
func (p *waitingPanel) left(r *waitingRow) metrics.Span { return r.Deadline.Sub(p.now) }

func (p *waitingPanel) leftText(r *waitingRow) string {
	switch {
	case r.gone:
		return p.say(wordGone)
	case r.alone:
		return p.glyphs.none
	case r.State == metrics.RowNight:
		return p.say(wordNight)
	case r.State == metrics.RowLost || r.Deadline == 0:
		return p.say(wordLost)
	default:
		return p.unsureOf(r.Key, age(p.left(r)))
	}
}

func (p *waitingPanel) waitedText(r *waitingRow) string {
	line := r.Deadline != 0 && !r.gone
	return p.unsureOf(r.Key, waited(p.now.Sub(r.Since), p.left(r), line))
}

func (p *waitingPanel) lineText(r *waitingRow) string {
	switch {
	case r.State == metrics.RowNight:
		return p.say(wordNoLine)
	case r.Line == 0 || r.alone:
		return p.glyphs.none
	default:
		return p.lineName(r.Line)
	}
}

// lineName is a line as people call it: 30s, 3m, 60m.
func (s *state) lineName(line metrics.Span) string {
	if line < metrics.Minute || line%metrics.Minute != 0 {
		return s.say(wordSeconds, line.Seconds())
	}
	return s.say(wordMinutes, int64(line/metrics.Minute))
}

// mark is the lane and the class of a row, and whether it can be saved.
func (p *waitingPanel) mark(r *waitingRow) string {
	if r.gone {
		return ""
	}
	lane, state := p.laneMark(r.lane), ""
	switch r.State {
	case metrics.RowDue:
		state = p.glyphs.due
	case metrics.RowPast:
		state = p.glyphs.past
	case metrics.RowNight:
		state = p.glyphs.night
	}
	if lane == "" && p.savable(r) {
		state += p.glyphs.savable
	}
	return lane + state
}

// savable says that the owner could still answer in time if he were told.
func (p *waitingPanel) savable(r *waitingRow) bool {
	on := r.OwnerPresence == metrics.Online || r.OwnerPresence == metrics.Busy
	return r.State == metrics.RowDue && on && !r.gone && !p.doubted(r.Key) && p.left(r) >= savableFrom
}

func (p *waitingPanel) urgency(r *waitingRow) theme.Style {
	if r.alone {
		return p.theme.Lane
	}
	switch r.State {
	case metrics.RowDue:
		return p.theme.Due
	case metrics.RowPast:
		return p.theme.Past
	case metrics.RowLost:
		return p.theme.Lost
	case metrics.RowNight:
		return p.theme.Night
	default:
		return p.theme.Text
	}
}

func (p *waitingPanel) ownerStyle(r *waitingRow) theme.Style {
	if inCharge(r) == "" || !r.alone && r.OwnerPresence == metrics.Offline {
		return p.theme.Past
	}
	return p.theme.Text
}

func (s *state) stageText(stage metrics.Text) string {
	switch stage {
	case "presale":
		return s.say(wordPresale)
	case "insale":
		return s.say(wordInsale)
	case "aftersale":
		return s.say(wordAftersale)
	default:
		return string(stage)
	}
}

// flags are the short reasons to look twice: the buyer's rank, and how many
// messages he has written without an answer.
func (p *waitingPanel) flags(r *waitingRow) string {
	flags := ""
	if r.Tier != "" {
		flags = "V"
	}
	if r.Messages > 1 {
		flags += p.glyphs.times + strconv.Itoa(r.Messages)
	}
	return flags
}

func (p *waitingPanel) buyerText(r *waitingRow) string {
	return p.buyer(r.BuyerName, r.Buyer, r.Key)
}
