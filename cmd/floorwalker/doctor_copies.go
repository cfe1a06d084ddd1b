package main

import (
	"context"
	"errors"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
)

// copies says of a stream on several servers whether enough of them are up.
func (p *patient) copies(info *jetstream.StreamInfo) []diagnosis {
	name := info.Config.Name
	switch up, all := feed.Copies(info.Cluster); {
	case all == 1:
		return nil
	case 2*up <= all:
		p.minority = true
		return []diagnosis{bad(topicCopies, doNodes.with(), textNoMajority, up, all, name)}
	case up < all:
		return []diagnosis{care(topicCopies, doNode.with(), textFewerCopies, up, all, name)}
	default:
		return []diagnosis{well(topicCopies, textAllCopies, all, name)}
	}
}

// explained is d with its cause, if too few copies are it: then it is known what
// is wrong.
func (p *patient) explained(d diagnosis) diagnosis {
	if p.minority && d.severity == deadFinding {
		d.severity, d.do = badFinding, doNodes.with()
	}
	return d
}

// mute is a look at the streams that failed with err. In the first seconds
// without a majority the servers that are left of a cluster say nothing.
func mute(conn *feed.Conn, err error) diagnosis {
	d := blind(topicStreams, err)
	if conn.ConnectedClusterName() != "" && errors.Is(err, context.DeadlineExceeded) {
		d.do = doAskCluster.with()
	}
	return d
}
