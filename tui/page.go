package tui

import (
	"slices"

	"floorwalker/metrics"
)

// page is what fills the screen between header and footer.
type page uint8

const (
	pageFloor    page = iota // all panels
	pageRules                // the shops alone
	pagePlan                 // the people alone, a cell each
	pagePeople               // the people alone, a line each
	pageActivity             // what happened, newest first
	pageWall                 // big counts, to be read from afar
	pageChat                 // one conversation
	pageShop                 // one shop as it is judged
)

// spot is a place to come back to.
type spot struct {
	page  page
	focus panelID
}

// visit goes to a page and remembers where it came from. A page that was come
// through is gone back to instead, so that no two pages go round in a circle.
func (m *Model) visit(p page, focus panelID) {
	if p == m.page {
		return
	}
	if i := slices.IndexFunc(m.trail, func(s spot) bool { return s.page == p }); i >= 0 {
		m.trail = m.trail[:i]
	} else {
		m.trail = append(m.trail, spot{m.page, m.focus})
	}
	m.turnTo(p, focus)
}

// toggle goes to a page, or back from it.
func (m *Model) toggle(p page, focus panelID) {
	if m.page == p {
		m.leave()
		return
	}
	m.visit(p, focus)
}

// leave goes back to where the page was come from.
func (m *Model) leave() {
	if len(m.trail) == 0 {
		m.focusOn(panelWaiting)
		return
	}
	last := m.trail[len(m.trail)-1]
	m.trail = m.trail[:len(m.trail)-1]
	m.turnTo(last.page, last.focus)
}

// focusOn gives the keys to a panel among the others.
func (m *Model) focusOn(p panelID) {
	m.trail = nil
	m.turnTo(pageFloor, p)
}

// turnTo shows a page and asks for what only that page shows: the floor does
// not tell stories nobody reads.
func (m *Model) turnTo(p page, focus panelID) {
	m.page, m.focus = p, focus
	q := m.query
	q.Story, q.Shop = metrics.ConversationKey{}, metrics.ShopKey{}
	switch p {
	case pageChat:
		q.Story = m.chat.key
	case pageShop:
		q.Shop = m.shop.key
	}
	if q.Story != m.query.Story || q.Shop != m.query.Shop {
		m.ask(q)
	}
}
