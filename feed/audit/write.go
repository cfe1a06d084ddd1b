package audit

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"floorwalker/feed"
)

// Publisher stores messages; a jetstream.JetStream is one.
type Publisher interface {
	PublishMsg(ctx context.Context, m *nats.Msg, opts ...jetstream.PublishOpt) (*jetstream.PubAck, error)
}

var errNobody = errors.New("a record needs a verb, a team and a supervisor")

// Write stores a record of a copy, an unmasking or a hiding, and returns when
// the server has it. A record without ID gets one, one without Status is done.
// Without the right to publish it fails when ctx ends: the server says why on
// the connection only.
func Write(ctx context.Context, p Publisher, r feed.AuditRecord) error {
	if r.Verb == "" || r.Team == "" || r.Supervisor == "" {
		return errNobody
	}
	if r.ID == "" {
		r.ID = nuid.Next()
	}
	if r.Status == "" {
		r.Status = feed.AuditDone
	}
	data, err := r.Encode()
	if err == nil {
		m := &nats.Msg{Subject: feed.AuditSubject(r.Team, r.Supervisor), Data: data}
		_, err = p.PublishMsg(ctx, m, jetstream.WithMsgID(r.ID))
	}
	if err != nil {
		return fmt.Errorf("record that %s was done: %w", r.Verb, err)
	}
	return nil
}
