package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// Backend knows what the chat backend can do. It must not block.
type Backend interface {
	// Able says whether a verb is possible in a shop; platform and shop are
	// empty for what is about people. Why is one of "no_backend" (nobody
	// answers commands), "no_verb" (nobody knows the verb), "not_here"
	// (not on this platform, or in this shop) and "forbidden" (the server
	// lets this supervisor ask for nothing of it), or the backend's own words.
	Able(v metrics.Verb, platform, shop metrics.Text) (ok bool, why metrics.Text)
}

// unableWords are the reasons of Backend.Able.
var unableWords = map[metrics.Text]phrase{
	"":           whyUnable,
	"no_backend": whyNoBackend,
	"no_verb":    whyNoVerb,
	"not_here":   whyNotHere,
	"forbidden":  whyForbidden,
}

// unable is why the backend cannot do a verb in a shop; the zero phrase if it
// can, or if nothing is known of it: then it refuses by itself.
func (m *Model) unable(v metrics.Verb, platform, shop metrics.Text) phrase {
	if m.backend == nil || v == "" {
		return phrase{}
	}
	ok, why := m.backend.Able(v, platform, shop)
	if ok {
		return phrase{}
	}
	if p, known := unableWords[why]; known {
		return p
	}
	return phrase{string(why), string(why)}
}

func (m *Model) unableFor(v metrics.Verb, r *metrics.Waiting) phrase {
	return m.unable(v, r.Key.Platform, r.Key.Shop)
}

// unableHere is why the backend cannot do what an action is for, where it would
// do it now. Of marked rows each is looked at by itself.
func (m *Model) unableHere(a *action) phrase {
	switch a.scope {
	case scopePerson, scopeAny:
		return m.unable(a.verb, "", "")
	}
	if (a.scope == scopeMarked || a.scope == scopeNudge) && m.marksCount() {
		return phrase{}
	}
	r, _ := m.rowFor(a)
	return m.unableFor(a.verb, &r.Waiting)
}

// manualAsk is something that was asked for outside of this program.
type manualAsk struct {
	at    metrics.Time
	owner metrics.Text // at that time
}

// byHand says that an action is off only because the backend cannot do it, and
// a supervisor can: there the manual way stands in.
func (m *Model) byHand(a *action) bool {
	switch a.verb {
	case metrics.Nudge, metrics.Take, metrics.Reassign:
		return m.whyNoCommand() == (phrase{}) && m.whyNotThere(a.scope) == (phrase{}) && m.unableHere(a) != (phrase{})
	}
	return false
}

// openManual offers what can be done without the backend: the real number for
// the platform's own workbench, a note to the owner, or a word across the room.
func (m *Model) openManual(a *action) tea.Cmd {
	if !m.onAgents() && !m.atRow() {
		return nil
	}
	r, _ := m.rowFor(a)
	b := bindTo(&r)
	asked := func(then func(m *Model) tea.Cmd) func(m *Model) tea.Cmd {
		return func(m *Model) tea.Cmd {
			m.manual[b.chat] = manualAsk{m.now, b.row.Owner}
			return then(m)
		}
	}
	return m.openPick(&pickDialog{
		title: b.title(m, dialogManual), stands: b.outdated,
		about: []string{m.say(sayOff, m.say(a.label), m.say(m.unableHere(a)))},
		picks: []pick{
			{text: m.say(manualCopy), why: (*Model).copyOff, run: asked((*Model).copyNumber)},
			{
				text: m.say(manualNote), why: func(m *Model) phrase { return m.unableFor(metrics.Note, &b.row) },
				run: asked(func(m *Model) tea.Cmd { return m.writeNote(&b) }),
			},
			{text: m.say(manualTold), run: asked(func(m *Model) tea.Cmd {
				m.tell(m.theme.Action, m.say(sayManual))
				return nil
			})},
		},
	})
}

// settleManual forgets what was asked by hand once an event answers it: the
// conversation changed hands, or nobody waits there any more.
func (m *Model) settleManual() {
	for chat, asked := range m.manual {
		r, waits := m.waiting.row(chat)
		if !waits && m.listsAll() || waits && (r.gone || r.Owner != asked.owner) {
			delete(m.manual, chat)
		}
	}
}
