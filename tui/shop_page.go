package tui

import (
	"strconv"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// shopPage is a shop as it is judged: the last days, today, and what the
// platform will say after midnight.
type shopPage struct {
	key    metrics.ShopKey
	scroll scroller
}

// openShop opens the page of the shop under the cursor.
func (m *Model) openShop() {
	r, ok := m.shops.selected()
	if !ok {
		return
	}
	m.openShopOf(r.Key)
}

// openShopOf opens the page of a shop.
func (m *Model) openShopOf(key metrics.ShopKey) {
	m.shop = shopPage{key: key}
	if m.page == pageShop { // another's is open
		m.turnTo(pageShop, panelShops)
		return
	}
	m.visit(pageShop, panelShops)
}

// pageOfShop is the page of the open shop; nil until a view brings it.
func (m *Model) pageOfShop() *metrics.ShopPage {
	if p := m.view.Page; p != nil && p.Key == m.shop.key {
		return p
	}
	return nil
}

// shopView draws the page in exactly height lines.
func (m *Model) shopView(w, height int) []string {
	p := m.pageOfShop()
	title := string(m.shop.key.Shop) + " " + m.glyphs.dot + " " + string(m.shop.key.Platform)
	var body []string
	notes := []string{m.say(textShopEnter)}
	if p == nil {
		body = m.shopRows(w)
	} else {
		notes = append(notes, m.say(textAsOf, clock(p.At, m.view.Zone)))
		body = m.shopLinesOf(p, w)
	}
	shown := m.shop.scroll.window(body, max(height-1, 0))
	notes = append(m.scrollNotes(&m.shop.scroll), notes...)
	return padded(append([]string{m.rule(title, !m.still, w, notes...)}, shown...), w, height)
}

// shopRows is what the list says of the shop, while its page is on its way.
func (m *Model) shopRows(w int) []string {
	wait := m.say(textPageAsked)
	switch {
	case m.dark():
		wait = m.say(textPageDark)
	case m.view.Query.Shop == m.shop.key:
		wait = m.say(textPageNone)
	}
	lines := []string{m.theme.Muted.Paint(fit(" "+wait, w, m.glyphs.more))}
	for i := range m.view.Shops {
		if r := &m.view.Shops[i]; r.Key == m.shop.key {
			lines = append(lines, m.rateLines(r, w)...)
		}
	}
	return lines
}

// shopLinesOf are all lines of a page.
func (m *Model) shopLinesOf(p *metrics.ShopPage, w int) []string {
	var lines []string
	for i := range p.Notes {
		n := &p.Notes[i]
		until := n.To.String()
		if n.To == 0 {
			until = m.say(textFurther)
		}
		text := n.From.String() + " " + m.glyphs.to + " " + until + "  " + string(n.Text)
		lines = append(lines, m.theme.Lane.Paint(fit(" "+text, w, m.glyphs.more)))
	}
	for i := range p.Metrics {
		lines = append(lines, m.metricLines(&p.Metrics[i], w)...)
	}
	lines = append(lines, m.penaltyLines(&p.Penalty, w)...)
	lines = append(lines, m.gateLines(p, w)...)
	lines = append(lines, m.robotLines(&p.Robot, w)...)
	lines = append(lines, m.peopleLines(p, w)...)
	lines = append(lines, m.hourLines(p, w)...)
	return append(lines, spaces(w), m.theme.Muted.Paint(fit(" "+m.say(textOnlyEstimates), w, m.glyphs.more)))
}

// metricLines are a rate: where it stands, its days, what is still open and
// what is to be expected.
func (m *Model) metricLines(x *metrics.PageMetric, w int) []string {
	lines := m.rateLines(&x.Row, w)
	lines = append(lines, m.flowSpans(m.daySpans(x), w)...)
	var more []span
	if text := m.openText(x); text != "" {
		more = append(more, span{text, m.theme.Due, 0})
	}
	if text := m.forecastText(&x.Forecast); text != "" {
		more = append(more, span{text, m.theme.Muted, 0})
	}
	return append(lines, m.flowSpans(more, w)...)
}

// rateLines are a rate's name, and its figures below.
func (m *Model) rateLines(r *metrics.ShopRow, w int) []string {
	danger := m.danger(r)
	facts := []span{
		{m.say(headToday) + " " + m.figure(r, r.Today) + "  " + m.ofN(r.Today), danger, 0},
		{m.say(factOfficial) + " " + m.figure(r, r.Official) + " " + m.say(textWindowDays, r.Days), m.theme.Text, 0},
		{m.say(headPass) + " " + m.passText(r.Line), m.theme.Muted, 0},
		{m.say(factMayMiss) + ": " + m.budgetLong(r), danger, 0},
	}
	if !r.Covered {
		facts = append(facts, span{m.say(textNotCovered), m.theme.Past, 0})
	}
	title := m.dangerMark(r) + m.measureName(r.Metric)
	return append([]string{m.rule(title, false, w)}, m.flowSpans(facts, w)...)
}

// ofN is a tally as OK of N, and what is still open.
func (s *state) ofN(t metrics.Tally) string {
	if t == (metrics.Tally{}) {
		return ""
	}
	text := strconv.Itoa(t.OK) + "/" + strconv.Itoa(t.N)
	if t.Pending > 0 {
		text += " " + s.say(textOpenUnits, t.Pending)
	}
	return text
}

// daySpans are the days of a rate and what will be said after midnight.
func (m *Model) daySpans(x *metrics.PageMetric) []span {
	var spans []span
	for i := range x.Days {
		d := &x.Days[i]
		name := m.say(headToday)
		if back := len(x.Days) - 1 - i; back > 0 {
			name = "T-" + strconv.Itoa(back) + " " + monthDay(d.Date)
		}
		spans = append(spans, span{name + " " + m.dayFigure(d) + " " + m.ofN(d.Tally), m.kept(&x.Row.Line, d.Tally), 0})
	}
	text := m.say(textAtMidnight, m.figure(&x.Row, x.Row.Projected)) + " " + m.ofN(x.Row.Projected)
	return append(spans, span{text, m.kept(&x.Row.Line, x.Row.Projected), 0})
}

// dayFigure is the rate of a day; one built on a gap says so.
func (s *state) dayFigure(d *metrics.PageDay) string {
	if d.Tally.N > 0 && d.Coverage.Missing > 0 {
		return s.glyphs.about + percent(d.Tally)
	}
	return percent(d.Tally)
}

// kept is how a tally looks beside a line.
func (s *state) kept(l *metrics.Line, t metrics.Tally) theme.Style {
	switch {
	case t.N <= 0 || l.B == 0:
		return s.theme.Muted
	case !l.Passes(t.OK, t.N):
		return s.theme.Past
	default:
		return s.theme.Good
	}
}

// openText is what is still open of today, and until when. Once nothing more
// can come, the day is closed but for that.
func (m *Model) openText(x *metrics.PageMetric) string {
	if x.Open == 0 || x.Final == 0 {
		return ""
	}
	last := clock(x.Final, m.view.Zone)[:5]
	if x.Forecast.R == 0 {
		return m.say(textDayClosed, x.Open, last)
	}
	return m.say(textDayOpen, x.Open, last)
}

// forecastText is the rate to be expected at the end of the day.
func (m *Model) forecastText(f *metrics.ForecastFigure) string {
	if f.Mean == nil || f.Lo == nil || f.Hi == nil {
		return ""
	}
	share := func(x float64) string { return strconv.FormatFloat(100*x, 'f', 1, 64) }
	return m.say(textForecast, share(*f.Mean), share(*f.Lo), share(*f.Hi), f.R, share(f.PFail))
}
