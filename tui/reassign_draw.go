package tui

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// draw shows the choices, then who cannot and why. It is dim and without
// digits until it takes them.
func (d *reassignDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 96)
	room := max(h-2, 1)
	var lines []string
	d.shown = min(len(d.choices), room)
	for i, id := range d.choices[:d.shown] {
		lines = append(lines, d.choice(m, strconv.Itoa(i+1), id, inner))
	}
	if len(d.choices) == 0 {
		lines = append(lines, m.theme.Past.Paint(fit(m.say(dialogNobody), inner, m.glyphs.more)))
	}
	for _, id := range d.unfit {
		if len(lines) == min(room, digits+4) {
			break
		}
		lines = append(lines, d.choice(m, m.glyphs.dot, id, inner))
	}
	lines = lines[:min(len(lines), room)]
	note := m.say(dialogKeys, m.glyphs.dot)
	if d.flash != (phrase{}) {
		note = m.say(d.flash)
	}
	return m.framed(d.title(m), note, lines, inner, d.border(m))
}

func (d *reassignDialog) border(m *Model) theme.Style {
	switch {
	case d.flash != (phrase{}):
		return m.theme.Flash
	case d.phase == phaseDim:
		return m.theme.Muted
	default:
		return m.theme.Frame
	}
}

func (d *reassignDialog) subject(m *Model) string {
	return string(cmp.Or(d.row.BuyerName, d.row.Buyer, d.row.Key.Conversation))
}

func (d *reassignDialog) title(m *Model) string {
	r := waitingRow{Waiting: d.row}
	left := m.waiting.leftText(&r)
	if d.row.Deadline != 0 && d.row.State != metrics.RowNight && d.row.State != metrics.RowLost {
		left = m.say(dialogLeft, left)
	}
	parts := []string{
		m.say(dialogReassign, d.subject(m)),
		string(d.row.Key.Shop),
		left,
		m.say(dialogNow, m.waiting.ownerText(&r, 20)),
	}
	return strings.Join(parts, " "+m.glyphs.dot+" ")
}

// choice is one agent: digit, name, state, load, room and waits, or why not.
func (d *reassignDialog) choice(m *Model, digit string, id metrics.Text, w int) string {
	a, known := m.agent(id)
	if !known {
		a = metrics.AgentRow{ID: id, Presence: metrics.Offline}
	}
	why := m.unfitFor(&d.row, id)
	key, text := m.theme.Key, m.theme.Text
	if why != (phrase{}) || d.phase == phaseDim {
		key, text, digit = m.theme.KeyOff, m.theme.Muted, m.glyphs.dot
	}
	note := m.offer(&a)
	if why != (phrase{}) {
		note = m.say(dialogNo, m.say(why))
	}
	name := fit(m.agents.agentName(&a), min(14, w/3), m.glyphs.more)
	state := fit(m.agents.stateText(&a), min(16, w/4), m.glyphs.more)
	rest := fmt.Sprintf(" %s  %s  %s  %s", name, state, fitRight(m.chats(&a), 5, m.glyphs.more), note)
	return key.Paint(fit(digit, 1, "")) + text.Paint(fit(rest, w-1, m.glyphs.more))
}

// offer is what speaks for an agent.
func (m *Model) offer(a *metrics.AgentRow) string {
	var parts []string
	if a.Capacity > 0 {
		parts = append(parts, m.say(dialogFree, free(a)))
	}
	parts = append(parts, m.say(dialogWaiting, a.Waiting))
	if a.LastSaid != 0 {
		parts = append(parts, m.say(dialogSilent, m.since(a.LastSaid)))
	}
	return strings.Join(parts, "  ")
}
