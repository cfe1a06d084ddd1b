package natstest

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"floorwalker/feed"
)

// clusterSize is how many nodes a Cluster has: the fewest that may lose one.
const clusterSize = 3

// Cluster is three servers that keep each stream three times.
type Cluster struct {
	tb    testing.TB
	nodes [clusterSize]*clusterNode
}

type clusterNode struct {
	opts server.Options
	ns   *server.Server // nil: stopped
}

// StartCluster starts the servers and waits until they have a leader. They are
// stopped when the test ends.
func StartCluster(tb testing.TB) *Cluster {
	tb.Helper()
	c := &Cluster{tb: tb}
	var routes []*url.URL
	for i := range c.nodes {
		port := FreePort(tb)
		routes = append(routes, &url.URL{Scheme: "nats-route", Host: fmt.Sprintf("127.0.0.1:%d", port)})
		c.nodes[i] = &clusterNode{opts: server.Options{
			ServerName: fmt.Sprintf("node-%d", i), Host: "127.0.0.1", Port: FreePort(tb),
			JetStream: true, StoreDir: tb.TempDir(), NoLog: true, NoSigs: true,
			Cluster: server.ClusterOpts{Name: "floor", Host: "127.0.0.1", Port: port},
		}}
	}
	for i := range c.nodes {
		c.nodes[i].opts.Routes = routes
		c.Start(i)
	}
	tb.Cleanup(func() {
		for i := range c.nodes {
			c.Stop(i)
		}
	})
	Eventually(tb, "the cluster has a leader and all its peers", func() bool {
		for _, n := range c.nodes {
			if n.ns.JetStreamIsLeader() {
				return len(n.ns.JetStreamClusterPeers()) == clusterSize
			}
		}
		return false
	})
	return c
}

// Start starts node i with what it had stored.
func (c *Cluster) Start(i int) {
	c.tb.Helper()
	n := c.nodes[i]
	opts := n.opts
	ns, err := server.NewServer(&opts)
	if err != nil {
		c.tb.Fatal(err)
	}
	ns.Start()
	n.ns = ns
	if !ns.ReadyForConnections(time.Minute) {
		c.tb.Fatalf("node %d does not accept connections", i)
	}
}

// Stop stops node i.
func (c *Cluster) Stop(i int) {
	if n := c.nodes[i]; n.ns != nil {
		n.ns.Shutdown()
		n.ns.WaitForShutdown()
		n.ns = nil
	}
}

// URL is where clients connect to node i.
func (c *Cluster) URL(i int) string { return urlOf(c.nodes[i].opts.Port) }

// Conn is a connection to any node, i first.
func (c *Cluster) Conn(i int, opts ...nats.Option) *feed.Conn {
	c.tb.Helper()
	var urls []string
	for k := range clusterSize {
		urls = append(urls, c.URL((i+k)%clusterSize))
	}
	return Dial(c.tb, strings.Join(urls, ","), append([]nats.Option{nats.DontRandomize()}, opts...)...)
}

// Leader waits for the node that leads a stream.
func (c *Cluster) Leader(stream string) (leader int) {
	c.tb.Helper()
	Eventually(c.tb, "stream "+stream+" has a leader", func() bool {
		for i, n := range c.nodes {
			if n.ns != nil && n.ns.JetStreamIsStreamLeader(server.DEFAULT_GLOBAL_ACCOUNT, stream) {
				leader = i
				return true
			}
		}
		return false
	})
	return leader
}
