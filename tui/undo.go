package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// undoFor is how long a command can be taken back once it was carried out.
const undoFor = metrics.Minute

// dispatched is what is known of a command of this screen beside itself: what
// it takes to undo it.
type dispatched struct {
	batch int              // those sent by one key
	agent metrics.AgentRow // as it was, of commands about an agent
}

// mostDispatched bounds what is remembered for undoing.
const mostDispatched = 4 * mostAtOnce

// remembered notes what a command changes.
func (m *Model) remembered(c metrics.Command) {
	if len(m.sentBy) >= mostDispatched {
		clear(m.sentBy)
	}
	d := dispatched{batch: m.batch}
	if c.Verb == metrics.SetStatus {
		d.agent, _ = m.agent(c.Agent)
	}
	m.sentBy[c.ID] = d
}

// undoable are my commands that were carried out within the minute, those sent
// by one key together, the latest first.
func (m *Model) undoable() [][]metrics.CommandStatus {
	var groups [][]metrics.CommandStatus
	place := make(map[int]int)
	for _, c := range m.allCommands() {
		if c.By != m.who || c.State != metrics.CommandDone || c.Undoes != "" || m.now.Sub(c.Done) > undoFor || !undoes(c.Verb) {
			continue
		}
		sent, known := m.sentBy[c.ID]
		if at, some := place[sent.batch]; known && some {
			groups[at] = append(groups[at], c)
			continue
		}
		if known {
			place[sent.batch] = len(groups)
		}
		groups = append(groups, []metrics.CommandStatus{c})
	}
	return groups
}

func undoes(v metrics.Verb) bool {
	return v == metrics.Reassign || v == metrics.Take || v == metrics.SetStatus
}

func (m *Model) undoOff() phrase {
	if len(m.undoable()) == 0 {
		return whyNothingToUndo
	}
	return phrase{}
}

// openUndo asks which command to take back, or that of which key.
func (m *Model) openUndo() tea.Cmd {
	d := &pickDialog{title: m.say(dialogUndo), stands: commanding}
	for _, group := range m.undoable() {
		first := &group[0]
		text := clock(first.Asked, m.view.Zone) + " " + m.verb(first.Verb) + " "
		if len(group) > 1 {
			text += m.say(undoMany, len(group))
		} else {
			text += m.subject(first) + " " + m.glyphs.to + " " + m.target(first)
		}
		d.picks = append(d.picks, pick{
			text: text,
			why:  func(m *Model) phrase { return m.whyNotUndo(group) },
			run:  func(m *Model) tea.Cmd { return m.undo(group) },
		})
	}
	return m.openPick(d)
}

// whyNotUndo is why nothing of a group can be taken back any more.
func (m *Model) whyNotUndo(group []metrics.CommandStatus) phrase {
	why := whyTooLate
	for i := range group {
		if _, why = m.inverse(&group[i]); why == (phrase{}) {
			return phrase{}
		}
	}
	return why
}

// undo sends the inverse of what of a group can still be taken back.
func (m *Model) undo(group []metrics.CommandStatus) tea.Cmd {
	plan := func(m *Model) []metrics.Command {
		var commands []metrics.Command
		for i := range group {
			if c, why := m.inverse(&group[i]); why == (phrase{}) {
				commands = append(commands, c)
			}
		}
		return commands
	}
	commands := plan(m)
	switch {
	case len(commands) == 1:
		m.order(commands[0], m.subject(&group[0]))
	case len(commands) <= typedAbove:
		m.sendAll(group[0].Verb, commands)
	default:
		return m.openMany(&manyDialog{
			verb: group[0].Verb, title: m.say(dialogUndo), whom: m.say(undoBack), plan: plan,
			lines: func(*Model, int) []string { return nil },
		})
	}
	return nil
}

// inverse is the command that takes one back, or why there is none: somebody
// answered, it moved on, or it was taken back already.
func (m *Model) inverse(c *metrics.CommandStatus) (metrics.Command, phrase) {
	switch {
	case m.now.Sub(c.Done) > undoFor:
		return metrics.Command{}, whyTooLate
	case m.undone(c.ID):
		return metrics.Command{}, whyUndone
	case c.Verb == metrics.SetStatus:
		return m.inverseStatus(c)
	case c.Answered != 0:
		return metrics.Command{}, whyAnswered
	}
	owner := c.To
	if c.Verb == metrics.Take {
		owner = c.By
	}
	r, listed := m.waiting.row(c.Conversation)
	switch {
	case !listed && m.listsAll(), listed && r.gone:
		return metrics.Command{}, whyGone
	case listed && r.Owner != owner:
		return metrics.Command{}, whyMovedOn
	}
	if a, known := m.agent(c.ExpectOwner); known && a.Presence < metrics.Busy {
		return metrics.Command{}, whyNotBack
	}
	back := metrics.Command{
		Verb: metrics.Reassign, Conversation: c.Conversation, Team: c.Team, To: c.ExpectOwner, ExpectOwner: owner, Undoes: c.ID,
	}
	if c.ToTeam != "" {
		back.Team = c.ToTeam
		if back.To == "" {
			back.ToTeam = c.Team
		}
	}
	return back, phrase{}
}

// inverseStatus gives an agent back what he was.
func (m *Model) inverseStatus(c *metrics.CommandStatus) (metrics.Command, phrase) {
	was, known := m.sentBy[c.ID]
	a, there := m.agent(c.Agent)
	if !known || !there {
		return metrics.Command{}, whyUnknownBefore
	}
	if c.Presence != metrics.UnknownPresence && a.Presence != c.Presence || c.Capacity > 0 && a.Capacity != c.Capacity ||
		c.ToTeam != "" && a.Team != c.ToTeam {
		return metrics.Command{}, whyMovedOn
	}
	back := metrics.Command{Verb: metrics.SetStatus, Team: a.Team, Agent: c.Agent, Undoes: c.ID}
	if c.Presence != metrics.UnknownPresence {
		back.Presence = was.agent.Presence
	}
	if c.Capacity > 0 {
		back.Capacity = was.agent.Capacity
	}
	if c.ToTeam != "" {
		back.ToTeam = was.agent.Team
	}
	if back.Presence == metrics.UnknownPresence && back.Capacity == 0 && back.ToTeam == "" {
		return metrics.Command{}, whyUnknownBefore
	}
	return back, phrase{}
}

// undone says that a command was taken back, or is about to be.
func (m *Model) undone(id string) bool {
	for _, c := range m.allCommands() {
		if c.Undoes == id && c.State != metrics.CommandRefused {
			return true
		}
	}
	return false
}
