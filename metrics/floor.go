package metrics

// Floor is the engine. One goroutine owns it.
type Floor struct {
	policy *Policy
	now    Time
	seq    uint64
}

// New returns an empty floor judged by p.
func New(p *Policy) *Floor { return &Floor{policy: p} }

// Apply takes one event, in any order; e is not kept.
func (f *Floor) Apply(e *Event) {}

// Advance moves the floor's clock to now and judges what has become due.
func (f *Floor) Advance(now Time) { f.now = now }

// Asked notes a command that has been sent.
func (f *Floor) Asked(c Command) {}

// Replied notes what became known about a command.
func (f *Floor) Replied(r CommandReply) {}

// View answers q as of the last Advance.
func (f *Floor) View(q Query) *View {
	f.seq++
	return &View{Version: f.seq, Now: f.now, Zone: f.policy.Zone, Query: q}
}
