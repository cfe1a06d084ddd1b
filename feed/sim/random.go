package sim

import (
	"math"
	"math/rand/v2"

	"floorwalker/metrics"
)

// dice is a source of chance. Everyone on the floor has his own, so what one
// does never changes what chance gives another: floors with the same seed stay
// comparable whatever supervisors do.
type dice struct{ *rand.Rand }

// Streams of chance under one seed. Agents, days and conversations add their
// number.
const (
	arrivalStream uint64 = iota + 1
	faultStream
	reactionStream
	readingStream
	agentStream        uint64 = 1 << 20
	rotaStream         uint64 = 1 << 30
	incidentStream     uint64 = 1 << 45
	conversationStream uint64 = 1 << 48
)

func newDice(seed, stream uint64) dice {
	return dice{rand.New(rand.NewPCG(mix(seed), mix(stream)))}
}

// mix spreads close numbers over all 64 bits (the finalizer of
// SplitMix64): PCG streams of close seeds would start alike.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (d dice) chance(p float64) bool { return d.Float64() < p }

// between is uniform in [lo, hi).
func (d dice) between(lo, hi metrics.Span) metrics.Span {
	return lo + metrics.Span(d.Int64N(int64(hi-lo)))
}

// around is log-normal: half of the values are below median.
func (d dice) around(median metrics.Span, sigma float64) metrics.Span {
	return metrics.Span(float64(median) * math.Exp(sigma*d.NormFloat64()))
}

// after is the exponential time to the next of events that are mean apart.
func (d dice) after(mean metrics.Span) metrics.Span {
	return metrics.Span(float64(mean) * d.ExpFloat64())
}

func (d dice) factor(lo, hi float64) float64 { return lo + (hi-lo)*d.Float64() }

func pick[T any](d dice, from []T) T { return from[d.IntN(len(from))] }
