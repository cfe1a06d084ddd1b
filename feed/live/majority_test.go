package live

import (
	"testing"

	"github.com/nats-io/nats.go/jetstream"
)

func TestMajority(t *testing.T) {
	peers := func(offline ...bool) (all []*jetstream.PeerInfo) {
		for _, o := range offline {
			all = append(all, &jetstream.PeerInfo{Offline: o})
		}
		return all
	}
	for name, c := range map[string]struct {
		info *jetstream.ClusterInfo
		want bool
	}{
		"no cluster":                   {nil, true},
		"one copy":                     {&jetstream.ClusterInfo{Leader: "a"}, true},
		"all of three":                 {&jetstream.ClusterInfo{Leader: "a", Replicas: peers(false, false)}, true},
		"two of three":                 {&jetstream.ClusterInfo{Leader: "a", Replicas: peers(false, true)}, true},
		"a leader alone":               {&jetstream.ClusterInfo{Leader: "a", Replicas: peers(true, true)}, false},
		"nobody leads, one is up":      {&jetstream.ClusterInfo{Replicas: peers(true, false, true)}, false},
		"nobody leads yet":             {&jetstream.ClusterInfo{Replicas: peers(false, false, true)}, true},
		"half of four":                 {&jetstream.ClusterInfo{Leader: "a", Replicas: peers(false, true, true)}, false},
		"three of five":                {&jetstream.ClusterInfo{Leader: "a", Replicas: peers(false, true, false, true)}, true},
		"one of two, which is no more": {&jetstream.ClusterInfo{Leader: "a", Replicas: peers(true)}, false},
	} {
		if got := hasMajority(c.info); got != c.want {
			t.Errorf("%s: %t, want %t", name, got, c.want)
		}
	}
}
