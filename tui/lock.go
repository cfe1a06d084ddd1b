package tui

import tea "charm.land/bubbletea/v2"

// lockTicks is after how many ticks without a key the screen locks itself:
// fifteen minutes.
const lockTicks = 15 * 60

// toggleLock takes every action that changes the floor or shows buyers' data
// off, or lets them be used again. What is on the screen goes on.
func (m *Model) toggleLock() tea.Cmd {
	if m.locked && m.access.SignedOn {
		return m.openSignOn() // somebody of several: the key is not enough
	}
	if m.locked {
		m.locked = false
		m.tell(m.theme.Text, m.say(sayUnlocked))
		return nil
	}
	m.lock()
	m.tell(m.theme.Due, m.say(sayLocked, m.keyOf("lock")))
	return nil
}

// lock also masks what was unmasked.
func (m *Model) lock() {
	m.locked = true
	m.unmaskedUntil = 0
}
