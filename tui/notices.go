package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

const (
	// noticeTicks is how long a notice has a line of its own.
	noticeTicks = 10
	// noticesKept is how many can be read in the activity page.
	noticesKept = 20
)

// notice is a line that the program itself has to say, in passing.
type notice struct {
	at   metrics.Time // of the floor
	id   int          // tells it from the others
	text metrics.Text
}

// notices are the last ones, newest last.
type notices struct {
	kept   []notice
	told   int // ever
	unread int // since the activity page was open
	ticks  int // the newest has its line for
	fresh  int // came while the line was there
}

// hearNotices waits for one.
func (m *Model) hearNotices() tea.Cmd {
	if m.noticeSource == nil {
		return nil
	}
	source := m.noticeSource
	return func() tea.Msg {
		select {
		case text, open := <-source:
			if !open {
				return nil
			}
			return told(text)
		case <-m.done:
			return nil
		}
	}
}

// told brings a notice to the screen.
func told(text metrics.Text) besideMsg {
	return func(m *Model) tea.Cmd { return m.onNotice(text) }
}

// onNotice takes one up. It takes no key and no dialog from anybody.
func (m *Model) onNotice(text metrics.Text) tea.Cmd {
	if text == "" {
		return m.hearNotices()
	}
	n := &m.notices
	if n.ticks == 0 {
		n.fresh = 0
	}
	n.told++
	n.fresh++
	n.ticks = noticeTicks
	if m.page != pageActivity {
		n.unread++
	}
	n.kept = append(n.kept, notice{m.now, n.told, text})
	n.kept = n.kept[max(len(n.kept)-noticesKept, 0):]
	m.log.refresh(false)
	return m.hearNotices()
}

func (n *notices) tick() { n.ticks = max(n.ticks-1, 0) }

// noticeLine is the newest notice while it is worth a line; false after that.
func (m *Model) noticeLine(w int) (string, bool) {
	n := &m.notices
	if n.ticks == 0 || len(n.kept) == 0 {
		return "", false
	}
	text := string(n.kept[len(n.kept)-1].text)
	if n.fresh > 1 {
		text = m.say(textNotices, text, n.fresh-1, m.keyOf("activity"))
	}
	return m.theme.Past.Paint(fit(" "+m.glyphs.alert+" "+text, w, m.glyphs.more)), true
}

// drawNotice lays the newest notice over the line above the footer.
func (m *Model) drawNotice(lines []string) {
	if line, some := m.noticeLine(m.width); some && len(lines) > 2 {
		lines[len(lines)-2] = line
	}
}
