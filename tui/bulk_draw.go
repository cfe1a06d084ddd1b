package tui

import (
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// draw shows what is marked, what each choice would send, and in the end the
// number to type.
func (d *bulkDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 96)
	room := max(h-2, 1)
	rows := d.still(m)
	lines := d.preview(m, rows, inner)
	switch {
	case d.asked:
		lines = append(lines, d.numberLine(m, inner))
	case d.verb == metrics.Nudge:
		lines = append(lines, d.nudgeLine(m, inner))
	default:
		lines = append(lines, d.targetLines(m, len(rows), inner, room-len(lines))...)
	}
	if d.asked || d.verb == metrics.Nudge {
		d.shown = 0
		if len(lines) <= room {
			d.shown = 1
		}
	}
	what := dialogBulkReassign
	if d.verb == metrics.Nudge {
		what = dialogBulkNudge
	}
	note := d.note(m)
	if d.asked && d.flash == (phrase{}) {
		note = m.say(dialogTypeKeys, m.glyphs.dot)
	}
	return m.framed(m.say(what, len(d.rows)), note, lines[:min(len(lines), room)], inner, d.border(m))
}

// preview counts what is marked by class and by owner, and what has left.
func (d *bulkDialog) preview(m *Model, rows []metrics.Waiting, w int) []string {
	text := m.countStates(rows)
	if left := len(d.rows) - len(rows); left > 0 {
		text += "  " + m.say(previewLeft, left)
	}
	return []string{
		m.theme.Text.Paint(fit(text, w, m.glyphs.more)),
		m.theme.Muted.Paint(fit(m.say(previewNow)+" "+strings.Join(m.owners(rows), ", "), w, m.glyphs.more)),
	}
}

func (d *bulkDialog) nudgeLine(m *Model, w int) string {
	plan, why := d.plan(m, ""), phrase{}
	names := make([]string, len(plan))
	for i, c := range plan {
		names[i] = m.name(c.Agent)
	}
	text := m.say(dialogNudgeAll, len(plan)) + " " + strings.Join(names, ", ")
	if len(plan) == 0 {
		why = whyNobodyToNudge
		text = m.say(why)
	}
	return d.line(m, "1", text, why, w)
}

// targetLines are the agents and the queue, each with how many it would take.
func (d *bulkDialog) targetLines(m *Model, all, w, room int) []string {
	var lines []string
	d.shown = max(min(len(d.choices), room), 0)
	for i, id := range d.choices[:d.shown] {
		a, known := m.agent(id)
		if !known {
			a = metrics.AgentRow{ID: id, Presence: metrics.Offline}
		}
		n, why := len(d.plan(m, id)), phrase{}
		if n == 0 {
			why = whyTakesNone
		}
		lines = append(lines, d.line(m, strconv.Itoa(i+1), m.person(&a, w)+"  "+m.say(previewTakes, n, all), why, w))
	}
	if d.queue = len(lines) < room; d.queue {
		n, why := len(d.plan(m, "")), phrase{}
		if n == 0 {
			why = whyInQueue
		}
		lines = append(lines, d.line(m, "0", m.say(dialogQueueAll)+"  "+m.say(previewTakes, n, all), why, w))
	}
	return lines
}

func (d *bulkDialog) numberLine(m *Model, w int) string {
	whom := m.say(wordQueue)
	switch {
	case d.verb == metrics.Nudge:
		whom = m.say(verbNudge)
	case d.to != "":
		whom = m.name(d.to)
	}
	text := m.say(dialogTypeNumber, d.count, m.glyphs.to, whom) + " " + d.typed + "_"
	style := m.theme.Due
	if d.phase == phaseDim {
		style = m.theme.Muted
	}
	return style.Paint(fit(text, w, m.glyphs.more))
}
