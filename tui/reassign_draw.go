package tui

import (
	"fmt"
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// draw shows what is typed, the choices, the queue, then who cannot and why.
// It is dim and without digits until it takes them.
func (d *reassignDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, d.widest())
	room := max(h-2, 1)
	var lines []string
	if d.finds = room > leastFind; d.finds {
		lines = append(lines, d.findLine(m, inner))
	}
	if d.plan != nil {
		lines = append(lines, d.insteadLines(m, inner)...)
	}
	d.shown = max(min(len(d.choices), room-len(lines)), 0)
	d.words = d.fitting(m, inner)
	for i, to := range d.choices[:d.shown] {
		lines = append(lines, d.choice(m, strconv.Itoa(i+d.first()), to, inner))
	}
	if len(d.choices) == 0 {
		lines = append(lines, m.theme.Past.Paint(fit(m.say(dialogNobody), inner, m.glyphs.more)))
	}
	if d.queue = len(lines) < room; d.queue {
		lines = append(lines, d.queueLine(m, inner))
	}
	for _, to := range d.unfit {
		if len(lines) == min(room, digits+6) {
			break
		}
		lines = append(lines, d.choice(m, m.glyphs.dot, to, inner))
	}
	lines = lines[:min(len(lines), room)]
	return m.framed(d.title(m, dialogReassign), d.note(m), lines, inner, d.border(m))
}

const (
	// leastFind is the height up to which the picker has no line to type in.
	leastFind = 6
	// planWide is from what width on the picker gives reasons in full.
	planWide = 100
)

// widest is how wide the picker gets: a plan has more to say.
func (d *reassignDialog) widest() int {
	if d.plan != nil {
		return 128
	}
	return 96
}

func (d *reassignDialog) findLine(m *Model, w int) string {
	prompt := m.say(dialogFindPerson) + " "
	text, at := d.find.draw(max(w-width(prompt), 1))
	d.caretX = width(prompt) + at
	return m.theme.Muted.Paint(fit(prompt, width(prompt), "")) + m.theme.Text.Paint(text)
}

// caret is where somebody can be typed.
func (d *reassignDialog) caret() (x, y int, ok bool) { return d.caretX + 2, 1, d.finds }

// note also says who else looks at the conversation.
func (d *reassignDialog) note(m *Model) string {
	note := d.arming.note(m)
	if looked := m.lookedText(d.chat); looked != "" && d.flash == (phrase{}) {
		note += " " + m.glyphs.dot + " " + looked
	}
	return note
}

func (d *reassignDialog) queueLine(m *Model, w int) string {
	why := d.whyNotQueue(m)
	text := m.say(dialogQueue, d.row.Team)
	if why != (phrase{}) {
		text += "  " + m.say(dialogNo, m.say(why))
	}
	return d.line(m, "0", text, why, w)
}

// insteadLines are the two rows above the people.
func (d *reassignDialog) insteadLines(m *Model, w int) []string {
	plan := d.latest(m)
	who := m.say(wordUnassigned)
	if d.row.Owner != "" {
		who = m.name(d.row.Owner)
	}
	nudged := m.effect(&plan.Nudge, plan.Left)
	if why, unfit := unfitWords[plan.Nudge.Unfit]; unfit {
		nudged += "  " + m.say(why)
	}
	rows := []struct {
		digit, text, effect string
		why                 phrase
	}{
		{"1", m.say(dialogNudgeIt, who), nudged, m.whyNotNudge(&d.row)},
		{"2", m.say(dialogTakeIt), m.effect(&plan.Take, plan.Left), m.whyNotTake(&d.row)},
	}
	lines := make([]string, 0, len(rows))
	for _, r := range rows {
		text := fit(r.text, min(40, w/2), m.glyphs.more) + "  " + r.effect
		if r.why != (phrase{}) {
			text = r.text + "  " + m.say(dialogNo, m.say(r.why))
		}
		lines = append(lines, d.line(m, r.digit, text, r.why, w))
	}
	return lines
}

// choice is one agent or team: digit, name, state, load, room and waits, or why
// not.
func (d *reassignDialog) choice(m *Model, digit string, to target, w int) string {
	why := d.whyUnfit(m, to)
	if to.team != "" {
		return d.line(m, digit, m.say(dialogToTeam, to.team), why, w)
	}
	a, known := m.agent(to.agent)
	if !known {
		a = metrics.AgentRow{ID: to.agent, Presence: metrics.Offline}
	}
	c, planned := d.candidate(m, to.agent)
	switch {
	case why != (phrase{}):
		return d.line(m, digit, m.person(&a, w)+"  "+m.say(dialogNo, m.say(why)), why, w)
	case planned:
		return d.line(m, digit, d.plannedText(m, &a, &c, w), why, w)
	default:
		return d.line(m, digit, m.person(&a, w)+"  "+m.offer(&a), why, w)
	}
}

// person is an agent in a dialog: name, state and load.
func (m *Model) person(a *metrics.AgentRow, w int) string {
	name := fit(m.agents.agentName(a), personRoom(w), m.glyphs.more)
	state := fit(m.agents.stateText(a), min(16, w/4), m.glyphs.more)
	return fmt.Sprintf("%s  %s  %s", name, state, fitRight(m.chats(a), 5, m.glyphs.more))
}

func personRoom(w int) int { return min(14, w/5) }

// plannedText is a person with what will come of a move to him, and why: when
// an answer is to be expected, who waits for him already, how fast he answers,
// whom he knows, and when his own clock ends. Where there is no room the state
// goes first, for all who can be chosen are on.
func (d *reassignDialog) plannedText(m *Model, a *metrics.AgentRow, c *metrics.Candidate, w int) string {
	lead := fit(m.agents.agentName(a), personRoom(w), m.glyphs.more) + "  " + m.signOf(a.Presence) +
		fit(m.chats(a), 5, m.glyphs.more)
	if w >= planWide {
		lead = m.person(a, w)
	}
	return lead + "  " + fit(m.effect(c, d.latest(m).Left), 16, m.glyphs.more) + "  " + m.reasons(c, d.words)
}

// fitting are the words for reasons that leave none of them cut.
func (d *reassignDialog) fitting(m *Model, w int) *reasonWords {
	d.words = &reasonsLong
	for _, to := range d.choices[:d.shown] {
		a, _ := m.agent(to.agent)
		if c, planned := d.candidate(m, to.agent); planned && width(d.plannedText(m, &a, &c, w)) > w-2 {
			return &reasonsShort
		}
	}
	return &reasonsLong
}

// reasonWords are the words for what speaks for a person.
type reasonWords struct{ waiting, pace, knowsBuyer, knowsShop, ownLine phrase }

func (m *Model) reasons(c *metrics.Candidate, words *reasonWords) string {
	parts := []string{m.say(words.waiting, c.Waiting)}
	if c.Pace > 0 {
		parts = append(parts, m.say(words.pace, age(c.Pace)))
	}
	switch {
	case c.KnowsBuyer:
		parts = append(parts, m.say(words.knowsBuyer))
	case c.KnowsShop:
		parts = append(parts, m.say(words.knowsShop))
	}
	if c.OwnLine > 0 {
		parts = append(parts, m.say(words.ownLine, age(c.OwnLine)))
	}
	return strings.Join(parts, "  ")
}

// offer is what speaks for an agent where there is no plan.
func (m *Model) offer(a *metrics.AgentRow) string {
	var parts []string
	if a.Capacity > 0 {
		parts = append(parts, m.say(dialogFree, free(a)))
	}
	parts = append(parts, m.say(dialogWaiting, a.Waiting))
	if a.LastSaid != 0 {
		parts = append(parts, m.say(dialogSilent, m.since(a.LastSaid)))
	}
	return strings.Join(parts, "  ")
}
