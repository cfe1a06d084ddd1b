package soak

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/metrics"
)

// screen is a screen without a terminal: a loop that follows the stream, and
// somebody who reads its views.
type screen struct {
	url  string
	file string // its checkpoint
	pace *pace
	days *live.Segments // what its floors have packed

	opened  int
	conn    *feed.Conn
	stop    context.CancelFunc
	running sync.WaitGroup
	floor   *metrics.Floor // belongs to the loop while it runs
	view    atomic.Pointer[metrics.View]
	stalled atomic.Int64 // until when nobody reads the views, in unix nanoseconds
	crashed atomic.Bool  // it leaves nothing behind
}

// How often a screen writes itself down, and how much is read again after that:
// often and little, as time is short here.
const (
	saveEvery = 5 * time.Second
	readAgain = 10 * time.Second
)

func newScreen(url, file string, p *pace) *screen {
	return &screen{url: url, file: file, pace: p, days: live.OpenSegments(file + "-days")}
}

// open starts the loop, from the checkpoint if there is one.
func (s *screen) open() error {
	policy := metrics.DefaultPolicy()
	follow := &live.Follow{}
	var first live.Floor
	s.floor = nil
	saved, err := live.ReadSaved(s.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	default:
		if s.floor, err = metrics.Restore(policy, saved.Facts, s.days); err != nil {
			return err
		}
		first = paced{s.floor, s.pace}
		saved.Resume(follow, true)
	}
	if s.conn, err = connect(s.url); err != nil {
		return err
	}
	follow.Conn = s.conn
	s.crashed.Store(false)
	s.opened++
	s.run(live.New(follow, live.Options{
		NewFloor: func() live.Floor {
			s.floor = metrics.New(policy)
			s.floor.SealInto(s.days)
			return paced{s.floor, s.pace}
		},
		First: first, After: follow.After, Clock: s.pace,
		Saving: live.Saving{Every: saveEvery, Again: readAgain, Save: s.save},
	}))
	return nil
}

func (s *screen) save(saved live.Saved) {
	if s.crashed.Load() {
		return
	}
	if err := s.days.Sync(); err == nil {
		_ = saved.Write(s.file) // an older one is as good
	}
}

func (s *screen) run(loop *live.Loop) {
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.running.Go(func() { loop.Run(ctx) })
	s.running.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case v := <-loop.Views():
				s.view.Store(v)
			}
			if stall := time.Until(time.Unix(0, s.stalled.Load())); stall > 0 {
				select {
				case <-ctx.Done():
				case <-time.After(stall):
				}
			}
		}
	})
}

// leave ends the loop and gives up its floor; nil if there is no loop.
func (s *screen) leave() *metrics.Floor {
	if s.stop == nil {
		return nil
	}
	s.stop()
	s.running.Wait()
	s.conn.Close()
	s.stop = nil
	return s.floor
}

// crash is leave without a last checkpoint.
func (s *screen) crash() {
	s.crashed.Store(true)
	s.leave()
}

// reach waits until the floor is live and stands at a sequence.
func (s *screen) reach(ctx context.Context, sequence uint64) error {
	for {
		v := s.view.Load()
		if v != nil && v.Feed.State == metrics.FeedLive && v.Feed.Sequence >= sequence {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the screen stands at %v of %d: %w", at(v), sequence, ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func at(v *metrics.View) string {
	if v == nil {
		return "nothing"
	}
	return fmt.Sprintf("%d, %s %s", v.Feed.Sequence, v.Feed.State, v.Feed.Text)
}
