package feed

import "github.com/nats-io/nats.go/jetstream"

// Copies counts the copies of a stream and those whose servers are up, as one of
// them says; a stream on one server has one. With half of them or fewer nothing
// that is published can be stored. A leader that is left alone goes on answering,
// at first as if it still led; then it names itself among the others.
func Copies(c *jetstream.ClusterInfo) (up, all int) {
	if c == nil || len(c.Replicas) == 0 {
		return 1, 1
	}
	all = len(c.Replicas)
	for _, r := range c.Replicas {
		if !r.Offline {
			up++
		}
	}
	if c.Leader != "" { // it is not among them
		return up + 1, all + 1
	}
	return up, all
}
