package live

import (
	"errors"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
)

// errNoMajority means that the copies of the stream which are left answer, and
// can store nothing: what is read is all there is, and may be over.
var errNoMajority = errors.New("no majority")

// hasMajority reports whether enough copies of a stream are up to store what is
// published.
func hasMajority(c *jetstream.ClusterInfo) bool {
	up, all := feed.Copies(c)
	return 2*up > all
}
