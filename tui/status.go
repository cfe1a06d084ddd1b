package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// statusDialog changes whether an agent is on. It is bound to the agent and to
// the state he had when it opened.
type statusDialog struct {
	arming
	agent metrics.Text
	was   metrics.Presence
	shown int // choices in the last frame
}

// statuses are the choices by digit.
var statuses = []metrics.Presence{metrics.Online, metrics.Busy, metrics.Away, metrics.Offline}

func (m *Model) openStatus() tea.Cmd {
	if m.focus == panelWaiting && !m.atRow() {
		return nil
	}
	a, _ := m.personAt()
	d := &statusDialog{agent: a.ID, was: a.Presence}
	return d.show(m, d)
}

// personAt is the agent under the cursor, or the owner of the row under it.
func (m *Model) personAt() (metrics.AgentRow, bool) {
	switch m.focus {
	case panelAgents:
		return m.agentAt()
	case panelWaiting:
		r, ok := m.rowAt()
		if !ok || m.whyNoChat() != (phrase{}) {
			return metrics.AgentRow{}, false
		}
		return m.agent(inCharge(&r))
	default:
		return metrics.AgentRow{}, false
	}
}

func (d *statusDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if cmd, kept := d.kept(m, name); kept {
		return cmd
	}
	i := digit(name)
	a, ok := m.agent(d.agent)
	if !ok || i < 1 || i > d.shown || statuses[i-1] == a.Presence {
		return d.refuse(m, flashNoChoice)
	}
	m.order(metrics.Command{Verb: metrics.SetStatus, Team: a.Team, Agent: a.ID, Presence: statuses[i-1]}, m.agents.agentName(&a))
	return nil
}

// outdated closes the dialog when the agent is gone or changed by himself.
func (d *statusDialog) outdated(m *Model) (string, bool) {
	if why := m.whyNoCommand(); why != (phrase{}) {
		return m.say(sayFeedLost, m.say(why)), true
	}
	a, ok := m.agent(d.agent)
	switch {
	case !ok:
		return m.say(sayPersonLeft), true
	case a.Presence != d.was:
		return m.say(sayPersonMoved, m.agents.agentName(&a), m.presence(&a)), true
	default:
		return "", false
	}
}

func (d *statusDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 60)
	a, _ := m.agent(d.agent)
	var lines []string
	for i, p := range statuses[:min(len(statuses), max(h-2, 0))] {
		why, text := phrase{}, m.say(presenceWords[p])
		if p == a.Presence {
			why = whySoNow
			text += "  " + m.say(dialogNo, m.say(why))
		}
		lines = append(lines, d.line(m, fmt.Sprint(i+1), text, why, inner))
	}
	d.shown = len(lines)
	return m.framed(m.say(dialogStatus, m.agents.agentName(&a)+"  "+m.agents.stateText(&a)+"  "+m.chats(&a)), d.note(m), lines, inner, d.border(m))
}

// statusCell is what was last asked about an agent's state, while it is on its
// way or has just failed.
func (p *agentPanel) statusCell(a *metrics.AgentRow, room int) (string, bool) {
	c, asked := p.statusCommands[a.ID]
	if !asked || c.State == metrics.CommandDone || c.Done != 0 && p.now.Sub(c.Done) > metrics.Minute {
		return "", false
	}
	return p.commandCell(&c, room), true
}
