package tui

import (
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// draw shows what is marked and what each choice would send.
func (d *bulkDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 96)
	room := max(h-2, 1)
	rows := d.still(m)
	lines := d.preview(m, rows, inner)
	if d.verb == metrics.Nudge {
		lines = append(lines, d.nudgeLine(m, inner))
		d.shown = 0
		if len(lines) <= room {
			d.shown = 1
		}
	} else {
		lines = append(lines, d.targetLines(m, len(rows), inner, room-len(lines))...)
	}
	return m.framed(d.title(m), d.note(m), lines[:min(len(lines), room)], inner, d.border(m))
}

func (d *bulkDialog) title(m *Model) string {
	if d.verb == metrics.Nudge {
		return m.say(dialogBulkNudge, len(d.rows))
	}
	return m.say(dialogBulkReassign, len(d.rows))
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

// targetLines are the spread, the agents and the queue, each with how many it
// would take.
func (d *bulkDialog) targetLines(m *Model, all, w, room int) []string {
	var lines []string
	if d.spread != nil && room > 0 {
		lines = append(lines, d.line(m, "1", d.spread.summary(m), phrase{}, w))
	}
	for _, id := range d.choices {
		if len(lines) >= room {
			break
		}
		a, known := m.agent(id)
		if !known {
			a = metrics.AgentRow{ID: id, Presence: metrics.Offline}
		}
		n, why := len(d.plan(m, id)), phrase{}
		if n == 0 {
			why = whyTakesNone
		}
		lines = append(lines, d.line(m, strconv.Itoa(len(lines)+1), m.person(&a, w)+"  "+m.say(previewTakes, n, all), why, w))
	}
	d.shown = len(lines)
	if d.shown == 0 && room > 1 {
		lines = append(lines, m.theme.Muted.Paint(fit("  "+m.say(dialogNobody), w, m.glyphs.more)))
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
