package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

func (m *Model) sort() tea.Cmd {
	q := m.query
	if q.Sort == metrics.ByDeadline {
		q.Sort = metrics.ByWait
	} else {
		q.Sort = metrics.ByDeadline
	}
	m.ask(q)
	return nil
}

// acknowledge takes the row under the cursor out of the lanes, for me.
func (m *Model) acknowledge() tea.Cmd {
	if !m.atRow() {
		return nil
	}
	r, _ := m.waiting.selected()
	m.waiting.acknowledge(&r)
	m.tell(m.theme.Action, m.say(sayAcked))
	return nil
}

func (m *Model) unacknowledge() tea.Cmd {
	m.tell(m.theme.Text, m.say(sayAckedUndone, m.waiting.restore()))
	return nil
}

// unfold shows every lane, or the newest of each kind again.
func (m *Model) unfold() tea.Cmd {
	m.waiting.unfolded = !m.waiting.unfolded
	m.waiting.rearrange()
	m.focusOn(panelWaiting)
	return nil
}

// atRow says whether the row an action is about to take can be seen. If not it
// brings it back, and the key is to be pressed again.
func (m *Model) atRow() bool {
	if m.waiting.list.Visible() {
		return true
	}
	m.waiting.list.Reveal()
	m.tell(m.theme.Past, m.say(sayBackAtRow))
	return false
}

func (m *Model) toggleHold() tea.Cmd {
	m.waiting.setHold(!m.waiting.hold)
	return nil
}

func (m *Model) nextPanel() tea.Cmd {
	m.focusOn((m.focus + 1) % panels)
	return nil
}

func (m *Model) previousPanel() tea.Cmd {
	m.focusOn((m.focus + panels - 1) % panels)
	return nil
}

// focusOn gives the keys to a panel among the others.
func (m *Model) focusOn(p panelID) { m.focus, m.page = p, pageFloor }

// people goes to the agents, and back.
func (m *Model) people() tea.Cmd {
	if m.focus == panelAgents {
		m.focusOn(panelWaiting)
	} else {
		m.focusOn(panelAgents)
	}
	return nil
}

// rules gives the whole screen to the shops, and back.
func (m *Model) rules() tea.Cmd {
	if m.page == pageRules {
		m.focusOn(panelWaiting)
	} else {
		m.focus, m.page = panelShops, pageRules
	}
	return nil
}

// open shows what is behind the row under the cursor: the facts of a
// conversation or an agent, the waiting rows of a team.
func (m *Model) open() tea.Cmd {
	switch m.focus {
	case panelQueues:
		m.narrowToTeam()
		return nil
	case panelAgents:
		m.dialog = &agentDetail{}
	case panelShops:
		m.dialog = &shopDetail{}
	default:
		m.dialog = &rowDetail{}
	}
	return nil
}

// narrowToTeam shows only the rows of the team under the cursor, or all again.
func (m *Model) narrowToTeam() {
	team, _ := m.queues.list.Selected()
	q := m.query
	if m.queues.only == team {
		q.Filter.Teams = nil
	} else {
		q.Filter.Teams = []metrics.Text{team}
	}
	m.ask(q)
}

// back leaves a page, takes marks off, undoes the last narrowing, then acknowledges failures.
func (m *Model) back() tea.Cmd {
	f := m.query.Filter
	switch {
	case m.page != pageFloor:
		m.focusOn(panelWaiting)
	case m.waiting.marks() > 0:
		clear(m.waiting.marked)
	case f.Term != "" || len(f.Teams) > 0:
		q := m.query
		q.Filter = metrics.Filter{}
		m.ask(q)
	case m.focus != panelWaiting:
		m.focusOn(panelWaiting)
	default:
		m.failedSeen = m.now
	}
	return nil
}

func (m *Model) switchLanguage() tea.Cmd {
	m.lang = English + Chinese - m.lang
	return nil
}

func (m *Model) switchTheme() tea.Cmd {
	m.theme = theme.Next(m.theme)
	m.tell(m.theme.Text, m.say(sayTheme, m.theme.Name))
	return nil
}

func (m *Model) redraw() tea.Cmd  { return tea.ClearScreen }
func (m *Model) suspend() tea.Cmd { return tea.Suspend }
func (m *Model) quit() tea.Cmd    { return tea.Quit }

func (m *Model) notQuit() tea.Cmd {
	m.tell(m.theme.Past, m.say(sayQuit))
	return nil
}
