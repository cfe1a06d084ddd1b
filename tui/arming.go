package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"floorwalker/tui/theme"
)

const (
	// dimFor is how long a dialog refuses keys before it turns bright: what
	// was typed before it could be seen must not answer it.
	dimFor = 100 * time.Millisecond
	// flashFor is how long it shows that it refused one.
	flashFor = 400 * time.Millisecond
	// digits is how many choices have one.
	digits = 9
)

// arming is the part of a dialog that changes the floor: it takes no key
// before the frame that shows it bright was handed to the renderer.
type arming struct {
	quiet
	self  dialog // whom its messages are for
	phase dialogPhase
	round int    // of the wait for brightness; a refused key starts another
	flash phrase // why a key has just been refused; zero: none has been
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

// show makes d the dialog and starts the time in which it refuses keys.
func (a *arming) show(m *Model, d dialog) tea.Cmd {
	a.self, m.dialog = d, d
	return a.wait(m)
}

func (a *arming) wait(m *Model) tea.Cmd {
	a.phase = phaseDim
	a.round++
	return a.tellIn(m, dimFor, brighten{a.round})
}

// receive moves the dialog towards taking keys. The message that arms it is
// sent once the bright state is set: the event loop hands every frame to the
// renderer before it takes the next message, so it arrives after that frame.
func (a *arming) receive(_ *Model, what any) tea.Cmd {
	switch what := what.(type) {
	case brighten:
		if what.round == a.round {
			a.phase = phaseBright
			return func() tea.Msg { return dialogMsg{a.self, arm(what)} }
		}
	case arm:
		if what.round == a.round && a.phase == phaseBright {
			a.phase = phaseArmed
		}
	case calm:
		a.flash = phrase{}
	}
	return nil
}

// kept takes the keys that are not for the choices: Esc, and all of them while
// the dialog is not armed.
func (a *arming) kept(m *Model, name string) (cmd tea.Cmd, kept bool) {
	switch {
	case name == "esc":
		m.dialog = nil
		m.tell(m.theme.Muted, m.say(sayNothingSent))
		return nil, true
	case a.phase != phaseArmed:
		return tea.Batch(a.refuse(m, flashEarly), a.wait(m)), true
	default:
		return nil, false
	}
}

// refuse blinks and says why.
func (a *arming) refuse(m *Model, why phrase) tea.Cmd {
	a.flash = why
	return a.tellIn(m, flashFor, calm{})
}

func (a *arming) tellIn(m *Model, after time.Duration, what any) tea.Cmd {
	return m.after(after, func() tea.Msg { return dialogMsg{a.self, what} })
}

func (a *arming) border(m *Model) theme.Style {
	switch {
	case a.flash != (phrase{}):
		return m.theme.Flash
	case a.phase == phaseDim:
		return m.theme.Muted
	default:
		return m.theme.Frame
	}
}

// note is the line below the choices: how to answer, or why not so.
func (a *arming) note(m *Model) string {
	if a.flash != (phrase{}) {
		return m.say(a.flash)
	}
	return m.say(dialogKeys, m.glyphs.dot)
}

// line is one choice: its digit, and what it does or why it cannot.
func (a *arming) line(m *Model, digit, text string, why phrase, w int) string {
	key, style := m.theme.Key, m.theme.Text
	if why != (phrase{}) || a.phase == phaseDim {
		key, style, digit = m.theme.KeyOff, m.theme.Muted, m.glyphs.dot
	}
	return key.Paint(fit(digit, 1, "")) + style.Paint(fit(" "+text, w-1, m.glyphs.more))
}

// digit is the number on a key; -1 if it has none.
func digit(name string) int {
	if len(name) == 1 && name[0] >= '0' && name[0] <= '9' {
		return int(name[0] - '0')
	}
	return -1
}
