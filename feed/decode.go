package feed

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// MaxPayload is the largest event taken, in bytes.
const MaxPayload = 64 << 10

// ErrUnknownType is wrapped by Decode for a well-formed event of a type that
// this version does not know. It is skipped, and counted apart.
var ErrUnknownType = errors.New("unknown type")

// MalformedError says why a payload is no event.
type MalformedError struct {
	Field  metrics.Text // path of the field, such as sender.kind; empty: the whole
	Reason metrics.Text // in plain words
}

func (e *MalformedError) Error() string {
	if e.Field == "" {
		return string(e.Reason)
	}
	return string(e.Field) + ": " + string(e.Reason)
}

func malformed(field, reason string) error {
	return &MalformedError{Field: text.Name(field), Reason: text.Clean(reason)}
}

var quicks = sync.Pool{New: func() any { return new(quick) }}

// Decode reads one event into e, which it overwrites. The error is a
// *MalformedError, or wraps ErrUnknownType; e is then of no use. Unknown fields
// are ignored. Decode may be called from many goroutines.
func Decode(data []byte, e *metrics.Event) error {
	if len(data) > MaxPayload {
		return malformed("", fmt.Sprintf("has %d bytes, more than %d", len(data), MaxPayload))
	}
	q := quicks.Get().(*quick)
	defer quicks.Put(q)
	if !q.read(data, e) || e.Type == metrics.UnknownEvent || check(e) != nil {
		if err := decodeWire(data, e); err != nil {
			return err
		}
	}
	e.Missing = fewGaps(e.Missing)
	e.Digest = Digest(e)
	return nil
}

// decodeWire is Decode for whatever is not written as usual.
func decodeWire(data []byte, e *metrics.Event) error {
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		return describe(err)
	}
	if w.Type == "" {
		return malformed("type", "is missing")
	}
	if metrics.ParseEventType(w.Type) == metrics.UnknownEvent {
		return fmt.Errorf("%w %q", ErrUnknownType, text.Name(w.Type))
	}
	if err := w.fill(e); err != nil {
		return err
	}
	return check(e)
}

// fill makes e of w, cleaning every string.
func (w *wire) fill(e *metrics.Event) error {
	*e = metrics.Event{} // and then one by one: a literal would be made elsewhere and copied
	e.Type, e.Time, e.Received = metrics.ParseEventType(w.Type), metrics.Time(w.Time), metrics.Time(w.Received)
	e.Sender.Kind = metrics.ParseSenderKind(w.Sender.Kind)
	e.Private, e.Assisted, e.Offline, e.Quick = w.Private, w.Assisted, w.Offline, w.Quick
	e.Presence, e.Capacity = metrics.ParsePresence(w.Status), w.Capacity
	e.Score, e.InvitedAt = w.Score, metrics.Time(w.InvitedAt)
	e.Amount, e.Items, e.Ungrouped = metrics.NoAmount, w.Items, w.Grouped != nil && !*w.Grouped
	e.ShipBy, e.Shipped = metrics.Time(w.ShipBy), w.Shipped
	e.Watermark, e.OK, e.N = metrics.Time(w.Watermark), w.OK, w.N
	if e.Type == metrics.ReviewSubmitted {
		e.Score = w.Stars
	}
	if len(w.Tags) > maxEventTags {
		return malformed("tags", fmt.Sprintf("are more than %d", maxEventTags))
	}
	if err := w.fillIDs(e); err != nil {
		return err
	}
	w.fillLabels(e)
	e.Text, e.Reason = text.Clean(w.Text), text.Clean(w.Reason)
	for _, g := range w.Missing {
		e.Missing = append(e.Missing, metrics.Gap{From: metrics.Time(g.From), To: metrics.Time(g.To)})
	}
	return w.fillNumbers(e)
}

func (w *wire) fillIDs(e *metrics.Event) error {
	for _, f := range [...]struct {
		to   *metrics.Text
		raw  string
		name string
	}{
		{&e.ID, w.ID, "id"},
		{&e.Producer, w.Producer, "producer"},
		{&e.Platform, w.Platform, "platform"},
		{&e.Shop, w.Shop, "shop"},
		{&e.Team, w.Team, "team"},
		{&e.Conversation, w.Conversation, "conversation"},
		{&e.Sender.ID, w.Sender.ID, "sender.id"},
		{&e.Agent, w.Agent, "agent"},
		{&e.Ref, w.Ref, "ref"},
		{&e.From, w.From, "from"},
		{&e.By, w.By, "by"},
		{&e.Command, w.Command, "command"},
		{&e.Order, w.Order, "order"},
		{&e.Buyer, w.Buyer, "buyer"},
		{&e.Refund, w.Refund, "refund"},
		{&e.Metric, w.Metric, "metric"},
	} {
		if f.raw == "" {
			continue
		}
		id, err := text.ID(f.raw)
		if err != nil {
			return malformed(f.name, err.Error())
		}
		*f.to = id
	}
	return nil
}

func (w *wire) fillLabels(e *metrics.Event) {
	for _, f := range [...]struct {
		to  *metrics.Text
		raw string
	}{
		{&e.Sender.Name, w.Sender.Name},
		{&e.Sender.Tier, w.Sender.Tier},
		{&e.Name, w.Name},
		{&e.Media, w.Media},
		{&e.Stage, w.Stage},
		{&e.Topic, w.Topic},
		{&e.Priority, w.Priority},
		{&e.Tier, w.Tier},
		{&e.Native, w.Native},
		{&e.Target, w.Target},
		{&e.Liable, w.Liable},
		{&e.State, w.State},
	} {
		if f.raw != "" {
			*f.to = text.Name(f.raw)
		}
	}
	if len(w.Tags) > 0 {
		e.Tags = make([]metrics.Text, len(w.Tags))
		for i, tag := range w.Tags {
			e.Tags[i] = text.Name(tag)
		}
	}
}

func (w *wire) fillNumbers(e *metrics.Event) error {
	if w.Amount != nil {
		amount, ok := hundredths(*w.Amount)
		if !ok {
			return malformed("amount", "is not between 0 and 10000000000000")
		}
		e.Amount = amount
	}
	if w.Day != "" {
		day, err := metrics.ParseDate(w.Day)
		if err != nil {
			return malformed("day", "is no date of the form 2006-01-02")
		}
		e.Day = day
	}
	return nil
}

// maxAmount bounds amounts so that hundredths are exact in a float64.
const maxAmount = 1e13

// hundredths is an amount as events have it.
func hundredths(amount float64) (n int64, ok bool) {
	if amount < 0 || amount > maxAmount {
		return 0, false
	}
	return int64(math.Round(amount * 100)), true
}

// describe turns an error of the JSON decoder into field and reason.
func describe(err error) error {
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		reason := strings.TrimPrefix(syntax.Err.Error(), "jsontext: ")
		return malformed(path(syntax.JSONPointer), fmt.Sprintf("no valid JSON at byte %d: %s", syntax.ByteOffset, reason))
	}
	wrong, ok := errors.AsType[*json.SemanticError](err)
	if !ok {
		return malformed("", "no valid JSON: "+err.Error())
	}
	reason := "is " + kindNames[wrong.JSONKind] + ", not what belongs there"
	switch {
	case errors.Is(wrong.Err, errStamp), errors.Is(wrong.Err, errStampRange):
		reason = wrong.Err.Error()
	case wrong.JSONKind == '0':
		reason = "is a number that does not fit there"
	}
	return malformed(path(wrong.JSONPointer), reason)
}

// kindNames names the JSON kinds.
var kindNames = map[jsontext.Kind]string{
	'n': "null", 't': "true", 'f': "false", '"': "a string", '0': "a number", '{': "an object", '[': "an array",
}

// path is a JSON pointer as people write it: sender.kind.
func path(p jsontext.Pointer) string {
	return strings.ReplaceAll(strings.TrimPrefix(string(p), "/"), "/", ".")
}
