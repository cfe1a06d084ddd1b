package feed

import (
	"errors"
	"sync"
	"sync/atomic"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Decoder is Decode with counts, and with samples of what was malformed. Its
// methods may be called from many goroutines. The zero Decoder is ready.
type Decoder struct {
	events, malformed, unknown atomic.Uint64

	mu      sync.Mutex
	samples []Sample // ring, next is the oldest once it is full
	next    int
}

// Counts is how many payloads came, by what they turned out to be.
type Counts struct{ Events, Malformed, Unknown uint64 }

// Sample is a malformed payload.
type Sample struct {
	At     metrics.Time // when it came
	Where  metrics.Text // subject and sequence, or file and line
	Reason metrics.Text
	Head   metrics.Text // the first of it, cleaned
}

// Samples kept, and how many bytes of each.
const (
	maxSamples = 20
	sampleHead = 500
)

// Decode is the function of the same name, counting. Where and at say for the
// samples where and when data came from.
func (d *Decoder) Decode(data []byte, e *metrics.Event, at metrics.Time, where func() string) error {
	return d.count(data, Decode(data, e), at, where)
}

// DecodeFrom is Decode for what came on a subject. An event that is not of its
// platform and shop is malformed.
func (d *Decoder) DecodeFrom(subject string, data []byte, e *metrics.Event, at metrics.Time, where func() string) error {
	err := Decode(data, e)
	if err == nil {
		err = CheckOrigin(subject, e)
	}
	return d.count(data, err, at, where)
}

// count notes what became of data, and returns err.
func (d *Decoder) count(data []byte, err error, at metrics.Time, where func() string) error {
	switch {
	case err == nil:
		d.events.Add(1)
	case errors.Is(err, ErrUnknownType):
		d.unknown.Add(1)
	default:
		d.Malformed(data, err, at, where())
	}
	return err
}

// Malformed counts data as malformed because of err.
func (d *Decoder) Malformed(data []byte, err error, at metrics.Time, where string) {
	d.malformed.Add(1)
	s := Sample{
		At:     at,
		Where:  text.Clean(where),
		Reason: text.Clean(err.Error()),
		Head:   text.Clean(string(data[:min(len(data), sampleHead)])),
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.samples) < maxSamples {
		d.samples = append(d.samples, s)
		return
	}
	d.samples[d.next] = s
	d.next = (d.next + 1) % maxSamples
}

// Counts is the state of the counters.
func (d *Decoder) Counts() Counts {
	return Counts{Events: d.events.Load(), Malformed: d.malformed.Load(), Unknown: d.unknown.Load()}
}

// Samples are the last malformed payloads, oldest first.
func (d *Decoder) Samples() []Sample {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append(append([]Sample(nil), d.samples[d.next:]...), d.samples[:d.next]...)
}
