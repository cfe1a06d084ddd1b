package tui

import (
	"fmt"
	"strconv"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
	"floorwalker/tui/vlist"
)

// queuePanel is the teams, worst first.
type queuePanel struct {
	*state
	list  vlist.List[metrics.Text, queueStamp]
	table table
	index map[metrics.Text]int
	only  metrics.Text // the team the waiting list is narrowed to
}

// queueStamp is what a drawn team depends on.
type queueStamp struct {
	queue  metrics.Queue
	oldest string
	only   bool
	group  metrics.GroupBy
	look   look
}

// look is what every drawn row depends on besides its facts.
type look struct {
	theme string
	lang  Lang
	ascii bool
	stale bool
	dark  bool
	cols  int
}

func (s *state) look() look {
	return look{s.theme.Name, s.lang, s.glyphs == &asciiGlyphs, s.stale(), s.dark(), s.columns}
}

func newQueuePanel(s *state) queuePanel {
	return queuePanel{state: s, table: table{columns: []column{
		{head: headTeam, min: 9, max: 18},
		{id: "waiting", head: headWaiting, min: 6, max: 7, right: true},
		{id: "unassigned", head: headUnassigned, min: 6, max: 7, rank: 3, right: true},
		{id: "due", head: headDue, min: 5, max: 6, right: true},
		{id: "past", head: headPast, min: 4, max: 6, right: true},
		{id: "lost", head: headLost, min: 4, max: 6, right: true},
		{id: "night", head: headNight, min: 5, max: 6, rank: 6, right: true},
		{id: "oldest", head: headOldest, min: 6, max: 8, rank: 1, right: true},
		{id: "in", head: headIn, min: 7, max: 8, rank: 5, right: true},
		{id: "out", head: headOut, min: 7, max: 8, rank: 5, right: true},
		{id: "people", head: headOn, min: 9, max: 9, rank: 2, right: true},
		{id: "free", head: headFree, min: 4, max: 6, rank: 2, right: true},
	}}}
}

// refresh takes up the teams of a new view.
func (p *queuePanel) refresh() {
	p.index = make(map[metrics.Text]int, len(p.view.Queues))
	for i := range p.view.Queues {
		p.index[p.view.Queues[i].Name] = i
	}
	p.only = ""
	if teams := p.view.Query.Filter.Teams; len(teams) == 1 {
		p.only = teams[0]
	}
	p.list.Sync(p, p.attended)
}

// View draws heads and teams in exactly height lines.
func (p *queuePanel) View(w, height int, keys bool) []string {
	p.table.layout(w)
	group := min(p.view.Query.Group, metrics.ByStage)
	p.table.columns[0].head = groupHeads[group]
	lines := []string{
		p.rule(p.say(groupNames[group]), keys, w, p.claimNotes()...),
		p.table.heads(p.lang, p.theme.Head, p.glyphs.more),
	}
	if p.Len() == 0 {
		lines = append(lines, p.theme.Muted.Paint(fit(" "+p.say(textNoTeams), w, p.glyphs.more)))
	}
	lines = append(lines, p.list.View(w, height-len(lines), keys)...)
	return padded(lines, w, height)
}

// claimNotes are the queues that somebody is on.
func (p *queuePanel) claimNotes() []string {
	var notes []string
	for i := range p.view.Queues {
		q := &p.view.Queues[i]
		if mark, ok := p.markOf(thing{kind: MarkClaim, queue: q.Name}); ok && q.Name != "" {
			notes = append(notes, p.say(textQueueClaimed, q.Name, p.peerName(mark.By)))
		}
	}
	return notes
}

// Strip draws all teams in one line, for screens without room for a table.
func (p *queuePanel) Strip(w int) string {
	var spans []span
	for i := range p.view.Queues {
		q := &p.view.Queues[i]
		text := p.say(stripTeam, q.Name, q.Waiting, q.Unassigned, q.Free)
		if p.view.Query.Group != metrics.ByTeam {
			text = p.say(stripGroup, p.groupName(q), q.Waiting, q.Unassigned)
		}
		if i == 0 {
			text = " " + text
		}
		style := p.theme.Text
		if p.stale() {
			style = p.theme.Stale
		}
		spans = append(spans, span{text, style, i})
	}
	if spans == nil {
		spans = []span{{" " + p.say(textNoTeams), p.theme.Muted, 0}}
	}
	return spread(spans, nil, w, p.glyphs.more)
}

// selected is the team under the cursor.
func (p *queuePanel) selected() (metrics.Queue, bool) {
	name, ok := p.list.Selected()
	if !ok {
		return metrics.Queue{}, false
	}
	return p.view.Queues[p.index[name]], true
}

// Len, ID, IndexOf, Stamp and Row make the panel the rows of its list.
func (p *queuePanel) Len() int { return len(p.view.Queues) }

// ID is the name of team i.
func (p *queuePanel) ID(i int) metrics.Text { return p.view.Queues[i].Name }

// IndexOf is the place of a team, -1 if it is gone.
func (p *queuePanel) IndexOf(id metrics.Text) int { return place(p.index, id) }

// Stamp is what the drawn team depends on.
func (p *queuePanel) Stamp(i int) queueStamp {
	q := p.view.Queues[i]
	return queueStamp{q, p.since(q.Oldest), q.Name == p.only, p.view.Query.Group, p.look()}
}

// Row draws team i.
func (p *queuePanel) Row(i, w int, cursor bool) string {
	q, t := &p.view.Queues[i], p.theme
	number := func(n int, style theme.Style) cell { return cell{strconv.Itoa(n), zeroed(style, t.Muted, n)} }
	name := p.groupName(q)
	if q.Name == p.only && q.Name != "" {
		name = p.glyphs.cursor + name
	}
	p.table.layout(w)
	return p.table.row(p.lead(cursor), []cell{
		{name, t.Text},
		number(q.Waiting, t.Text),
		number(q.Unassigned, t.Text),
		number(q.Due, t.Due),
		number(q.Past, t.Past),
		number(q.Lost, t.Lost),
		number(q.Night, t.Night),
		{p.unsureSince(q.Oldest), t.Text},
		{rate(q.ArrivalsPerMinute), t.Muted},
		{rate(q.RepliesPerMinute), t.Muted},
		{p.people(q), p.shortOf(q)},
		{p.room(q), zeroed(t.Text, t.Muted, q.Free)},
	}, p.whole(cursor), p.glyphs.more)
}

// groupName is a team, or what else the rows are, in words.
func (p *queuePanel) groupName(q *metrics.Queue) string {
	switch {
	case q.Name == "":
		return p.glyphs.none
	case p.view.Query.Group == metrics.ByStage:
		return p.stageText(q.Name)
	default:
		return string(q.Name)
	}
}

// people is who is on, on break and, with a roster, planned. Only teams have
// people.
func (p *queuePanel) people(q *metrics.Queue) string {
	if p.view.Query.Group != metrics.ByTeam {
		return p.glyphs.none
	}
	away := strconv.Itoa(q.Away)
	if p.tooManyAway(q) {
		away += "!"
	}
	if q.Planned == 0 {
		return fmt.Sprintf("%d/%s", q.Online, away)
	}
	return fmt.Sprintf("%d/%s/%d", q.Online, away, q.Planned)
}

// tooManyAway says that more people of a team are on a break than may be.
func (s *state) tooManyAway(q *metrics.Queue) bool {
	most := s.breaks[q.Name]
	return most > 0 && q.Away > most
}

// room is how many more chats a team takes.
func (p *queuePanel) room(q *metrics.Queue) string {
	if p.view.Query.Group != metrics.ByTeam {
		return p.glyphs.none
	}
	return strconv.Itoa(q.Free)
}

// shortOf says whether people who were planned are missing, or too many are on a
// break.
func (s *state) shortOf(q *metrics.Queue) theme.Style {
	if q.Present < q.Planned || s.tooManyAway(q) {
		return s.theme.Due
	}
	return s.theme.Text
}

// lead is the sign in front of the row with the cursor.
func (s *state) lead(cursor bool) string {
	if cursor {
		return s.glyphs.cursor
	}
	return " "
}

// whole is the style that overrules those of the cells.
func (s *state) whole(cursor bool) theme.Style {
	switch {
	case cursor:
		return s.theme.Selected
	case s.stale():
		return s.theme.Stale
	default:
		return theme.Style{}
	}
}

func rate(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// place is the index of id, -1 where there is none.
func place[K comparable](index map[K]int, id K) int {
	if i, ok := index[id]; ok {
		return i
	}
	return -1
}

// padded makes lines exactly height long.
func padded(lines []string, w, height int) []string {
	for len(lines) < height {
		lines = append(lines, spaces(w))
	}
	return lines[:max(height, 0)]
}

// beside puts two blocks of equal height next to each other.
func beside(left, right []string, between string) []string {
	lines := make([]string, len(left))
	for i := range left {
		lines[i] = left[i] + between + right[i]
	}
	return lines
}
