package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// statusDialog changes whether an agent is on, how many conversations he takes
// at a time and whose team he is in. It is bound to the agent and to what he
// was when it opened.
type statusDialog struct {
	arming
	agent metrics.Text
	was   metrics.AgentRow
	shown int // choices in the last frame
}

// statuses are the choices by digit; capacity and team follow.
var statuses = []metrics.Presence{metrics.Online, metrics.Busy, metrics.Away, metrics.Offline}

func (m *Model) openStatus() tea.Cmd {
	if m.focus == panelWaiting && !m.atRow() {
		return nil
	}
	a, _ := m.personAt()
	d := &statusDialog{agent: a.ID, was: a}
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
	switch {
	case !ok || i < 1 || i > d.shown:
		return d.refuse(m, flashNoChoice)
	case i == len(statuses)+1:
		return d.capacity(m, &a)
	case i == len(statuses)+2:
		return d.team(m, &a)
	case statuses[i-1] == a.Presence:
		return d.refuse(m, flashNoChoice)
	}
	m.order(metrics.Command{Verb: metrics.SetStatus, Team: a.Team, Agent: a.ID, Presence: statuses[i-1]}, m.agents.agentName(&a))
	return nil
}

// capacity asks how many conversations at a time.
func (d *statusDialog) capacity(m *Model, a *metrics.AgentRow) tea.Cmd {
	p := d.pick(m, a)
	for _, n := range capacities(a) {
		p.picks = append(p.picks, pick{text: m.say(statusCapacity, n), run: d.set(a, metrics.Command{Capacity: n})})
	}
	return m.openPick(p)
}

// team asks where to.
func (d *statusDialog) team(m *Model, a *metrics.AgentRow) tea.Cmd {
	p := d.pick(m, a)
	for _, team := range m.otherTeams(a.Team) {
		p.picks = append(p.picks, pick{text: m.say(statusTeam, team), run: d.set(a, metrics.Command{ToTeam: team})})
	}
	if len(p.picks) == 0 {
		return d.refuse(m, whyNoTeam)
	}
	return m.openPick(p)
}

func (d *statusDialog) pick(m *Model, a *metrics.AgentRow) *pickDialog {
	return &pickDialog{title: d.title(m, a), stands: d.outdated}
}

// set sends what changes of an agent.
func (d *statusDialog) set(a *metrics.AgentRow, c metrics.Command) func(*Model) tea.Cmd {
	c.Verb, c.Team, c.Agent = metrics.SetStatus, a.Team, a.ID
	return func(m *Model) tea.Cmd {
		m.order(c, m.name(a.ID))
		return nil
	}
}

// capacities are the numbers near to what an agent takes now, none below what
// he has.
func capacities(a *metrics.AgentRow) []int {
	numbers := []int{1, 2, 3, 5, 8, 10, 12, 15, 20}
	if n := a.Capacity; n > 0 {
		numbers = []int{n - 3, n - 2, n - 1, n + 1, n + 2, n + 3, n + 5, n + 10}
	}
	return slices.DeleteFunc(numbers, func(n int) bool { return n < max(a.Load, 1) || n > mostCapacity })
}

// mostCapacity is the bound of the contract with the backend.
const mostCapacity = 1000

// outdated closes the dialog when the agent is gone or changed by himself.
func (d *statusDialog) outdated(m *Model) (string, bool) {
	if why, gone := commanding(m); gone {
		return why, true
	}
	a, ok := m.agent(d.agent)
	switch {
	case !ok:
		return m.say(sayPersonLeft), true
	case a.Presence != d.was.Presence || a.Capacity != d.was.Capacity || a.Team != d.was.Team:
		return m.say(sayPersonMoved, m.agents.agentName(&a), m.presence(&a)), true
	default:
		return "", false
	}
}

func (d *statusDialog) title(m *Model, a *metrics.AgentRow) string {
	return m.say(dialogStatus, m.agents.agentName(a)+"  "+m.agents.stateText(a)+"  "+m.chats(a))
}

func (d *statusDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 60)
	a, _ := m.agent(d.agent)
	var lines []string
	for i, p := range statuses {
		why, text := phrase{}, m.say(presenceWords[p])
		if p == a.Presence {
			why = whySoNow
			text += "  " + m.say(dialogNo, m.say(why))
		}
		lines = append(lines, d.line(m, fmt.Sprint(i+1), text, why, inner))
	}
	next := len(statuses) + 1
	lines = append(lines,
		d.line(m, fmt.Sprint(next), m.say(statusOtherCapacity, m.chats(&a)), phrase{}, inner),
		d.line(m, fmt.Sprint(next+1), m.say(statusOtherTeam, a.Team), phrase{}, inner))
	lines = lines[:min(len(lines), max(h-2, 0))]
	d.shown = len(lines)
	return m.framed(d.title(m, &a), d.note(m), lines, inner, d.border(m))
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
