package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"floorwalker/feed"
	"floorwalker/feed/audit"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestPrivateDataIsWrittenDown(t *testing.T) {
	js := natstest.Start(t).JetStream()
	if _, err := feed.Setup(t.Context(), js, feed.NewPlan(feed.Scale{MaxBytes: leastBytes}), false); err != nil {
		t.Fatal(err)
	}
	key := metrics.ConversationKey{Platform: "pdd", Shop: "s", Conversation: "c"}
	told := metrics.ConversationKey{Platform: "pdd", Shop: "s", Conversation: "d"}
	front := newFront(nil)
	front.latest.Store(&metrics.View{
		Waiting: []metrics.Waiting{{Key: key, Team: "presale"}},
		Story:   &metrics.Story{Key: told, Team: "aftersale"},
		Agents:  []metrics.AgentRow{{Team: "presale"}, {Team: "aftersale"}},
	})
	online := true
	c := &clerk{stream: js, online: func() bool { return online }, front: front, now: func() metrics.Time { return 1000 }}
	for _, err := range []error{c.Unmasked("zhao", key), c.Copied("zhao", told, "order"), c.Exported("zhao", 30)} {
		if err != nil {
			t.Error(err)
		}
	}
	if err := c.Unmasked("zhao", metrics.ConversationKey{Shop: "elsewhere"}); !errors.Is(err, errAuditTeam) {
		t.Errorf("of nobody's team: %v", err)
	}
	online = false
	if err := c.Copied("zhao", key, "buyer"); !errors.Is(err, errAuditOffline) {
		t.Errorf("offline: %v", err)
	}
	var got []string
	malformed, err := audit.Read(context.Background(), js, audit.Filter{}, func(e audit.Entry) error {
		got = append(got, strings.Join([]string{
			string(e.Supervisor), string(e.Verb), string(e.Team), string(e.Conversation.Conversation), string(e.Words),
		}, " "))
		return nil
	})
	want := "zhao unmask presale c |zhao copy aftersale d order|zhao export presale  30 rows|zhao export aftersale  30 rows"
	if err != nil || malformed != 0 || strings.Join(got, "|") != want {
		t.Errorf("%s (%d malformed, %v)\nwant %s", strings.Join(got, "|"), malformed, err, want)
	}
}

// Without the right to write a record nothing is shown, and it is said soon.
func TestPrivateDataNeedsARecord(t *testing.T) {
	front := newFront(nil)
	front.latest.Store(&metrics.View{})
	c := &clerk{stream: natstest.Start(t).JetStream(), online: func() bool { return true }, front: front, now: func() metrics.Time { return 1000 }}
	if err := c.Exported("zhao", 3); !errors.Is(err, errAuditTeam) {
		t.Errorf("a list of no team: %v", err)
	}
	front.latest.Store(&metrics.View{Agents: []metrics.AgentRow{{Team: "presale"}}})
	if err := c.Exported("zhao", 3); err == nil {
		t.Error("without a stream it is recorded")
	}
}

func TestPaperIsForItsOwnerAlone(t *testing.T) {
	state, folder := t.TempDir(), t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	at := func() metrics.Time { return metrics.Shanghai.Midnight(20000) }
	for given, want := range map[string]string{
		"":                                  filepath.Join(state, "floorwalker", "paper", "20241004-000000.txt"),
		folder:                              filepath.Join(folder, "20241004-000000.txt"),
		filepath.Join(folder, "handed.txt"): filepath.Join(folder, "handed.txt"),
	} {
		where, err := (&paperFolder{path: given, now: at, zone: metrics.Shanghai}).Print("list", []string{"刘洋 1:04"})
		if err != nil || where != want {
			t.Errorf("%q: %s, %v; want %s", given, where, err, want)
			continue
		}
		data, err := os.ReadFile(where)
		if err != nil || string(data) != "list  2024-10-04 00:00:00\n\n刘洋 1:04\n" {
			t.Errorf("%q, %v", data, err)
		}
		if info, err := os.Stat(where); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
	}
}
