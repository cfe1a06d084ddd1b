package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// confirmDialog asks once more before a nudge or a take. It has one choice.
type confirmDialog struct {
	arming
	bound
	verb  metrics.Verb
	shown bool // the choice was in the last frame
}

func (m *Model) openNudge() tea.Cmd {
	if m.marksCount() {
		return m.openBulk(metrics.Nudge)
	}
	if !m.onAgents() && !m.atRow() {
		return nil
	}
	r, _ := m.nudgeRow()
	return m.openConfirm(&r, metrics.Nudge)
}

// onAgents says that people have the keys, not conversations.
func (m *Model) onAgents() bool { return m.focus == panelAgents && m.page != pageChat }

// nudgeRow is the row that a nudge is about: the one under the cursor, or of the
// agent under it the one to save first.
func (m *Model) nudgeRow() (waitingRow, bool) {
	if !m.onAgents() {
		return m.rowAt()
	}
	a, _ := m.agentAt()
	for i := range m.waiting.latest {
		if w := &m.waiting.latest[i]; a.ID != "" && w.Owner == a.ID {
			return waitingRow{Waiting: *w, lane: w.Lane}, true
		}
	}
	return waitingRow{}, false
}

// rowFor is the row that an action is about.
func (m *Model) rowFor(a *action) (waitingRow, bool) {
	if a.scope == scopeNudge {
		return m.nudgeRow()
	}
	return m.rowAt()
}

// whyNoNudgeRow is why a nudge has no conversation to be about.
func (m *Model) whyNoNudgeRow() phrase {
	switch {
	case m.marksCount():
		return phrase{}
	case !m.onAgents():
		return m.whyNoWaitingRow()
	}
	if _, ok := m.nudgeRow(); !ok {
		return whyNoneOfHis
	}
	return phrase{}
}

func (m *Model) openTake() tea.Cmd {
	if !m.atRow() {
		return nil
	}
	r, _ := m.rowAt()
	return m.openConfirm(&r, metrics.Take)
}

func (m *Model) openConfirm(r *waitingRow, verb metrics.Verb) tea.Cmd {
	d := &confirmDialog{bound: bindTo(r), verb: verb}
	return d.show(m, d)
}

func (d *confirmDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if cmd, kept := d.kept(m, name); kept {
		return cmd
	}
	if digit(name) != 1 || !d.shown {
		return d.refuse(m, flashNoChoice)
	}
	if why := d.whyNot(m); why != (phrase{}) {
		return d.refuse(m, why)
	}
	c := d.command(d.verb)
	if d.verb == metrics.Nudge {
		c.Agent = d.row.Owner
	}
	m.order(c, d.subject(m))
	return nil
}

func (d *confirmDialog) outdated(m *Model) (string, bool) { return d.bound.outdated(m) }

func (d *confirmDialog) whyNot(m *Model) phrase {
	if d.verb == metrics.Nudge {
		return m.whyNotNudge(&d.row)
	}
	return m.whyNotTake(&d.row)
}

func (d *confirmDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 80)
	what, text := dialogTake, m.say(dialogTakeIt)
	if d.verb == metrics.Nudge {
		what = dialogNudge
		a, _ := m.agent(d.row.Owner)
		text = m.say(dialogNudgeIt, m.name(d.row.Owner)) + "  " + m.agents.stateText(&a) + "  " + m.offer(&a)
	}
	why := d.whyNot(m)
	if why != (phrase{}) {
		text += "  " + m.say(dialogNo, m.say(why))
	}
	d.shown = h >= 3
	return m.framed(d.title(m, what), d.note(m), []string{d.line(m, "1", text, why, inner)}, inner, d.border(m))
}

// nudgeEvery is how long a person is left alone after a nudge.
const nudgeEvery = metrics.Minute

// whyNotNudge is why the owner of a row cannot be nudged; the zero phrase if he
// can.
func (m *Model) whyNotNudge(r *metrics.Waiting) phrase {
	if r.Owner == "" {
		return whyNobodyHasIt
	}
	if why := m.unableFor(metrics.Nudge, r); why != (phrase{}) {
		return why
	}
	a, known := m.agent(r.Owner)
	switch {
	case known && a.Presence == metrics.Offline:
		return whyOwnerOff
	case r.Owner == m.who:
		return whyMine
	case m.nudgedLately(r.Owner):
		return whyNudged
	default:
		return phrase{}
	}
}

// nudgedLately says whether anybody this screen knows of nudged an agent within
// the minute. A nudge that was refused did not reach him.
func (m *Model) nudgedLately(agent metrics.Text) bool {
	for _, c := range m.allCommands() {
		if c.Verb == metrics.Nudge && c.Agent == agent && c.State != metrics.CommandRefused && m.now.Sub(c.Asked) < nudgeEvery {
			return true
		}
	}
	return false
}

func (m *Model) whyNotTake(r *metrics.Waiting) phrase {
	if r.Owner == m.who && r.Owner != "" {
		return whyMine
	}
	return m.unableFor(metrics.Take, r)
}
