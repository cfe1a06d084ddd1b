package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// scope is what an action needs to act on.
type scope uint8

const (
	scopeAny     scope = iota
	scopeList          // rows in the panel with the keys
	scopeWaiting       // a waiting row under the cursor
	scopeMarked        // the same, or marked rows
	scopeChat          // a conversation, whether a buyer waits there or not
	scopePerson        // an agent, or a row that has one
	scopeOpen          // a conversation is open
	scopePlan          // the floor plan is open
	scopeLane          // a pinned row under the cursor
	scopeNudge         // marked rows, a waiting row, or an agent who has one
)

// action is one thing the screen can do. The table of them feeds dispatch,
// footer, help, menu and read-only mode.
type action struct {
	id        string   // for configuration and tests; never changes
	keys      []string // as keyName gives them, the one to show first
	label     phrase
	scope     scope
	verb      metrics.Verb // what the backend must be able to do; empty: nothing
	dangerous bool         // changes the floor: off when read-only or in doubt
	footer    int          // place in the footer, 1 stays longest; 0: not there
	menu      bool         // in the menu of digits
	blind     bool         // makes sense on a screen of one line
	run       func(*Model) tea.Cmd
	off       func(*Model) phrase // why not now, beyond scope; nil: nothing
}

// bindings is the table of a screen. It belongs to the model because some of
// its actions show it.
type bindings struct {
	all   []*action
	byKey map[string]*action
}

func newBindings() bindings {
	b := bindings{all: slices.Concat(actingTable(), talkingTable(), goingTable(), accessTable(), travelTable(), movingTable()), byKey: make(map[string]*action)}
	for _, a := range b.all {
		for _, k := range a.keys {
			b.byKey[k] = a
		}
	}
	return b
}

func actingTable() []*action {
	return []*action{
		{
			id: "nudge", keys: []string{"n", "f2"}, label: actNudge,
			scope: scopeNudge, verb: metrics.Nudge, dangerous: true, footer: 1, menu: true, run: (*Model).openNudge, off: (*Model).nudgeOff,
		},
		{
			id: "reassign", keys: []string{"r", "f7"}, label: actReassign,
			scope: scopeMarked, verb: metrics.Reassign, dangerous: true, footer: 1, menu: true, run: (*Model).openReassign,
		},
		{
			id: "take", keys: []string{"t", "f8"}, label: actTake,
			scope: scopeWaiting, verb: metrics.Take, dangerous: true, footer: 2, menu: true, run: (*Model).openTake, off: (*Model).takeOff,
		},
		{id: "mark", keys: []string{"space"}, label: actMark, scope: scopeWaiting, footer: 5, run: (*Model).mark, off: (*Model).markOff},
		{id: "mark.all", keys: []string{"*"}, label: actMarkAll, footer: 12, menu: true, run: (*Model).markAll},
		{
			id: "status", keys: []string{"o"}, label: actStatus,
			scope: scopePerson, verb: metrics.SetStatus, dangerous: true, footer: 6, menu: true, run: (*Model).openStatus,
		},
		{id: "undo", keys: []string{"u"}, label: actUndo, dangerous: true, footer: 7, menu: true, run: (*Model).openUndo, off: (*Model).undoOff},
		{
			id: "clear", keys: []string{"M"}, label: actClear,
			scope: scopePerson, verb: metrics.Reassign, dangerous: true, menu: true, run: (*Model).openClear,
		},
		{
			id: "open", keys: []string{"enter"}, label: actOpen,
			scope: scopeList, footer: 13, menu: true, run: (*Model).open,
		},
		{id: "find", keys: []string{"/"}, label: actFind, footer: 2, menu: true, run: (*Model).openFind},
		{id: "filters", keys: []string{"F"}, label: actFilters, menu: true, run: (*Model).openFilters},
		{id: "columns", keys: []string{"C"}, label: actColumns, menu: true, run: (*Model).openColumns, off: (*Model).columnsOff},
		{id: "sort", keys: []string{"s"}, label: actSort, footer: 9, menu: true, run: (*Model).sort},
		{id: "hold", keys: []string{"p"}, label: actHold, footer: 8, menu: true, run: (*Model).toggleHold},
		{id: "acknowledge", keys: []string{"a"}, label: actAck, scope: scopeLane, footer: 7, menu: true, run: (*Model).acknowledge, off: (*Model).whyPast},
		{id: "acknowledge.undo", keys: []string{"A"}, label: actAckUndo, menu: true, run: (*Model).unacknowledge, off: (*Model).whyPast},
		{id: "claim", keys: []string{"x"}, label: actClaim, footer: 12, menu: true, run: (*Model).claim, off: (*Model).claimOff},
		{id: "hide", keys: []string{"h"}, label: actHide, scope: scopeChat, menu: true, run: (*Model).hide, off: (*Model).hideOff},
		{id: "hide.show", keys: []string{"H"}, label: actHideShow, menu: true, run: (*Model).showHidden},
		{id: "explain", keys: []string{"e"}, label: actExplain, scope: scopeList, footer: 10, menu: true, run: (*Model).explain, off: (*Model).explainOff},
		{id: "alerts", keys: []string{"!"}, label: actAlerts, footer: 17, menu: true, run: (*Model).openAlerts, off: (*Model).alertsOff},
		{id: "mute", keys: []string{"m"}, label: actMute, footer: 17, menu: true, run: (*Model).mute},
		{id: "copy", keys: []string{"y"}, label: actCopy, scope: scopeChat, footer: 17, menu: true, run: (*Model).copyNumber, off: (*Model).copyOff},
		{id: "unmask", keys: []string{"v"}, label: actUnmask, scope: scopeChat, menu: true, run: (*Model).unmask, off: (*Model).unmaskOff},
		{id: "paper", keys: []string{"w"}, label: actPaper, menu: true, run: (*Model).openPaper, off: (*Model).paperOff},
		{id: "lock", keys: []string{"L"}, label: actLock, menu: true, run: (*Model).toggleLock},
	}
}

// goingTable are the actions that go somewhere, or set up the screen.
func goingTable() []*action {
	return []*action{
		{id: "panel.next", keys: []string{"tab"}, label: actNext, footer: 14, menu: true, run: (*Model).nextPanel},
		{id: "panel.previous", keys: []string{"shift+tab"}, label: actPrevious, run: (*Model).previousPanel},
		{id: "people", keys: []string{"f3"}, label: actPeople, footer: 15, menu: true, run: (*Model).people},
		{id: "rules", keys: []string{"f4"}, label: actRules, footer: 15, menu: true, run: (*Model).rules},
		{id: "lanes", keys: []string{"f5"}, label: actLanes, footer: 17, menu: true, run: (*Model).unfold},
		{id: "activity", keys: []string{"f6"}, label: actActivity, footer: 17, menu: true, run: (*Model).happenings},
		{id: "plan", keys: []string{"g"}, label: actPlan, footer: 11, menu: true, run: (*Model).planPage},
		{id: "wall", keys: []string{"W"}, label: actWall, menu: true, run: (*Model).wall},
		{id: "owed", keys: []string{"P"}, label: actOwed, menu: true, run: (*Model).openOwed, off: (*Model).owedOff},
		{id: "group", keys: []string{"b"}, label: actGroup, footer: 17, menu: true, run: (*Model).groupNext},
		{id: "back", keys: []string{"esc"}, label: actBack, menu: true, run: (*Model).back},
		{id: "help", keys: []string{"?", "f1"}, label: actHelp, footer: 1, menu: true, run: (*Model).openHelp},
		{id: "palette", keys: []string{":"}, label: actPalette, footer: 16, menu: true, run: (*Model).openPalette},
		{id: "menu", keys: []string{"f9"}, label: actMenu, footer: 3, run: (*Model).openMenu},
		{id: "language", keys: []string{"Z"}, label: actLanguage, footer: 17, menu: true, blind: true, run: (*Model).switchLanguage},
		{id: "theme", keys: []string{"T"}, label: actTheme, menu: true, blind: true, run: (*Model).switchTheme},
		{id: "reload", keys: []string{"ctrl+r"}, label: actReload, menu: true, run: (*Model).readAgain, off: (*Model).reloadOff},
		{id: "redraw", keys: []string{"ctrl+l"}, label: actRedraw, menu: true, blind: true, run: (*Model).redraw},
		{id: "suspend", keys: []string{"ctrl+z"}, label: actSuspend, blind: true, run: (*Model).suspend, off: (*Model).suspendOff},
		{id: "quit", keys: []string{"Q"}, label: actQuit, footer: 4, menu: true, blind: true, run: (*Model).quit},
	}
}

// talkingTable are the actions that move no conversation but by its team.
func talkingTable() []*action {
	return []*action{
		{
			id: "team", keys: []string{"R"}, label: actTeams,
			scope: scopeMarked, verb: metrics.Reassign, dangerous: true, menu: true, run: (*Model).openTeams, off: (*Model).teamsOff,
		},
		{
			id: "answer", keys: []string{"d"}, label: actAnswer,
			scope: scopeLane, verb: metrics.Answer, dangerous: true, menu: true, run: (*Model).openAnswer, off: (*Model).answerOff,
		},
		{
			id: "tag", keys: []string{"l"}, label: actTag,
			scope: scopeWaiting, verb: metrics.Tag, dangerous: true, menu: true, run: (*Model).openTag,
		},
		{
			id: "note", keys: []string{"N"}, label: actNote,
			scope: scopeWaiting, verb: metrics.Note, dangerous: true, menu: true, run: (*Model).openNote,
		},
		{
			id: "broadcast", keys: []string{"B"}, label: actBroadcast,
			verb: metrics.Broadcast, dangerous: true, menu: true, run: (*Model).openBroadcast,
		},
	}
}

func movingTable() []*action {
	return []*action{
		{id: "up", keys: []string{"up", "k"}, label: actUp, scope: scopeList, run: move(cursorList.Move, -1)},
		{id: "down", keys: []string{"down", "j"}, label: actDown, scope: scopeList, run: move(cursorList.Move, 1)},
		{id: "left", keys: []string{"left"}, label: actLeft, scope: scopePlan, run: sideways(-1)},
		{id: "right", keys: []string{"right"}, label: actRight, scope: scopePlan, run: sideways(1)},
		{id: "chat.previous", keys: []string{"["}, label: actChatPrevious, scope: scopeOpen, menu: true, run: nextChat(-1)},
		{id: "chat.next", keys: []string{"]"}, label: actChatNext, scope: scopeOpen, menu: true, run: nextChat(1)},
		{id: "page.up", keys: []string{"pgup"}, label: actPageUp, scope: scopeList, run: move(cursorList.Page, -1)},
		{id: "page.down", keys: []string{"pgdown"}, label: actPageDown, scope: scopeList, run: move(cursorList.Page, 1)},
		{id: "home", keys: []string{"home"}, label: actHome, scope: scopeList, run: jump(cursorList.Home)},
		{id: "end", keys: []string{"end"}, label: actEnd, scope: scopeList, run: jump(cursorList.End)},
		{id: notQuitID, keys: []string{"q"}, label: actQuit, blind: true, run: (*Model).notQuit},
	}
}

func move(f func(cursorList, int), n int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		f(m.focused(), n)
		return nil
	}
}

func jump(f func(cursorList)) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		f(m.focused())
		return nil
	}
}
