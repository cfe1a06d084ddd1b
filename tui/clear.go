package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// clearDialog takes from an agent those who wait for him: away first, or the
// router refills him meanwhile, and once that is seen, or known not to come,
// the plan that spreads them. Both steps are confirmed, and whom he has
// answered he keeps.
type clearDialog struct {
	arming
	agent   metrics.Text
	status  string // id of the command that sets him away; empty: not sent
	warning string // what went wrong with it
	fetches bool   // the rows were asked for
	shown   bool
}

func (m *Model) openClear() tea.Cmd {
	if m.focus == panelWaiting && !m.atRow() {
		return nil
	}
	a, _ := m.personAt()
	d := &clearDialog{agent: a.ID}
	opened := d.show(m, d)
	if a.Presence == metrics.Away || a.Presence == metrics.Offline {
		return tea.Batch(opened, d.fetch(m))
	}
	if why := m.unable(metrics.SetStatus, "", ""); why != (phrase{}) {
		d.warning = m.say(clearNotAway, m.say(why))
		return tea.Batch(opened, d.fetch(m))
	}
	return opened
}

func (d *clearDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if name == "esc" && d.status != "" {
		m.dialog = nil
		m.tell(m.theme.Past, m.say(sayClearStopped))
		return nil
	}
	if cmd, kept := d.kept(m, name); kept {
		return cmd
	}
	if digit(name) != 1 || !d.shown || d.status != "" || d.fetches {
		return d.refuse(m, flashNoChoice)
	}
	a, _ := m.agent(d.agent)
	c, err := m.send(metrics.Command{Verb: metrics.SetStatus, Team: a.Team, Agent: a.ID, Presence: metrics.Away})
	if err != nil {
		m.dialog = nil
		m.tell(m.theme.Bad, m.say(sayNotSent, m.clean(err.Error())))
		return nil
	}
	d.status = c.ID
	return nil
}

// follow waits for what becomes of the first step.
func (d *clearDialog) follow(m *Model) tea.Cmd {
	if d.status == "" || d.fetches {
		return nil
	}
	for _, c := range m.allCommands() {
		if c.ID != d.status {
			continue
		}
		switch c.State {
		case metrics.CommandDone:
			return d.fetch(m)
		case metrics.CommandRefused:
			d.warning = m.say(clearNotAway, m.refusal(&c))
			return d.fetch(m)
		case metrics.CommandUnknown:
			d.warning = m.say(clearNotAway, m.say(stateUnknown))
			return d.fetch(m)
		}
	}
	return nil
}

// fetch asks for all who wait for the agent, whatever the list shows.
func (d *clearDialog) fetch(m *Model) tea.Cmd {
	d.fetches = true
	word := m.clean(strings.ToLower(string(d.agent)))
	q := metrics.Query{Limit: mostAtOnce}
	q.Filter.Conditions = []metrics.Condition{{Field: metrics.OwnerField, Word: word}}
	return m.runErrand(q, func(m *Model, v *metrics.View) tea.Cmd {
		if m.dialog != dialog(d) {
			return nil
		}
		return d.spread(m, v)
	})
}

// spread asks about the second step.
func (d *clearDialog) spread(m *Model, v *metrics.View) tea.Cmd {
	var rows []metrics.Waiting
	for i := range v.Waiting {
		r := &v.Waiting[i]
		if (r.Owner == d.agent || r.Charged == d.agent) && r.State != metrics.RowNight {
			rows = append(rows, *r)
		}
	}
	a, _ := m.agent(d.agent)
	name := m.agents.agentName(&a)
	s := m.newSpreading(rows)
	switch {
	case len(rows) == 0:
		m.dialog = nil
		m.tell(m.theme.Text, strings.TrimSpace(d.warning+" "+m.say(sayClearNobody, name)))
		return nil
	case len(s.made.Moves) == 0:
		m.dialog = nil
		m.tell(m.theme.Past, strings.TrimSpace(d.warning+" "+m.say(sayClearNoRoom, name)))
		return nil
	}
	var before []string
	if d.warning != "" {
		before = append(before, d.warning)
	}
	return m.openMany(s.dialog(m, m.say(dialogClear, name, len(rows)), before...))
}

func (d *clearDialog) outdated(m *Model) (string, bool) {
	if why := m.whyNoCommand(); why != (phrase{}) {
		return m.say(sayFeedLost, m.say(why)), true
	}
	_, known := m.agent(d.agent)
	return m.say(sayPersonLeft), !known
}

func (d *clearDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 96)
	a, _ := m.agent(d.agent)
	var line string
	switch {
	case d.fetches && d.status == "":
		line = m.theme.Muted.Paint(fit(m.say(clearIsAway), inner, m.glyphs.more))
	case d.warning != "":
		line = m.theme.Bad.Paint(fit(d.warning, inner, m.glyphs.more))
	case d.fetches:
		line = m.theme.Muted.Paint(fit(m.say(clearFetching), inner, m.glyphs.more))
	case d.status != "":
		c := m.statusCommands[d.agent]
		line = m.theme.Action.Paint(fit(m.say(clearAsked, age(m.now.Sub(c.Asked)))+m.glyphs.more, inner, m.glyphs.more))
	default:
		line = d.line(m, "1", m.say(clearAway), phrase{}, inner)
	}
	d.shown = h >= 3
	title := m.say(dialogClear, m.agents.agentName(&a)+"  "+m.agents.stateText(&a)+"  "+m.chats(&a), a.Waiting)
	return m.framed(title, d.note(m), []string{line}, inner, d.border(m))
}
