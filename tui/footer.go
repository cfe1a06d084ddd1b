package tui

import (
	"floorwalker/metrics"
)

// footer is the last line: an input, a message that goes by itself, or the keys
// that do something now. The cursor's cell is -1 where there is no input.
func (m *Model) footer(w int) (line string, cursor int) {
	switch {
	case m.find != nil:
		return m.find.draw(m, w)
	case m.toast.ticks > 0:
		return m.toast.style.Paint(fit(" "+m.toast.text, w, m.glyphs.more)), -1
	case m.still:
		return spaces(w), -1
	default:
		return m.keyLine(w), -1
	}
}

// keyLine is the footer of keys; off keys step back but stay in place.
func (m *Model) keyLine(w int) string {
	var left []span
	for _, a := range m.bindings.all {
		if a.footer == 0 {
			continue
		}
		text := keyLabel(a.keys[0]) + " " + m.say(a.label)
		if left == nil {
			text = " " + text
		}
		style := m.theme.Text
		if m.whyNot(a) != (phrase{}) {
			style = m.theme.KeyOff
		}
		left = append(left, span{text, style, a.footer})
	}
	return spread(left, m.outcomes(), w, m.glyphs.more)
}

// outcomes counts what became of my commands: on their way, and failed since
// Esc was last pressed.
func (m *Model) outcomes() []span {
	sending, failed := 0, 0
	for _, c := range m.allCommands() {
		if c.By != m.who {
			continue
		}
		switch c.State {
		case metrics.CommandAsked, metrics.CommandAccepted:
			sending++
		case metrics.CommandRefused, metrics.CommandUnknown:
			if c.Done > m.failedSeen {
				failed++
			}
		}
	}
	var spans []span
	if n := m.waiting.marks(); n > 0 {
		spans = append(spans, span{m.say(footMarked, n), m.theme.Due, 0})
	}
	if sending > 0 {
		spans = append(spans, span{m.say(footSending, sending), m.theme.Action, 0})
	}
	if failed > 0 {
		spans = append(spans, span{m.say(footFailed, failed), m.theme.Bad, 0})
	}
	if n := m.notices.unread; n > 0 {
		spans = append(spans, span{m.say(footNotices, n, m.keyOf("activity")), m.theme.Past, 1})
	}
	return trailing(spans)
}
