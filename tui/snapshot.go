package tui

import (
	"strings"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// Picture is what a picture of a view is to be like.
type Picture struct {
	Width, Height int          // cells; sizes below 1 give an empty picture
	Who           metrics.Text // in the corner; empty: the program's name
	Zone          metrics.Zone // of this host
	Lang          Lang
	Theme         theme.Theme // the zero Theme: plain text
	ASCII         bool
	Keys          bool // with cursor and key line, as the live screen
}

// Render draws v: exactly Height lines of exactly Width cells, without a line
// end behind the last. It is a pure function; now is that of the view.
func Render(v *metrics.View, p Picture) string {
	m := New(Options{Who: p.Who, Zone: p.Zone, Lang: p.Lang, Theme: p.Theme, ASCII: p.ASCII})
	m.still = !p.Keys
	m.deskless = !p.Keys
	if !m.resize(p.Width, p.Height) || p.Width == 0 || p.Height == 0 {
		return ""
	}
	if v != nil {
		m.apply(v)
	}
	return strings.Join(m.compose(p.Width, p.Height), "\n")
}
