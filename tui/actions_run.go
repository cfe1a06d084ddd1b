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

func (m *Model) toggleHold() tea.Cmd {
	m.waiting.setHold(!m.waiting.hold)
	return nil
}

func (m *Model) nextPanel() tea.Cmd {
	m.focus = (m.focus + 1) % panels
	return nil
}

func (m *Model) previousPanel() tea.Cmd {
	m.focus = (m.focus + panels - 1) % panels
	return nil
}

// people goes to the agents, and back.
func (m *Model) people() tea.Cmd {
	if m.focus == panelAgents {
		m.focus = panelWaiting
	} else {
		m.focus = panelAgents
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

// back undoes the last narrowing, then acknowledges failures.
func (m *Model) back() tea.Cmd {
	f := m.query.Filter
	switch {
	case f.Term != "" || len(f.Teams) > 0:
		q := m.query
		q.Filter = metrics.Filter{}
		m.ask(q)
	case m.focus != panelWaiting:
		m.focus = panelWaiting
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
