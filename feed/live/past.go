package live

import (
	"cmp"
	"context"
	"sync"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// Past plays what a stream holds the way a screen showed it then: an event is
// there from the instant at which the broker stored it, so that what came late
// comes late again. It goes where Seek, NextBreach and Play say, which may be
// called from any goroutine, also before Run, and never wait.
type Past struct {
	conn   *feed.Conn
	stream string
	clock  func() metrics.Time
	say    func(metrics.Text)

	mu     sync.Mutex
	orders []order       // guarded by mu: not carried out yet
	ready  chan struct{} // holds one when there are some
	stop   func()        // guarded by mu: ends what is being carried out; nil: nothing is
	goes   bool          // guarded by mu: and that is a seek, which others wait for
}

// PastOptions of a Past.
type PastOptions struct {
	Conn   *feed.Conn
	Stream string // empty: feed.StreamName
	// Clock tells the present of a floor whose events are not of the broker's time:
	// each is then there from its own. nil: the broker's.
	Clock func() metrics.Time
	Say   func(metrics.Text) // told why it did not go where it should; called from the goroutine of Run
}

// NewPast returns the past of a stream, at no instant yet.
func NewPast(o PastOptions) *Past {
	return &Past{
		conn: o.Conn, stream: cmp.Or(o.Stream, feed.StreamName), clock: o.Clock, say: o.Say,
		ready: make(chan struct{}, 1),
	}
}

type orderKind uint8

const (
	seekOrder orderKind = iota
	breachOrder
	playOrder
)

// order is where to go, or how.
type order struct {
	kind  orderKind
	at    metrics.Time
	speed float64
}

// Seek goes to an instant and holds there. Orders that were not carried out by
// then are void.
func (p *Past) Seek(at metrics.Time) { p.add(order{kind: seekOrder, at: at}) }

// NextBreach goes on to the next instant at which a buyer who still waits was not
// answered in time for a line, and holds there.
func (p *Past) NextBreach() { p.add(order{kind: breachOrder}) }

// Play lets time pass, speed seconds in one; 0 holds it.
func (p *Past) Play(speed float64) { p.add(order{kind: playOrder, speed: speed}) }

func (p *Past) add(o order) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if o.kind == seekOrder {
		p.orders = nil
	}
	p.orders = append(p.orders, o)
	if p.stop != nil && (!p.goes || o.kind == seekOrder) {
		p.stop()
	}
	select {
	case p.ready <- struct{}{}:
	default:
	}
}

// take waits for an order. It is to be carried out until the context ends that
// comes with it, which done must be called after; ok is false when ctx ends.
func (p *Past) take(ctx context.Context) (o order, until context.Context, done func(), ok bool) {
	for {
		p.mu.Lock()
		if len(p.orders) > 0 {
			break
		}
		p.mu.Unlock()
		select {
		case <-p.ready:
		case <-ctx.Done():
			return o, ctx, func() {}, false
		}
	}
	defer p.mu.Unlock()
	o, p.orders = p.orders[0], p.orders[1:]
	until, stop := context.WithCancel(ctx)
	p.stop, p.goes = stop, o.kind == seekOrder
	return o, until, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.stop = nil
		stop()
	}, true
}

// Run carries out orders until ctx ends.
func (p *Past) Run(ctx context.Context, in *Inbox) {
	v := &voyage{Past: p, in: in}
	defer v.close()
	for {
		o, until, done, ok := p.take(ctx)
		if !ok {
			return
		}
		switch o.kind {
		case seekOrder:
			v.seek(until, o.at)
		case breachOrder:
			v.nextBreach(until)
		case playOrder:
			v.play(until, o.speed)
		}
		done()
	}
}
