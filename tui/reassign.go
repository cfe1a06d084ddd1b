package tui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// reassignDialog moves one conversation to one agent, or back to the queue. Its
// choices stay where they are while it is open.
type reassignDialog struct {
	arming
	bound
	choices []metrics.Text // agents that a digit takes, in order
	unfit   []metrics.Text // shown below them, with the reason
	shown   int            // choices in the last frame: no other can be taken
	queue   bool           // the queue was in it
}

func (m *Model) openReassign() tea.Cmd {
	if m.waiting.marks() > 0 {
		return m.openBulk(metrics.Reassign)
	}
	if !m.atRow() {
		return nil
	}
	r, _ := m.waiting.selected()
	d := &reassignDialog{bound: bindTo(&r)}
	d.choices, d.unfit = m.candidates(&r.Waiting)
	return d.show(m, d)
}

func (d *reassignDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if cmd, kept := d.kept(m, name); kept {
		return cmd
	}
	c := d.command(metrics.Reassign)
	i := digit(name)
	switch {
	case i == 0 && d.queue && d.whyNotQueue() == phrase{}:
		m.order(c, d.subject())
		return nil
	case i >= 1 && i <= d.shown:
		if c.To = d.choices[i-1]; m.unfitFor(&d.row, c.To) == (phrase{}) {
			m.order(c, d.subject())
			return nil
		}
	}
	return d.refuse(m, flashNoChoice)
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
