package feed

import "floorwalker/metrics"

// Digest is a hash of what e says: of every field but itself. Key order,
// whitespace and unknown fields of the JSON it came from play no part, and it
// is the same in every process, so that all of them agree which of two events
// with one id wins (R21).
func Digest(e *metrics.Event) uint64 {
	h := hash(fnvOffset)
	for _, s := range [...]metrics.Text{
		e.ID, e.Producer, e.Platform, e.Shop, e.Team, e.Conversation,
		e.Sender.ID, e.Sender.Name, e.Sender.Tier, e.Agent, e.Name,
		e.Text, e.Media, e.Ref, e.From, e.By, e.Reason, e.Command,
		e.Stage, e.Topic, e.Priority, e.Tier, e.Native, e.Target,
		e.Order, e.Buyer, e.Refund, e.Liable, e.State, e.Metric,
	} {
		h.text(s)
	}
	for _, n := range [...]int64{
		int64(e.Type), int64(e.Time), int64(e.Received), int64(e.Sender.Kind), flags(e),
		int64(e.Presence), int64(e.Capacity), int64(e.Score), int64(e.InvitedAt),
		e.Amount, int64(e.Items), int64(e.ShipBy), int64(e.Watermark), int64(e.Day), int64(e.OK), int64(e.N),
		int64(len(e.Tags)), int64(len(e.Missing)),
	} {
		h.number(n)
	}
	for _, tag := range e.Tags {
		h.text(tag)
	}
	for _, gap := range e.Missing {
		h.number(int64(gap.From))
		h.number(int64(gap.To))
	}
	return uint64(h)
}

func flags(e *metrics.Event) (bits int64) {
	for i, set := range [...]bool{e.Private, e.Assisted, e.Offline, e.Quick, e.Ungrouped, e.Shipped} {
		if set {
			bits |= 1 << i
		}
	}
	return bits
}

// hash is FNV-1a. hash/fnv would copy each string to a byte slice.
type hash uint64

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// text adds s with its length, so that fields cannot run together.
func (h *hash) text(s metrics.Text) {
	x := *h
	for i := range len(s) {
		x = (x ^ hash(s[i])) * fnvPrime
	}
	*h = (x ^ hash(len(s))) * fnvPrime
}

func (h *hash) number(n int64) {
	x := *h
	for range 8 {
		x = (x ^ hash(n&0xff)) * fnvPrime
		n >>= 8
	}
	*h = x
}
