package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// planTries is how many times the picker stays dim for the floor's plan. After
// that it does with what the list of agents says.
const planTries = 3

// first is the digit of the first person: with a plan, 1 nudges and 2 takes.
func (d *reassignDialog) first() int {
	if d.plan != nil {
		return 3
	}
	return 1
}

// receive keeps the picker dim while its plan is on the way: choices do not
// change once they can be taken.
func (d *reassignDialog) receive(m *Model, what any) tea.Cmd {
	if b, ok := what.(brighten); ok && b.round == d.round && d.awaitsPlan(m) {
		d.tries++
		return d.tellIn(m, dimFor, b)
	}
	return d.arming.receive(m, what)
}

func (d *reassignDialog) awaitsPlan(m *Model) bool {
	return d.plan == nil && !d.alone && d.tries < planTries && m.view.Query.Move != d.chat
}

// onPlan gives a view's plan to the picker, and stops asking once it is closed.
func (m *Model) onPlan() tea.Cmd {
	d, open := m.dialog.(*reassignDialog)
	if open {
		return d.takePlan(m)
	}
	if q := m.query; q.Move != (metrics.ConversationKey{}) {
		q.Move = metrics.ConversationKey{}
		m.ask(q)
	}
	return nil
}

// takePlan makes the plan the choices, unless those can be taken already.
func (d *reassignDialog) takePlan(m *Model) tea.Cmd {
	p := m.view.Move
	if p == nil || p.Key != d.chat || d.plan != nil || d.phase != phaseDim {
		return nil
	}
	d.plan, d.choices, d.unfit = p, nil, nil
	for i := range p.People {
		c := &p.People[i]
		switch {
		case c.Unfit != metrics.Fit:
			d.unfit = append(d.unfit, c.Agent)
		case len(d.choices) < digits-2:
			d.choices = append(d.choices, c.Agent)
		}
	}
	return d.wait(m)
}

// candidate is what the latest plan says of a person.
func (d *reassignDialog) candidate(m *Model, id metrics.Text) (metrics.Candidate, bool) {
	plan := d.plan
	if p := m.view.Move; p != nil && p.Key == d.chat {
		plan = p
	}
	if plan == nil {
		return metrics.Candidate{}, false
	}
	for i := range plan.People {
		if plan.People[i].Agent == id {
			return plan.People[i], true
		}
	}
	return metrics.Candidate{}, false
}

// unfitWords are why somebody cannot take a conversation.
var unfitWords = map[metrics.Unfit]phrase{
	metrics.UnfitOffline: wordOffline,
	metrics.UnfitAway:    wordAway,
	metrics.UnfitFull:    whyFull,
	metrics.UnfitSilent:  whySilentNow,
	metrics.UnfitOwner:   whyOwner,
}

// whyUnfit is why a person cannot take the conversation now, by the screen and
// by the plan.
func (d *reassignDialog) whyUnfit(m *Model, id metrics.Text) phrase {
	if why := m.unfitFor(&d.row, id); why != (phrase{}) {
		return why
	}
	if c, ok := d.candidate(m, id); ok {
		return unfitWords[c.Unfit]
	}
	return phrase{}
}

// insteadLines are the two rows above the people.
func (d *reassignDialog) insteadLines(m *Model, w int) []string {
	who := m.say(wordUnassigned)
	if d.row.Owner != "" {
		who = m.name(d.row.Owner)
	}
	rows := []struct {
		digit string
		text  string
		why   phrase
		c     *metrics.Candidate
	}{
		{"1", m.say(dialogNudgeIt, who), m.whyNotNudge(&d.row), &d.plan.Nudge},
		{"2", m.say(dialogTakeIt), m.whyNotTake(&d.row), &d.plan.Take},
	}
	lines := make([]string, 0, len(rows))
	for _, r := range rows {
		text := fit(r.text, min(40, w/2), m.glyphs.more) + "  " + m.effect(r.c)
		if r.why != (phrase{}) {
			text = r.text + "  " + m.say(dialogNo, m.say(r.why))
		}
		lines = append(lines, d.line(m, r.digit, text, r.why, w))
	}
	return lines
}

// planned is what will come of a move to a person, and why: who waits for him
// already, how fast he answers, whom he knows.
func (m *Model) planned(c *metrics.Candidate) string {
	parts := []string{fit(m.effect(c), 14, m.glyphs.more), m.say(dialogWaiting, c.Waiting)}
	if c.Pace > 0 {
		parts = append(parts, m.say(planPace, age(c.Pace)))
	}
	switch {
	case c.KnowsBuyer:
		parts = append(parts, m.say(planKnowsBuyer))
	case c.KnowsShop:
		parts = append(parts, m.say(planKnowsShop))
	}
	if c.OwnLine > 0 {
		parts = append(parts, m.say(planOwnLine, age(c.OwnLine)))
	}
	return strings.Join(parts, "  ")
}

// effect is when an answer is to be expected, and whether that is in time.
func (m *Model) effect(c *metrics.Candidate) string {
	text := m.say(chanceWords[min(c.Chance, metrics.InTime)])
	if c.Expected > 0 {
		text += " " + m.glyphs.about + age(c.Expected)
	}
	return text
}
