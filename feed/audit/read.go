package audit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Filter says which records are wanted. Its zero value wants all.
type Filter struct {
	Since, Until time.Time // by the server's clock, both included
	Team         metrics.Text
	Supervisor   metrics.Text
	Verbs        []metrics.Verb
}

// Entry is a record as it is stored, fit to be shown. Team and Supervisor are
// those of its subject, which the server's permissions prove.
type Entry struct {
	Sequence uint64
	Stored   time.Time // by the server's clock

	ID           metrics.Text
	Time         time.Time // by the writer's clock
	Team         metrics.Text
	Supervisor   metrics.Text
	Verb         metrics.Verb
	Conversation metrics.ConversationKey
	Agent        metrics.Text
	From         metrics.Text // the owner he saw
	To           metrics.Text // agent
	ToTeam       metrics.Text
	ToQueue      bool
	Presence     metrics.Presence
	Capacity     int
	Priority     metrics.Text
	Tags         []metrics.Text
	Words        metrics.Text
	Undoes       metrics.Text
	Why          metrics.Text
	Seen         uint64
	Status       feed.CommandStatus
	Code         metrics.Text
	Text         metrics.Text
	Owner        metrics.Text // as the backend answered
}

// Streams finds streams and consumers; a jetstream.JetStream is one.
type Streams interface {
	Stream(ctx context.Context, name string) (jetstream.Stream, error)
}

// Read calls each for every record that f wants, oldest first, up to the one
// that was the latest when it began. It returns how many records made no
// sense, and the first error: of each, of the server, or of ctx.
func Read(ctx context.Context, js Streams, f Filter, each func(Entry) error) (malformed int, err error) {
	stream, err := js.Stream(ctx, feed.AuditName)
	if err != nil {
		return 0, readError(err)
	}
	c, err := stream.OrderedConsumer(ctx, f.consumer())
	if err != nil {
		return 0, readError(err)
	}
	info, err := c.Info(ctx)
	if err != nil {
		return 0, readError(err)
	}
	if info.NumPending == 0 {
		return 0, nil
	}
	messages, err := c.Messages()
	if err != nil {
		return 0, readError(err)
	}
	defer messages.Stop()
	for left := info.NumPending; left > 0; left-- {
		m, err := messages.Next(jetstream.NextContext(ctx))
		if err != nil {
			return malformed, readError(err)
		}
		e, err := decode(m)
		switch {
		case err != nil:
			malformed++
			continue
		case !f.Until.IsZero() && e.Stored.After(f.Until):
			return malformed, nil
		case !f.wants(e):
			continue
		}
		if err := each(e); err != nil {
			return malformed, err
		}
	}
	return malformed, nil
}

func readError(err error) error {
	wrapped := fmt.Errorf("read %s: %w", feed.AuditName, err)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		return feed.WithHint(wrapped, "an administrator creates it: floorwalker setup")
	case errors.Is(err, context.DeadlineExceeded):
		return feed.WithHint(wrapped, "only auditors may read it; floorwalker setup --dry-run prints their permissions")
	}
	return wrapped
}

// consumer has one filter: the server cannot check the rights of more.
func (f Filter) consumer() jetstream.OrderedConsumerConfig {
	token := func(id metrics.Text) string {
		if id == "" {
			return "*"
		}
		return feed.Token(id)
	}
	c := jetstream.OrderedConsumerConfig{
		FilterSubjects: []string{auditRoot + token(f.Team) + "." + token(f.Supervisor)},
		DeliverPolicy:  jetstream.DeliverAllPolicy,
	}
	if !f.Since.IsZero() {
		c.DeliverPolicy, c.OptStartTime = jetstream.DeliverByStartTimePolicy, &f.Since
	}
	return c
}

func (f Filter) wants(e Entry) bool {
	return len(f.Verbs) == 0 || slices.Contains(f.Verbs, e.Verb)
}

const auditRoot = "audit.v1."

var errSubject = errors.New("is not on an audit subject")

func decode(m jetstream.Msg) (Entry, error) {
	md, err := m.Metadata()
	if err != nil {
		return Entry{}, err
	}
	var r feed.AuditRecord
	if err := json.Unmarshal(m.Data(), &r); err != nil {
		return Entry{}, err
	}
	parts := strings.Split(strings.TrimPrefix(m.Subject(), auditRoot), ".")
	if len(parts) != 2 {
		return Entry{}, errSubject
	}
	team, okTeam := feed.Untoken(parts[0])
	supervisor, okSupervisor := feed.Untoken(parts[1])
	if !okTeam || !okSupervisor {
		return Entry{}, errSubject
	}
	e := entry(r)
	e.Sequence, e.Stored = md.Sequence.Stream, md.Timestamp
	e.Team, e.Supervisor = text.Name(team), text.Name(supervisor)
	return e, nil
}

// entry is a record with every text cleaned.
func entry(r feed.AuditRecord) Entry {
	e := Entry{
		ID: text.Clean(r.ID), Time: r.Time, Verb: metrics.Verb(text.Name(string(r.Verb))), Agent: text.Clean(r.Agent),
		Conversation: metrics.ConversationKey{
			Platform: text.Clean(r.Conversation.Platform), Shop: text.Clean(r.Conversation.Shop), Conversation: text.Clean(r.Conversation.Conversation),
		},
		To: text.Clean(r.To.Agent), ToTeam: text.Clean(r.To.Team), ToQueue: r.To.Queue,
		Presence: metrics.ParsePresence(r.Presence), Capacity: r.Capacity, Priority: text.Name(r.Priority),
		Words: text.Clean(r.Words), Undoes: text.Clean(r.Undoes), Why: text.Clean(r.Why), Seen: r.Seen.Sequence,
		Status: feed.CommandStatus(text.Name(string(r.Status))), Code: text.Name(r.Code), Text: text.Clean(r.Text), Owner: text.Clean(r.Owner),
	}
	if r.From != nil {
		e.From = text.Clean(r.From.Owner)
	}
	for _, t := range r.Tags {
		e.Tags = append(e.Tags, text.Name(t))
	}
	return e
}
