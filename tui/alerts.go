package tui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// Alert is something that a rule says is wrong now.
type Alert struct {
	ID       metrics.Text // what an acknowledgement names
	Name     metrics.Text
	Critical bool
	Value    metrics.Text // as people read it, beside what it should be
	Since    metrics.Time
	Team     metrics.Text // whose right an acknowledgement is; empty: everybody's
	Cause    metrics.Text // alerts of one cause are one line, by its words; empty: each by itself
	Acked    metrics.Text // by whom, where that is kept elsewhere than among Peers; empty: by nobody
	Behind   metrics.Text // the filter that shows the conversations behind it; empty: there are none

	Page metrics.ShopKey // of the shop whose page says more; zero: there is none
}

// alertLine is the alerts of one cause.
type alertLine struct {
	key    metrics.Text // the cause, or the id of one that has none
	alerts []Alert
}

// alertState is what the screen keeps of alerts.
type alertState struct {
	list   []Alert
	known  bool    // a list has come: what it held did not just happen
	robots []Alert // what the views themselves say, see watchRobots

	robotsKnown bool // as known

	acked map[metrics.Text]bool         // by id: by me, on this screen
	muted map[metrics.Text]metrics.Time // by line, local: until when I do not hear of it
}

// alertsMsg brings the alerts that are.
type alertsMsg struct{ list []Alert }

// hearAlerts waits for one list.
func (m *Model) hearAlerts() tea.Cmd {
	if m.alertSource == nil {
		return nil
	}
	source := m.alertSource
	return func() tea.Msg {
		select {
		case list := <-source:
			return alertsMsg{list}
		case <-m.done:
			return nil
		}
	}
}

// onAlerts takes up a list. The bell rings for an alert that was not there
// before, by the rules of the bell.
func (m *Model) onAlerts(list []Alert) tea.Cmd {
	a := &m.alerts
	fresh, known := m.renewAlerts(a.list, list), a.known
	a.list, a.known = list, true
	if fresh && known {
		return tea.Batch(m.hearAlerts(), m.ring())
	}
	return m.hearAlerts()
}

// renewAlerts says whether alerts have one that may ring and was not among those
// before. What is over is not acknowledged any more.
func (m *Model) renewAlerts(was, now []Alert) (fresh bool) {
	among := func(list []Alert, id metrics.Text) bool {
		return slices.ContainsFunc(list, func(x Alert) bool { return x.ID == id })
	}
	for i := range was {
		if !among(now, was[i].ID) {
			delete(m.alerts.acked, was[i].ID)
		}
	}
	for i := range now {
		fresh = fresh || !among(was, now[i].ID) && m.alertHeard(&now[i])
	}
	return fresh
}

// alertHeard says whether an alert may ring: nobody has acknowledged it, and I
// have not muted it.
func (m *Model) alertHeard(a *Alert) bool {
	return m.ackedAlert(a) == "" && m.alerts.muted[alertKey(a)] <= m.local
}

func alertKey(a *Alert) metrics.Text { return cmp.Or(a.Cause, a.ID) }

// ackedAlert is who acknowledged an alert since it began; empty for nobody.
func (s *state) ackedAlert(a *Alert) metrics.Text {
	if mark, ok := s.markOf(thing{kind: MarkAck, alert: a.ID}); ok && mark.At >= a.Since {
		return mark.By
	}
	if a.Acked == "" && s.alerts.acked[a.ID] {
		return cmp.Or(s.who, nobody)
	}
	return a.Acked
}

// alertLines are the alerts by cause: critical first, those nobody has
// acknowledged first, oldest first.
func (s *state) alertLines() []alertLine {
	var lines []alertLine
	place := make(map[metrics.Text]int)
	for _, a := range slices.Concat(s.alerts.robots, s.alerts.list) {
		key := alertKey(&a)
		at, some := place[key]
		if !some {
			at = len(lines)
			place[key] = at
			lines = append(lines, alertLine{key: key})
		}
		lines[at].alerts = append(lines[at].alerts, a)
	}
	slices.SortStableFunc(lines, func(a, b alertLine) int {
		return cmp.Or(s.alertRank(&a)-s.alertRank(&b), cmp.Compare(a.since(), b.since()), cmp.Compare(a.key, b.key))
	})
	return lines
}

func (l *alertLine) since() metrics.Time {
	first := l.alerts[0].Since
	for i := range l.alerts {
		first = min(first, l.alerts[i].Since)
	}
	return first
}

func (l *alertLine) critical() bool {
	return slices.ContainsFunc(l.alerts, func(a Alert) bool { return a.Critical })
}

// acked is who acknowledged a line: all that is in it.
func (s *state) ackedLine(l *alertLine) metrics.Text {
	by := metrics.Text("")
	for i := range l.alerts {
		if by = s.ackedAlert(&l.alerts[i]); by == "" {
			return ""
		}
	}
	return by
}

func (s *state) mutedLine(l *alertLine) bool { return s.alerts.muted[l.key] > s.local }

func (s *state) alertRank(l *alertLine) int {
	rank := 0
	if s.ackedLine(l) != "" || s.mutedLine(l) {
		rank += 2
	}
	if !l.critical() {
		rank++
	}
	return rank
}

// alertText is a line in words: what, how much, since when, and who knows.
func (s *state) alertText(l *alertLine) string {
	first := &l.alerts[0]
	text := string(first.Name) + " " + string(first.Value)
	if len(l.alerts) > 1 {
		text = s.say(alertGroup, l.key, len(l.alerts))
	}
	switch {
	case l.key == robotCause:
		text = s.robotHeadline()
	case s.inPast(): // where ages are those of another time
		text += " " + clock(l.since(), s.view.Zone)[:5]
	default:
		text += " " + s.since(l.since())
	}
	switch by := s.ackedLine(l); {
	case by != "":
		text += " " + s.say(alertAcked, s.peerName(by))
	case s.mutedLine(l):
		text += " " + s.say(alertMuted)
	}
	return text
}

func (s *state) alertStyle(l *alertLine) theme.Style {
	switch {
	case s.ackedLine(l) != "" || s.mutedLine(l):
		return s.theme.Muted
	case l.critical():
		return s.theme.Bad
	default:
		return s.theme.Due
	}
}

// alertStrip is the line of alerts under the header; nil where there are none.
func (m *Model) alertStrip(w int) []string {
	lines := m.alertLines()
	if len(lines) == 0 {
		return nil
	}
	spans := []span{{" " + m.glyphs.alert, m.alertStyle(&lines[0]), 0}}
	for i := range lines {
		if m.inPast() && lines[i].key != robotCause { // robots are those of then
			spans = append(spans, span{m.say(textAlertNow), m.theme.Past, i})
		}
		spans = append(spans, span{m.alertText(&lines[i]), m.alertStyle(&lines[i]), i})
	}
	return []string{spread(spans, []span{{m.keyOf("alerts") + " ", m.theme.Muted, len(lines)}}, w, m.glyphs.more)}
}
