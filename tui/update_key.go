package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// onKey gives a key to whoever it is meant for: dialog, input, action table.
func (m *Model) onKey(msg tea.KeyPressMsg) tea.Cmd {
	m.idle = 0
	m.waiting.busy, m.attended = true, true
	name, composed := keyName(msg)
	if name == "ctrl+c" {
		return m.interrupt()
	}
	m.toast = toast{}
	switch {
	case m.dialog != nil:
		return m.dialog.key(m, name, msg)
	case m.find != nil:
		return m.find.key(m, name, msg)
	case composed:
		m.tell(m.theme.Past, m.say(sayInputMethod, m.keyOf("menu")))
		return nil
	default:
		return m.press(name)
	}
}

// interrupt quits on the second Ctrl+C: the first may have been meant to copy.
func (m *Model) interrupt() tea.Cmd {
	if m.toast.quit && m.toast.ticks > 0 {
		return tea.Quit
	}
	m.tell(m.theme.Past, m.say(sayInterrupt, m.keyOf("quit")))
	m.toast.quit = true
	return nil
}

// press runs the action of a key, or says why not.
func (m *Model) press(name string) tea.Cmd {
	a, ok := m.bindings.byKey[name]
	if !ok {
		m.tell(m.theme.Muted, m.say(sayUnknownKey, m.keyOf("help")))
		return nil
	}
	return m.run(a)
}

func (m *Model) run(a *action) tea.Cmd {
	if why := m.whyNot(a); why != (phrase{}) {
		if m.byHand(a) {
			return m.openManual(a)
		}
		m.tell(m.theme.Past, m.say(sayOff, m.say(a.label), m.say(why)))
		return nil
	}
	return a.run(m)
}

// whyNot is why an action cannot be run now; the zero phrase if it can.
func (m *Model) whyNot(a *action) phrase {
	if formOf(m.width, m.height) == formLine && !a.blind {
		return whyTooSmall
	}
	if a.dangerous {
		if why := m.whyNoCommand(); why != (phrase{}) {
			return why
		}
	}
	if why := m.whyNotThere(a.scope); why != (phrase{}) {
		return why
	}
	if why := m.unableHere(a); why != (phrase{}) || a.off == nil {
		return why
	}
	return a.off(m)
}

// whyNotThere is why there is nothing for an action to act on.
func (m *Model) whyNotThere(s scope) phrase {
	switch s {
	case scopeList:
		if m.focused().Len() == 0 {
			return whyNoRows
		}
	case scopeMarked:
		if !m.marksCount() {
			return m.whyNoWaitingRow()
		}
	case scopeNudge:
		return m.whyNoNudgeRow()
	case scopeWaiting:
		return m.whyNoWaitingRow()
	case scopeChat:
		return m.whyNoChat()
	case scopePerson:
		if _, ok := m.personAt(); !ok {
			return whyNoPerson
		}
	case scopePlan:
		if m.page != pagePlan {
			return whyNoPlan
		}
	case scopeOpen:
		if m.page != pageChat {
			return whyNoOpen
		}
	case scopeLane:
		return m.whyNoLaneRow()
	}
	return phrase{}
}

// onList says that the waiting list is on the screen and has the keys.
func (m *Model) onList() bool { return m.page == pageFloor && m.focus == panelWaiting }

func (m *Model) whyNoLaneRow() phrase {
	r, ok := m.rowAt()
	if !ok || m.whyNoChat() != (phrase{}) || r.lane == metrics.NoLane {
		return whyNoLane
	}
	return phrase{}
}

// whyNoWaitingRow is why a command has no conversation to be about.
func (m *Model) whyNoWaitingRow() phrase {
	if why := m.whyNoChat(); why != (phrase{}) {
		return why
	}
	r, _ := m.rowAt()
	if r.closed {
		return whyClosed
	}
	return phrase{}
}

// whyNoChat is why there is no conversation under the cursor.
func (m *Model) whyNoChat() phrase {
	r, ok := m.rowAt()
	switch {
	case !ok || !m.onList() && m.page != pageChat:
		return whyNoRow
	case r.gone:
		return whyGone
	default:
		return phrase{}
	}
}

// markOff is why the row under the cursor cannot be marked: there is none, or
// it is no row of the list.
func (m *Model) markOff() phrase {
	r, _ := m.rowAt()
	switch {
	case !m.onList():
		return whyNoRow
	case r.alone:
		return whyQuiet
	default:
		return phrase{}
	}
}

// nudgeOff is why the owner of the row under the cursor cannot be nudged.
func (m *Model) nudgeOff() phrase {
	if m.marksCount() {
		return phrase{}
	}
	r, _ := m.nudgeRow()
	if r.alone && r.lane == metrics.NoLane {
		return whyQuiet
	}
	return m.whyNotNudge(&r.Waiting)
}

func (m *Model) takeOff() phrase {
	r, _ := m.rowAt()
	return m.whyNotTake(&r.Waiting)
}

// whyNoCommand is why no command can be sent now.
func (m *Model) whyNoCommand() phrase {
	if why := m.whyWatchOnly(); why != (phrase{}) {
		return why
	}
	switch {
	case m.locked:
		return whyLocked
	case m.inPast():
		return m.whyPast()
	case m.view.Feed.Replay:
		return whyReplay
	case m.deskless:
		return whyNoDesk
	case formOf(m.width, m.height) == formLine:
		return whyTooSmall
	}
	switch m.health() {
	case healthConnecting:
		return whyConnecting
	case healthCatchingUp:
		return whyCatchingUp
	case healthLost:
		return whyLost
	case healthSilent:
		return whySilent
	case healthFailed:
		return whyFailed
	}
	return phrase{}
}
