package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// shopDetail says in plain words how the shop under the cursor stands.
type shopDetail struct{ quiet }

func (shopDetail) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	return m.throughDetail(name)
}

func (shopDetail) outdated(m *Model) (string, bool) {
	_, ok := m.shops.selected()
	return m.say(whyNoRows), !ok
}

func (shopDetail) draw(m *Model, w, h int) []string {
	r, _ := m.shops.selected()
	title := m.say(dialogRow, m.measureName(r.Metric), r.Key.Shop)
	return m.drawFacts(title, m.shopFacts(&r), w, h)
}

func (m *Model) shopFacts(r *metrics.ShopRow) []fact {
	facts := []fact{
		{factShop, r.Key.String()},
		{factPassLine, m.passLong(r.Line)},
		{factToday, m.say(textTally, m.figure(r, r.Today), r.Today.OK, r.Today.N, r.Today.Pending, r.Today.Excluded)},
		{factOfficial, m.say(textTallyOf, m.figure(r, r.Official), r.Official.OK, r.Official.N, r.Days)},
		{factProjected, m.say(textTallyNext, m.figure(r, r.Projected), r.Projected.OK, r.Projected.N)},
		{factMayMiss, m.budgetLong(r)},
	}
	for i := range r.Gates {
		g := &r.Gates[i]
		name := m.campaign(g.ID)
		facts = append(facts, fact{
			phrase{factGate.with(English, name), factGate.with(Chinese, name)},
			m.say(textGateDate, m.say(gateStates[g.State]), g.Date.String()),
		})
	}
	return append(facts,
		fact{factCoverage, m.coverage(r)},
		fact{factNote, m.say(textOnlyEstimates)},
	)
}

func (m *Model) coverage(r *metrics.ShopRow) string {
	if r.Covered {
		return m.say(textCovered)
	}
	return m.say(textNotCovered)
}

func (m *Model) passLong(l metrics.Line) string {
	if l.Strict {
		return m.say(textLineAbove, linePercent(l))
	}
	return m.say(textLineAtLeast, linePercent(l))
}

func (m *Model) budgetLong(r *metrics.ShopRow) string {
	unit := m.unitOf(r.Metric)
	switch {
	case r.Left >= 0:
		return m.say(textMayMissLong, r.Left, unit, r.LeftNew)
	case r.Recover > 0:
		return m.say(textShortLong, r.Recover, unit)
	default:
		return m.say(textOutLong)
	}
}
