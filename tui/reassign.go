package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// reassignDialog is the picker: nudge the one in charge, take the conversation,
// move it to somebody or another team, or back to the queue. Its choices stay
// where they are while it is open; only typing, which finds somebody, makes
// others of them, and then no digit works before they can be seen.
type reassignDialog struct {
	arming
	bound
	plan    *metrics.MovePlan // who could save it; nil: the floor says nothing of it
	tries   int               // times the plan was waited for
	find    input
	choices []target // that a digit takes, in order
	unfit   []target // shown below them, with the reason
	shown   int      // choices in the last frame: no other can be taken
	queue   bool     // the queue was in it
	finds   bool     // the line that is typed in was in it
	caretX  int
	words   *reasonWords // for what speaks for people, as long as there is room for
}

// target is where a conversation can go: to an agent, or to another team.
type target struct{ agent, team metrics.Text }

func (m *Model) openReassign() tea.Cmd {
	if m.marksCount() {
		return m.openBulk(metrics.Reassign)
	}
	if !m.atRow() {
		return nil
	}
	r, _ := m.rowAt()
	d := &reassignDialog{bound: bindTo(&r), find: newInput()}
	d.rank(m)
	opened := d.show(m, d)
	if q := m.query; !r.alone && q.Move != r.Key {
		q.Move = r.Key
		m.ask(q)
	}
	return tea.Batch(opened, d.takePlan(m), m.put(Mark{Kind: MarkLook, Team: r.Team, Chat: r.Key}, lookFor))
}

func (d *reassignDialog) key(m *Model, name string, msg tea.KeyPressMsg) tea.Cmd {
	i := digit(name)
	if i < 0 && name != "esc" && name != "enter" && d.finds {
		return d.search(m, msg)
	}
	if cmd, kept := d.kept(m, name); kept {
		return cmd
	}
	if i < 0 {
		return d.refuse(m, flashNoChoice)
	}
	return d.choose(m, i)
}

// choose does what a digit says.
func (d *reassignDialog) choose(m *Model, i int) tea.Cmd {
	c := d.command(metrics.Reassign)
	switch {
	case i == 0 && d.queue && d.whyNotQueue(m) == phrase{}:
		m.order(c, d.subject(m))
		return nil
	case d.plan != nil && (i == 1 || i == 2) && i <= d.first()+d.shown-1:
		return d.instead(m, i)
	case i >= d.first() && i < d.first()+d.shown:
		if to := d.choices[i-d.first()]; d.whyUnfit(m, to) == (phrase{}) {
			c.To, c.ToTeam = to.agent, to.team
			m.order(c, d.subject(m))
			return nil
		}
	}
	return d.refuse(m, flashNoChoice)
}

// search takes what is typed. Other choices than before are dim again.
func (d *reassignDialog) search(m *Model, msg tea.Msg) tea.Cmd {
	if !d.find.update(msg) {
		return nil
	}
	d.rank(m)
	return d.wait(m)
}

func (d *reassignDialog) paste(m *Model, msg tea.PasteMsg) tea.Cmd { return d.search(m, msg) }

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
func (d *reassignDialog) whyNotQueue(m *Model) phrase {
	if d.row.Owner == "" {
		return whyInQueue
	}
	return m.unableFor(metrics.Reassign, &d.row)
}

// rank makes the choices: people in the order of the plan, else the free and
// unburdened first, and those of the team who cannot take it below. What is
// typed narrows them, and reaches people of other teams and the teams too.
func (d *reassignDialog) rank(m *Model) {
	d.choices, d.unfit = nil, nil
	typed := strings.ToLower(strings.TrimSpace(d.find.value()))
	room := digits - d.first() + 1
	for _, id := range d.people(m) {
		a, _ := m.agent(id)
		if typed != "" && !strings.Contains(strings.ToLower(string(a.Name+"\n"+id)), typed) {
			continue
		}
		switch why := d.whyUnfit(m, target{agent: id}); {
		case why == (phrase{}) && len(d.choices) < room:
			d.choices = append(d.choices, target{agent: id})
		case why != (phrase{}) && (why != whyOtherTeam || typed != ""):
			d.unfit = append(d.unfit, target{agent: id})
		}
	}
	for _, team := range m.otherTeams(d.row.Team) {
		if typed != "" && len(d.choices) < room && strings.Contains(strings.ToLower(string(team)), typed) {
			d.choices = append(d.choices, target{team: team})
		}
	}
}

// people are those whom the plan ranks; all agents where there is none, and
// behind them where somebody is looked for.
func (d *reassignDialog) people(m *Model) []metrics.Text {
	all := m.byRoom()
	if d.plan == nil {
		return all
	}
	ranked := make([]metrics.Text, 0, len(all))
	for i := range d.plan.People {
		ranked = append(ranked, d.plan.People[i].Agent)
	}
	for _, id := range all {
		if d.find.value() != "" && !slices.Contains(ranked, id) {
			ranked = append(ranked, id)
		}
	}
	return ranked
}

// otherTeams are the teams that have people or queues on the floor, but one.
func (s *state) otherTeams(but metrics.Text) []metrics.Text {
	var teams []metrics.Text
	add := func(team metrics.Text) {
		if team != "" && team != but && !slices.Contains(teams, team) {
			teams = append(teams, team)
		}
	}
	for i := range s.view.Agents {
		add(s.view.Agents[i].Team)
	}
	if s.view.Query.Group == metrics.ByTeam {
		for i := range s.view.Queues {
			add(s.view.Queues[i].Name)
		}
	}
	slices.Sort(teams)
	return teams
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
	if why := m.unableFor(metrics.Reassign, r); why != (phrase{}) {
		return why
	}
	switch {
	case a.Team != r.Team && a.Team != "" && r.Team != "":
		return whyOtherTeam
	case a.ID == r.Owner:
		return whyOwner
	case a.Presence == metrics.Away:
		return wordAway
	case a.Presence == metrics.Offline:
		return wordOffline
	case a.Presence < metrics.Busy:
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
