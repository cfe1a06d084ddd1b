package live

import (
	"context"
	"time"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// Floor is what the loop needs of metrics.Floor.
type Floor interface {
	Apply(e *metrics.Event)
	Settle(n int) (left int) // judges n conversations that events have touched
	Advance(now metrics.Time)
	KnowSince(t metrics.Time) // nothing before t was ever seen
	Asked(c metrics.Command)
	Replied(r metrics.CommandReply)
	View(q metrics.Query) *metrics.View
	TextsDropped() uint64 // recent ones, of messages that still count
}

// Options of a Loop.
type Options struct {
	NewFloor func() Floor // an empty floor; called again if a stream begins anew
	First    Floor        // the first one, if the source goes on where it stood; nil: NewFloor's
	After    uint64       // the sequence that First stands at
	Saving   Saving
	Zone     metrics.Zone // for times in View.Feed.Text
	Words    *Words       // nil: English
	Clock    Clock        // nil: the machine's

	Collector *Collector // told when history is read; may be nil
}

const (
	slice   = 4 * time.Millisecond   // of work before the loop looks up
	tick    = time.Second            // time moves on the screen
	viewGap = 200 * time.Millisecond // between views that nobody asked for
	judged  = 16                     // conversations settled between looks at the clock
	taken   = 4                      // entries taken, likewise
)

// Loop owns a floor. Its methods but Run may be called from any goroutine, at
// any time, and never wait.
type Loop struct {
	source    Source
	newFloor  func() Floor
	collector *Collector
	clock     *timeline
	inbox     *Inbox
	requests  *requests
	views     chan *metrics.View

	// What follows belongs to the goroutine of Run.
	floor Floor
	query metrics.Query
	feed  metrics.Feed
	now   metrics.Time
	skew  skew

	work   []entry // taken from the inbox
	done   int     // of them
	open   bool    // conversations are left to settle, or a page to make
	asked  bool    // somebody waits for the page
	ticks  <-chan time.Time
	due    <-chan time.Time // when the next view may be shown; nil: none waits
	shown  time.Time        // the last view
	dirty  bool             // something changed since
	urgent bool             // and somebody waits for it
	told   Report           // the last
	packer packer
	saver  saver

	filling bool          // history was read that is not judged yet
	last    *metrics.View // of the floor as it is; nil: none was made of it
}

// New returns a loop over source. Run it.
func New(source Source, o Options) *Loop {
	if o.Clock == nil {
		o.Clock = SystemClock{}
	}
	if o.Words == nil {
		o.Words = English
	}
	clock := newTimeline(o.Clock)
	l := &Loop{
		source:    source,
		newFloor:  o.NewFloor,
		collector: o.Collector,
		clock:     clock,
		inbox:     newInbox(clock, o.Words, o.Zone),
		requests:  newRequests(),
		views:     make(chan *metrics.View, 1),
		floor:     o.First,
		work:      make([]entry, 0, maxEntries),
	}
	if l.floor == nil {
		l.floor = o.NewFloor()
	}
	l.saver = saver{Saving: o.Saving, clock: clock, from: o.After, last: clock.Now()}
	l.feed.Sequence = o.After
	l.feed.Replay = isReplay(source)
	return l
}

// Views delivers the newest view; who reads late misses those in between.
func (l *Loop) Views() <-chan *metrics.View { return l.views }

// Ask changes what views answer; the next one comes at once.
func (l *Loop) Ask(q metrics.Query) { l.requests.ask(q) }

// Asked tells the floor of a command that has been sent.
func (l *Loop) Asked(c metrics.Command) { l.requests.tell(func(f Floor) { f.Asked(c) }) }

// Replied tells the floor what became known about a command.
func (l *Loop) Replied(r metrics.CommandReply) { l.requests.tell(func(f Floor) { f.Replied(r) }) }

// Malformed are the last payloads that were no events, oldest first.
func (l *Loop) Malformed() []feed.Sample { return l.inbox.decoder.Samples() }

// Run works until ctx ends, and returns when the source has stopped.
func (l *Loop) Run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		l.source.Run(ctx, l.inbox)
	}()
	defer func() {
		cancel()
		<-stopped
		l.saver.finish(l.floor, &l.told)
	}()
	l.ticks = l.clock.After(tick)
	l.feed.Since = l.moveClock()
	l.dirty, l.urgent = true, true
	l.show()
	for ctx.Err() == nil {
		l.listen(ctx)
		l.show() // an answer comes before the work that waits
		l.workOff()
		l.show()
	}
}

// listen takes what happened; if there is no work it waits for something.
func (l *Loop) listen(ctx context.Context) {
	if l.done == len(l.work) && !l.settles() && !l.packs() && l.saver.writing == nil {
		l.wait(ctx)
		return
	}
	for {
		select {
		case <-l.requests.ready:
			l.answer()
		case <-l.ticks:
			l.onTick()
		default:
			l.takeMore()
			return
		}
	}
}

// takeMore takes what has come, if all before it is done: while a checkpoint is
// written, events go first.
func (l *Loop) takeMore() {
	if l.done < len(l.work) || l.settles() || l.packs() {
		return
	}
	select {
	case <-l.inbox.ready:
		l.work, l.done = l.inbox.take(l.work), 0
	default:
	}
}

func (l *Loop) wait(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-l.inbox.ready:
		l.work, l.done = l.inbox.take(l.work), 0
	case <-l.requests.ready:
		l.answer()
	case <-l.ticks:
		l.onTick()
	case <-l.due:
		l.due = nil
	}
}

// workOff applies entries, and then has the floor judge what they touched, for
// the length of a slice. Nothing new is taken before that is done, so that a
// view finds little left to judge.
func (l *Loop) workOff() {
	for start := l.clock.Now(); l.clock.Now().Sub(start) < slice; {
		switch {
		case l.done < len(l.work):
			l.takeSome()
		case l.settles():
			l.settle()
		case l.packs():
			l.pack()
		case l.saver.writing != nil && len(l.inbox.ready) == 0:
			l.saver.step()
		default:
			return
		}
	}
}

// takeSome takes a few entries: to look at the clock costs a tenth of one.
func (l *Loop) takeSome() {
	for end := min(l.done+taken, len(l.work)); l.done < end; l.done++ {
		l.take(&l.work[l.done])
	}
}

// settles says whether there is something to judge.
func (l *Loop) settles() bool { return l.open && l.judges() }

// judges says whether it is time to judge. History waits until all of it is
// read, unless there is very much: a conversation is then judged once, and not
// after each batch.
func (l *Loop) judges() bool { return l.told.State != metrics.FeedCatchingUp || l.packer.long() }

// settle does a piece of what is open. History is shown once it is judged, and a
// page that somebody waits for once it is whole; later ones come with the time that
// moves.
func (l *Loop) settle() {
	reading := l.told.State == metrics.FeedCatchingUp
	if reading {
		l.floor.Advance(l.moveClock())
	}
	l.open = l.floor.Settle(judged) > 0
	if !l.open && (l.asked || l.filling) && !reading {
		l.asked, l.dirty = false, true
		l.urgent = l.urgent || l.filling
	}
}

func (l *Loop) answer() {
	query, commands := l.requests.take()
	if query != nil {
		l.query = *query
	}
	for _, tell := range commands {
		tell(l.floor)
	}
	l.dirty, l.urgent = true, true
}

func (l *Loop) onTick() {
	l.ticks = l.clock.After(tick)
	l.dirty = l.dirty || !l.feed.Held
	l.packer.look(l.clock.Now())
	l.checkArchive()
	if l.done == len(l.work) {
		l.saver.begin(l.floor, &l.told)
	}
}
