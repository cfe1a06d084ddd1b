package live

import (
	"context"
	"errors"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// explain reports why there is no session.
func (w *follower) explain(err error) {
	words := w.in.words
	r := Report{State: metrics.FeedConnecting}
	if !w.created.IsZero() {
		r.State = metrics.FeedLost
	}
	switch denied := w.takeDenied(); {
	case !w.Conn.IsConnected(), errors.Is(err, errDisconnected):
		r.Text, w.outage = w.lost(), true
	case errors.Is(err, jetstream.ErrStreamNotFound):
		r.State, r.Text = metrics.FeedFailed, say(words.NoStream, w.stream)
	case isWithoutJetStream(err) && w.created.IsZero(): // after an outage it only takes its time
		r.State, r.Text = metrics.FeedFailed, text.Clean(words.NoJetStream)
	case denied != nil:
		r.State, r.Text = metrics.FeedFailed, say(words.Denied, denied)
	case errors.Is(err, errNoMajority):
		r.Text = say(words.NoMajority, w.stream)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, nats.ErrTimeout), isWithoutJetStream(err):
		r.Text = text.Clean(words.NoAnswer)
	default:
		r.Text = text.Clean(feed.Redact(err).Error())
	}
	w.tell(r)
}

// lost says what is known of a connection that is not there.
func (w *follower) lost() metrics.Text {
	words := w.in.words
	switch err := w.Conn.LastError(); {
	case isRefusal(err):
		return say(words.Refused, feed.Redact(err))
	case w.created.IsZero():
		return text.Clean(words.Connecting)
	}
	return text.Clean(words.Lost)
}

// isRefusal reports whether a server is there and does not let this user in.
func isRefusal(err error) bool {
	for _, refusal := range []error{
		nats.ErrAuthorization, nats.ErrAuthExpired, nats.ErrAuthRevoked, nats.ErrAccountAuthExpired,
	} {
		if errors.Is(err, refusal) {
			return true
		}
	}
	return false
}

func isWithoutJetStream(err error) bool {
	return errors.Is(err, jetstream.ErrJetStreamNotEnabled) || errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount) ||
		errors.Is(err, nats.ErrNoResponders)
}

func (w *follower) takeDenied() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	denied := w.denied
	w.denied = nil
	return denied
}
