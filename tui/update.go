package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// Update takes one message. What changes nothing draws nothing.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd, changed := m.update(msg)
	m.dirty = m.dirty || changed
	return m, cmd
}

func (m *Model) update(msg tea.Msg) (cmd tea.Cmd, changed bool) {
	switch msg := msg.(type) {
	case viewMsg:
		if done, answers := m.answersErrand(msg.view); answers {
			return tea.Batch(m.receive(), done), true
		}
		soon := m.drawsSoon(msg.view)
		m.apply(msg.view)
		return tea.Batch(m.receive(), m.hear(), m.watchRobots(), m.follow()), soon
	case tickMsg:
		m.onTick(msg.local)
		return tea.Batch(m.tickSoon(), m.tickErrand(), m.tickSpell()), true
	case tea.KeyPressMsg:
		return m.onKey(msg), true
	case tea.PasteMsg:
		return m.onPaste(msg), true
	case tea.WindowSizeMsg:
		return m.repaintSoon(), m.resize(msg.Width, msg.Height)
	case alertsMsg:
		cmd := m.onAlerts(msg.list)
		m.closeDialogIf()
		return cmd, true
	case peersMsg:
		return m.onPeers(msg.state), true
	case besideMsg:
		return msg(m), true
	case dialogMsg:
		return m.onDialog(msg), true
	case savedMsg:
		return m.onSaved(msg.err), true
	case printedMsg:
		m.onPrinted(msg)
		return nil, true
	case stopMsg:
		return tea.Quit, false
	default:
		return nil, false
	}
}

// drawsSoon tells whether v is drawn as it comes, and not with the next tick: to
// somebody who works, and when what is shown is not to be believed any more. A
// frame costs a line of the terminal for each line with a Chinese character that
// is on the screen: five a second, for nobody, would be 50 kB a second.
func (m *Model) drawsSoon(v *metrics.View) bool {
	return !m.seen || m.idle < settleTicks || v.Feed.State != m.view.Feed.State || v.Feed.Replay
}

// repaintAfter is how long after its size has changed a terminal is painted once
// more. A terminal multiplexer may cut and pad its lines after the first frame of
// the new size has reached it; what it left wrong would stay, as only what changes
// is written.
const repaintAfter = 400 * time.Millisecond

func (m *Model) repaintSoon() tea.Cmd {
	m.resizes++
	again := repaint(m.resizes)
	return m.after(repaintAfter, func() tea.Msg { return again })
}

// repaint paints the terminal again, unless its size has changed since.
func repaint(resizes int) besideMsg {
	return func(m *Model) tea.Cmd {
		if resizes == m.resizes {
			return tea.ClearScreen
		}
		return nil
	}
}

// Sizes beyond these are not terminals: some report garbage while they start.
const (
	maxSide  = 4096
	maxCells = 1 << 20
)

func (m *Model) resize(w, h int) bool {
	if w < 0 || h < 0 || w > maxSide || h > maxSide || w*h > maxCells {
		return false
	}
	m.width, m.height = w, h
	if formOf(w, h) == formLine { // nothing may have the keys that cannot be seen
		m.dialog, m.find = nil, nil
	}
	return true
}

// onPaste gives pasted text to an input. Outside of one it does nothing: it
// was not meant as keys.
func (m *Model) onPaste(msg tea.PasteMsg) tea.Cmd {
	switch {
	case m.dialog != nil:
		return m.dialog.paste(m, msg)
	case m.find != nil:
		return m.find.paste(m, msg)
	default:
		return nil
	}
}

// apply makes v the picture.
func (m *Model) apply(v *metrics.View) {
	if m.arriving(v) {
		m.waiting.busy = false
	}
	m.take(v, m.local0())
	m.watchOutage()
	m.refresh()
}

// local0 is the local clock, or the view's time where there is no clock.
func (m *Model) local0() metrics.Time {
	if m.clock == nil {
		return 0
	}
	return m.clock()
}

// refresh lets panels and dialog take up what changed.
func (m *Model) refresh() {
	m.queues.refresh()
	m.waiting.refresh()
	m.agents.refresh()
	m.shops.refresh()
	m.log.refresh(m.idle >= settleTicks)
	m.settleManual()
	m.closeDialogIf()
}
