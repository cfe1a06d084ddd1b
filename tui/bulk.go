package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// bulkDialog asks what to do with all marked rows. It is bound to the rows and
// to the owners they had when it opened; those that leave or change hands while
// it is open drop out and are counted.
type bulkDialog struct {
	arming
	verb    metrics.Verb
	rows    []metrics.Waiting // as they were, the first to save first
	spread  *spreading        // what 1 does, where it would move any; nil: agents begin at 1
	choices []metrics.Text    // agents that a digit takes
	shown   int               // choices in the last frame, the spread among them
	queue   bool              // the queue was in it
}

func (m *Model) openBulk(verb metrics.Verb) tea.Cmd {
	rows := m.waiting.markedRows()
	if len(rows) > mostAtOnce {
		m.tell(m.theme.Past, m.say(sayTooMany, len(rows), mostAtOnce))
		return nil
	}
	d := &bulkDialog{verb: verb, rows: rows}
	if verb == metrics.Reassign {
		if s := m.newSpreading(rows); len(s.made.Moves) > 0 {
			d.spread = s
		}
		for _, id := range m.byRoom() {
			if len(d.choices) <= digits-d.first() && len(d.plan(m, id)) > 0 {
				d.choices = append(d.choices, id)
			}
		}
	}
	return d.show(m, d)
}

// first is the digit of the first agent.
func (d *bulkDialog) first() int {
	if d.spread != nil {
		return 2
	}
	return 1
}

func (d *bulkDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if cmd, kept := d.kept(m, name); kept {
		return cmd
	}
	i := digit(name)
	switch {
	case i < 0:
		return d.refuse(m, flashNoChoice)
	case d.verb == metrics.Nudge && i == 1 && d.shown == 1:
		return d.choose(m, "")
	case d.verb == metrics.Nudge:
		return d.refuse(m, flashNoChoice)
	case i == 0 && d.queue:
		return d.choose(m, "")
	case i == 1 && d.spread != nil && d.shown > 0:
		return m.openMany(d.spread.dialog(m, m.say(dialogBulkReassign, len(d.rows))))
	case i >= d.first() && i <= d.shown:
		return d.choose(m, d.choices[i-d.first()])
	default:
		return d.refuse(m, flashNoChoice)
	}
}

// choose sends what was chosen, or asks for its number first.
func (d *bulkDialog) choose(m *Model, to metrics.Text) tea.Cmd {
	plan := d.plan(m, to)
	switch {
	case len(plan) == 0:
		return d.refuse(m, flashNoChoice)
	case len(plan) <= typedAbove:
		m.sendAll(d.verb, plan)
		return nil
	default:
		return m.openMany(&manyDialog{
			verb: d.verb, title: d.title(m), whom: d.whom(m, to),
			lines: func(m *Model, w int) []string { return d.preview(m, d.still(m), w) },
			plan:  func(m *Model) []metrics.Command { return d.plan(m, to) },
		})
	}
}

func (d *bulkDialog) whom(m *Model, to metrics.Text) string {
	switch {
	case d.verb == metrics.Nudge:
		return m.say(verbNudge)
	case to == "":
		return m.say(wordQueue)
	default:
		return m.name(to)
	}
}

// outdated closes the dialog when nothing is left of what it was for.
func (d *bulkDialog) outdated(m *Model) (string, bool) {
	if why := m.whyNoCommand(); why != (phrase{}) {
		return m.say(sayFeedLost, m.say(why)), true
	}
	return m.say(sayRowsLeft), len(d.still(m)) == 0
}

// still are the rows that are as they were when the dialog opened.
func (d *bulkDialog) still(m *Model) []metrics.Waiting {
	rows := make([]metrics.Waiting, 0, len(d.rows))
	for i := range d.rows {
		if r, ok := m.stillAs(&d.rows[i]); ok {
			rows = append(rows, r)
		}
	}
	return rows
}

// stillAs is a row as it is now, if it waits and has the owner it had.
func (m *Model) stillAs(was *metrics.Waiting) (metrics.Waiting, bool) {
	r, ok := m.waiting.row(was.Key)
	return r.Waiting, ok && !r.gone && r.Owner == was.Owner
}

// plan is the commands that a choice would send now: one nudge a person, and
// no more chats to an agent than he has room for, the first to save first.
func (d *bulkDialog) plan(m *Model, to metrics.Text) []metrics.Command {
	var plan []metrics.Command
	room := d.room(m, to)
	nudged := make(map[metrics.Text]bool)
	rows := d.still(m)
	for i := range rows {
		r := &rows[i]
		c := commandAbout(r, d.verb)
		switch {
		case len(plan) == room:
			return plan
		case d.verb == metrics.Nudge:
			if nudged[r.Owner] || m.whyNotNudge(r) != (phrase{}) {
				continue
			}
			nudged[r.Owner], c.Agent = true, r.Owner
		case to == "":
			if r.Owner == "" || m.unableFor(metrics.Reassign, r) != (phrase{}) {
				continue
			}
		case m.unfitFor(r, to) != (phrase{}):
			continue
		}
		c.To = to
		plan = append(plan, c)
	}
	return plan
}

// room is how many commands a choice may send.
func (d *bulkDialog) room(m *Model, to metrics.Text) int {
	if a, known := m.agent(to); known && a.Capacity > 0 {
		return min(len(d.rows), max(free(&a), 0))
	}
	return len(d.rows)
}
