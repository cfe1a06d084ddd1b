package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// batchDialog shows what became of each of many commands, those that failed
// first. It stays until it is closed.
type batchDialog struct {
	quiet
	verb  metrics.Verb
	items []batchItem
	top   int
	room  int
}

type batchItem struct {
	command metrics.Command
	failed  metrics.Text // why it was not even sent
}

func (d *batchDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	switch name {
	case "esc", "enter":
		m.dialog = nil
	case "up":
		d.top--
	case "down":
		d.top++
	case "pgup":
		d.top -= d.room
	case "pgdown":
		d.top += d.room
	}
	return nil
}

// batchState is an item with what is known of it.
type batchState struct {
	item   *batchItem
	status metrics.CommandStatus
	known  bool
}

// failedFirst puts what needs a look on top.
var failedFirst = map[metrics.CommandState]int{
	metrics.CommandRefused: 1, metrics.CommandUnknown: 2, metrics.CommandAsked: 3, metrics.CommandAccepted: 4, metrics.CommandDone: 5,
}

func (b *batchState) rank() int {
	switch {
	case b.item.failed != "":
		return 0
	case !b.known:
		return 2
	default:
		return failedFirst[b.status.State]
	}
}

func (d *batchDialog) states(m *Model) []batchState {
	byID := make(map[string]metrics.CommandStatus)
	for _, c := range m.allCommands() {
		byID[c.ID] = c
	}
	states := make([]batchState, len(d.items))
	for i := range d.items {
		status, known := byID[d.items[i].command.ID]
		states[i] = batchState{&d.items[i], status, known}
	}
	slices.SortStableFunc(states, func(a, b batchState) int { return a.rank() - b.rank() })
	return states
}

func (d *batchDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 80)
	states := d.states(m)
	var done, failed, open int
	lines := make([]string, 0, len(states))
	for i := range states {
		b := &states[i]
		switch {
		case b.rank() <= 2:
			failed++
		case b.status.State == metrics.CommandDone:
			done++
		default:
			open++
		}
		text, style := m.batchLine(b)
		lines = append(lines, style.Paint(fit(text, inner, m.glyphs.more)))
	}
	d.room = max(h-2, 0)
	d.top = max(min(d.top, len(lines)-d.room), 0)
	lines = lines[d.top:min(d.top+d.room, len(lines))]
	title := m.say(dialogBatch, m.verb(d.verb), len(d.items), done, open, failed)
	return m.framed(title, m.say(dialogBatchKeys, m.glyphs.dot), lines, inner, m.theme.Frame)
}

func (m *Model) batchLine(b *batchState) (string, theme.Style) {
	c := metrics.CommandStatus{Command: b.item.command}
	parts := []string{m.subject(&c), m.glyphs.to, m.target(&c), ""}
	switch {
	case b.item.failed != "":
		parts = append(parts, m.say(sayNotSent, b.item.failed))
		return strings.Join(parts, " "), m.theme.Bad
	case !b.known:
		parts = append(parts, m.say(stateUnknown))
		return strings.Join(parts, " "), m.theme.Bad
	default:
		parts = append(parts, m.stateText(&b.status))
		return strings.Join(parts, " "), m.commandStyle(&b.status)
	}
}
