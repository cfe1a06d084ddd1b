package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// panelID names a panel that can have the keys.
type panelID uint8

const (
	panelWaiting panelID = iota
	panelAgents
	panelQueues
	panelShops
	panels // count
)

// Model is the root and only model. Panels are plain structs that share its
// state; dialogs are what they need to be and nothing more.
type Model struct {
	state

	floor Floor
	desk  Desk

	backend Backend // nil: nothing is known of it

	peerSource  Peers          // nil: nothing is shared
	alertSource <-chan []Alert // nil: there are no rules

	travel       Travel              // nil: there is no past to go to
	noticeSource <-chan metrics.Text // nil: nothing is told

	rights  Rights
	auditor Auditor // nil: buyers' data stays masked
	paper   Paper   // nil: nothing is exported
	errand  *errand

	prefs     Preferences
	save      func(Preferences) error // nil: nothing is remembered
	reload    func()                  // reads the configuration again; nil: there is none
	saving    bool
	saveAgain bool // something changed while a save was under way

	clock  func() metrics.Time
	linked func() bool // nil: not known
	clean  func(string) metrics.Text
	done   <-chan struct{} // closed when the program has ended
	stop   <-chan struct{} // closed when it shall end; nil: never
	nudge  bool            // take synchronized output for granted
	still  bool            // a picture for paper: no cursor, no keys

	query    metrics.Query // as asked last; the view says what it answers
	bindings bindings
	queues   queuePanel
	waiting  waitingPanel
	agents   agentPanel
	shops    shopPanel
	plan     planPanel
	chat     chatPage
	shop     shopPage
	log      logPanel
	nothing  scroller // what keys move where nothing moves
	focus    panelID
	page     page
	trail    []spot // pages to come back to, the last one last
	dialog   dialog // nil: none
	find     *finder
	toast    toast

	bell     bell
	trusted  *metrics.View // the last that was live
	darkFrom metrics.Time  // since when the screen is dark; zero: it is not

	widening bool // more rows than usual were asked for, to be marked
	batch    int  // commands sent by one key have one number
	sentBy   map[string]dispatched

	idle       int          // ticks since the last key
	failedSeen metrics.Time // failures up to here were acknowledged

	width, height int
	frame         string
	cursor        *tea.Cursor
	dirty         bool
	resizes       int // how often the size has changed

	// after makes a message when d has passed. Tests put their own time here.
	after func(d time.Duration, message func() tea.Msg) tea.Cmd
}

// toast is a line that takes the footer's place for some ticks.
type toast struct {
	text  string
	style theme.Style
	ticks int
	quit  bool // Ctrl+C now quits
}

// toastTicks is how long a toast stays.
const toastTicks = 4

// New returns the screen. It does nothing until it gets a size and a view.
func New(o Options) *Model {
	m := &Model{
		floor:       o.Floor,
		desk:        o.Desk,
		backend:     o.Backend,
		peerSource:  o.Peers,
		alertSource: o.Alerts,

		travel:       o.Travel,
		noticeSource: o.Notices,

		clock:  o.Clock,
		linked: o.Linked,
		clean:  o.Clean,

		rights:  o.Rights,
		auditor: o.Auditor,
		paper:   o.Paper,
		save:    o.Save,
		reload:  o.Reload,
		state: state{
			view:     &metrics.View{Zone: o.Zone},
			lang:     o.Lang,
			theme:    o.Theme,
			glyphs:   glyphsFor(o.ASCII),
			who:      o.Who,
			zone:     o.Zone,
			readOnly: o.ReadOnly,
			deskless: o.Desk == nil,
			travels:  o.Travel != nil,
			noNow:    o.NoNow,
			pace:     o.Pace,
			breaks:   o.OnBreak,
			alone:    o.Alone,
			peers:    peers{shared: o.Peers != nil},
			alerts:   alertState{acked: make(map[metrics.Text]bool), muted: make(map[metrics.Text]metrics.Time)},
			access:   access{Access: o.Access},
			prints:   o.Paper != nil && o.Auditor != nil && o.Rights.Export,
		},
		dirty: true,
	}
	m.manual = make(map[metrics.ConversationKey]manualAsk)
	m.sentBy = make(map[string]dispatched)
	m.bindings = o.bindings()
	m.keys = m.bindings.firstKeys()
	m.after = m.later
	m.queues = newQueuePanel(&m.state)
	m.waiting = newWaitingPanel(&m.state)
	m.agents = newAgentPanel(&m.state)
	m.shops = newShopPanel(&m.state)
	m.plan = planPanel{agentPanel: &m.agents, columns: 1, lines: 1}
	m.log = newLogPanel(&m.state)
	m.prefer(o.Preferences)
	return m
}

// later is tea.Tick that does not outlive the program.
func (m *Model) later(d time.Duration, message func() tea.Msg) tea.Cmd {
	return func() tea.Msg {
		passed, stop := context.WithTimeout(context.Background(), d)
		defer stop()
		select {
		case <-passed.Done():
			return message()
		case <-m.done:
			return nil
		}
	}
}

// Messages of the screen to itself.
type (
	viewMsg struct{ view *metrics.View }
	tickMsg struct{ local metrics.Time }
	stopMsg struct{} // the caller wants the program to end
)

// Init starts the sources of change: views, the tick and the end.
func (m *Model) Init() tea.Cmd {
	if m.query.Group != metrics.ByTeam || m.query.Sort != metrics.ByDeadline { // remembered
		m.ask(m.query)
	}
	if m.peerSource != nil {
		m.peerSource.Watch(m.query.Filter.Term)
	}
	return tea.Batch(m.receive(), m.hearPeers(), m.hearAlerts(), m.hearNotices(), m.tickSoon(), m.stopSoon(), m.nudgeSync())
}

func (m *Model) stopSoon() tea.Cmd {
	return func() tea.Msg {
		select {
		case <-m.stop:
			return stopMsg{}
		case <-m.done:
			return nil
		}
	}
}

// nudgeSync tells Bubble Tea what the terminal would answer if it were asked.
func (m *Model) nudgeSync() tea.Cmd {
	if !m.nudge {
		return nil
	}
	return func() tea.Msg {
		return tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset}
	}
}

// receive waits for one view. It is armed again when that view was applied, so
// the floor may publish as often as it likes.
func (m *Model) receive() tea.Cmd {
	return func() tea.Msg {
		select {
		case v, open := <-m.floor.Views():
			if !open {
				return nil
			}
			return viewMsg{v}
		case <-m.done:
			return nil
		}
	}
}

// tickSoon sends the local time in a second.
func (m *Model) tickSoon() tea.Cmd {
	return m.after(time.Second, func() tea.Msg { return tickMsg{m.clock()} })
}

// ask puts another question to the floor.
func (m *Model) ask(q metrics.Query) {
	if m.peerSource != nil && q.Filter.Term != m.query.Filter.Term {
		m.peerSource.Watch(q.Filter.Term)
	}
	m.query = q
	m.floor.Ask(q)
}

// tell shows a line in place of the footer.
func (m *Model) tell(style theme.Style, text string) {
	m.toast = toast{text: text, style: style, ticks: toastTicks}
}

// cursorList is what the keys that move a cursor need of a list.
type cursorList interface {
	Len() int
	Move(n int)
	Page(n int)
	Home()
	End()
	Visible() bool
	Reveal()
	Rest()
}

func (m *Model) list(p panelID) cursorList {
	switch p {
	case panelAgents:
		return &m.agents.list
	case panelQueues:
		return &m.queues.list
	case panelShops:
		return &m.shops.list
	default:
		return &m.waiting.list
	}
}

func (m *Model) focused() cursorList {
	switch m.page {
	case pagePlan:
		return &m.plan
	case pageChat:
		return &m.chat.scroll
	case pageShop:
		return &m.shop.scroll
	case pageActivity:
		return &m.log.list
	case pageWall:
		return &m.nothing
	default:
		return m.list(m.focus)
	}
}
