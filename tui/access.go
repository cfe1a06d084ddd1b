package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// Access is how somebody at a screen that only watches comes to act. The zero
// Access has no way.
type Access struct {
	Elevation Elevation // nil: there are no spells
	SignOn    SignOn    // nil: nobody can sign on
	Nobody    bool      // several people use the account, and none of them has signed on
	SignedOn  bool      // somebody has: locked, the screen is unlocked by signing on again
}

// Elevation lets a read-only screen act for a spell. Its methods wait for the
// record of it, and are called beside the screen.
type Elevation interface {
	For() metrics.Span            // how long a spell lasts
	Begin(why metrics.Text) error // after an error there is no spell
	End() error                   // of a spell that has begun
}

// SignOn takes a person's credentials. It waits for the server, and is called
// beside the screen, which ends when it has succeeded: what comes after it acts
// in that person's name.
type SignOn interface {
	// SignOn reads the file of somebody's credentials or seed.
	SignOn(path string) error
	// SignOff makes a screen of nobody's of this one.
	SignOff()
}

// access is what a screen keeps of its Access.
type access struct {
	Access
	until metrics.Time // local, of the spell; zero: none
}

// besideMsg is what to do once something that had to wait is known.
type besideMsg func(*Model) tea.Cmd

// accessTable are the actions about what may be done here, and what was tried.
func accessTable() []*action {
	return []*action{
		{id: "retry", keys: []string{"i"}, label: actRetry, dangerous: true, menu: true, run: (*Model).openRetry, off: (*Model).retryOff},
		{id: "elevate", keys: []string{"E"}, label: actElevate, menu: true, run: (*Model).toggleSpell, off: (*Model).elevateOff},
		{id: "sign.on", keys: []string{"I"}, label: actSignOn, menu: true, run: (*Model).openSignOn, off: (*Model).signOnOff},
	}
}

// elevated says that a spell lasts.
func (s *state) elevated() bool { return s.access.until > s.local }

// whyWatchOnly is why whoever sits here may only watch; the zero phrase if he
// may act.
func (s *state) whyWatchOnly() phrase {
	switch {
	case !s.readOnly || s.elevated():
		return phrase{}
	case s.access.Nobody && s.access.SignOn != nil:
		return s.withKeyOf(whyNobody, "sign.on")
	case s.access.Elevation != nil:
		return s.withKeyOf(whyNotElevated, "elevate")
	default:
		return whyReadOnly
	}
}

func (m *Model) elevateOff() phrase {
	switch {
	case m.locked:
		return whyLocked
	case m.access.Elevation == nil && m.readOnly:
		return m.whyWatchOnly()
	case m.access.Elevation == nil:
		return whyActsAnyway
	default:
		return phrase{}
	}
}

// toggleSpell begins a spell once it is said why, or ends the one that lasts.
func (m *Model) toggleSpell() tea.Cmd {
	if m.elevated() {
		return m.endSpell(saySpellEnded)
	}
	m.dialog = &wordsDialog{
		title: m.say(dialogElevate, exactAge(m.access.Elevation.For())), input: newWords(), note: dialogGoOnKeys,
		stands: func(*Model) (string, bool) { return "", false },
		next: func(m *Model, why metrics.Text) tea.Cmd {
			spell := m.access.Elevation
			return func() tea.Msg {
				err := spell.Begin(why)
				return besideMsg(func(m *Model) tea.Cmd { return m.onSpell(err) })
			}
		},
	}
	return nil
}

// onSpell begins a spell that is on record.
func (m *Model) onSpell(err error) tea.Cmd {
	if err != nil {
		m.tell(m.theme.Bad, m.say(sayNotElevated, m.clean(err.Error())))
		return nil
	}
	m.access.until = m.local.Add(m.access.Elevation.For())
	m.tell(m.theme.Due, m.say(sayElevated, exactAge(m.access.Elevation.For()), m.keyOf("elevate")))
	return nil
}

// tickSpell ends a spell whose time is over, or whose screen is locked.
func (m *Model) tickSpell() tea.Cmd {
	if m.access.until == 0 || m.elevated() && !m.locked {
		return nil
	}
	return m.endSpell(saySpellOver)
}

func (m *Model) endSpell(why phrase) tea.Cmd {
	m.access.until = 0
	m.closeDialogIf()
	m.tell(m.theme.Due, m.say(why))
	spell := m.access.Elevation
	return func() tea.Msg {
		err := spell.End()
		return besideMsg(func(m *Model) tea.Cmd {
			if err != nil {
				m.tell(m.theme.Bad, m.say(sayNotLogged, m.clean(err.Error())))
			}
			return nil
		})
	}
}

func (m *Model) signOnOff() phrase {
	if m.access.SignOn == nil {
		return whyNoSignOn
	}
	return phrase{}
}

// openSignOn asks for somebody's file; where somebody has signed on, whether he
// leaves.
func (m *Model) openSignOn() tea.Cmd {
	if !m.access.SignedOn {
		return m.askForFile()
	}
	return m.openPick(&pickDialog{
		title: m.say(dialogSignedOn, m.who),
		picks: []pick{
			{text: m.say(signOffNow), run: func(m *Model) tea.Cmd {
				m.access.SignOn.SignOff()
				return tea.Quit
			}},
			{text: m.say(signOnOther), run: (*Model).askForFile},
		},
	})
}

func (m *Model) askForFile() tea.Cmd {
	m.dialog = &wordsDialog{
		title: m.say(dialogSignOn), input: newWords(), note: dialogGoOnKeys,
		stands: func(*Model) (string, bool) { return "", false },
		next: func(m *Model, path metrics.Text) tea.Cmd {
			door := m.access.SignOn
			m.tell(m.theme.Text, m.say(saySigningOn))
			return func() tea.Msg {
				err := door.SignOn(string(path))
				return besideMsg(func(m *Model) tea.Cmd { return m.onSignOn(err) })
			}
		},
	}
	return nil
}

func (m *Model) onSignOn(err error) tea.Cmd {
	if err == nil {
		return tea.Quit
	}
	m.tell(m.theme.Bad, m.say(sayNotSignedOn, m.clean(err.Error())))
	return nil
}

// standing is what whoever sits here may do, where that needs a word.
func (h header) standing() (span, bool) {
	switch {
	case h.elevated():
		return span{h.say(textElevated, exactAge(h.access.until.Sub(h.local))), h.theme.Due, 0}, true
	case h.access.Nobody && h.access.SignOn != nil:
		return span{h.say(textNobody, h.keyOf("sign.on")), h.theme.Past, 1}, true
	case h.readOnly || h.inPast():
		return span{h.say(textReadOnly), h.theme.Muted, 3}, true
	default:
		return span{}, false
	}
}
