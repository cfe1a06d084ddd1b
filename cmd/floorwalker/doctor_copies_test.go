package main

import (
	"context"
	"errors"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/metrics"
	"floorwalker/tui"
)

func TestCopiesOfAStream(t *testing.T) {
	peers := func(offline ...bool) (all []*jetstream.PeerInfo) {
		for _, o := range offline {
			all = append(all, &jetstream.PeerInfo{Offline: o})
		}
		return all
	}
	for name, c := range map[string]struct {
		cluster *jetstream.ClusterInfo
		want    severity
		en, zh  string
	}{
		"one server":          {cluster: nil},
		"one copy":            {cluster: &jetstream.ClusterInfo{Leader: "a"}},
		"all of three":        {&jetstream.ClusterInfo{Leader: "a", Replicas: peers(false, false)}, wellFinding, "all 3 copies of CHAT are up", "CHAT 的 3 个副本全部在线"},
		"two of three":        {&jetstream.ClusterInfo{Leader: "a", Replicas: peers(true, false)}, careFinding, "2 of 3 copies of CHAT are up", "CHAT 的 3 个副本有 2 个在线"},
		"a leader alone":      {&jetstream.ClusterInfo{Leader: "a", Replicas: peers(true, true)}, badFinding, "1 of 3 copies of CHAT are up: nothing new can be stored", "CHAT 的 3 个副本只有 1 个在线：无法存入新数据"},
		"one, nobody leads":   {&jetstream.ClusterInfo{Replicas: peers(true, false, true)}, badFinding, "1 of 3 copies of CHAT are up: nothing new can be stored", "CHAT 的 3 个副本只有 1 个在线：无法存入新数据"},
		"three, nobody leads": {&jetstream.ClusterInfo{Replicas: peers(false, false, false)}, wellFinding, "all 3 copies of CHAT are up", "CHAT 的 3 个副本全部在线"},
	} {
		p := &patient{}
		found := p.copies(&jetstream.StreamInfo{Config: jetstream.StreamConfig{Name: "CHAT"}, Cluster: c.cluster})
		if c.want == "" {
			if len(found) != 0 || p.minority {
				t.Errorf("%s: %+v", name, found)
			}
			continue
		}
		if len(found) != 1 || found[0].severity != c.want || found[0].what.in(tui.English) != c.en || found[0].what.in(tui.Chinese) != c.zh ||
			(found[0].do.in(tui.Chinese) == "") != (c.want == wellFinding) || p.minority != (c.want == badFinding) {
			t.Errorf("%s: %+v", name, found)
		}
	}
}

// What is blind for want of copies is not unknown: it is wrong, and known why.
func TestTooFewCopiesExplainWhatCannotBeSeen(t *testing.T) {
	stale := &metrics.View{Feed: metrics.Feed{State: metrics.FeedLost, Text: "most copies are down"}}
	for _, minority := range []bool{false, true} {
		p := &patient{minority: minority}
		d := p.explained(p.staleFinding(stale, context.DeadlineExceeded))
		if (d.severity == badFinding) != minority || (d.do.in(tui.English) == doNodes.en) != minority {
			t.Errorf("minority %t: %+v", minority, d)
		}
		if d := p.explained(well(topicFeed, textRead, 1, 2)); d.severity != wellFinding {
			t.Errorf("%+v", d)
		}
		if d := p.explained(blind(topicStreams, errors.New("x"))); (worst([]diagnosis{d}) == exitCritical) != minority {
			t.Errorf("minority %t: %+v", minority, d)
		}
	}
}
