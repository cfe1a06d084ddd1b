package main

import (
	"context"
	"errors"
	"io/fs"
	"log"
	"os"
	"strconv"
	"time"
)

// heartbeat says every 5 s, for each shop, up to where its events are published
// and in which stretches some are missing. A screen trusts figures only as far.
type heartbeat struct {
	out   *outbox
	shops []string
	every time.Duration
	state string // file that holds the last watermark
}

// newHeartbeat finds out what was missed since the last run: the helpdesk does
// not repeat for longer than settle.
func newHeartbeat(out *outbox, c config, now time.Time) (*heartbeat, error) {
	h := &heartbeat{out: out, shops: c.shops, every: c.beat, state: c.state}
	last, err := readMark(c.state)
	switch {
	case errors.Is(err, fs.ErrNotExist): // the first run
		return h, nil
	case err != nil:
		return nil, err
	}
	if last.Before(now.Add(-settle)) {
		out.giveBack([]gap{{From: last, To: now}})
	}
	return h, nil
}

// run reports until ctx ends.
func (h *heartbeat) run(ctx context.Context) {
	ticks := time.NewTicker(h.every)
	defer ticks.Stop()
	for {
		if err := h.report(ctx, time.Now()); err != nil && ctx.Err() == nil {
			log.Printf("heartbeat: %v", err)
		}
		select {
		case <-ticks.C:
		case <-ctx.Done():
			return
		}
	}
}

// report publishes one for each shop, and writes the watermark down.
func (h *heartbeat) report(ctx context.Context, now time.Time) error {
	mark, missing := h.out.watermark(now), h.out.takeMissing()
	for _, shop := range h.shops {
		if err := h.send(ctx, shop, now, mark, missing); err != nil {
			h.out.giveBack(missing)
			return err
		}
	}
	return writeMark(h.state, mark)
}

// send publishes one. It is not repeated: the next one says more.
func (h *heartbeat) send(ctx context.Context, shop string, now, mark time.Time, missing []gap) error {
	l, err := one(event{
		ID:   platform + ":" + shop + ":status-" + strconv.FormatInt(now.UnixMilli(), 10),
		Type: "source.status", Time: now, Platform: platform, Shop: shop,
		State: "up", Watermark: mark, Missing: missing,
	})
	if err != nil {
		return err
	}
	return h.out.send(ctx, l[0])
}

func readMark(file string) (time.Time, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return time.Time{}, err
	}
	var t time.Time
	return t, t.UnmarshalText(data)
}

// writeMark replaces the file at once, so that a crash leaves the old one.
func writeMark(file string, mark time.Time) error {
	data, err := mark.MarshalText()
	if err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", data, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}
