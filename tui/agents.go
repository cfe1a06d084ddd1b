package tui

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
	"floorwalker/tui/vlist"
)

// agentPanel is the people on the floor, in the floor's order: those in trouble
// first.
type agentPanel struct {
	*state
	list  vlist.List[metrics.Text, agentStamp]
	table table
	rows  []metrics.AgentRow
	index map[metrics.Text]int
}

// agentStamp is what a drawn agent depends on.
type agentStamp struct {
	row                 metrics.AgentRow
	state, old, silence string
	look                look
}

// silentLong is how long an agent may say nothing, while buyers wait for him,
// before it is marked.
const silentLong = 10 * metrics.Minute

func newAgentPanel(s *state) agentPanel {
	return agentPanel{state: s, table: table{columns: []column{
		{head: headName, min: 7, max: 9, grow: 20},
		{id: "state", head: headState, min: 12, max: 13, rank: 1},
		{id: "chats", head: headChats, min: 5, max: 5, right: true},
		{id: "waiting", head: headWt, min: 2, max: 3, right: true},
		{id: "past", head: headMs, min: 2, max: 3, rank: 3, right: true},
		{id: "oldest", head: headOld, min: 5, max: 6, rank: 2, right: true},
		{id: "silent", head: headSilent, min: 6, max: 6, rank: 4, right: true},
		{id: "rate", head: headRate, min: 6, max: 6, rank: 5, right: true},
		{id: "n", head: headRateN, min: 4, max: 4, rank: 6, right: true},
		{id: "pace", head: headPace, min: 5, max: 6, rank: 7, right: true},
		{id: "over", head: headOver, min: 5, max: 6, rank: 7, right: true},
		{id: "answered", head: headAnswered, min: 5, max: 6, rank: 8, right: true},
		{id: "mean", head: headMean, min: 5, max: 6, rank: 8, right: true},
		{id: "team", head: headMember, min: 9, max: 14, rank: 8},
	}}}
}

// refresh takes up the agents of a new view.
func (p *agentPanel) refresh() {
	p.rows = p.view.Agents
	p.index = make(map[metrics.Text]int, len(p.rows))
	for i := range p.rows {
		p.index[p.rows[i].ID] = i
	}
	p.list.Sync(p, p.attended)
}

// View draws title, heads and agents in exactly height lines.
func (p *agentPanel) View(w, height int, keys bool) []string {
	p.table.layout(w)
	lines := []string{
		p.rule(p.title(), keys, w, p.onDuty(), p.keyOf("plan")),
		p.table.heads(p.lang, p.theme.Head, p.glyphs.more),
	}
	if p.Len() == 0 {
		lines = append(lines, p.theme.Muted.Paint(fit(" "+p.say(textNoAgents), w, p.glyphs.more)))
	}
	lines = append(lines, p.list.View(w, height-len(lines), keys)...)
	return padded(lines, w, height)
}

func (p *agentPanel) title() string {
	return p.say(textAgents, grouped(len(p.rows))) + " " + p.glyphs.dot + " " + p.say(textTroubleFirst)
}

// onDuty is how many are online of all.
func (p *agentPanel) onDuty() string {
	on := 0
	for i := range p.rows {
		if p.rows[i].Presence >= metrics.Busy {
			on++
		}
	}
	return p.say(wordOnline) + " " + grouped(on)
}

// Strip draws the worst few in one line.
func (p *agentPanel) Strip(w int) string {
	var spans []span
	for i := range min(len(p.rows), 8) {
		text, style := p.brief(&p.rows[i])
		if i == 0 {
			text = " " + text
		}
		spans = append(spans, span{text, style, i})
	}
	if spans == nil {
		spans = []span{{" " + p.say(textNoAgents), p.theme.Muted, 0}}
	}
	return spread(spans, nil, w, p.glyphs.more)
}

// brief is an agent in a few words: what is wrong, or how much room is left.
func (p *agentPanel) brief(a *metrics.AgentRow) (string, theme.Style) {
	text, style := p.agentName(a)+" "+p.chats(a), p.theme.Text
	if a.Presence == metrics.Offline || a.Presence == metrics.Away {
		text = p.agentName(a) + " " + p.presence(a)
		style = p.theme.Muted
	}
	switch {
	case a.Past > 0:
		text, style = text+" "+p.say(stripPast, a.Past), p.theme.Past
	case a.Waiting > 0:
		text += " " + p.say(stripAgent, a.Waiting)
	case a.Presence == metrics.Online && a.Capacity > a.Load:
		text += " " + p.say(stripFree, a.Capacity-a.Load)
	}
	if p.tooSilent(a) {
		text += " " + p.say(stripQuiet, p.since(a.LastSaid))
	}
	if p.stale() {
		style = p.theme.Stale
	}
	return text, style
}

// Len, ID, IndexOf, Stamp and Row make the panel the rows of its list.
func (p *agentPanel) Len() int { return len(p.rows) }

// ID is the id of agent i.
func (p *agentPanel) ID(i int) metrics.Text { return p.rows[i].ID }

// IndexOf is the place of an agent, -1 if he is gone.
func (p *agentPanel) IndexOf(id metrics.Text) int { return place(p.index, id) }

// Stamp is what the drawn agent depends on.
func (p *agentPanel) Stamp(i int) agentStamp {
	a := p.rows[i]
	asked, _ := p.statusCell(&a, 13)
	return agentStamp{a, asked + p.stateText(&a), p.since(a.Oldest), p.silent(&a), p.look()}
}

// Row draws agent i.
func (p *agentPanel) Row(i, w int, cursor bool) string {
	a, t := &p.rows[i], p.theme
	p.table.layout(w)
	person := t.Text
	if a.Presence == metrics.Offline || a.Presence == metrics.Away {
		person = t.Muted
	}
	state, asked := p.stateIn(a, p.table.widths[colState]), person
	if text, open := p.statusCell(a, p.table.widths[colState]); open {
		c := p.statusCommands[a.ID]
		state, asked = text, p.commandStyle(&c)
	}
	silence := t.Muted
	if p.tooSilent(a) {
		silence = t.Past
	}
	return p.table.row(p.lead(cursor), []cell{
		{p.agentName(a), person},
		{state, asked},
		{p.chats(a), person},
		{strconv.Itoa(a.Waiting), zeroed(t.Text, t.Muted, a.Waiting)},
		{strconv.Itoa(a.Past), zeroed(t.Past, t.Muted, a.Past)},
		{p.unsureSince(a.Oldest), zeroed(t.Text, t.Muted, a.Waiting)},
		{p.silent(a), silence},
		{percent(a.Reply3m), t.Text},
		{strconv.Itoa(a.Reply3m.N), t.Muted},
		{p.spanOrNone(a.Pace), t.Text},
		{p.spanOrNone(a.Overrun), t.Due},
		{strconv.Itoa(a.Answered), t.Muted},
		{p.spanOrNone(a.MeanResponse), t.Muted},
		{string(a.Team), t.Muted},
	}, p.whole(cursor), p.glyphs.more)
}

// colState is the column that lays out its own text.
const colState = 1

func (s *state) spanOrNone(d metrics.Span) string {
	if d == 0 {
		return s.glyphs.none
	}
	return age(d)
}

func (p *agentPanel) agentName(a *metrics.AgentRow) string { return string(cmp.Or(a.Name, a.ID)) }

// stateText is one common sign, the platform's own word and its age; a break
// longer than the roster grants is marked.
func (p *agentPanel) stateText(a *metrics.AgentRow) string {
	if a.Since == 0 {
		return p.presence(a)
	}
	return p.presence(a) + " " + p.stateAge(a)
}

func (p *agentPanel) stateAge(a *metrics.AgentRow) string {
	if a.Overrun > 0 {
		return p.since(a.Since) + "!"
	}
	return p.since(a.Since)
}

// stateIn is stateText for w cells. What gives way is told elsewhere, the mark of
// a break that is too long does not: first the minutes of hours go, then the
// platform's own word for the common one, which is short.
func (p *agentPanel) stateIn(a *metrics.AgentRow, w int) string {
	text := p.stateText(a)
	if width(text) <= w || a.Since == 0 {
		return text
	}
	full := p.stateAge(a)
	hours := full
	if h, minutes, ok := strings.Cut(full, "h"); ok {
		hours = h + "h" + minutes[len(strings.TrimRight(minutes, "!")):]
	}
	common := *a
	common.Native = ""
	for _, text := range []string{p.presence(a) + " " + hours, p.presence(&common) + " " + full, p.presence(&common) + " " + hours} {
		if width(text) <= w {
			return text
		}
	}
	return p.signOf(a.Presence) + " " + full
}

// presence is one common sign beside the platform's own word.
func (s *state) presence(a *metrics.AgentRow) string {
	sign, word := s.signOf(a.Presence), presenceWords[a.Presence]
	if a.Native != "" {
		return s.say(textPresence, sign, a.Native)
	}
	return s.say(textPresence, sign, s.say(word))
}

func (s *state) signOf(p metrics.Presence) string {
	switch g := s.glyphs; p {
	case metrics.Offline:
		return g.off
	case metrics.Online:
		return g.online
	case metrics.Busy:
		return g.busy
	case metrics.Away:
		return g.away
	default:
		return "?"
	}
}

// chats is load against capacity, load alone where capacity is not known.
func (s *state) chats(a *metrics.AgentRow) string {
	if a.Capacity == 0 {
		return strconv.Itoa(a.Load)
	}
	return fmt.Sprintf("%d/%d", a.Load, a.Capacity)
}

func (p *agentPanel) silent(a *metrics.AgentRow) string {
	text := p.since(a.LastSaid)
	if p.tooSilent(a) {
		text += "!"
	}
	return text
}

// tooSilent says that buyers wait for somebody who is there and says nothing.
func (p *agentPanel) tooSilent(a *metrics.AgentRow) bool {
	return a.LastSaid != 0 && a.Waiting > 0 && a.Presence >= metrics.Busy && p.now.Sub(a.LastSaid) >= silentLong
}

// percent is a rate, cut and not rounded (R26): what is below a line must not
// look as if it kept it.
func percent(t metrics.Tally) string { return metrics.FormatPercent(t.Percent()) }
