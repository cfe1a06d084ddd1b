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
	m.prefs.Sort = sortIDs[q.Sort]
	return m.remember()
}

// acknowledge takes the row under the cursor out of the lanes: for all, where
// there is somebody to tell, else for me.
func (m *Model) acknowledge() tea.Cmd {
	if !m.atRow() {
		return nil
	}
	r, _ := m.rowAt()
	m.waiting.acknowledge(&r)
	if m.whyNotShared() != (phrase{}) {
		m.tell(m.theme.Action, m.say(sayAcked, m.keyOf("acknowledge.undo")))
		return nil
	}
	m.tell(m.theme.Action, m.say(sayAckedAll, m.keyOf("acknowledge.undo")))
	return m.put(Mark{Kind: MarkAck, Team: r.Team, Chat: r.Key}, ackFor)
}

// unacknowledge takes back what I acknowledged, and nobody else's.
func (m *Model) unacknowledge() tea.Cmd {
	var back []tea.Cmd
	for _, mark := range m.peers.marks {
		if mark.Kind == MarkAck && mark.By == m.who && mark.Alert == "" {
			back = append(back, m.takeBack(mark))
			delete(m.peers.marks, mark.thing())
		}
	}
	m.tell(m.theme.Text, m.say(sayAckedUndone, m.waiting.restore()))
	return tea.Batch(back...)
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
	if m.page == pageChat || m.waiting.list.Visible() {
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

// people gives the whole screen to the agents, and back.
func (m *Model) people() tea.Cmd {
	m.toggle(pagePeople, panelAgents)
	return nil
}

// rules gives the whole screen to the shops, and back.
func (m *Model) rules() tea.Cmd {
	m.toggle(pageRules, panelShops)
	return nil
}

// happenings gives the whole screen to what happened, and back.
func (m *Model) happenings() tea.Cmd {
	m.log.list.Home()
	m.notices.unread = 0
	m.toggle(pageActivity, panelWaiting)
	return nil
}

// open shows what is behind the line under the cursor: a conversation, a shop,
// the facts of an agent, the waiting rows of a team.
func (m *Model) open() tea.Cmd {
	switch {
	case m.page == pageActivity:
		return m.openHappening()
	case m.page == pageShop:
		m.narrowToShop()
	case m.focus == panelQueues:
		m.narrowToGroup()
	case m.focus == panelAgents:
		m.dialog = &agentDetail{}
	case m.focus == panelShops:
		m.openShop()
	default:
		return m.openRow()
	}
	return nil
}

// back leaves a page, takes marks off, undoes the last narrowing, then acknowledges failures.
func (m *Model) back() tea.Cmd {
	f := m.query.Filter
	switch {
	case m.page != pageFloor:
		m.leave()
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
	m.prefs.Language = langIDs[m.lang]
	return m.remember()
}

func (m *Model) switchTheme() tea.Cmd {
	m.theme = theme.Next(m.theme)
	m.tell(m.theme.Text, m.say(sayTheme, m.theme.Name))
	m.prefs.Theme = m.theme.Name
	return m.remember()
}

func (m *Model) redraw() tea.Cmd  { return tea.ClearScreen }
func (m *Model) suspend() tea.Cmd { return tea.Suspend }

func (m *Model) suspendOff() phrase {
	if m.alone {
		return whyAlone
	}
	return phrase{}
}
func (m *Model) quit() tea.Cmd { return tea.Quit }

func (m *Model) notQuit() tea.Cmd {
	m.tell(m.theme.Past, m.say(sayQuit, m.keyOf("quit")))
	return nil
}
