package tui

import (
	"fmt"
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// draw shows the choices, the queue, then who cannot and why. It is dim and
// without digits until it takes them.
func (d *reassignDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, d.widest())
	room := max(h-2, 1)
	var lines []string
	if d.plan != nil {
		lines = d.insteadLines(m, inner)
	}
	d.shown = max(min(len(d.choices), room-len(lines)), 0)
	for i, id := range d.choices[:d.shown] {
		lines = append(lines, d.choice(m, strconv.Itoa(i+d.first()), id, inner))
	}
	if len(d.choices) == 0 {
		lines = append(lines, m.theme.Past.Paint(fit(m.say(dialogNobody), inner, m.glyphs.more)))
	}
	if d.queue = len(lines) < room; d.queue {
		lines = append(lines, d.queueLine(m, inner))
	}
	for _, id := range d.unfit {
		if len(lines) == min(room, digits+5) {
			break
		}
		lines = append(lines, d.choice(m, m.glyphs.dot, id, inner))
	}
	lines = lines[:min(len(lines), room)]
	return m.framed(d.title(m, dialogReassign), d.note(m), lines, inner, d.border(m))
}

// widest is how wide the picker gets: a plan has more to say.
func (d *reassignDialog) widest() int {
	if d.plan != nil {
		return 118
	}
	return 96
}

func (d *reassignDialog) queueLine(m *Model, w int) string {
	why := d.whyNotQueue()
	text := m.say(dialogQueue, d.row.Team)
	if why != (phrase{}) {
		text += "  " + m.say(dialogNo, m.say(why))
	}
	return d.line(m, "0", text, why, w)
}

// choice is one agent: digit, name, state, load, room and waits, or why not.
func (d *reassignDialog) choice(m *Model, digit string, id metrics.Text, w int) string {
	a, known := m.agent(id)
	if !known {
		a = metrics.AgentRow{ID: id, Presence: metrics.Offline}
	}
	why := d.whyUnfit(m, id)
	note := m.offer(&a)
	if c, ok := d.candidate(m, id); ok {
		note = m.planned(&c)
	}
	if why != (phrase{}) {
		note = m.say(dialogNo, m.say(why))
	}
	return d.line(m, digit, m.person(&a, w)+"  "+note, why, w)
}

// person is an agent in a dialog: name, state and load.
func (m *Model) person(a *metrics.AgentRow, w int) string {
	name := fit(m.agents.agentName(a), min(14, w/3), m.glyphs.more)
	state := fit(m.agents.stateText(a), min(16, w/4), m.glyphs.more)
	return fmt.Sprintf("%s  %s  %s", name, state, fitRight(m.chats(a), 5, m.glyphs.more))
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
