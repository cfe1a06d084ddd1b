package tui

import "charm.land/lipgloss/v2"

// glyphs are the signs of the screen. All are one cell wide by every measure
// in use, except on terminals that draw ambiguous characters wide: those get
// the ASCII set.
type glyphs struct {
	due, past, night, savable string // marks of rows
	cursor                    string
	marked, markedHere        string // rows that were marked, without and with the cursor
	live, behind, waiting     string // states of the feed
	broken, held              string
	online, busy, away, off   string // states of an agent
	to, times, more, none     string
	about, atLeast            string // of figures
	up, down, dot             string
	rule, bar                 string
	alert                     string
	frame                     lipgloss.Border
}

var unicodeGlyphs = glyphs{
	due: "▲", past: "!", night: "☾", savable: "✓",
	cursor: "▸", marked: "■", markedHere: "◆",
	live: "●", behind: "◌", waiting: "○", broken: "✖", held: "■",
	online: "●", busy: "◐", away: "○", off: "·",
	to: "→", times: "×", more: "…", none: "—",
	about: "≈", atLeast: "≥",
	up: "↑", down: "↓", dot: "·",
	rule: "─", bar: "█",
	alert: "⚠",
	frame: lipgloss.RoundedBorder(),
}

var asciiGlyphs = glyphs{
	due: "^", past: "!", night: "z", savable: "+",
	cursor: ">", marked: "#", markedHere: "@",
	live: "*", behind: "~", waiting: "o", broken: "X", held: "#",
	online: "*", busy: "%", away: "o", off: "-",
	to: ">", times: "x", more: "~", none: "-",
	about: "~", atLeast: ">=",
	up: "^", down: "v", dot: "-",
	rule: "-", bar: "#",
	alert: "!",
	frame: lipgloss.ASCIIBorder(),
}

func glyphsFor(ascii bool) *glyphs {
	if ascii {
		return &asciiGlyphs
	}
	return &unicodeGlyphs
}
