package live

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Follow reads a JetStream stream from its beginning and stays with it: across
// outages, and when the stream is purged or made anew.
type Follow struct {
	Conn    *feed.Conn
	Stream  string   // empty: feed.StreamName
	Filters []string // subjects, a consumer each; none: everything
	After   uint64   // the last sequence that is known already; 0: none
	// Created is when the stream was created of which After is known, and
	// KnownSince since when all of it is. Another stream is read from its
	// beginning, and the floor begins anew.
	Created    time.Time
	KnownSince metrics.Time
	// Behind is history before After that is not known yet.
	Behind []Behind
	// Recent is where to begin with a stream of which nothing is known, at an
	// instant of its broker; what came before is read behind it, while the floor
	// is live. Nil: everything is read first.
	Recent func(now metrics.Time) metrics.Time
}

const (
	lookEvery   = 10 * time.Second // at the stream, while all is well
	lookTimeout = 5 * time.Second
	firstPause  = 100 * time.Millisecond // between sessions
	longPause   = 5 * time.Second
)

var (
	errDisconnected = errors.New("disconnected")
	errBegin        = errors.New("begin a new session") // nothing to tell people
)

// Run follows until ctx ends. A session lasts while connection, stream and
// consumers do; whatever happens to one of them ends it, and the next begins
// after the last event handled.
func (f *Follow) Run(ctx context.Context, in *Inbox) {
	w := newFollower(f, in)
	defer w.close()
	w.tell(Report{State: metrics.FeedConnecting, Text: text.Clean(in.words.Connecting)})
	for pause := firstPause; ; pause = min(2*pause, longPause) {
		began := in.clock.Now()
		err := w.session(ctx)
		if ctx.Err() != nil {
			return
		}
		connected := w.Conn.IsConnected()
		if !connected { // whatever else ended the session
			err = errDisconnected
		}
		if !errors.Is(err, errBegin) {
			w.explain(err)
		}
		if in.clock.Now().Sub(began) > longPause {
			pause = firstPause
		}
		w.rest(ctx, pause, connected)
	}
}

// follower is a Follow at work. It belongs to the goroutine of Run.
type follower struct {
	*Follow
	in     *Inbox
	stream string
	status chan nats.Status
	unhear func()

	readers    []*reader
	history    []*reader // of what is read behind them
	filling    fill
	created    time.Time    // of the stream read so far; zero: none
	swept      uint64       // its last sequence at the last look
	knownSince metrics.Time // as reported
	notice     metrics.Text // stays when the feed is live again
	told       metrics.Text // last
	outage     bool         // the connection was lost since the last session
	readAgain  bool         // everything, in the next session

	mu       sync.Mutex
	denied   error              // guarded by mu: the last violation of rights
	cancel   context.CancelFunc // guarded by mu: of the session
	remnants []string           // guarded by mu: consumers left on the server
}

func newFollower(f *Follow, in *Inbox) *follower {
	w := &follower{
		Follow:  f,
		in:      in,
		stream:  cmp.Or(f.Stream, feed.StreamName),
		created: f.Created, swept: f.After, knownSince: f.KnownSince,
		status: f.Conn.StatusChanged(nats.CONNECTED, nats.RECONNECTING, nats.DISCONNECTED, nats.CLOSED),
	}
	w.unhear = f.Conn.OnError(w.heard)
	filters := f.Filters
	if len(filters) == 0 {
		filters = []string{""}
	}
	for _, filter := range filters {
		w.readers = append(w.readers, &reader{filter: filter, position: f.After})
	}
	for _, b := range f.Behind {
		w.history = append(w.history, &reader{filter: b.Filter, position: b.After, until: b.Until})
	}
	return w
}

func (w *follower) close() {
	w.unhear()
	w.Conn.RemoveStatusListener(w.status)
}

// heard ends a session that lacks a right; the call that needed it would only
// run out of time. Others may do with theirs what they like.
func (w *follower) heard(err error) {
	what := err.Error()
	if !errors.Is(err, nats.ErrPermissionViolation) || !strings.Contains(what, "."+w.stream) ||
		!(strings.Contains(what, ".STREAM.INFO.") || strings.Contains(what, ".CONSUMER.CREATE.") || strings.Contains(what, ".CONSUMER.MSG.NEXT.")) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.denied = err
	if w.cancel != nil {
		w.cancel()
	}
}

// begin is the context of a session.
func (w *follower) begin(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cancel = cancel
	return ctx, cancel
}

// session reads until something is wrong, and says what.
func (w *follower) session(ctx context.Context) error {
	w.drainStatus()
	if !w.Conn.IsConnected() {
		return errDisconnected
	}
	ctx, cancel := w.begin(ctx)
	defer cancel()
	info, err := w.look(ctx)
	if err != nil {
		return err
	}
	heard := w.in.clock.Now()
	forget := w.compare(info)
	// Before any message of this session: what comes after Forget stays.
	w.tell(Report{
		State: metrics.FeedCatchingUp, Text: w.notice, Target: info.State.LastSeq, Forget: forget,
		Reconnect: w.outage, Broker: metrics.TimeOf(info.TimeStamp), Heard: heard,
	})
	w.outage = false
	events := newReaderEvents(2 * len(w.readers))
	swept := w.sweep(ctx)
	defer func() {
		cancel()
		w.stopReaders()
		swept()
	}()
	if err := w.startReaders(ctx, events); err != nil {
		return err
	}
	return w.watch(ctx, events)
}

// watch waits for trouble, and looks for some now and then.
func (w *follower) watch(ctx context.Context, events readerEvents) error {
	look := w.in.clock.After(lookEvery)
	for live := false; ; {
		if !live && w.behind() == 0 {
			live = true
			if err := w.startHistory(ctx, events); err != nil {
				return err
			}
			w.tellLive()
		}
		w.tellFilled()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-events.caughtUp:
		case err := <-events.trouble:
			return err
		case <-w.in.again:
			w.readAgain = true
			return errBegin
		case <-w.fillTick():
		case status := <-w.status:
			if status != nats.CONNECTED {
				return errDisconnected
			}
		case <-look:
			look = w.in.clock.After(lookEvery)
			if err := w.lookAgain(ctx); err != nil {
				return err
			}
		}
	}
}

// lookAgain looks whether the stream is still the one that is read.
func (w *follower) lookAgain(ctx context.Context) error {
	info, err := w.look(ctx)
	if err != nil {
		return err
	}
	if w.isOther(info) || w.isCut(info) {
		return errBegin
	}
	w.swept = info.State.LastSeq
	return nil
}

// tellFilled tells how far history has been read behind what is live.
func (w *follower) tellFilled() {
	if w.behind() == 0 && w.filledSome() {
		w.tellLive()
	}
}

func (w *follower) tellLive() { w.tell(Report{State: metrics.FeedLive, Text: w.notice}) }

func (w *follower) tell(r Report) {
	r.KnownSince, r.Created, w.told = w.knownSince, w.created, r.Text
	r.Behind, r.Filled, r.ToFill = w.left(), w.filling.done, w.filling.days
	w.in.Report(r)
}

// rest waits before the next session: until there is a connection, or for
// about pause if there was one: should it be gone meanwhile, the next session
// says so.
func (w *follower) rest(ctx context.Context, pause time.Duration, connected bool) {
	var enough <-chan time.Time
	if connected {
		enough = w.in.clock.After(pause/2 + rand.N(pause))
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-enough:
			return
		case status := <-w.status:
			if status == nats.CONNECTED {
				return
			}
		case <-w.in.clock.After(time.Second): // in case a status was missed
			switch here := w.Conn.IsConnected(); {
			case here && enough == nil:
				return
			case !here && w.lost() != w.told: // by now it is known why
				w.explain(errDisconnected)
			}
		}
	}
}

func (w *follower) drainStatus() {
	for {
		select {
		case <-w.status:
		default:
			return
		}
	}
}
