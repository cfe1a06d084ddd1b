package live

import (
	"strings"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/metrics"
)

// postmark is what the server says of a message that it delivers.
type postmark struct {
	sequence uint64       // in the stream
	number   uint64       // among all that the consumer delivered, from 1
	stamp    metrics.Time // when it was stored
	pending  uint64       // messages that are still to come
}

// postmarkOf reads the subject that a message could be acknowledged on. Every
// message has one, and the library makes seven objects of each, so the common form
// is read here.
func postmarkOf(msg jetstream.Msg) (postmark, error) {
	if d, ok := parsePostmark(msg.Reply()); ok {
		return d, nil
	}
	meta, err := msg.Metadata()
	if err != nil {
		return postmark{}, err
	}
	return postmark{
		sequence: meta.Sequence.Stream, number: meta.Sequence.Consumer,
		stamp: metrics.TimeOf(meta.Timestamp), pending: meta.NumPending,
	}, nil
}

// parsePostmark takes
// $JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<number>.<nanoseconds>.<pending>.
func parsePostmark(reply string) (d postmark, ok bool) {
	var numbers [5]uint64
	rest := reply
	for i := range numbers {
		if rest, numbers[len(numbers)-1-i], ok = cutNumber(rest); !ok {
			return postmark{}, false
		}
	}
	stamp := metrics.Time(numbers[3] / 1e6)
	d = postmark{sequence: numbers[1], number: numbers[2], stamp: stamp, pending: numbers[4]}
	return d, strings.HasPrefix(rest, "$JS.ACK.") && strings.Count(rest, ".") == 3
}

// cutNumber takes the number that s ends in, and the dot before it.
func cutNumber(s string) (rest string, n uint64, ok bool) {
	const most = 19 // digits that fit
	i := len(s)
	for unit := uint64(1); i > 0 && s[i-1]-'0' <= 9; i, unit = i-1, 10*unit {
		n += unit * uint64(s[i-1]-'0')
	}
	if digits := len(s) - i; i == 0 || s[i-1] != '.' || digits == 0 || digits > most {
		return "", 0, false
	}
	return s[:i-1], n, true
}
