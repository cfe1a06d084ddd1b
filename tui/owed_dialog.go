package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// owedDialog opens one of the conversations in which something is owed though
// nobody waits by the clock: a promise without a sequel, a buyer whom a robot
// does not let through. Its lines stay while it is open.
type owedDialog struct {
	quiet
	shop  metrics.ShopKey
	lines []owedChat
	shown int
}

type owedChat struct {
	chat metrics.Text
	why  phrase
}

func (m *Model) owedOff() phrase {
	p := m.pageOfShop()
	if m.page != pageShop || p == nil || len(p.Promised)+len(p.Looping) == 0 {
		return whyNoOwed
	}
	return phrase{}
}

func (m *Model) openOwed() tea.Cmd {
	p := m.pageOfShop()
	d := &owedDialog{shop: p.Key}
	for _, chat := range p.Looping {
		d.lines = append(d.lines, owedChat{chat, owedLoop})
	}
	for _, chat := range p.Promised {
		d.lines = append(d.lines, owedChat{chat, owedPromise})
	}
	m.dialog = d
	return nil
}

func (d *owedDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	switch i := digit(name); {
	case name == "esc":
		m.dialog = nil
	case i >= 1 && i <= d.shown:
		m.dialog = nil
		return m.openChat(metrics.ConversationKey{Platform: d.shop.Platform, Shop: d.shop.Shop, Conversation: d.lines[i-1].chat})
	}
	return nil
}

func (d *owedDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 64)
	d.shown = min(len(d.lines), digits, max(h-2, 0))
	var lines []string
	for i, owed := range d.lines[:d.shown] {
		text := " " + string(owed.chat) + "  " + m.say(owed.why)
		lines = append(lines, m.theme.Key.Paint(strconv.Itoa(i+1))+m.theme.Text.Paint(fit(text, inner-1, m.glyphs.more)))
	}
	return m.framed(m.say(dialogOwed), m.say(dialogOwedKeys, m.glyphs.dot), lines, inner, m.theme.Frame)
}
