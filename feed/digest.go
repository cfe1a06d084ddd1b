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
	h := hash(0).
		text(0, e.ID).text(1, e.Producer).text(2, e.Platform).text(3, e.Shop).text(4, e.Team).text(5, e.Conversation).
		text(6, e.Sender.ID).text(7, e.Sender.Name).text(8, e.Sender.Tier).text(9, e.Agent).text(10, e.Name).
		text(11, e.Text).text(12, e.Media).text(13, e.Ref).text(14, e.From).text(15, e.By).text(16, e.Reason).text(17, e.Command).
		text(18, e.Stage).text(19, e.Topic).text(20, e.Priority).text(21, e.Tier).text(22, e.Native).text(23, e.Target).
		text(24, e.Order).text(25, e.Buyer).text(26, e.Refund).text(27, e.Liable).text(28, e.State).text(29, e.Metric)
	h = h.
		number(0, int64(e.Type)).number(1, int64(e.Time)).number(2, int64(e.Received)).number(3, int64(e.Sender.Kind)).number(4, flags(e)).
		number(5, int64(e.Presence)).number(6, int64(e.Capacity)).number(7, int64(e.Score)).number(8, int64(e.InvitedAt)).
		number(9, e.Amount-metrics.NoAmount).number(10, int64(e.Items)).number(11, int64(e.ShipBy)).
		number(12, int64(e.Watermark)).number(13, int64(e.Day)).number(14, int64(e.OK)).number(15, int64(e.N))
	for i, tag := range e.Tags {
		h = h.words(tags+i, tag)
	}
	for i, gap := range e.Missing {
		h = h.field(gaps+i, 2).add(uint64(gap.From)).add(uint64(gap.To))
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
	return bit(0, e.Private) | bit(1, e.Assisted) | bit(2, e.Offline) | bit(3, e.Quick) | bit(4, e.Ungrouped) | bit(5, e.Shipped)
}

func bit(n int, set bool) int64 {
	if set {
		return 1 << n
	}
	return 0
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

func (h hash) add(n uint64) hash {
	high, low := bits.Mul64(uint64(h)^mixA, n^mixB)
	return hash(high ^ low)
}

// field begins a field. With its length, two cannot run together.
func (h hash) field(number, length int) hash { return h.add(uint64(number)<<32 | uint64(length)) }

// text adds a field, if it says anything.
func (h hash) text(number int, s metrics.Text) hash {
	if s == "" {
		return h
	}
	return h.words(number, s)
}

// number is the same for numbers.
func (h hash) number(number int, n int64) hash {
	if n == 0 {
		return h
	}
	return h.field(numbers+number, 1).add(uint64(n))
}

func (h hash) words(number int, s metrics.Text) hash {
	h = h.field(number, len(s))
	for ; len(s) >= 8; s = s[8:] {
		h = h.add(uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56)
	}
	if s != "" {
		var rest uint64
		for i := range len(s) {
			rest = rest<<8 | uint64(s[i])
		}
		h = h.add(rest)
	}
	return h
}
