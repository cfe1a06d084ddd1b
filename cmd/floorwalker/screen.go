package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/live"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// crew is what works behind a screen. When one of its tasks panics, the screen
// ends first, so that the terminal is whole again when the panic is printed.
type crew struct {
	stop  context.CancelFunc
	tasks sync.WaitGroup
	diary *diary // is told of panics; nil: nobody is

	mu  sync.Mutex
	err error // of the first that failed
}

// newCrew returns a crew and the context that ends when one of it fails.
func newCrew(ctx context.Context) (*crew, context.Context) {
	ctx, stop := context.WithCancel(ctx)
	return &crew{stop: stop}, ctx
}

// add starts a task. An error of it ends the others.
func (c *crew) add(task func() error) {
	c.tasks.Go(func() {
		if err := c.diary.caught(task); err != nil {
			c.fail(err)
		}
	})
}

func (c *crew) fail(err error) {
	c.mu.Lock()
	if c.err == nil {
		c.err = err
	}
	c.mu.Unlock()
	c.stop()
}

// dismiss ends the tasks and waits for them.
func (c *crew) dismiss() error {
	c.stop()
	c.tasks.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

// show runs loop, whatever else works for it, and its screen, until the
// supervisor quits or ctx ends. The screen gets its views from front.
func show(ctx context.Context, loop *live.Loop, front *front, options tui.Options, others ...func(context.Context) error) error {
	diary, err := openDiary()
	if err != nil {
		front.say(oneLine(err.Error()))
	}
	c, ctx := newCrew(ctx)
	c.diary, front.diary = diary, diary
	c.add(func() error {
		loop.Run(ctx)
		return nil
	})
	for _, other := range append(others, front.run) {
		c.add(func() error { return other(ctx) })
	}
	options.Floor, options.Notices, options.Crashed = front, front.notices, diary.crashed
	err = tui.Run(ctx, options)
	err = errors.Join(c.dismiss(), err)
	return diary.close(err)
}

// openDesk gives the supervisor a desk on conn, whose outcomes go to the floor.
// leave closes it, and says which commands were left without an answer.
func openDesk(conn *feed.Conn, loop *live.Loop, o desk.Options) (d *desk.Desk, leave func(), err error) {
	d, err = desk.New(conn, loop, o)
	if err != nil {
		return nil, nil, err
	}
	unhear := conn.OnError(d.Error)
	leave = func() {
		for _, c := range d.Close(context.Background()) {
			fmt.Fprintf(os.Stderr, "floorwalker: %s of %s was not answered: it may have happened\n",
				c.Verb, oneLine(string(c.Conversation.Conversation)))
		}
		unhear()
	}
	return d, leave, nil
}

// capable is what the backends behind a desk can do. It implements tui.Backend.
type capable struct{ *desk.Desk }

// Able implements tui.Backend.
func (c capable) Able(v metrics.Verb, platform, shop metrics.Text) (ok bool, why metrics.Text) {
	return c.Capabilities().Can(v, platform, shop)
}
