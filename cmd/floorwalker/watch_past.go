package main

import (
	"context"
	"time"

	"floorwalker/feed/live"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// begin is the time of --at; 0 without it.
func (f *watchFlags) begin() (metrics.Time, error) {
	at, err := parseTime("--at", f.at, metrics.Shanghai.Location())
	switch {
	case err != nil:
		return 0, err
	case f.speed < 0:
		return 0, usage("1 is as it was, 60 a minute in a second, 0 as fast as it goes", "--speed %g", f.speed)
	case at == 0 && f.speed != 1:
		return 0, usage("floorwalker watch --at '2026-11-11 20:41' --speed 10", "--speed is for --at")
	case at > metrics.TimeOf(time.Now()):
		return 0, usage("floorwalker watch shows the present", "--at %s has not come yet", f.at)
	case at != 0 && f.subject != "":
		return 0, usage("floorwalker watch --at TIME", "a subject without a stream has no past")
	case at != 0 && f.alerts != "":
		return 0, usage("floorwalker alerts test --at TIME says what would have fired", "--alerts is for the present")
	}
	return at, nil
}

// showPast plays the stream from a time on through the screen. Nothing can be
// commanded there: what it shows is over.
func (f *watchFlags) showPast(ctx context.Context, at metrics.Time, options tui.Options) error {
	conn, err := f.dial("watch", options.Who, true)
	if err != nil {
		return err
	}
	defer conn.Close()
	past, err := openPastStream(ctx, conn, at)
	if err != nil {
		return err
	}
	options.ReadOnly = true
	policy := metrics.DefaultPolicy()
	loop := live.New(
		&live.Replay{Lines: past.lines, Speed: f.speed, From: at, Until: metrics.TimeOf(time.Now())},
		live.Options{
			NewFloor: func() live.Floor { return &witness{metrics.New(policy), new(moments), past.since} },
			Zone:     policy.Zone,
			Words:    words(options.Lang),
		})
	return show(ctx, loop, options, past.feed)
}
