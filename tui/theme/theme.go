// Package theme says how the screen looks, in three layers that point one way:
// tokens (the few colors of a palette), styles (what each role on the screen
// makes of the tokens) and themes (palettes by name). A Theme is a value that
// is passed down and never changed.
//
// No role depends on color alone: marks and words carry the meaning, so Mono
// and the zero Theme, which adds no escape sequence at all, lose nothing.
package theme

// Theme is the style of every role on the screen. The zero Theme is plain text.
type Theme struct {
	Name string

	Text  Style // what is read first
	Muted Style // what is there when looked for
	Head  Style // column heads
	Rule  Style // lines between panels
	Title Style // names of panels
	Focus Style // name of the panel that has the keys

	Due   Style // a line breaks within a minute
	Past  Style // a line is broken, the next can be kept
	Lost  Style // nothing left to save
	Night Style // not assessed
	Lane  Style // complaints: pinned on top

	Good   Style // live, done
	Bad    Style // disconnected, refused
	Action Style // what was asked of a row

	Selected Style // the row with the cursor
	Stale    Style // everything, while nothing can be trusted

	Key    Style // key names in footer, help and dialogs
	KeyOff Style // of actions that cannot be used now
	Frame  Style // borders of dialogs
	Flash  Style // a dialog that refused a key
}

// styled is the middle layer: roles out of tokens. Colors are named in
// themes.go and nowhere else.
func styled(name string, t tokens) Theme {
	muted := plain().faint()
	if t.soft != nil {
		muted = plain().ink(t.soft)
	}
	selected := plain().reverse()
	if t.bar != nil {
		selected = plain().ground(t.bar).ink(t.onBar)
	}
	return Theme{
		Name:     name,
		Text:     plain().ink(t.ink).style(),
		Muted:    muted.style(),
		Head:     muted.style(),
		Rule:     muted.style(),
		Title:    plain().ink(t.ink).bold().style(),
		Focus:    plain().ink(t.accent).bold().style(),
		Due:      plain().ink(t.due).bold().style(),
		Past:     plain().ink(t.past).style(),
		Lost:     plain().ink(t.lost).style(),
		Night:    plain().ink(t.night).style(),
		Lane:     plain().ink(t.lane).bold().style(),
		Good:     plain().ink(t.good).style(),
		Bad:      plain().ink(t.bad).bold().style(),
		Action:   plain().ink(t.accent).style(),
		Selected: selected.style(),
		Stale:    muted.style(),
		Key:      plain().ink(t.accent).bold().style(),
		KeyOff:   muted.style(),
		Frame:    plain().ink(t.accent).style(),
		Flash:    plain().reverse().bold().style(),
	}
}
