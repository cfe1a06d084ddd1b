package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// lookedText is who else looks at a conversation, or is on it.
func (s *state) lookedText(chat metrics.ConversationKey) string {
	if mark, ok := s.markOf(thing{kind: MarkClaim, chat: chat}); ok && mark.By != s.who {
		return s.claimText(chat)
	}
	return s.lookText(chat)
}

// lookAt tells the others that somebody looks at a conversation. One that is of
// no team here has nobody to tell.
func (m *Model) lookAt(chat metrics.ConversationKey) tea.Cmd {
	r, known := m.rowOf(chat)
	if !known || r.Team == "" {
		return nil
	}
	return m.put(Mark{Kind: MarkLook, Team: r.Team, Chat: chat}, lookFor)
}

// lookText is who else has looked at a conversation, within lookShown.
func (s *state) lookText(chat metrics.ConversationKey) string {
	mark, ok := s.peers.marks[thing{kind: MarkLook, chat: chat}]
	if !ok || s.inPast() || s.now.Sub(mark.At) > lookShown {
		return ""
	}
	return s.say(wordLooked, mark.By, max(s.now.Sub(mark.At), 0).Seconds())
}
