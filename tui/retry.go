package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// retryFor is how long it makes sense to ask again: after that the floor is
// another one.
const retryFor = 10 * metrics.Minute

// unanswered are my commands of which nobody knows what became, newest first.
func (m *Model) unanswered() []metrics.CommandStatus {
	var open []metrics.CommandStatus
	for _, c := range m.allCommands() {
		if c.By == m.who && c.State == metrics.CommandUnknown && m.now.Sub(c.Asked) <= retryFor {
			open = append(open, c)
		}
	}
	return open
}

func (m *Model) retryOff() phrase {
	if len(m.unanswered()) == 0 {
		return whyNothingAsked
	}
	return phrase{}
}

// openRetry asks which command to ask for once more, under the id it had: a
// backend that has done it says so and does nothing.
func (m *Model) openRetry() tea.Cmd {
	d := &pickDialog{title: m.say(dialogRetry), stands: commanding}
	for _, c := range m.unanswered() {
		text := clock(c.Asked, m.view.Zone) + " " + m.verb(c.Verb) + " " + m.subject(&c) + " " + m.glyphs.to + " " + m.target(&c) + "  " + m.stateText(&c)
		d.picks = append(d.picks, pick{
			text: text,
			why:  func(m *Model) phrase { return m.whyNotRetry(&c) },
			run: func(m *Model) tea.Cmd {
				m.order(c.Command, m.subject(&c))
				return nil
			},
		})
	}
	return m.openPick(d)
}

// whyNotRetry is why a command must not be asked for again: its answer came, or
// the floor is not the one it was meant for.
func (m *Model) whyNotRetry(c *metrics.CommandStatus) phrase {
	still := false
	for _, open := range m.unanswered() {
		still = still || open.ID == c.ID
	}
	if !still {
		return whyNothingAsked
	}
	if c.Conversation == (metrics.ConversationKey{}) {
		return m.unable(c.Verb, "", "")
	}
	r, ok := m.rowOf(c.Conversation)
	switch {
	case !ok || r.gone:
		return whyGone
	case r.Owner != c.ExpectOwner:
		return whyOwnerChanged
	default:
		return m.unableFor(c.Verb, &r.Waiting)
	}
}
