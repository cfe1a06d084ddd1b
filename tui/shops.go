package tui

import (
	"floorwalker/metrics"
	"floorwalker/tui/vlist"
)

// shopPanel is how the shops stand on what they are judged by, in the floor's
// order: the most endangered first.
type shopPanel struct {
	*state
	list  vlist.List[shopID, shopStamp]
	table table
	index map[shopID]int
	shops int
}

// shopID names a row: a shop and one of its figures.
type shopID struct {
	shop   metrics.ShopKey
	metric string
}

// shopStamp is what a drawn row depends on.
type shopStamp struct {
	today, official, projected      metrics.Tally
	line                            metrics.Line
	days, left, leftNew, recover, n int
	covered                         bool
	gates                           string
	look                            look
}

func newShopPanel(s *state) shopPanel {
	return shopPanel{state: s, table: table{columns: []column{
		{head: headMark, min: 1, max: 1},
		{head: headShop, min: 9, max: 11, grow: 20},
		{head: headMeasure, min: 15, max: 19, rank: 1},
		{id: "today", head: headToday, min: 6, max: 7, right: true},
		{id: "n", head: headN, min: 5, max: 6, rank: 7, right: true},
		{id: "open", head: headPending, min: 4, max: 6, rank: 8, right: true},
		{id: "official", head: headOfficial, min: 8, max: 8, rank: 3, right: true},
		{id: "days", head: headWindow, min: 4, max: 4, rank: 5},
		{id: "line", head: headPass, min: 4, max: 6, rank: 4, right: true},
		{id: "left", head: headMayMiss, min: 9, max: 9, right: true},
		{id: "left_new", head: headMissNew, min: 6, max: 6, rank: 8, right: true},
		{id: "midnight", head: headMidnight, min: 12, max: 22, rank: 2, grow: 44},
	}}}
}

// refresh takes up the shops of a new view.
func (p *shopPanel) refresh() {
	p.index = make(map[shopID]int, len(p.view.Shops))
	known := make(map[metrics.ShopKey]bool)
	for i := range p.view.Shops {
		p.index[p.ID(i)] = i
		known[p.view.Shops[i].Key] = true
	}
	p.shops = len(known)
	p.list.Sync(p, p.attended)
}

// View draws title, heads and shops in exactly height lines.
func (p *shopPanel) View(w, height int, keys bool) []string {
	p.table.layout(w)
	title := p.say(textShops) + " " + p.glyphs.dot + " " + p.say(textWorstFirst)
	lines := []string{
		p.rule(title, keys, w, p.say(textShopsNote, p.shops), p.keyOf("rules")),
		p.table.heads(p.lang, p.theme.Head, p.glyphs.more),
	}
	if p.Len() == 0 {
		lines = append(lines, p.theme.Muted.Paint(fit(" "+p.say(textNoShops), w, p.glyphs.more)))
	}
	lines = append(lines, p.list.View(w, height-len(lines), keys)...)
	return padded(lines, w, height)
}

// Strip draws the worst few in one line.
func (p *shopPanel) Strip(w int) string {
	var spans []span
	for i := range min(len(p.view.Shops), 4) {
		r := &p.view.Shops[i]
		text := p.say(stripShop, r.Key.Shop, p.shortMeasure(r), p.figure(r, r.Today), p.passText(r.Line))
		if i == 0 {
			text = " " + text
		}
		style := p.danger(r)
		if p.stale() {
			style = p.theme.Stale
		}
		spans = append(spans, span{text + "  " + p.budgetText(r, true), style, i})
	}
	if spans == nil {
		spans = []span{{" " + p.say(textShops) + ": " + p.say(textNoShops), p.theme.Muted, 0}}
	}
	return spread(spans, nil, w, p.glyphs.more)
}

// selected is the row under the cursor.
func (p *shopPanel) selected() (metrics.ShopRow, bool) {
	id, ok := p.list.Selected()
	if !ok {
		return metrics.ShopRow{}, false
	}
	return p.view.Shops[p.index[id]], true
}

// Len, ID, IndexOf, Stamp and Row make the panel the rows of its list.
func (p *shopPanel) Len() int { return len(p.view.Shops) }

// ID is the shop and figure of row i.
func (p *shopPanel) ID(i int) shopID { return shopID{p.view.Shops[i].Key, p.view.Shops[i].Metric} }

// IndexOf is the place of a shop's figure, -1 if it is gone.
func (p *shopPanel) IndexOf(id shopID) int { return place(p.index, id) }

// Stamp is what the drawn row depends on.
func (p *shopPanel) Stamp(i int) shopStamp {
	r := &p.view.Shops[i]
	return shopStamp{
		r.Today, r.Official, r.Projected, r.Line, r.Days, r.Left, r.LeftNew, r.Recover, r.Today.N,
		r.Covered, p.gateText(r), p.look(),
	}
}

// Row draws row i.
func (p *shopPanel) Row(i, w int, cursor bool) string {
	r, t := &p.view.Shops[i], p.theme
	p.table.layout(w)
	danger := p.danger(r)
	return p.table.row(p.lead(cursor), []cell{
		{p.dangerMark(r), danger},
		{string(r.Key.Shop), t.Text},
		{p.measureName(r.Metric), t.Text},
		{p.figure(r, r.Today), danger},
		{grouped(r.Today.N), t.Muted},
		{grouped(r.Today.Pending), t.Muted},
		{p.figure(r, r.Official), t.Text},
		{p.say(textWindowDays, r.Days), t.Muted},
		{p.passText(r.Line), t.Muted},
		{p.budgetText(r, false), danger},
		{p.missNew(r), t.Muted},
		{p.outlook(r, p.table.widths[colMidnight]), t.Muted},
	}, p.whole(cursor), p.glyphs.more)
}

// colMidnight is the column that says as much as it has room for.
const colMidnight = 11
