package tui

import (
	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// peopleView is the people page: who is planned and who is there, team by team,
// and below it everybody with all that is known of him.
func (m *Model) peopleView(w, height int) []string {
	lines := []string{m.rule(m.say(textPresent), false, w)}
	teams := m.view.Queues
	if m.view.Query.Group != metrics.ByTeam {
		teams = nil
		lines = append(lines, m.theme.Muted.Paint(fit(" "+m.say(textTeamsOnly), w, m.glyphs.more)))
	}
	for i := range teams {
		if len(lines) > max(height/4, 1) {
			break
		}
		lines = append(lines, m.presentLine(&teams[i], w))
	}
	return append(padded(lines, w, min(len(lines), height)), m.agents.View(w, max(height-len(lines), 0), m.keysIn(panelAgents))...)
}

// presentLine is one team: planned, present, missing, on a break, and what that
// means for who waits.
func (m *Model) presentLine(q *metrics.Queue, w int) string {
	t := m.theme
	spans := []span{{" " + fit(string(q.Name), 12, m.glyphs.more), t.Title, 0}}
	if q.Planned > 0 {
		spans = append(spans,
			span{m.say(teamPlanned, q.Planned), t.Text, 0},
			span{m.say(teamPresent, q.Present), t.Text, 0},
			span{m.say(teamMissing, max(q.Planned-q.Present, 0)), m.shortOf(q), 0})
	} else {
		spans = append(spans, span{m.say(teamNoRoster), t.Muted, 1})
	}
	spans = append(spans,
		span{m.say(teamOnline, q.Online), t.Text, 0},
		m.awaySpan(q),
		span{m.say(teamFree, q.Free), zeroed(t.Text, t.Past, q.Free), 1},
		span{m.say(teamWaiting, q.Waiting), zeroed(t.Text, t.Muted, q.Waiting), 2},
		span{m.say(teamPace, rate(q.ArrivalsPerMinute), rate(q.RepliesPerMinute)), m.losing(q), 3})
	return spread(spans, nil, w, m.glyphs.more)
}

// awaySpan is how many are on a break, beside how many may be.
func (s *state) awaySpan(q *metrics.Queue) span {
	t, most := s.theme, s.breaks[q.Name]
	if most <= 0 {
		return span{s.say(teamAway, q.Away), zeroed(t.Due, t.Muted, q.Away), 0}
	}
	style := t.Muted
	if s.tooManyAway(q) {
		style = t.Past
	}
	return span{s.say(teamAwayOf, q.Away, most), style, 0}
}

// losing marks a team to which more comes than it answers.
func (s *state) losing(q *metrics.Queue) theme.Style {
	if q.ArrivalsPerMinute > q.RepliesPerMinute {
		return s.theme.Due
	}
	return s.theme.Muted
}
