package theme

import "github.com/charmbracelet/x/ansi"

// Style is how one piece of text looks: the escape sequence that switches it
// on, made once. The zero Style changes nothing. Painting costs a string
// concatenation, about a tenth of a lipgloss render, which is what a list of
// sixty rows by ten cells a frame can afford.
type Style struct{ open string }

// Paint returns text in this style, with a reset behind it. Text must not hold
// styled text: its reset would end this style too.
func (s Style) Paint(text string) string {
	if s.open == "" || text == "" {
		return text
	}
	return s.open + text + ansi.ResetStyle
}

// look builds a Style; a nil color is the terminal's own.
type look ansi.Style

func plain() look { return look(ansi.NewStyle()) }

func (l look) ink(c ansi.Color) look {
	if c == nil {
		return l
	}
	return look(ansi.Style(l).ForegroundColor(c))
}

func (l look) ground(c ansi.Color) look {
	if c == nil {
		return l
	}
	return look(ansi.Style(l).BackgroundColor(c))
}

func (l look) bold() look    { return look(ansi.Style(l).Bold()) }
func (l look) faint() look   { return look(ansi.Style(l).Faint()) }
func (l look) reverse() look { return look(ansi.Style(l).Reverse(true)) }

func (l look) style() Style {
	if len(l) == 0 {
		return Style{}
	}
	return Style{ansi.Style(l).String()}
}
