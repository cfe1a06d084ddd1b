package live

import "time"

// Packs is a floor that packs what is at rest, to hold more history than memory.
type Packs interface {
	Seal(n int) (more bool)
	Damage() error
}

const (
	packEvery   = 20 * time.Second
	packAfter   = 50_000  // events
	packAtOnce  = 64      // conversations looked at between looks at the clock
	unjudgedMax = 1 << 20 // events of history that wait for judging, at most
)

// packer has a floor pack what is at rest, now and then and when much has come.
type packer struct {
	due      bool
	last     time.Time
	events   int // since the last time
	unjudged int // of history
}

// count notes an event.
func (p *packer) count() {
	p.events++
	p.unjudged++
	p.due = p.due || p.events >= packAfter
}

// look begins to pack if it is time.
func (p *packer) look(now time.Time) {
	p.due = p.due || now.Sub(p.last) >= packEvery
}

// long reports whether so much history has come that it must be judged and
// packed before more is read.
func (p *packer) long() bool { return p.unjudged > unjudgedMax }

// packs says whether there may be something to pack. What was read must have
// been judged, and shown to who waits for it; and nothing is packed while a
// checkpoint is written.
func (l *Loop) packs() bool {
	return l.packer.due && l.saver.writing == nil && !l.urgent && !l.settles() && l.judges()
}

// pack packs a piece.
func (l *Loop) pack() {
	if floor, ok := l.floor.(Packs); !ok || !floor.Seal(packAtOnce) {
		l.packer = packer{last: l.clock.Now()}
	}
}

// checkArchive asks the source for everything again if the archive did not give
// back what the floor needed: figures would lack it.
func (l *Loop) checkArchive() {
	if floor, ok := l.floor.(Packs); !ok || floor.Damage() == nil {
		return
	}
	select {
	case l.inbox.again <- struct{}{}:
	default:
	}
}
