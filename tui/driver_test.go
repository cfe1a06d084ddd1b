package tui

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// driver plays a supervisor in front of a screen whose time stands still until
// he lets it pass. It does what Bubble Tea does: one message, one update, one
// view, and only then what the update asked for.
type driver struct {
	t      testing.TB
	m      *Model
	floor  *fakeFloor
	desk   *fakeDesk
	view   *metrics.View
	local  metrics.Time
	timers []timer
	quit   bool
	bells  int
	frames int
	// armedUnseen is set when a dialog took keys before its bright frame was
	// handed over.
	brightShown bool
	armedUnseen bool
}

type timer struct {
	at      metrics.Time
	message func() tea.Msg
}

type fakeFloor struct{ asked []metrics.Query }

func (f *fakeFloor) Views() <-chan *metrics.View { return nil }
func (f *fakeFloor) Ask(q metrics.Query)         { f.asked = append(f.asked, q) }

type fakeDesk struct {
	sent []metrics.Command
	err  error
}

func (f *fakeDesk) Send(c metrics.Command) (string, error) {
	if f.err != nil {
		return "", f.err
	}
	f.sent = append(f.sent, c)
	return "id-" + string(rune('0'+len(f.sent))), nil
}

// start opens a screen on the sample floor.
func start(t testing.TB, change ...func(*Options)) *driver {
	d := &driver{t: t, floor: &fakeFloor{}, desk: &fakeDesk{}, local: 1000000}
	o := Options{
		Floor: d.floor, Desk: d.desk, Clock: func() metrics.Time { return d.local },
		Clean: text.Clean, Who: "zhao", Zone: metrics.Shanghai,
	}
	for _, c := range change {
		c(&o)
	}
	d.m = New(o)
	over := make(chan struct{})
	close(over)
	d.m.done = over
	d.m.after = d.after
	d.do(d.m.Init())
	d.size(160, 45)
	d.view = sampleView(o.Lang)
	d.view.Commands, d.view.Lanes = nil, nil
	d.show()
	return d
}

func (d *driver) after(wait time.Duration, message func() tea.Msg) tea.Cmd {
	d.timers = append(d.timers, timer{d.local.Add(metrics.SpanOf(wait)), message})
	return nil
}

func (d *driver) step(msg tea.Msg) {
	_, cmd := d.m.Update(msg)
	d.m.View()
	d.frames++
	d.watchArming()
	d.do(cmd)
}

// watchArming checks that no dialog is armed before it was drawn bright.
func (d *driver) watchArming() {
	phase, ok := phaseOf(d.m.dialog)
	if !ok {
		d.brightShown = false
		return
	}
	switch phase {
	case phaseDim:
		d.brightShown = false
	case phaseBright:
		d.brightShown = true
	case phaseArmed:
		d.armedUnseen = d.armedUnseen || !d.brightShown
	}
}

func (d *driver) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.do(c)
		}
	case tea.RawMsg:
		if msg.Msg == "\a" {
			d.bells++
		}
	case tea.QuitMsg:
		d.quit = true
	default:
		d.step(msg)
	}
}

func (d *driver) size(w, h int) { d.step(tea.WindowSizeMsg{Width: w, Height: h}) }

// show publishes the driver's view as it is now, as a new one, and draws it, as
// the next tick would.
func (d *driver) show() {
	d.publish()
	d.m.dirty = true
	d.m.View()
}

// publish is show without a tick.
func (d *driver) publish() {
	v := *d.view
	v.Version++
	v.Waiting = slices.Clone(v.Waiting)
	if n := len(d.floor.asked); n > 0 {
		v.Query = d.floor.asked[n-1]
	}
	d.view = &v
	d.step(viewMsg{d.view})
}

// pass lets time go by, without any new view.
func (d *driver) pass(span metrics.Span) {
	end := d.local.Add(span)
	for {
		slices.SortStableFunc(d.timers, func(a, b timer) int { return cmp.Compare(a.at, b.at) })
		if len(d.timers) == 0 || d.timers[0].at > end {
			break
		}
		next := d.timers[0]
		d.timers = d.timers[1:]
		d.local = next.at
		d.step(next.message())
	}
	d.local = end
}

// live lets time go by with a view every second.
func (d *driver) live(seconds int) {
	for range seconds {
		d.pass(metrics.Second)
		d.view.Now = d.view.Now.Add(metrics.Second)
		d.show()
	}
}

// press types keys by name, or text rune by rune where it is not a name.
func (d *driver) press(names ...string) *driver {
	for _, name := range names {
		d.step(keyPress(name))
	}
	return d
}

var namedKeys = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace,
	"f1": tea.KeyF1, "f3": tea.KeyF3, "f2": tea.KeyF2, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6, "delete": tea.KeyDelete, "f8": tea.KeyF8, "left": tea.KeyLeft, "right": tea.KeyRight, "f7": tea.KeyF7, "f9": tea.KeyF9,
}

func keyPress(name string) tea.KeyPressMsg {
	if code, ok := namedKeys[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}
	}
	runes := []rune(name)
	code := runes[0]
	if len(runes) > 1 {
		code = tea.KeyExtended
	}
	return tea.KeyPressMsg{Code: code, Text: name}
}

func (d *driver) screen() string { return d.m.View().Content }

func (d *driver) lines() []string { return strings.Split(d.screen(), "\n") }

func (d *driver) footer() string { return d.lines()[d.m.height-1] }

func (d *driver) sees(texts ...string) *driver {
	d.t.Helper()
	for _, s := range texts {
		if !strings.Contains(d.screen(), s) {
			d.t.Fatalf("no %q on the screen:\n%s", s, d.screen())
		}
	}
	return d
}

func (d *driver) misses(texts ...string) *driver {
	d.t.Helper()
	for _, s := range texts {
		if strings.Contains(d.screen(), s) {
			d.t.Fatalf("%q is on the screen:\n%s", s, d.screen())
		}
	}
	return d
}

// on asserts which conversation the cursor is on.
func (d *driver) on(chat metrics.Text) *driver {
	d.t.Helper()
	r, ok := d.m.waiting.selected()
	if !ok || r.Key.Conversation != chat {
		d.t.Fatalf("cursor on %q, want %q", r.Key.Conversation, chat)
	}
	return d
}

// order is the conversations as listed.
func (d *driver) order() []metrics.Text {
	var chats []metrics.Text
	for i := range d.m.waiting.rows {
		chats = append(chats, d.m.waiting.rows[i].Key.Conversation)
	}
	return chats
}

// drop takes a conversation off the floor.
func (d *driver) drop(chat metrics.Text) {
	d.view.Waiting = slices.DeleteFunc(slices.Clone(d.view.Waiting), func(w metrics.Waiting) bool {
		return w.Key.Conversation == chat
	})
}

// change edits a waiting row.
func (d *driver) change(chat metrics.Text, f func(*metrics.Waiting)) {
	d.view.Waiting = slices.Clone(d.view.Waiting)
	for i := range d.view.Waiting {
		if w := &d.view.Waiting[i]; w.Key.Conversation == chat {
			f(w)
			w.Version++
			return
		}
	}
	d.t.Fatalf("no row %q", chat)
}

var errReadOnlyDesk = errors.New("not connected")

// phaseOf is how far a dialog is that changes the floor.
func phaseOf(d dialog) (dialogPhase, bool) {
	switch d := d.(type) {
	case *reassignDialog:
		return d.phase, true
	case *confirmDialog:
		return d.phase, true
	case *statusDialog:
		return d.phase, true
	case *bulkDialog:
		return d.phase, true
	case *manyDialog:
		return d.phase, true
	case *pickDialog:
		return d.phase, true
	case *clearDialog:
		return d.phase, true
	default:
		return phaseDim, false
	}
}
