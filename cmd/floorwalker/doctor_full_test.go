//go:build full

package main

import (
	"strings"
	"testing"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
)

// Without a majority nothing can be stored, whichever node is left. The cluster
// takes some seconds to notice; then it is what the doctor says, in both languages.
func TestDoctorFindsALostMajority(t *testing.T) {
	for name, step := range map[string]int{"a follower is left": 1, "the leader is left": 0} {
		t.Run(name, func(t *testing.T) {
			c := natstest.StartCluster(t)
			plan := feed.NewPlan(feed.Scale{Replicas: 3, MaxBytes: 1 << 30})
			if _, err := feed.Setup(t.Context(), c.Conn(0).JetStream(), plan, false); err != nil {
				t.Fatal(err)
			}
			keep := (c.Leader(feed.StreamName) + step) % 3
			natstest.Eventually(t, "all copies are up", func() bool {
				_, said := examine(t, c.URL(keep), "en")
				return strings.Contains(said, "all 3 copies of CHAT are up")
			})
			c.Stop((keep + 1) % 3)
			c.Stop((keep + 2) % 3)
			natstest.Eventually(t, "it finds that most are down", func() bool {
				code, said := examine(t, c.URL(keep), "en")
				return code == exitCritical && strings.Contains(said, "bad    copies      1 of 3 copies of CHAT are up") &&
					strings.Contains(said, doNodes.en)
			})
			if _, said := examine(t, c.URL(keep), "zh"); !strings.Contains(said, "CHAT 的 3 个副本只有 1 个在线") || !strings.Contains(said, doNodes.zh) {
				t.Error(said)
			}
			c.Start((keep + 1) % 3)
			natstest.Eventually(t, "one server too few needs care", func() bool {
				_, said := examine(t, c.URL(keep), "en")
				return strings.Contains(said, "care   copies      2 of 3 copies of CHAT are up")
			})
		})
	}
}

// examine is the code and the findings of a doctor.
func examine(t *testing.T, url, lang string) (code int, findings string) {
	t.Helper()
	var out strings.Builder
	cmd := newDoctorCommand()
	cmd.SetArgs([]string{"--server", url, "--lang", lang, "--timeout", "3s"})
	cmd.SetOut(&out)
	return exitCode(cmd.ExecuteContext(t.Context())), out.String()
}
