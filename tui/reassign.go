package tui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// reassignDialog is the picker: nudge the one in charge, take the conversation,
// move it to somebody, or back to the queue. Its choices stay where they are
// while it is open.
type reassignDialog struct {
	arming
	bound
	plan    *metrics.MovePlan // who could save it; nil: the floor says nothing of it
	tries   int               // times the plan was waited for
	choices []metrics.Text    // agents that a digit takes, in order
	unfit   []metrics.Text    // shown below them, with the reason
	shown   int               // choices in the last frame: no other can be taken
	queue   bool              // the queue was in it
}

func (m *Model) openReassign() tea.Cmd {
	if m.marksCount() {
		return m.openBulk(metrics.Reassign)
	}
	if !m.atRow() {
		return nil
	}
	r, _ := m.rowAt()
	d := &reassignDialog{bound: bindTo(&r)}
	d.choices, d.unfit = m.candidates(&r.Waiting)
	opened := d.show(m, d)
	if q := m.query; !r.alone && q.Move != r.Key {
		q.Move = r.Key
		m.ask(q)
	}
	return tea.Batch(opened, d.takePlan(m))
}

func (d *reassignDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if cmd, kept := d.kept(m, name); kept {
		return cmd
	}
	switch i := digit(name); {
	case i == 0 && d.queue && d.whyNotQueue() == phrase{}:
		m.order(d.command(metrics.Reassign), d.subject(m))
		return nil
	case d.plan != nil && (i == 1 || i == 2) && i <= d.first()+d.shown-1:
		return d.instead(m, i)
	case i >= d.first() && i < d.first()+d.shown:
		c := d.command(metrics.Reassign)
		if c.To = d.choices[i-d.first()]; d.whyUnfit(m, c.To) == (phrase{}) {
			m.order(c, d.subject(m))
			return nil
		}
	}
	return d.refuse(m, flashNoChoice)
}

// instead does what may be better than a move: nudging, or taking it.
func (d *reassignDialog) instead(m *Model, i int) tea.Cmd {
	c, why := d.command(metrics.Take), m.whyNotTake(&d.row)
	if i == 1 {
		c, why = d.command(metrics.Nudge), m.whyNotNudge(&d.row)
		c.Agent = d.row.Owner
	}
	if why != (phrase{}) {
		return d.refuse(m, why)
	}
	m.order(c, d.subject(m))
	return nil
}

func (d *reassignDialog) outdated(m *Model) (string, bool) { return d.bound.outdated(m) }

// whyNotQueue is why the conversation cannot go back to the queue.
func (d *reassignDialog) whyNotQueue() phrase {
	if d.row.Owner == "" {
		return whyInQueue
	}
	return phrase{}
}

// candidates are the agents a digit can take, the free and unburdened first,
// and those of the team who cannot, with a reason.
func (m *Model) candidates(r *metrics.Waiting) (fit, unfit []metrics.Text) {
	for _, id := range m.byRoom() {
		switch why := m.unfitFor(r, id); {
		case why == (phrase{}) && len(fit) < digits:
			fit = append(fit, id)
		case why != (phrase{}) && why != whyOtherTeam:
			unfit = append(unfit, id)
		}
	}
	return fit, unfit
}

// byRoom is all agents, the free and unburdened first.
func (m *Model) byRoom() []metrics.Text {
	agents := slices.Clone(m.view.Agents)
	slices.SortStableFunc(agents, func(a, b metrics.AgentRow) int {
		return cmp.Or(
			-cmp.Compare(free(&a), free(&b)),
			cmp.Compare(a.Waiting, b.Waiting),
			cmp.Compare(a.Load, b.Load),
			cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.ID, b.ID),
		)
	})
	ids := make([]metrics.Text, len(agents))
	for i := range agents {
		ids[i] = agents[i].ID
	}
	return ids
}

// free is how many more chats an agent takes; one whose capacity is not known
// stands behind everybody with room.
func free(a *metrics.AgentRow) int {
	if a.Capacity == 0 {
		return 0
	}
	return a.Capacity - a.Load
}

// unfitFor is why an agent cannot take a conversation as things are now; the
// zero phrase if he can.
func (m *Model) unfitFor(r *metrics.Waiting, id metrics.Text) phrase {
	a, ok := m.agent(id)
	if !ok {
		return wordOffline
	}
	return m.unfitBecause(r, &a)
}

func (m *Model) unfitBecause(r *metrics.Waiting, a *metrics.AgentRow) phrase {
	switch {
	case a.Team != r.Team && a.Team != "" && r.Team != "":
		return whyOtherTeam
	case a.ID == r.Owner:
		return whyOwner
	case a.Presence == metrics.Away:
		return wordAway
	case a.Presence == metrics.Busy:
		return wordBusy
	case a.Presence == metrics.Offline:
		return wordOffline
	case a.Presence != metrics.Online:
		return wordUnknown
	case a.Capacity > 0 && a.Load >= a.Capacity:
		return whyFull
	default:
		return phrase{}
	}
}

func (m *Model) agent(id metrics.Text) (metrics.AgentRow, bool) {
	i, ok := m.agents.index[id]
	if !ok {
		return metrics.AgentRow{}, false
	}
	return m.agents.rows[i], true
}
