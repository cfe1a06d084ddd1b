package tui

import (
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

// follower is a dialog that goes by what views bring.
type follower interface{ follow(m *Model) tea.Cmd }

// follow lets the dialog see the latest view, and stops asking for what only
// the picker shows once that is closed.
func (m *Model) follow() tea.Cmd {
	m.listMarked()
	if _, picking := m.dialog.(*reassignDialog); !picking && m.query.Move != (metrics.ConversationKey{}) {
		q := m.query
		q.Move = metrics.ConversationKey{}
		m.ask(q)
	}
	if d, follows := m.dialog.(follower); follows {
		return d.follow(m)
	}
	return nil
}

func (d *reassignDialog) follow(m *Model) tea.Cmd { return d.takePlan(m) }

// takePlan makes the plan the choices, unless those can be taken already.
func (d *reassignDialog) takePlan(m *Model) tea.Cmd {
	p := m.view.Move
	if p == nil || p.Key != d.chat || d.plan != nil || d.phase != phaseDim {
		return nil
	}
	d.plan = p
	d.rank(m)
	return d.wait(m)
}

// latest is the plan of the latest view, which a picker that is open shows in
// the order of its first one.
func (d *reassignDialog) latest(m *Model) *metrics.MovePlan {
	if p := m.view.Move; p != nil && p.Key == d.chat {
		return p
	}
	return d.plan
}

// candidate is what the latest plan says of a person.
func (d *reassignDialog) candidate(m *Model, id metrics.Text) (metrics.Candidate, bool) {
	plan := d.latest(m)
	if d.plan == nil || plan == nil {
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

// whyUnfit is why a conversation cannot go somewhere now, by the screen and by
// the plan.
func (d *reassignDialog) whyUnfit(m *Model, to target) phrase {
	if to.team != "" {
		return m.unableFor(metrics.Reassign, &d.row)
	}
	if why := m.unfitFor(&d.row, to.agent); why != (phrase{}) {
		return why
	}
	if c, ok := d.candidate(m, to.agent); ok {
		return unfitWords[c.Unfit]
	}
	return phrase{}
}

// effect is when an answer is to be expected, and whether that is in time; one
// that is, and yet saves nothing, is no sooner than that of the one in charge.
// Where nothing is left to save there is nothing to be in time for.
func (m *Model) effect(c *metrics.Candidate, left metrics.Span) string {
	text := ""
	switch {
	case left <= 0:
	case c.Chance == metrics.NoChance && c.Unfit == metrics.Fit && c.Expected > 0 && c.Expected <= left:
		text = m.say(chanceNoSooner)
	default:
		text = m.say(chanceWords[min(c.Chance, metrics.InTime)])
	}
	if c.Expected > 0 {
		text += " " + m.glyphs.about + age(c.Expected)
	}
	return text
}
