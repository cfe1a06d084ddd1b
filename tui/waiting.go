package tui

import (
	"cmp"
	"fmt"

	"floorwalker/metrics"
	"floorwalker/tui/vlist"
)

// waitingPanel is the list the screen is about: who waits, and which line
// breaks next.
type waitingPanel struct {
	*state
	list  vlist.List[rowID, waitingStamp]
	table table
	rows  []waitingRow
	index map[rowID]int

	marked        map[rowID]bool
	acked         map[ack]metrics.Time // lanes this screen does not pin any more, and since when
	filteredLanes int                  // lanes that the filter keeps off the list
	foldedLanes   int                  // and those that are one too many of their kind
	unfolded      bool                 // show all of them

	hides       map[metrics.ConversationKey]metrics.Time // hidden by me, and when
	hiddenBy    map[metrics.Text]int                     // hidden rows by who hid them
	showsHidden bool

	query  metrics.Query // that rows answer
	latest []metrics.Waiting
	busy   bool // a hand is on the keys: rows keep their order
	hold   bool // rows keep order and membership
	held   holding
}

// waitingRow is a row as it is shown, which may be longer than it lives.
type waitingRow struct {
	metrics.Waiting
	gone   bool             // left while the list is held
	lane   metrics.LaneKind // why it is on top
	pinned *metrics.Lane    // the lane's own facts; nil: the buyer is the reason
	alone  bool             // nobody waits here: the lane is all there is
	closed bool             // by its story, where nobody waits
}

// waitingStamp is what a drawn row depends on: its version, what the clock or
// the agent's other work changes without it, and what the screen adds. Its texts
// change once a second at most, and only for rows that show seconds.
type waitingStamp struct {
	version        uint64
	lane           metrics.LaneKind
	words          string
	state          metrics.RowState
	charged        metrics.Text
	load, capacity int
	presence       metrics.Presence
	left, waited   string
	action, buyer  string
	savable, gone  bool
	marked         bool
	look           look
}

func newWaitingPanel(s *state) waitingPanel {
	return waitingPanel{
		state: s, marked: make(map[rowID]bool), acked: make(map[ack]metrics.Time),
		hides: make(map[metrics.ConversationKey]metrics.Time), hiddenBy: make(map[metrics.Text]int), table: table{columns: []column{
			{head: headMark, min: 3, max: 3},
			{head: headLeft, min: 6, max: 6, right: true},
			{id: "waited", head: headWaited, min: 6, max: 6, rank: 2, right: true},
			{id: "line", head: headLine, min: 4, max: 4, rank: 4},
			{id: "agent", head: headAgent, min: 12, max: 13},
			{id: "shop", head: headShop, min: 9, max: 11, rank: 5},
			{id: "stage", head: headStage, min: 5, max: 5, rank: 8},
			{id: "flag", head: headFlag, min: 4, max: 4, rank: 6},
			{id: "buyer", head: headBuyer, min: 7, max: 9, rank: 7},
			{id: "words", head: headLast, min: 16, max: 22, rank: 3, grow: maxSide},
			{id: "action", head: headAction, min: 9, max: 13, rank: 1},
		}},
	}
}

// View draws title, heads and rows in exactly height lines.
func (p *waitingPanel) View(w, height int, keys bool) []string {
	p.table.layout(w)
	lines := []string{
		p.heading(keys, w),
		p.table.heads(p.lang, p.theme.Head, p.glyphs.more),
	}
	if p.Len() == 0 && p.seen {
		lines = append(lines, "", p.theme.Muted.Paint(fit("   "+p.empty(), w, p.glyphs.more)))
		lines[2] = spaces(w)
	}
	lines = append(lines, p.list.View(w, height-len(lines), keys)...)
	return padded(lines, w, height)
}

// heading is the rule over the list; a held list says so in another color.
func (p *waitingPanel) heading(keys bool, w int) string {
	if !p.hold {
		return p.rule(p.title(), keys, w, p.notes()...)
	}
	lead := p.glyphs.rule + " "
	if keys {
		lead = p.glyphs.rule + p.glyphs.cursor
	}
	return p.drawRule(lead, span{text: p.title(), style: p.theme.Due}, p.notes(), w)
}

// title says how many wait and what keeps some of them out of sight.
func (p *waitingPanel) title() string {
	dot := " " + p.glyphs.dot + " "
	v := p.view
	all := p.unsure(grouped(v.Counts.Waiting))
	title := p.say(textWaiting, all)
	if v.Matched != v.Counts.Waiting {
		title = p.say(textWaitingOf, grouped(v.Matched), all)
	}
	if f := v.Query.Filter; f.Term != "" {
		title += dot + "/" + string(f.Term)
	}
	if f := v.Query.Filter; len(f.Teams) == 1 {
		title += dot + p.say(textTeamOnly, f.Teams[0])
	}
	if n := p.marks(); n > 0 {
		title += dot + p.say(footMarked, n)
	}
	if p.hold {
		return title + dot + p.say(textHolding, p.held.came, p.held.left)
	}
	if n := p.pinnedRows(); n > 0 {
		title += dot + p.say(textPinned, n)
	}
	if v.Query.Sort == metrics.ByWait {
		return title + dot + p.say(textLongestFirst)
	}
	return title + dot + p.say(textSaveFirst)
}

// notes say what waits are over for the list and not for the figures, and by
// what the rows are sorted.
func (p *waitingPanel) notes() []string {
	var notes []string
	if n := p.view.Counts.Closed; n > 0 {
		notes = append(notes, p.say(textClosed, grouped(n)))
	}
	if n := p.view.Counts.LeftOver; n > 0 {
		notes = append(notes, p.say(textLeftOver, grouped(n)))
	}
	if p.view.Query.Sort == metrics.ByWait {
		notes = append(notes, p.say(textSortWaited, p.glyphs.down))
	} else {
		notes = append(notes, p.say(textSortLeft, p.glyphs.up))
	}
	if note := p.ackedNote(); note != "" {
		notes = append(notes, note)
	}
	if note := p.hiddenNote(); note != "" {
		notes = append(notes, note)
	}
	if n := p.foldedLanes; n > 0 {
		notes = append(notes, p.say(textFolded, n, p.keyOf("lanes")))
	}
	if n := p.filteredLanes; n > 0 {
		notes = append(notes, p.say(textLanesHidden, n))
	}
	return notes
}

func (p *waitingPanel) empty() string {
	if term := p.view.Query.Filter.Term; term != "" {
		return p.say(textNothingFound, "/"+string(term))
	}
	return p.say(textNobodyWaits)
}

func (p *waitingPanel) pinnedRows() int {
	n := 0
	for i := range p.rows {
		if p.rows[i].lane != metrics.NoLane && !p.rows[i].gone {
			n++
		}
	}
	return n
}

// selected is the row under the cursor.
func (p *waitingPanel) selected() (waitingRow, bool) {
	id, ok := p.list.Selected()
	if !ok {
		return waitingRow{}, false
	}
	return p.rows[p.index[id]], true
}

// row is the row of a conversation in which a buyer waits.
func (p *waitingPanel) row(chat metrics.ConversationKey) (waitingRow, bool) {
	i, ok := p.index[rowID{chat: chat}]
	if !ok {
		return waitingRow{}, false
	}
	return p.rows[i], true
}

// Len, ID, IndexOf, Stamp and Row make the panel the rows of its list.
func (p *waitingPanel) Len() int { return len(p.rows) }

// ID names row i.
func (p *waitingPanel) ID(i int) rowID { return p.rows[i].id() }

// IndexOf is the place of a row, -1 if it is not listed.
func (p *waitingPanel) IndexOf(id rowID) int { return place(p.index, id) }

// Stamp is what the drawn row depends on.
func (p *waitingPanel) Stamp(i int) waitingStamp {
	r := &p.rows[i]
	return waitingStamp{
		version: r.Version, lane: r.lane, words: p.lastWords(r), state: r.State,
		charged: inCharge(r), load: r.OwnerLoad, capacity: r.OwnerCapacity, presence: r.OwnerPresence,
		left: p.leftText(r), waited: p.waitedText(r),
		action: p.actionText(r, actionRoom), buyer: p.buyerText(r),
		savable: p.savable(r), gone: r.gone, marked: p.marked[r.id()],
		look: p.look(),
	}
}

// Row draws row i.
func (p *waitingPanel) Row(i, w int, cursor bool) string {
	r, t := &p.rows[i], p.theme
	p.table.layout(w)
	urgent := p.urgency(r)
	agent := p.table.widths[colAgent]
	action := p.table.widths[colAction]
	whole := p.whole(cursor)
	if r.gone && !cursor {
		whole = t.Stale
	}
	return p.table.row(p.leadSign(r, cursor), []cell{
		{p.mark(r), urgent},
		{p.leftText(r), urgent},
		{p.waitedText(r), t.Text},
		{p.lineText(r), t.Muted},
		{p.ownerText(r, agent), p.ownerStyle(r)},
		{string(r.Key.Shop), t.Muted},
		{p.stageText(r.Stage), t.Muted},
		{p.flags(r), t.Lane},
		{p.buyerText(r), t.Muted},
		{p.lastWords(r), t.Text},
		{p.actionText(r, action), p.actionStyle(r)},
	}, whole, p.glyphs.more)
}

// The columns that lay out their own text.
const (
	colAgent  = 4
	colAction = 10
)

// inCharge is who has to answer: the assignee, or who answered last without
// being assigned. Commands go by Owner.
func inCharge(r *waitingRow) metrics.Text { return cmp.Or(r.Charged, r.Owner) }

// ownerText is name and load, the name giving way first.
func (p *waitingPanel) ownerText(r *waitingRow, room int) string {
	who := inCharge(r)
	if who == "" {
		return p.say(wordUnassigned)
	}
	name := cmp.Or(string(r.OwnerName), p.name(who))
	if r.alone && (r.lane == metrics.LaneAsk || p.roster[who] == nil) {
		return p.laneOwner(r, name, room)
	}
	note := fmt.Sprintf("%d/%d", r.OwnerLoad, r.OwnerCapacity)
	switch {
	case r.OwnerPresence == metrics.Offline:
		note = p.say(wordOffline)
	case r.OwnerPresence == metrics.Away:
		note = p.say(wordAway)
	case r.OwnerCapacity == 0:
		note = fmt.Sprint(r.OwnerLoad)
	}
	return shortName(name, max(room-width(note)-1, 2), p.glyphs.more) + " " + note
}

// laneOwner is who is behind a lane. A question goes from an agent to the
// supervisor.
func (p *waitingPanel) laneOwner(r *waitingRow, name string, room int) string {
	if r.lane != metrics.LaneAsk {
		return shortName(name, room, p.glyphs.more)
	}
	me := " " + p.glyphs.to + " " + p.say(wordMe)
	return shortName(name, max(room-width(me), 2), p.glyphs.more) + me
}
