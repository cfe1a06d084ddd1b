package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

const (
	// typedAbove is from how many commands on their number has to be typed.
	typedAbove = 20
	// mostAtOnce is how many commands one key may send: the floor remembers
	// what became of as many.
	mostAtOnce = 100
)

// bulkDialog does one thing to all marked rows. It is bound to the rows and to
// the owners they had when it opened; those that leave or change hands while
// it is open drop out and are counted.
type bulkDialog struct {
	arming
	verb    metrics.Verb
	rows    []metrics.Waiting // as they were, the first to save first
	choices []metrics.Text    // agents that a digit takes
	shown   int               // choices in the last frame
	queue   bool              // the queue was in it

	asked bool         // the number has to be typed now
	to    metrics.Text // whom they go to
	count int          // the number
	typed string
}

func (m *Model) openBulk(verb metrics.Verb) tea.Cmd {
	rows := m.waiting.markedRows()
	if len(rows) > mostAtOnce {
		m.tell(m.theme.Past, m.say(sayTooMany, len(rows), mostAtOnce))
		return nil
	}
	d := &bulkDialog{verb: verb, rows: rows}
	if verb == metrics.Reassign {
		for _, id := range m.byRoom() {
			if len(d.choices) < digits && len(d.plan(m, id)) > 0 {
				d.choices = append(d.choices, id)
			}
		}
	}
	return d.show(m, d)
}

func (d *bulkDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if cmd, kept := d.kept(m, name); kept {
		return cmd
	}
	i := digit(name)
	switch {
	case i < 0:
		return d.refuse(m, flashNoChoice)
	case d.asked:
		return d.typeDigit(m, name)
	case d.verb == metrics.Nudge && i == 1 && d.shown == 1:
		return d.choose(m, "")
	case d.verb == metrics.Reassign && i == 0 && d.queue:
		return d.choose(m, "")
	case d.verb == metrics.Reassign && i >= 1 && i <= d.shown:
		return d.choose(m, d.choices[i-1])
	default:
		return d.refuse(m, flashNoChoice)
	}
}

// choose sends what was chosen, or asks for its number first.
func (d *bulkDialog) choose(m *Model, to metrics.Text) tea.Cmd {
	n := len(d.plan(m, to))
	switch {
	case n == 0:
		return d.refuse(m, flashNoChoice)
	case n <= typedAbove:
		d.to = to
		d.send(m)
		return nil
	default:
		d.to, d.count, d.asked = to, n, true
		return d.wait(m)
	}
}

// typeDigit takes a digit of the number; with the last one it sends.
func (d *bulkDialog) typeDigit(m *Model, name string) tea.Cmd {
	want := strconv.Itoa(d.count)
	d.typed += name
	switch {
	case d.typed == want:
		d.send(m)
		return nil
	case strings.HasPrefix(want, d.typed):
		return nil
	default:
		d.typed = ""
		return d.refuse(m, flashNoNumber)
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
		r, ok := m.waiting.row(d.rows[i].Key)
		if ok && !r.gone && r.Owner == d.rows[i].Owner {
			rows = append(rows, r.Waiting)
		}
	}
	return rows
}

// plan is the commands that a choice would send now: one nudge a person, and
// no more chats to an agent than he has room for, the first to save first. A
// number that was typed is never exceeded.
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
			if r.Owner == "" {
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
	room := len(d.rows)
	if d.asked {
		room = d.count
	}
	if a, known := m.agent(to); known && a.Capacity > 0 {
		room = min(room, max(free(&a), 0))
	}
	return room
}

// send sends the plan, takes the marks off what went, and shows what becomes of
// each.
func (d *bulkDialog) send(m *Model) {
	result := &batchDialog{verb: d.verb}
	for _, c := range d.plan(m, d.to) {
		sent, err := m.send(c)
		item := batchItem{command: sent}
		if err != nil {
			item.failed = m.clean(err.Error())
		} else {
			delete(m.waiting.marked, rowID{chat: c.Conversation})
		}
		result.items = append(result.items, item)
	}
	m.dialog = result
}
