package live

import (
	"errors"

	"github.com/nats-io/nats.go/jetstream"
)

// errNoMajority means that the copies of the stream which are left answer, and
// can store nothing: what is read is all there is, and may be over.
var errNoMajority = errors.New("no majority")

// hasMajority reports whether enough copies of a stream are up to store what is
// published. A leader that is left alone goes on answering, at first as if it
// still led; then it names itself among the others. A stream with one copy, or
// on one server, has no others.
func hasMajority(c *jetstream.ClusterInfo) bool {
	if c == nil || len(c.Replicas) == 0 {
		return true
	}
	copies, up := len(c.Replicas), 0
	for _, r := range c.Replicas {
		if !r.Offline {
			up++
		}
	}
	if c.Leader != "" { // it is not among them
		copies, up = copies+1, up+1
	}
	return 2*up > copies
}
