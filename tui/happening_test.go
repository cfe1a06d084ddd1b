package tui

import (
	"testing"

	"floorwalker/metrics"
)

// A move says who made it, unless that is plain from who it is told of.
func TestActivityNamesWhoMoved(t *testing.T) {
	d := start(t)
	for _, c := range []struct {
		h      metrics.Happening
		en, zh string
	}{
		{metrics.Happening{Type: metrics.ConversationTransferred, Who: "b", From: "a", By: "qian"}, "moved a → b  by qian", "转接 a → b  qian 操作"},
		{metrics.Happening{Type: metrics.ConversationTransferred, Who: "b", From: "a", By: "a"}, "moved a → b", "转接 a → b"},
		{metrics.Happening{Type: metrics.ConversationAssigned, Who: "b", By: "b", Command: "c"}, "assigned to b", "分配给 b"},
		{metrics.Happening{Type: metrics.ConversationAssigned, Who: "b", Command: "c"}, "assigned to b  by a supervisor", "分配给 b  主管操作"},
		{metrics.Happening{Type: metrics.AgentStatusChanged, Who: "b", By: "zhao", Presence: metrics.Away}, "b is away  by me", "b 改为 小休  我 操作"},
	} {
		for lang, want := range map[Lang]string{English: c.en, Chinese: c.zh} {
			d.m.lang = lang
			if got := d.m.happeningText(&c.h); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		}
	}
}
