package feed

import (
	"math/bits"

	"floorwalker/metrics"
)

// Digest is a hash of what e says: of every field but itself. Key order,
// whitespace and unknown fields of the JSON it came from play no part, and it
// is the same in every process, so that all of them agree which of two events
// with one id wins (R21). A field that says nothing plays no part either.
func Digest(e *metrics.Event) uint64 {
	var h hash
	for i, s := range [...]metrics.Text{
		e.ID, e.Producer, e.Platform, e.Shop, e.Team, e.Conversation,
		e.Sender.ID, e.Sender.Name, e.Sender.Tier, e.Agent, e.Name,
		e.Text, e.Media, e.Ref, e.From, e.By, e.Reason, e.Command,
		e.Stage, e.Topic, e.Priority, e.Tier, e.Native, e.Target,
		e.Order, e.Buyer, e.Refund, e.Liable, e.State, e.Metric,
	} {
		if s != "" {
			h.text(i, s)
		}
	}
	for i, n := range [...]int64{
		int64(e.Type), int64(e.Time), int64(e.Received), int64(e.Sender.Kind), flags(e),
		int64(e.Presence), int64(e.Capacity), int64(e.Score), int64(e.InvitedAt),
		e.Amount - metrics.NoAmount, int64(e.Items), int64(e.ShipBy), int64(e.Watermark), int64(e.Day), int64(e.OK), int64(e.N),
	} {
		if n != 0 {
			h.field(numbers+i, 1)
			h.add(uint64(n))
		}
	}
	for i, tag := range e.Tags {
		h.text(tags+i, tag)
	}
	for i, gap := range e.Missing {
		h.field(gaps+i, 2)
		h.add(uint64(gap.From))
		h.add(uint64(gap.To))
	}
	return uint64(h)
}

// Where the numbers of fields begin; texts are before them. They have room for
// as many as a payload holds.
const (
	numbers = 1 << 8
	tags    = 1 << 20
	gaps    = 1 << 21
)

func flags(e *metrics.Event) (bits int64) {
	for i, set := range [...]bool{e.Private, e.Assisted, e.Offline, e.Quick, e.Ungrouped, e.Shipped} {
		if set {
			bits |= 1 << i
		}
	}
	return bits
}

// hash takes eight bytes a step: it multiplies them with what it is so far and
// puts the halves of the product together. The hashes of the standard library
// would copy each string, or differ between processes.
type hash uint64

// Any odd numbers with their ones well spread would do.
const (
	mixA = 0x9e3779b97f4a7c15
	mixB = 0xd1b54a32d192ed03
)

func (h *hash) add(n uint64) {
	high, low := bits.Mul64(uint64(*h)^mixA, n^mixB)
	*h = hash(high ^ low)
}

// field begins a field. With its length, two cannot run together.
func (h *hash) field(number, length int) { h.add(uint64(number)<<32 | uint64(length)) }

func (h *hash) text(number int, s metrics.Text) {
	h.field(number, len(s))
	for ; len(s) >= 8; s = s[8:] {
		h.add(uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56)
	}
	if s != "" {
		var rest uint64
		for i := range len(s) {
			rest = rest<<8 | uint64(s[i])
		}
		h.add(rest)
	}
}
