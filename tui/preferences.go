package tui

import (
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// Preferences are what the screen remembers of a person from one start to the
// next. The zero Preferences are the screen as it comes. What is empty was never
// chosen on the screen.
type Preferences struct {
	Language string              // en or zh, to be passed as Options.Lang
	Theme    string              // to be passed as Options.Theme
	Group    string              // rows of the first panel: team, shop, platform or stage
	Sort     string              // of the waiting list: left or wait
	Columns  map[string][]string // by panel: those shown, in order; missing: all
	Filters  []SavedFilter       // at most nine, in the order they were saved
}

// SavedFilter is a filter with a name, as it was typed.
type SavedFilter struct {
	Name string
	Term string
}

func (p Preferences) clone() Preferences {
	p.Filters = slices.Clone(p.Filters)
	p.Columns = maps.Clone(p.Columns)
	return p
}

// savedMsg says that a save is over.
type savedMsg struct{ err error }

// remember saves the preferences beside the screen, one save at a time: the
// last of them must win.
func (m *Model) remember() tea.Cmd {
	switch {
	case m.save == nil:
		return nil
	case m.saving:
		m.saveAgain = true
		return nil
	}
	m.saving = true
	save, prefs := m.save, m.prefs.clone()
	return func() tea.Msg { return savedMsg{save(prefs)} }
}

// onSaved saves what changed meanwhile, or says why nothing was saved.
func (m *Model) onSaved(err error) tea.Cmd {
	m.saving = false
	if err != nil {
		m.tell(m.theme.Bad, m.say(sayNotSaved, m.clean(err.Error())))
	}
	if !m.saveAgain {
		return nil
	}
	m.saveAgain = false
	return m.remember()
}

// groupIDs and sortIDs are groupings and orders as preferences name them.
var (
	groupIDs = []string{metrics.ByTeam: "team", metrics.ByShop: "shop", metrics.ByPlatform: "platform", metrics.ByStage: "stage"}
	sortIDs  = []string{metrics.ByDeadline: "left", metrics.ByWait: "wait"}
	langIDs  = []string{English: "en", Chinese: "zh"}
)

// prefer takes up what was remembered. What means nothing any more is passed
// over; language and theme are settled by the caller.
func (m *Model) prefer(p Preferences) {
	m.prefs = p.clone()
	m.query.Group = metrics.GroupBy(max(slices.Index(groupIDs, p.Group), 0))
	m.query.Sort = metrics.SortOrder(max(slices.Index(sortIDs, p.Sort), 0))
	for panel, name := range panelNames {
		m.choose(panel, p.Columns[name])
	}
}

// PanelColumns are the columns that can be chosen, by panel: what Preferences
// may name.
func PanelColumns() map[string][]string {
	m := New(Options{})
	all := make(map[string][]string, len(panelNames))
	for panel, name := range panelNames {
		all[name] = m.tableOf(panel).chosen()
	}
	return all
}

// choose shows some columns of a panel, or all; rows drawn before are drawn
// again.
func (m *Model) choose(p panelID, ids []string) {
	m.tableOf(p).choose(ids)
	m.columns++
}

// panelNames are the panels with columns, as preferences name them.
var panelNames = map[panelID]string{
	panelWaiting: "waiting", panelAgents: "agents", panelQueues: "teams", panelShops: "shops",
}

func (m *Model) tableOf(p panelID) *table {
	switch p {
	case panelAgents:
		return &m.agents.table
	case panelQueues:
		return &m.queues.table
	case panelShops:
		return &m.shops.table
	default:
		return &m.waiting.table
	}
}
