package tui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"floorwalker/metrics"
)

// paperLines are the lines of a list, and how many buyers they name.
func (m *Model) paperLines(kind paperKind, v *metrics.View) (lines []string, rows int) {
	head := m.view.Zone.Date(m.now).String() + " " + clock(m.now, m.view.Zone) + "  " + string(m.who)
	if m.dark() {
		head += "  " + m.say(paperDark, clock(m.standsAt(), m.view.Zone))
	}
	lines = []string{head, ""}
	switch kind {
	case paperTop:
		return m.paperTop(lines)
	case paperHandOver:
		return m.paperHandOver(lines, v)
	default:
		return m.paperNight(lines, v), 0
	}
}

// paperTop is the list as it stands on the screen, with real names.
func (m *Model) paperTop(lines []string) ([]string, int) {
	rows := 0
	lines = append(lines, m.paperHeads())
	for i := range m.waiting.rows {
		r := &m.waiting.rows[i]
		if r.gone || rows == paperRows {
			continue
		}
		rows++
		lines = append(lines, m.paperRow(rows, &r.Waiting))
	}
	return append(lines, "", m.say(paperOf, rows, m.view.Counts.Waiting)), rows
}

// paperHandOver is what the next shift has to know: complaints and questions
// that are open, promises that nothing has followed, and the rows that still
// count.
func (m *Model) paperHandOver(lines []string, v *metrics.View) ([]string, int) {
	c := v.Counts
	lines = append(lines, m.say(paperCounts, c.Waiting, c.Due, c.Past, c.Lost, c.Night, c.Closed), "")
	named := 0
	for _, kind := range []metrics.LaneKind{metrics.LaneComplaint, metrics.LaneAsk} {
		lines = append(lines, m.say(laneNames[kind])+":")
		for i := range v.Lanes {
			if l := &v.Lanes[i]; l.Kind == kind {
				named++
				lines = append(lines, "  "+m.paperLane(l))
			}
		}
	}
	lines = append(lines, m.say(paperPromised)+":")
	for i := range v.Promised {
		named++
		lines = append(lines, "  "+m.paperPromise(&v.Promised[i]))
	}
	if c := v.Closing; c.Closed && c.Last != 0 {
		lines = append(lines, "", m.say(textDayClosed, c.Counting, clock(c.Last, m.view.Zone)[:5]))
	}
	lines = append(lines, "", m.say(paperCounting)+":", m.paperHeads())
	rows := 0
	for i := range v.Waiting {
		if r := &v.Waiting[i]; r.Deadline != 0 && r.State != metrics.RowNight && r.State != metrics.RowLost {
			rows++
			lines = append(lines, m.paperRow(rows, r))
		}
	}
	return append(lines, "", m.listedNote(v)), named + rows
}

func (m *Model) paperLane(l *metrics.Lane) string {
	return strings.Join([]string{
		clock(l.Since, m.view.Zone), string(l.Key.Shop), string(l.Key.Conversation),
		paperBuyer(l.BuyerName, l.Buyer), string(cmp.Or(l.AgentName, l.Agent)), string(l.Text),
	}, "  ")
}

// paperPromise is who was told to wait a moment, by whom, and since when.
func (m *Model) paperPromise(p *metrics.Promise) string {
	return strings.Join([]string{
		clock(p.Since, m.view.Zone), string(p.Key.Shop), string(p.Key.Conversation),
		paperBuyer(p.BuyerName, p.Buyer), string(cmp.Or(p.AgentName, p.Agent)),
	}, "  ")
}

// paperNight counts the night backlog by shop, stage and owner.
func (m *Model) paperNight(lines []string, v *metrics.View) []string {
	lines = append(lines, m.say(paperNightCount, v.Counts.Night))
	by := func(name phrase, of func(*metrics.Waiting) string) {
		count := make(map[string]int)
		for i := range v.Waiting {
			if r := &v.Waiting[i]; r.State == metrics.RowNight {
				count[of(r)]++
			}
		}
		lines = append(lines, "", m.say(name)+":")
		keys := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
			return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
		})
		for _, k := range keys {
			lines = append(lines, fmt.Sprintf("  %5d  %s", count[k], k))
		}
	}
	by(headShop, func(r *metrics.Waiting) string { return string(r.Key.Shop) })
	by(headStage, func(r *metrics.Waiting) string { return cmp.Or(m.stageText(r.Stage), m.glyphs.none) })
	by(headAgent, m.paperOwner)
	return append(lines, "", m.listedNote(v))
}

// paperOwner is who has a row, and whether he is there.
func (m *Model) paperOwner(r *metrics.Waiting) string {
	if r.Owner == "" {
		return m.say(wordUnassigned)
	}
	return m.name(r.Owner) + " " + m.say(presenceWords[min(r.OwnerPresence, metrics.Online)])
}

// listedNote says what the list lacks.
func (m *Model) listedNote(v *metrics.View) string {
	return m.say(paperOf, len(v.Waiting), max(v.Matched, len(v.Waiting)))
}

// The widths of the columns on paper.
var paperWidths = []int{3, 12, 18, 24, 14, 8, 8, 40}

func (m *Model) paperHeads() string {
	return paperLine("#", m.say(headShop), m.say(factChat), m.say(headBuyer), m.say(headAgent), m.say(headWaited), m.say(headLeft), m.say(headLast))
}

func (m *Model) paperRow(n int, r *metrics.Waiting) string {
	row := waitingRow{Waiting: *r}
	owner := m.say(wordUnassigned)
	if who := inCharge(&row); who != "" {
		owner = cmp.Or(string(r.OwnerName), m.name(who))
	}
	return paperLine(fmt.Sprint(n), string(r.Key.Shop), string(r.Key.Conversation), paperBuyer(r.BuyerName, r.Buyer), owner,
		age(m.now.Sub(r.Since)), m.waiting.leftText(&row), string(r.LastText))
}

// paperBuyer is name and id as they are: this is what the right to export is
// for.
func paperBuyer(name, id metrics.Text) string {
	return strings.TrimSpace(string(name) + " " + string(id))
}

// paperLine lines cells up; what is longer than its column pushes the rest on,
// for on paper a number that is cut is no number.
func paperLine(cells ...string) string {
	var b strings.Builder
	for i, c := range cells {
		b.WriteString(c)
		if i < len(cells)-1 {
			b.WriteString(spaces(max(paperWidths[i]-width(c), 0)) + " ")
		}
	}
	return strings.TrimRight(b.String(), " ")
}
