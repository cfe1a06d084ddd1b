package tui

import (
	"fmt"

	"floorwalker/metrics"
)

// outageShown is how long the summary of an outage stays in the activity panel.
const outageShown = 10 * metrics.Minute

// outage is what happened while the screen was dark: one line instead of an
// alarm for every row.
type outage struct {
	from, to     metrics.Time
	was, is      metrics.Counts
	listed, gone int
}

// watchOutage notes that the screen went dark, and sums up when it is live
// again. It is called after every view and every tick.
func (m *Model) watchOutage() {
	switch {
	case m.dark() && m.trusted != nil && m.darkFrom == 0:
		m.darkFrom = m.standsAt()
		m.bell.fresh = false
	case m.blind.whole && m.health() == healthLive:
		if m.darkFrom == 0 && m.trusted != nil {
			m.darkFrom = m.blind.from
		}
		return
	case m.health() != healthLive || m.view.Feed.Replay:
		return
	case m.darkFrom != 0:
		if m.now.Sub(m.darkFrom) >= grayAfter { // nobody has seen less
			m.outage = m.sumUp()
			m.tell(m.theme.Past, m.outageText())
		}
		m.darkFrom = 0
	}
	if m.health() == healthLive {
		m.trusted = m.view
	}
}

// sumUp compares the last view before the outage with the first after it.
func (m *Model) sumUp() outage {
	o := outage{from: m.darkFrom, to: m.now, was: m.trusted.Counts, is: m.view.Counts, listed: len(m.trusted.Waiting)}
	now := make(map[metrics.ConversationKey]bool, len(m.view.Waiting))
	for i := range m.view.Waiting {
		now[m.view.Waiting[i].Key] = true
	}
	for i := range m.trusted.Waiting {
		if !now[m.trusted.Waiting[i].Key] {
			o.gone++
		}
	}
	return o
}

// outageText is the summary in a line.
func (s *state) outageText() string {
	o := &s.outage
	to := func(was, is int) string { return fmt.Sprintf("%d%s%d", was, s.glyphs.to, is) }
	return clock(o.to, s.view.Zone) + " " + s.say(textOutage,
		exactAge(o.to.Sub(o.from)), to(o.was.Waiting, o.is.Waiting), to(o.was.Lost, o.is.Lost), o.gone, o.listed)
}

// outageFresh says whether the summary is still worth a line.
func (s *state) outageFresh() bool {
	return s.outage.to != 0 && s.now.Sub(s.outage.to) < outageShown
}
