package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// explainDialog says what the numbers of the row under the cursor are made of.
// It follows the cursor, and other keys go on to the list below.
type explainDialog struct{ quiet }

func (m *Model) explain() tea.Cmd {
	m.dialog = explainDialog{}
	return nil
}

// explainOff is why there is no number under the cursor.
func (m *Model) explainOff() phrase {
	if m.page == pageActivity || m.page == pageWall {
		return whyNoRow
	}
	return phrase{}
}

func (explainDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if name == "e" {
		name = "esc"
	}
	return m.throughDetail(name)
}

func (explainDialog) outdated(m *Model) (string, bool) {
	return m.say(whyNoRows), m.focused().Len() == 0 || m.explainOff() != (phrase{})
}

func (explainDialog) draw(m *Model, w, h int) []string {
	title, facts := m.explained()
	return m.drawFacts(m.say(dialogExplain, title), m.say(dialogRowKeys, m.glyphs.dot), facts, w, h)
}

// explained is the subject under the cursor and the facts behind its numbers.
func (m *Model) explained() (title string, facts []fact) {
	switch m.focus {
	case panelShops:
		r, _ := m.shops.selected()
		return m.measureName(r.Metric) + " " + m.glyphs.dot + " " + string(r.Key.Shop), m.explainShop(&r)
	case panelAgents:
		a, _ := m.agentAt()
		return m.agents.agentName(&a), m.explainAgent(&a)
	case panelQueues:
		q, _ := m.queues.selected()
		return string(q.Name), m.explainTeam(&q)
	default:
		r, _ := m.rowAt()
		return m.waiting.buyerText(&r), m.explainRow(&r)
	}
}

func (m *Model) agentAt() (metrics.AgentRow, bool) {
	id, ok := m.agents.list.Selected()
	if !ok {
		return metrics.AgentRow{}, false
	}
	return m.agent(id)
}

// explainRow is why a row is in its class and when that changes.
func (m *Model) explainRow(r *waitingRow) []fact {
	if r.lane == metrics.NoLane && r.alone {
		return []fact{{factNote, m.say(whyQuiet)}}
	}
	if r.alone {
		return []fact{
			{factLane, m.laneFact(r)},
			{factWhy, m.say(laneRules[r.lane])},
			{factNote, m.ackNote()},
		}
	}
	facts := []fact{
		{factClass, m.say(stateRules[min(r.State, metrics.RowNight)])},
		{factClock, m.say(explainClock, clock(r.Since, m.view.Zone), m.waiting.waitedText(r))},
	}
	if r.Deadline != 0 {
		facts = append(facts, fact{factLine, m.say(explainLine,
			clock(r.Since, m.view.Zone), m.lineName(r.Line), clock(r.Deadline, m.view.Zone), m.waiting.leftText(r))})
	}
	if r.lane != metrics.NoLane {
		facts = append(facts, fact{factLane, m.say(laneRules[r.lane])})
	}
	return append(facts,
		fact{factStops, m.say(explainStops)},
		fact{factSeverity, m.say(explainSeverity, r.Severity)},
		fact{factCoverage, m.feedCoverage()},
	)
}

// feedCoverage is how far the rows can be believed.
func (m *Model) feedCoverage() string {
	switch f := m.view.Feed; {
	case m.dark():
		return m.say(explainDark, clock(m.standsAt(), m.view.Zone))
	case f.Sources > f.SourcesUp:
		return m.say(explainSources, f.SourcesUp, f.Sources)
	default:
		return m.say(textCovered)
	}
}

// explainShop is the formula of a shop's figure with its numbers in it.
func (m *Model) explainShop(r *metrics.ShopRow) []fact {
	facts := []fact{
		{factFormula, m.say(explainRate)},
		{factCounts, m.countsWhat(r)},
		{factNumerator, fmt.Sprint(r.Today.OK)},
		{factDenominator, m.say(explainOf, r.Today.N, r.Today.N-r.Today.OK)},
		{factLeftOut, m.say(explainLeftOut, r.Today.Pending, r.Today.Excluded)},
		{factOfficial, m.say(explainOfficial, r.Days, m.figure(r, r.Official), r.Official.OK, r.Official.N)},
		{factPassLine, m.passLong(r.Line)},
		{factMayMiss, m.budgetLong(r)},
	}
	if len(r.Gates) > 0 {
		facts = append(facts, fact{factGates, m.say(explainGates)})
	}
	return append(facts, fact{factCoverage, m.coverage(r)}, fact{factNote, m.say(textOnlyEstimates)})
}

// explainAgent is an agent's own clock and the figures made by it.
func (m *Model) explainAgent(a *metrics.AgentRow) []fact {
	t := a.Reply3m
	return []fact{
		{factClock, m.say(explainOwnClock)},
		{factRate, m.say(explainRate)},
		{factNumerator, fmt.Sprint(t.OK)},
		{factDenominator, m.say(explainOf, t.N, t.N-t.OK)},
		{factLeftOut, m.say(explainLeftOut, t.Pending, t.Excluded)},
		{factWindow, m.say(explainToday)},
		{factMean, m.say(explainMean, a.Answered)},
		{factWaiting, m.say(explainWaits, a.Waiting, a.Past)},
		{factLoad, m.say(explainLoad)},
		{factOverrun, spanOrNothing(a.Overrun)},
	}
}

func spanOrNothing(d metrics.Span) string {
	if d == 0 {
		return ""
	}
	return age(d)
}

// explainTeam is what the columns of a team count.
func (m *Model) explainTeam(q *metrics.Queue) []fact {
	other := q.Waiting - q.Due - q.Past - q.Lost - q.Night
	facts := []fact{
		{factWaiting, m.say(explainSum, q.Waiting, q.Due, q.Past, q.Lost, q.Night, other)},
		{factUnassigned, m.say(explainUnassigned)},
		{factPace, m.say(explainPace)},
		{factPeople, m.say(explainPeople)},
	}
	if q.Planned > 0 {
		facts = append(facts, fact{factPlanned, m.say(explainPlanned, q.Planned, q.Present)})
	}
	return append(facts, fact{factCoverage, m.feedCoverage()})
}

// ackNote says what acknowledging does: for all, where there is a way to tell
// them.
func (m *Model) ackNote() string {
	if m.whyNotShared() == (phrase{}) {
		return m.say(explainAckAll, m.keyOf("acknowledge"))
	}
	return m.say(explainAck, m.keyOf("acknowledge"))
}
