package main

import (
	"cmp"
	"context"
	"time"

	"github.com/spf13/pflag"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/metrics"
)

// origin is where a command without a screen finds the floor: the stream of a
// server, now or at a time before, or a file.
type origin struct {
	connection
	period
	file    string
	at      string
	timeout time.Duration
	words   bool // the last words of conversations matter
}

// deadServer is the longest wait for a server to answer at all: a script has its
// answer within three seconds, the program's own start included.
const deadServer = 2500 * time.Millisecond

func (o *origin) addFlags(fs *pflag.FlagSet) {
	o.connection.addFlags(fs)
	o.period.addFlags(fs)
	fs.StringVar(&o.file, "file", "", "read an NDJSON `FILE` instead of a server, - for standard input")
	fs.StringVar(&o.at, "at", "", "the floor as the stream tells it of this `time`")
	fs.DurationVar(&o.timeout, "timeout", 10*time.Second, "longest wait for the server's history; it has to answer within 3 s")
}

// opened is an origin with its source at hand.
type opened struct {
	source  live.Source
	policy  *metrics.Policy
	settled func(*metrics.View) bool // the floor is what was asked for, or never will be
	since   metrics.Time             // nothing before was ever seen; zero: the source knows
	first   *metrics.Floor           // that a screen has kept, and the source goes on from; nil: none
	after   uint64                   // where it stands in the stream
	feeding func(context.Context) error
	conn    *feed.Conn // nil: a file
	close   func()
}

// open checks the flags and opens what they name.
func (o *origin) open(ctx context.Context, command string) (*opened, error) {
	switch {
	case o.file != "" && o.at != "":
		return nil, usage("floorwalker "+command+" --file FILE --until TIME", "--at is for a server's stream")
	case o.file != "":
		return o.openFile()
	case o.from+o.until+o.tz != "":
		return nil, usage("floorwalker "+command+" --file FILE --until TIME", "--from, --until and --tz are for files")
	}
	c, err := o.inForce()
	if err != nil {
		return nil, err
	}
	policy := c.MetricsPolicy()
	at, err := parseTime("--at", o.at, policy.Zone.Location())
	if err != nil {
		return nil, err
	}
	o.connection.timeout = min(o.timeout, deadServer)
	conn, err := o.dial(command, "", true)
	if err != nil {
		return nil, failed(exitStale, err)
	}
	if at == 0 {
		return o.openNow(conn, c), nil
	}
	return openPast(ctx, conn, c, at)
}

// openNow is the stream as it stands: from what a screen has kept of it, if one
// has, else from its beginning. What was kept and cannot be read is left alone.
func (o *origin) openNow(conn *feed.Conn, c *config.Config) *opened {
	policy := c.MetricsPolicy()
	source := &live.Follow{Conn: conn, Stream: c.Connection.Stream}
	opened := &opened{
		source: source, policy: policy, conn: conn, close: conn.Close,
		settled: func(v *metrics.View) bool {
			return v.Feed.State == metrics.FeedLive && v.Feed.ToFill == 0 || v.Feed.State == metrics.FeedFailed
		},
	}
	kept, err := newCheckpoints(o.servers(), cmp.Or(source.Stream, feed.StreamName))
	if err != nil {
		return opened
	}
	if floor, saved, _ := kept.take(policy); floor != nil {
		opened.first, opened.after = floor, saved.Resume(source, o.words)
	}
	return opened
}

func (o *origin) openFile() (*opened, error) {
	c, err := o.inForce()
	if err != nil {
		return nil, err
	}
	source, err := o.source(c.MetricsPolicy().Zone)
	if err != nil {
		return nil, err
	}
	if source.Lines, err = feed.OpenLines(o.file); err != nil {
		return nil, err
	}
	return &opened{
		source: source, policy: inZone(c.MetricsPolicy(), o.zone), settled: standsStill,
		close: func() { _ = source.Lines.Close() }, // it was only read
	}, nil
}

// openPast is the floor of a stream as of a time before now.
func openPast(ctx context.Context, conn *feed.Conn, c *config.Config, at metrics.Time) (*opened, error) {
	r, err := openPastStream(ctx, conn, c, at)
	if err != nil {
		conn.Close()
		return nil, failed(exitStale, err)
	}
	return &opened{
		source:  &live.Replay{Lines: r.lines, From: at, Until: at},
		policy:  c.MetricsPolicy(),
		settled: standsStill, since: r.since, feeding: r.feed, conn: conn, close: conn.Close,
	}, nil
}

// standsStill says whether a replay has come to its end.
func standsStill(v *metrics.View) bool { return v.Feed.Held || v.Feed.State == metrics.FeedFailed }
