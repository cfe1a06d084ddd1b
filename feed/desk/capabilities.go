package desk

import (
	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Capabilities is what the backends that answer can do. The zero value knows
// nothing, and permits everything: a backend refuses by itself what it cannot.
type Capabilities struct {
	known     bool
	instances map[string]instance
	forbidden map[metrics.Verb]bool // by the server, in every team
}

// instance is one running backend.
type instance struct {
	verbs map[metrics.Verb]feed.Capability
	asked uint64 // the round in which it answered last
}

// Reasons why something cannot be done, where the backend gives none.
const (
	ReasonNoBackend metrics.Text = "no_backend" // nobody answers commands
	ReasonNoVerb    metrics.Text = "no_verb"    // no backend knows the verb
	ReasonNotHere   metrics.Text = "not_here"   // not on this platform, or in this shop
	ReasonForbidden metrics.Text = "forbidden"  // the server does not let the supervisor ask, in no team
)

// Known reports whether a backend has answered, or is known not to be there.
func (c Capabilities) Known() bool { return c.known }

// Can reports whether a verb is possible in a shop, and if not, why: one of the
// reasons above, or the backend's own words. Platform and shop are empty for
// what is about people. Of several backends one that can is enough.
func (c Capabilities) Can(v metrics.Verb, platform, shop metrics.Text) (ok bool, reason metrics.Text) {
	switch {
	case c.forbidden[v]:
		return false, ReasonForbidden
	case !c.known:
		return true, ""
	case len(c.instances) == 0:
		return false, ReasonNoBackend
	}
	reason = ReasonNoVerb
	for _, i := range c.instances {
		can, offers := i.verbs[v]
		switch {
		case !offers:
		case allows(can, metrics.ShopKey{Platform: platform, Shop: shop}):
			return true, ""
		case can.Why != "":
			reason = text.Clean(can.Why)
		case reason == ReasonNoVerb:
			reason = ReasonNotHere
		}
	}
	return false, reason
}

// allows reports what a capability says about a shop, or about people, which
// belong to none.
func allows(c feed.Capability, k metrics.ShopKey) bool {
	if k == (metrics.ShopKey{}) {
		return c.Everywhere || len(c.Shops) > 0
	}
	return c.Allows(k)
}

// Capabilities is what the backends can do as far as is known now.
func (d *Desk) Capabilities() Capabilities { return *d.can.Load() }
