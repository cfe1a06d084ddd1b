package live

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"pgregory.net/rapid"

	"floorwalker/metrics"
)

// reply is a message of which only the reply subject is known; its metadata the
// library reads.
type reply struct {
	jetstream.Msg
	subject string
}

func (r reply) Reply() string { return r.subject }

func (r reply) Metadata() (*jetstream.MsgMetadata, error) {
	sub := &nats.Subscription{}
	meta, err := (&nats.Msg{Reply: r.subject, Sub: sub}).Metadata()
	if err != nil {
		return nil, err
	}
	return &jetstream.MsgMetadata{
		Sequence:  jetstream.SequencePair{Consumer: meta.Sequence.Consumer, Stream: meta.Sequence.Stream},
		Timestamp: meta.Timestamp, NumPending: meta.NumPending,
	}, nil
}

// What is read here the library reads likewise, and what is not is left to it.
func TestPostmarkOfIsTheLibrarys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sequence, number := rapid.Uint64Range(1, 1<<63).Draw(t, "sequence"), rapid.Uint64Range(1, 1<<63).Draw(t, "number")
		pending := rapid.Uint64Range(0, 1<<40).Draw(t, "pending")
		stamp := rapid.Int64Range(0, 1<<62).Draw(t, "stamp")
		domain := rapid.SampledFrom([]string{"", "_.hash.", "hub.hash."}).Draw(t, "domain")
		tail := ""
		if domain != "" {
			tail = rapid.SampledFrom([]string{"", ".aB3", ".123"}).Draw(t, "tail")
		}
		subject := fmt.Sprintf("$JS.ACK.%sCHAT_presale.c-%d.1.%d.%d.%d.%d%s", domain, number, sequence, number, stamp, pending, tail)
		if _, quick := parsePostmark(subject); quick != (domain == "") {
			t.Fatalf("read here: %v, %s", quick, subject)
		}
		d, err := postmarkOf(reply{subject: subject})
		if err != nil {
			t.Fatal(err)
		}
		if d.sequence != sequence || d.number != number || d.pending != pending || d.stamp.Std().UnixMilli() != time.Unix(0, stamp).UnixMilli() {
			t.Fatalf("%s is read as %+v", subject, d)
		}
	})
}

func (r reply) Subject() string { return "chat.v1.presale.pdd.s1.c1" }

func (r reply) Data() []byte { return []byte("{}") }

// What comes after a message that is missing is not handled: the next session begins
// behind the last that was.
func TestReaderSeesAGap(t *testing.T) {
	r := &reader{in: newInbox(newTimeline(SystemClock{}), English, metrics.Shanghai), events: newReaderEvents(1), target: 100}
	for _, number := range []int{1, 2, 4, 5} {
		r.handle(t.Context(), reply{subject: fmt.Sprintf("$JS.ACK.CHAT.c.1.%d.%d.1773108000000000000.9", 10+number, number)})
	}
	if read := r.progress(); read.position != 12 || read.caughtUp || len(r.in.entries) != 2 {
		t.Errorf("%+v, %d delivered", read, len(r.in.entries))
	}
	select {
	case err := <-r.events.trouble:
		if !errors.Is(err, errBegin) {
			t.Error(err)
		}
	default:
		t.Error("the session goes on")
	}
}

func TestPostmarkOfNothing(t *testing.T) {
	for _, subject := range []string{
		"", "_INBOX.x", "$JS.ACK.CHAT.c.1.2.3.4", "$JS.ACK.CHAT.c.1..3.4.5", "$JS.ACK.CHAT.c.1.2.3.4.", "$JS.FC.CHAT.c.1.2.3.4.5",
		"$JS.ACK.CHAT.c.d.e.1.2.3.4.5", "$JS.ACK.CHAT.c.1.2.3.4.99999999999999999999", "$JS.ACK.1.2.3.4.5",
	} {
		if d, quick := parsePostmark(subject); quick {
			t.Errorf("%q is read as %+v", subject, d)
		}
	}
}
