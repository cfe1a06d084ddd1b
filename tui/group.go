package tui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// groupNames are what the rows of the first panel are, by grouping.
var groupNames = map[metrics.GroupBy]phrase{
	metrics.ByTeam:     textTeams,
	metrics.ByShop:     textByShop,
	metrics.ByPlatform: textByPlatform,
	metrics.ByStage:    textByStage,
}

// groupFields are what the filter looks at for a group's rows.
var groupFields = map[metrics.GroupBy]metrics.Field{
	metrics.ByShop:     metrics.ShopField,
	metrics.ByPlatform: metrics.PlatformField,
	metrics.ByStage:    metrics.StageField,
}

// groupWords are the same fields as they are typed.
var groupWords = map[metrics.Field]string{
	metrics.ShopField: "shop:", metrics.PlatformField: "plat:", metrics.StageField: "stage:",
	metrics.OwnerField: "agent:",
}

// groupNext groups by the next thing: team, shop, platform, stage.
func (m *Model) groupNext() tea.Cmd {
	q := m.query
	q.Group = (q.Group + 1) % (metrics.ByStage + 1)
	m.ask(q)
	m.prefs.Group = groupIDs[q.Group]
	m.tell(m.theme.Text, m.say(sayGrouped, m.say(groupNames[q.Group])))
	return m.remember()
}

// narrowToGroup shows only the rows of the group under the cursor, or all
// again.
func (m *Model) narrowToGroup() {
	name, _ := m.queues.list.Selected()
	group := m.view.Query.Group
	if group == metrics.ByTeam {
		m.narrowToTeam(name)
		return
	}
	f := m.narrowed(groupFields[group], name)
	if m.query.Filter.Term == f.Term {
		f = metrics.Filter{}
	}
	m.narrow(f)
}

// narrowed is the filter for one value of a field.
func (m *Model) narrowed(field metrics.Field, value metrics.Text) metrics.Filter {
	return metrics.Filter{
		Term:       m.clean(groupWords[field] + string(value)),
		Conditions: []metrics.Condition{{Field: field, Word: m.clean(strings.ToLower(string(value)))}},
	}
}

// narrowToTeam shows only the rows of a team, or all again.
func (m *Model) narrowToTeam(team metrics.Text) {
	q := m.query
	if m.queues.only == team {
		q.Filter.Teams = nil
	} else {
		q.Filter.Teams = []metrics.Text{team}
	}
	m.ask(q)
}

// narrowToShop goes to the waiting list of the open shop.
func (m *Model) narrowToShop() {
	f := m.narrowed(metrics.ShopField, m.shop.key.Shop)
	m.focusOn(panelWaiting)
	m.narrow(f)
}

// narrowToAgent goes to the rows of the agent under the cursor.
func (m *Model) narrowToAgent() {
	a, ok := m.agentAt()
	if !ok {
		return
	}
	who := cmp.Or(a.Name, a.ID)
	if strings.Contains(string(who), " ") { // a blank would end the word
		who = a.ID
	}
	f := m.narrowed(metrics.OwnerField, who)
	m.focusOn(panelWaiting)
	m.narrow(f)
}
