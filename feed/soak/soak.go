// Package soak lets a floor live through a bad time: a simulated floor, played
// fast, reaches a screen's engine over a real server while both, and the way
// between them, fail by a seed. At the end every figure is held against the naive
// twin's, which was given the same events and no trouble.
//
//	sim.Player ──▶ ledger ──▶ feed.Publisher ──▶ server ──▶ live.Loop ──▶ Floor
//	                 │ what was published          ▲            ▲           │
//	                 │                             └── faults ──┘           ▼
//	                 └──────────────────────────────────────────▶ proof.Compare
package soak

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/sim"
	"floorwalker/metrics"
	"floorwalker/metrics/proof"
)

// Options say how long, how fast and how bad.
type Options struct {
	Seed   uint64
	For    time.Duration // of trouble
	Speed  float64       // seconds of the floor in one second
	Agents int           // on the payroll; 0: the simulator's own number
	Pause  time.Duration // between two faults, on average
	Dir    string        // empty, for the server's store, the checkpoint and what was published
	Say    func(string)  // told what is done, a line each
}

// Result is what came of it.
type Result struct {
	Events   int            `json:"events"`    // published
	Repeated int            `json:"repeated"`  // of them, once more
	Junk     int            `json:"malformed"` // published beside them
	Faults   map[string]int `json:"faults"`
	Screens  int            `json:"screens"`    // one after the other, each from the checkpoint of the one before
	Floor    metrics.Span   `json:"floor_ms"`   // time that passed on it
	Packed   int            `json:"packed"`     // conversations and cases that lay in segments in the end
	HeapMiB  int            `json:"heap_mib"`   // the most that was in use
	Leaked   int            `json:"goroutines"` // more at the end than at the beginning
}

// catchUpTime is how long the screen may take, at the end, to read the rest.
const catchUpTime = 5 * time.Minute

// Run plays until Options.For has passed and compares. The error is a
// proof.ErrDiffers if the figures differ, and otherwise says what kept it from
// finding out.
func Run(ctx context.Context, o Options) (*Result, error) {
	before := runtime.NumGoroutine()
	t, err := newTrial(ctx, o)
	if err != nil {
		return nil, err
	}
	err = t.live(ctx)
	if err == nil {
		err = t.judge()
	}
	err = errors.Join(err, t.close())
	t.result.Leaked = max(0, settled(before)-before)
	return &t.result, err
}

// settled is how many goroutines there are once those that are ending have.
func settled(want int) (n int) {
	for range 100 {
		if n = runtime.NumGoroutine(); n <= want {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	return n
}

// trial is a floor, its server and its screen. The goroutine of Run owns it.
type trial struct {
	Options
	random *rand.Rand
	server *feed.Server
	conn   *feed.Conn // of the floor
	pace   pace
	ledger *ledger
	screen *screen
	result Result
}

func newTrial(ctx context.Context, o Options) (t *trial, err error) {
	t = &trial{
		Options: o, random: rand.New(rand.NewPCG(o.Seed, 0x50a4)), result: Result{Faults: map[string]int{}},
		pace: pace{begun: time.Now(), speed: o.Speed, lead: leadOf(o.For, o.Speed)},
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, t.close())
		}
	}()
	if t.server, err = feed.Embedded(filepath.Join(o.Dir, "server")); err != nil {
		return t, err
	}
	if t.conn, err = connect(t.server.URL()); err != nil {
		return t, err
	}
	if _, err = feed.Setup(ctx, t.conn.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: storeBytes}), false); err != nil {
		return t, err
	}
	if t.ledger, err = newLedger(t.conn, filepath.Join(o.Dir, "published.ndjson")); err != nil {
		return t, err
	}
	t.screen = newScreen(t.server.URL(), filepath.Join(o.Dir, "checkpoint"), &t.pace)
	return t, t.screen.open()
}

// storeBytes is room for all that is published.
const storeBytes = 8 << 30

func connect(url string) (*feed.Conn, error) {
	return feed.Connect(feed.ConnectOptions{Server: url, FailFast: true, Getenv: func(string) string { return "" }})
}

// live plays the floor, and makes things go wrong, until the time is over.
func (t *trial) live(ctx context.Context) error {
	floor, err := sim.New(sim.Config{Seed: t.Seed, Start: t.pace.start(), Agents: t.Agents})
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, t.For)
	defer stop()
	player := sim.NewPlayer(floor, t.ledger, sim.Pace{Begin: t.pace.start(), Speed: t.Speed})
	var playing sync.WaitGroup
	var failed error
	playing.Go(func() {
		defer stop()
		failed = player.Run(ctx)
	})
	err = t.trouble(ctx)
	stop()
	playing.Wait()
	t.result.Floor = player.Now().Sub(t.pace.start())
	return errors.Join(err, failed)
}

// trouble makes one thing after the other go wrong until ctx ends.
func (t *trial) trouble(ctx context.Context) error {
	for {
		pause := time.Duration(t.random.ExpFloat64() * float64(t.Pause))
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
		f := faults[t.random.IntN(len(faults))]
		t.Say(fmt.Sprintf("%s, %d events", f.name, t.ledger.published()))
		if err := f.happen(ctx, t); err != nil && ctx.Err() == nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		t.result.Faults[f.name]++
		t.measure()
	}
}

func (t *trial) measure() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.result.HeapMiB = max(t.result.HeapMiB, int(m.HeapInuse>>20))
}

// judge waits until the screen has read everything and holds it against the twin.
func (t *trial) judge() error {
	ctx, cancel := context.WithTimeout(context.Background(), catchUpTime)
	defer cancel()
	if err := t.ledger.close(ctx); err != nil {
		return err
	}
	last, err := t.lastSequence(ctx)
	if err != nil {
		return err
	}
	if err := t.screen.reach(ctx, last); err != nil {
		return err
	}
	floor := t.screen.leave()
	t.measure()
	t.result.Events, t.result.Screens = t.ledger.published(), t.screen.opened
	lines, err := t.ledger.lines()
	if err != nil {
		return err
	}
	now := t.pace.at(time.Now())
	floor.Advance(now)
	t.result.Packed = floor.Packed()
	t.Say(fmt.Sprintf("comparing %d events with the twin", len(lines)))
	return proof.Compare(floor, lines, now, nil)
}

func (t *trial) lastSequence(ctx context.Context) (uint64, error) {
	stream, err := t.conn.JetStream().Stream(ctx, feed.StreamName)
	if err != nil {
		return 0, err
	}
	return stream.CachedInfo().State.LastSeq, nil
}

func (t *trial) close() error {
	var err error
	if t.screen != nil {
		t.screen.leave()
		err = t.screen.days.Close()
	}
	if t.ledger != nil {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		err = errors.Join(err, t.ledger.close(ctx))
	}
	if t.conn != nil {
		t.conn.Close()
	}
	if t.server != nil {
		t.server.Stop()
	}
	return err
}
