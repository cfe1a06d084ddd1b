package tui

import (
	"cmp"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

const (
	// dimFor is how long the dialog refuses keys before it turns bright: what
	// was typed before it could be seen must not answer it.
	dimFor = 100 * time.Millisecond
	// flashFor is how long it shows that it refused one.
	flashFor = 400 * time.Millisecond
	// digits is how many choices have one.
	digits = 9
)

// reassignDialog moves one conversation to one agent. It is bound to the
// conversation and to the owner it had when it opened; its choices stay where
// they are while it is open.
type reassignDialog struct {
	quiet
	chat    metrics.ConversationKey
	row     metrics.Waiting // as last seen, for the title
	choices []metrics.Text  // agents that a digit takes, in order
	unfit   []metrics.Text  // shown below them, with the reason
	shown   int             // choices in the last frame: no other can be taken

	phase      dialogPhase
	quietRound int    // of the wait for brightness; a refused key starts another
	flash      phrase // why a key has just been refused; zero: none has been
}

// dialogPhase is how far a dialog is from taking a key.
type dialogPhase uint8

const (
	phaseDim    dialogPhase = iota // keys are refused
	phaseBright                    // looks ready, but may not be on the screen yet
	phaseArmed                     // the bright frame went to the renderer
)

// What the dialog tells itself.
type (
	brighten struct{ round int }
	arm      struct{ round int }
	calm     struct{}
)

func (m *Model) openReassign() tea.Cmd {
	if !m.waiting.list.Visible() {
		m.waiting.list.Reveal()
		m.tell(m.theme.Past, m.say(sayBackAtRow))
		return nil
	}
	r, _ := m.waiting.selected()
	d := &reassignDialog{chat: r.Key, row: r.Waiting}
	d.choices, d.unfit = m.candidates(&r.Waiting)
	m.dialog = d
	return d.wait(m)
}

// wait starts the time in which keys are refused.
func (d *reassignDialog) wait(m *Model) tea.Cmd {
	d.phase = phaseDim
	d.quietRound++
	return d.tellIn(m, dimFor, brighten{d.quietRound})
}

// receive moves the dialog towards taking keys. The message that arms it is
// sent once the bright state is set: the event loop hands every frame to the
// renderer before it takes the next message, so it arrives after that frame.
func (d *reassignDialog) receive(_ *Model, what any) tea.Cmd {
	switch what := what.(type) {
	case brighten:
		if what.round == d.quietRound {
			d.phase = phaseBright
			return func() tea.Msg { return dialogMsg{d, arm(what)} }
		}
	case arm:
		if what.round == d.quietRound && d.phase == phaseBright {
			d.phase = phaseArmed
		}
	case calm:
		d.flash = phrase{}
	}
	return nil
}

func (d *reassignDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if name == "esc" {
		m.dialog = nil
		m.tell(m.theme.Muted, m.say(sayNothingSent))
		return nil
	}
	if d.phase != phaseArmed {
		return tea.Batch(d.refuse(m, flashEarly), d.wait(m))
	}
	if i := digit(name); i >= 1 && i <= d.shown {
		if to := d.choices[i-1]; m.unfitFor(&d.row, to) == (phrase{}) {
			return d.send(m, to)
		}
	}
	return d.refuse(m, flashNoChoice)
}

// digit is the number on a key; -1 if it has none.
func digit(name string) int {
	if len(name) == 1 && name[0] >= '0' && name[0] <= '9' {
		return int(name[0] - '0')
	}
	return -1
}

// refuse blinks and says why.
func (d *reassignDialog) refuse(m *Model, why phrase) tea.Cmd {
	d.flash = why
	return d.tellIn(m, flashFor, calm{})
}

func (d *reassignDialog) tellIn(m *Model, after time.Duration, what any) tea.Cmd {
	return m.after(after, func() tea.Msg { return dialogMsg{d, what} })
}

func (d *reassignDialog) send(m *Model, to metrics.Text) tea.Cmd {
	m.dialog = nil
	c := metrics.Command{
		Verb:         metrics.Reassign,
		Conversation: d.chat,
		Team:         d.row.Team,
		To:           to,
		ExpectOwner:  d.row.Owner,
		By:           m.who,
		Seen:         m.view.Feed.Sequence,
	}
	id, err := m.desk.Send(c)
	if err != nil {
		m.tell(m.theme.Bad, m.say(sayNotSent, m.clean(err.Error())))
		return nil
	}
	c.ID, c.Asked = id, m.now
	m.sent(c)
	m.tell(m.theme.Action, m.say(saySent, d.subject(m), m.glyphs.to, m.name(to)))
	return nil
}

// outdated closes the dialog when the row is gone or changed hands, or when
// commands went off: what was chosen by that picture must not be sent.
func (d *reassignDialog) outdated(m *Model) (string, bool) {
	if why := m.whyNoCommand(); why != (phrase{}) {
		return m.say(sayFeedLost, m.say(why)), true
	}
	r, ok := m.waiting.row(d.chat)
	if !ok || r.gone {
		return m.say(sayRowLeft), true
	}
	if r.Owner != d.row.Owner {
		owner := m.say(wordUnassigned)
		if r.Owner != "" {
			owner = m.name(r.Owner)
		}
		return m.say(sayOwnerMoved, owner), true
	}
	d.row = r.Waiting
	return "", false
}

// candidates are the agents a digit can take, the free and unburdened first,
// and those of the team who cannot, with a reason.
func (m *Model) candidates(r *metrics.Waiting) (fit, unfit []metrics.Text) {
	agents := slices.Clone(m.view.Agents)
	slices.SortStableFunc(agents, func(a, b metrics.AgentRow) int {
		return cmp.Or(
			-cmp.Compare(free(&a), free(&b)),
			cmp.Compare(a.Waiting, b.Waiting),
			cmp.Compare(a.Load, b.Load),
			cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.ID, b.ID),
		)
	})
	for i := range agents {
		switch why := m.unfitBecause(r, &agents[i]); {
		case why == (phrase{}) && len(fit) < digits:
			fit = append(fit, agents[i].ID)
		case why != (phrase{}) && why != whyOtherTeam:
			unfit = append(unfit, agents[i].ID)
		}
	}
	return fit, unfit
}

// free is how many more chats an agent takes; one whose capacity is not known
// stands behind everybody with room.
func free(a *metrics.AgentRow) int {
	if a.Capacity == 0 {
		return 0
	}
	return a.Capacity - a.Load
}

// unfitFor is why an agent cannot take a conversation as things are now; the
// zero phrase if he can.
func (m *Model) unfitFor(r *metrics.Waiting, id metrics.Text) phrase {
	a, ok := m.agent(id)
	if !ok {
		return wordOffline
	}
	return m.unfitBecause(r, &a)
}

func (m *Model) unfitBecause(r *metrics.Waiting, a *metrics.AgentRow) phrase {
	switch {
	case a.Team != r.Team && a.Team != "" && r.Team != "":
		return whyOtherTeam
	case a.ID == r.Owner:
		return whyOwner
	case a.Presence == metrics.Away:
		return wordAway
	case a.Presence == metrics.Busy:
		return wordBusy
	case a.Presence == metrics.Offline:
		return wordOffline
	case a.Presence != metrics.Online:
		return wordUnknown
	case a.Capacity > 0 && a.Load >= a.Capacity:
		return whyFull
	default:
		return phrase{}
	}
}

func (m *Model) agent(id metrics.Text) (metrics.AgentRow, bool) {
	i, ok := m.agents.index[id]
	if !ok {
		return metrics.AgentRow{}, false
	}
	return m.agents.rows[i], true
}
