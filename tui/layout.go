package tui

// form is how the panels are arranged.
type form uint8

const (
	formLine   form = iota // one line that says what matters
	formNarrow             // one panel, the others as strips
	formTall               // panels below each other
	formWide               // waiting list and agents side by side
)

// The least sizes of the forms.
const (
	narrowWidth, narrowHeight = 40, 10
	tallWidth, tallHeight     = 80, 32
	wideWidth, wideHeight     = 120, 18
)

// alertHeight is from what height on alerts have a line.
const alertHeight = 12

func formOf(w, h int) form {
	switch {
	case w < narrowWidth || h < narrowHeight:
		return formLine
	case w >= wideWidth && h >= wideHeight:
		return formWide
	case w >= tallWidth && h >= tallHeight:
		return formTall
	default:
		return formNarrow
	}
}

// compose draws the panels: exactly h lines of exactly w cells.
func (m *Model) compose(w, h int) []string {
	top := header{&m.state}.View(w, 1)
	f := formOf(w, h)
	if f != formLine && h >= alertHeight {
		top = append(top, m.blindStrip(w)...)
		top = append(top, m.alertStrip(w)...)
	}
	if f != formLine && m.page != pageFloor {
		return m.closing(append(top, m.pageView(w, h-len(top)-1)...), 0, w)
	}
	switch f {
	case formWide:
		return m.wide(top, w, h)
	case formTall:
		return m.tall(top, w, h)
	case formNarrow:
		return m.narrowForm(top, w, h)
	default:
		return padded(top, w, h)
	}
}

// pageView is what takes the place of all panels, in exactly height lines.
func (m *Model) pageView(w, height int) []string {
	switch m.page {
	case pageRules:
		return m.shops.View(w, height, m.keysIn(panelShops))
	case pagePlan:
		return m.plan.View(w, height)
	case pagePeople:
		return m.peopleView(w, height)
	case pageActivity:
		return m.log.View(w, height, !m.still)
	case pageChat:
		return m.chatView(w, height)
	case pageShop:
		return m.shopView(w, height)
	default:
		return m.wallView(w, height)
	}
}

// wide puts teams beside shops, and below them the waiting list beside the
// agents.
func (m *Model) wide(top []string, w, h int) []string {
	activity := m.activityLines(h)
	body := h - len(top) - activity - 1
	tables := max(m.queueLines(h/5), m.shopLines(h/5))
	shops := min(max(w*50/100, 58), 90)
	top = append(top, beside(
		m.queues.View(w-shops-1, tables, m.keysIn(panelQueues)),
		m.shops.View(shops, tables, m.keysIn(panelShops)), " ")...)
	agents := min(max(w*37/100, 46), 76)
	top = append(top, beside(
		m.waiting.View(w-agents-1, body-tables, m.keysIn(panelWaiting)),
		m.agents.View(agents, body-tables, m.keysIn(panelAgents)), " ")...)
	return m.closing(top, activity, w)
}

// tall puts everything below each other.
func (m *Model) tall(top []string, w, h int) []string {
	activity := m.activityLines(h)
	teams := m.queueLines(h / 6)
	shops := min(m.shopLines(h/8), 5)
	agents := min(len(m.view.Agents), h/4) + 2
	body := h - len(top) - activity - 1 - teams - shops - agents
	top = append(top, m.queues.View(w, teams, m.keysIn(panelQueues))...)
	top = append(top, m.shops.View(w, shops, m.keysIn(panelShops))...)
	top = append(top, m.waiting.View(w, body, m.keysIn(panelWaiting))...)
	top = append(top, m.agents.View(w, agents, m.keysIn(panelAgents))...)
	return m.closing(top, activity, w)
}

// narrowForm gives the body to the panel with the keys and a line to each of
// the others while there is room for them.
func (m *Model) narrowForm(top []string, w, h int) []string {
	lines := top
	if h >= 12 {
		lines = append(lines, m.queues.Strip(w))
	}
	if h >= 20 && len(m.view.Shops) > 0 {
		lines = append(lines, m.shops.Strip(w))
	}
	strip := 0
	if h >= 16 && m.focus != panelAgents {
		strip = 2
	}
	body := h - len(lines) - strip - 1
	switch m.focus {
	case panelAgents:
		lines = append(lines, m.agents.View(w, body, true)...)
	case panelQueues:
		lines = append(lines, m.queues.View(w, body, true)...)
	case panelShops:
		lines = append(lines, m.shops.View(w, body, true)...)
	default:
		lines = append(lines, m.waiting.View(w, body, m.keysIn(panelWaiting))...)
	}
	if strip > 0 {
		lines = append(lines, m.rule(m.agents.title(), false, w), m.agents.Strip(w))
	}
	return m.closing(lines, 0, w)
}

// closing adds activity and footer.
func (m *Model) closing(lines []string, activity, w int) []string {
	if activity > 0 {
		lines = append(lines, m.log.Strip(w, activity)...)
	}
	foot, _ := m.footer(w)
	return append(lines, foot)
}

// queueLines is the height of the team table: all of them, up to most.
func (m *Model) queueLines(most int) int {
	return 2 + min(max(len(m.view.Queues), 1), max(most-2, 2))
}

// shopLines is the height of the shop table: the worst, up to most.
func (m *Model) shopLines(most int) int {
	return 2 + min(max(len(m.view.Shops), 1), max(most-2, 2))
}

func (m *Model) activityLines(h int) int {
	switch {
	case h >= 40:
		return 3
	case h >= 24:
		return 2
	default:
		return 0
	}
}

// keysIn says whether a panel is drawn as the one with the keys.
func (m *Model) keysIn(p panelID) bool { return m.focus == p && !m.still }
