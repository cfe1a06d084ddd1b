package feed

import (
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A repeat that meets the first while replicas agree on it is sent again; what
// the server will not change its mind about is not.
func TestWhatIsSentAgain(t *testing.T) {
	for _, c := range []struct {
		err  error
		want bool
	}{
		{&jetstream.APIError{Code: 409, ErrorCode: 10158}, false},
		{&jetstream.APIError{Code: 400, ErrorCode: 10077}, true},
		{&jetstream.APIError{Code: 503, ErrorCode: 10008}, false},
		{nats.ErrTimeout, false},
		{nats.ErrMaxPayload, true},
	} {
		if got := isRefusal(c.err); got != c.want {
			t.Errorf("%v is a refusal: %t", c.err, got)
		}
	}
}
