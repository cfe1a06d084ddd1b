package tui

import (
	"slices"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
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
	if w < roomy {
		return m.tightKeyLine(w)
	}
	var left []span
	for _, a := range m.bindings.all {
		if a.footer == 0 {
			continue
		}
		text := keyLabel(a.keys[0]) + " " + m.say(a.label)
		if left == nil {
			text = " " + text
		}
		left = append(left, span{text, m.keyStyle(a), a.footer})
	}
	return spread(left, m.outcomes(), w, m.glyphs.more)
}

func (m *Model) keyStyle(a *action) theme.Style {
	if m.whyNot(a) != (phrase{}) {
		return m.theme.KeyOff
	}
	return m.theme.Text
}

// tightKeyLine is keyLine where there is little room: one cell between keys, as
// many as fit, and the pages of what is not on the screen before much else.
func (m *Model) tightKeyLine(w int) string {
	right := m.outcomes()
	room := w - spansWidth(right) - len(gap)
	var keys []*action
	for _, a := range m.bindings.all {
		if a.footer != 0 {
			keys = append(keys, a)
		}
	}
	slices.SortStableFunc(keys, func(a, b *action) int { return tightRank(a) - tightRank(b) })
	fits := make(map[*action]string, len(keys))
	for _, a := range keys {
		text := m.tightKey(a)
		if room -= 1 + width(text); room < 0 {
			break
		}
		fits[a] = text
	}
	line, n := "", 0
	for _, a := range m.bindings.all {
		if text, some := fits[a]; some {
			line += " " + m.keyStyle(a).Paint(text)
			n += 1 + width(text)
		}
	}
	if len(fits) == 0 {
		return spread(nil, right, w, m.glyphs.more)
	}
	end, cells := joinSpans(separate(right))
	return line + spaces(w-n-cells) + end
}

// tightRank is the rank of a key where agents and rules have no panel.
func tightRank(a *action) int {
	if a.id == "people" || a.id == "rules" {
		return 5
	}
	return a.footer
}

// tightKey is a key with its label; an ideograph needs no blank before it.
func (m *Model) tightKey(a *action) string {
	key, label := keyLabel(a.keys[0]), m.say(a.label)
	if m.lang == Chinese && !isASCII(label) && len(key) <= 2 {
		return key + label
	}
	return key + " " + label
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
