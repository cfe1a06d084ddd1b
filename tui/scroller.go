package tui

// scroller is the window on lines that have no cursor. The zero scroller shows
// the first lines; one that follows shows the last until somebody scrolls up.
type scroller struct {
	top, height, lines int
	follows            bool
	away               bool // scrolled up from the end that is followed
}

// window is the lines that are shown, of all of them.
func (s *scroller) window(all []string, height int) []string {
	s.height, s.lines = max(height, 0), len(all)
	if s.follows && !s.away {
		s.top = len(all)
	}
	s.clamp()
	return all[s.top:min(s.top+s.height, len(all))]
}

func (s *scroller) clamp() {
	s.top = max(min(s.top, s.lines-s.height), 0)
	if s.top+s.height >= s.lines {
		s.away = false
	}
}

// below is how many lines are under the window.
func (s *scroller) below() int { return max(s.lines-s.top-s.height, 0) }

// Len, Move, Page, Home, End, Visible, Reveal and Rest let the keys of lists
// move the window.
func (s *scroller) Len() int { return max(s.lines, 1) }

// Move scrolls n lines down.
func (s *scroller) Move(n int) {
	s.top += n
	s.away = s.follows
	s.clamp()
}

// Page scrolls n windows down, keeping a line of the old one in sight.
func (s *scroller) Page(n int) { s.Move(n * max(s.height-1, 1)) }

// Home shows the first lines.
func (s *scroller) Home() { s.Move(-s.lines) }

// End shows the last lines.
func (s *scroller) End() { s.Move(s.lines) }

// Visible is always so: there is no cursor.
func (s *scroller) Visible() bool { return true }

// Reveal has nothing to do.
func (s *scroller) Reveal() {}

// Rest leaves the window: who reads a page is not a screen on a wall.
func (s *scroller) Rest() {}
