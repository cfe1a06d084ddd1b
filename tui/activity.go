package tui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
	"floorwalker/tui/vlist"
)

// logPanel is what happened, newest first: what supervisors asked for and what
// came of it, and what they would be told across the floor.
type logPanel struct {
	*state
	list    vlist.List[logID, logStamp]
	entries []logEntry
	index   map[logID]int
	top     logID // on which the cursor follows what is newest
}

// logID names an entry: a command, an event or a notice.
type logID struct {
	command string
	event   metrics.Text
	notice  int
}

// logEntry is one of the three.
type logEntry struct {
	at        metrics.Time
	command   *metrics.CommandStatus
	happening *metrics.Happening
	notice    *notice
}

// logStamp is what a drawn entry depends on.
type logStamp struct {
	text  string
	style theme.Style
	look  look
}

func newLogPanel(s *state) logPanel { return logPanel{state: s} }

// refresh takes up the commands and events of a new view. An event that a
// command asked for is told by the command. A cursor on the newest entry stays
// on the newest, but for while a hand is on the keys.
func (p *logPanel) refresh(idle bool) {
	at, _ := p.list.Selected()
	if p.list.Index() == 0 {
		p.top = at
	}
	commands := p.allCommands()
	p.entries = make([]logEntry, 0, len(commands)+len(p.view.Activity))
	asked := make(map[string]bool, len(commands))
	for i := range commands {
		c := &commands[i]
		asked[c.ID] = true
		p.entries = append(p.entries, logEntry{at: cmp.Or(c.Done, c.Asked), command: c})
	}
	for i := range p.view.Activity {
		h := &p.view.Activity[i]
		if h.Command == "" || !asked[h.Command] {
			p.entries = append(p.entries, logEntry{at: h.Time, happening: h})
		}
	}
	for i := range p.notices.kept {
		n := &p.notices.kept[i]
		p.entries = append(p.entries, logEntry{at: n.at, notice: n})
	}
	slices.SortStableFunc(p.entries, func(a, b logEntry) int { return cmp.Compare(b.at, a.at) })
	p.index = make(map[logID]int, len(p.entries))
	for i := range p.entries {
		p.index[p.entries[i].id()] = i
	}
	p.list.Sync(p, p.attended)
	if idle && at == p.top {
		p.list.Home()
	}
}

func (e *logEntry) id() logID {
	switch {
	case e.command != nil:
		return logID{command: e.command.ID}
	case e.notice != nil:
		return logID{notice: e.notice.id}
	default:
		return logID{event: e.happening.ID}
	}
}

// chat is the conversation an entry is about; zero: none.
func (e *logEntry) chat() metrics.ConversationKey {
	switch {
	case e.command != nil:
		return e.command.Conversation
	case e.notice != nil:
		return metrics.ConversationKey{}
	default:
		return e.happening.Key
	}
}

func (p *logPanel) text(e *logEntry) (text string, style theme.Style) {
	switch {
	case e.command != nil:
		text, style = p.commandLine(e.command)
	case e.notice != nil:
		text, style = clock(e.at, p.view.Zone)+" "+string(e.notice.text), p.theme.Past
	default:
		text, style = clock(e.at, p.view.Zone)+" "+p.happeningText(e.happening), p.happeningStyle(e.happening)
	}
	if p.stale() {
		style = p.theme.Stale
	}
	return text, style
}

// Strip draws title and entries in exactly height lines, two to a line where
// there is room.
func (p *logPanel) Strip(w, height int) []string {
	lines := []string{p.rule(p.say(textActivity), false, w, p.logNotes()...)}
	if p.outageFresh() && len(lines) < height {
		lines = append(lines, p.entry(p.outageText(), p.theme.Past, w))
	}
	entries := p.entries
	if len(entries) == 0 && len(lines) == 1 {
		lines = append(lines, p.theme.Muted.Paint(fit(" "+p.say(textNoActivity), w, p.glyphs.more)))
	}
	perLine := max(w/70, 1)
	each := w / perLine
	for len(lines) < height && len(entries) > 0 {
		line, room := "", w
		for i := 0; i < perLine && len(entries) > 0; i++ {
			text, style := p.text(&entries[0])
			line += p.entry(text, style, each)
			room -= each
			entries = entries[1:]
		}
		lines = append(lines, line+spaces(room))
	}
	return padded(lines, w, height)
}

// logNotes say what came of the commands of today.
func (p *logPanel) logNotes() []string {
	var notes []string
	if o := p.view.Outcomes; o != (metrics.Outcomes{}) {
		notes = append(notes, p.say(textOutcomes, o.Saved, o.Lost, o.Bounced, o.Open))
	}
	return append(notes, p.keyOf("activity"))
}

func (p *logPanel) entry(text string, style theme.Style, w int) string {
	return style.Paint(fit(" "+text, w, p.glyphs.more))
}

// View draws title and entries, one to a line, in exactly height lines.
func (p *logPanel) View(w, height int, keys bool) []string {
	lines := []string{p.rule(p.say(textActivity)+" "+grouped(len(p.entries)), keys, w, p.logNotes()...)}
	if p.outageFresh() {
		lines = append(lines, p.entry(p.outageText(), p.theme.Past, w))
	}
	if p.Len() == 0 {
		lines = append(lines, p.theme.Muted.Paint(fit(" "+p.say(textNoActivity), w, p.glyphs.more)))
	}
	lines = append(lines, p.list.View(w, height-len(lines), keys)...)
	return padded(lines, w, height)
}

// Len, ID, IndexOf, Stamp and Row make the panel the rows of its list.
func (p *logPanel) Len() int { return len(p.entries) }

// ID names entry i.
func (p *logPanel) ID(i int) logID { return p.entries[i].id() }

// IndexOf is the place of an entry, -1 if it is gone.
func (p *logPanel) IndexOf(id logID) int { return place(p.index, id) }

// Stamp is what the drawn entry depends on.
func (p *logPanel) Stamp(i int) logStamp {
	text, style := p.text(&p.entries[i])
	return logStamp{text, style, p.look()}
}

// Row draws entry i.
func (p *logPanel) Row(i, w int, cursor bool) string {
	text, style := p.text(&p.entries[i])
	if cursor {
		style = p.theme.Selected
	}
	return style.Paint(p.lead(cursor) + fit(text, w-1, p.glyphs.more))
}

// openHappening opens the conversation of the entry under the cursor.
func (m *Model) openHappening() tea.Cmd {
	id, ok := m.log.list.Selected()
	if !ok {
		return nil
	}
	chat := m.log.entries[m.log.index[id]].chat()
	if chat.Conversation == "" {
		m.tell(m.theme.Muted, m.say(sayNoChat))
		return nil
	}
	return m.openChat(chat)
}
