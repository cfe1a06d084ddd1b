package feed

import (
	"bytes"
	"errors"
	"math"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"floorwalker/metrics"
)

// wire is the envelope as it travels, docs/events.md. Fields that are absent
// are zero; pointers tell absent from zero where that matters.
type wire struct {
	ID       string `json:"id"`
	Type     string `json:"type"`
	Time     stamp  `json:"time"`
	Received stamp  `json:"received,omitzero"`
	Producer string `json:"producer,omitzero"`

	Platform     string `json:"platform,omitzero"`
	Shop         string `json:"shop,omitzero"`
	Team         string `json:"team,omitzero"`
	Conversation string `json:"conversation,omitzero"`

	Sender wireSender `json:"sender,omitzero"`
	Agent  string     `json:"agent,omitzero"`
	Name   string     `json:"name,omitzero"`

	Text     string `json:"text,omitzero"`
	Media    string `json:"media,omitzero"`
	Private  bool   `json:"private,omitzero"`
	Assisted bool   `json:"assisted,omitzero"`
	Offline  bool   `json:"offline,omitzero"`
	Quick    bool   `json:"quick,omitzero"`
	Ref      string `json:"ref,omitzero"`

	From    string `json:"from,omitzero"`
	By      string `json:"by,omitzero"`
	Reason  string `json:"reason,omitzero"`
	Command string `json:"command,omitzero"`

	Stage    string   `json:"stage,omitzero"`
	Topic    string   `json:"topic,omitzero"`
	Priority string   `json:"priority,omitzero"`
	Tags     []string `json:"tags,omitempty"`
	Tier     string   `json:"tier,omitzero"`

	Status   string `json:"status,omitzero"`
	Native   string `json:"native,omitzero"`
	Capacity int    `json:"capacity,omitzero"`

	Score     int    `json:"score,omitzero"`
	Stars     int    `json:"stars,omitzero"`
	Target    string `json:"target,omitzero"`
	InvitedAt stamp  `json:"invited_at,omitzero"`

	Order   string   `json:"order,omitzero"`
	Buyer   string   `json:"buyer,omitzero"`
	Amount  *float64 `json:"amount,omitzero"`
	Items   int      `json:"items,omitzero"`
	Grouped *bool    `json:"grouped,omitzero"`
	ShipBy  stamp    `json:"ship_by,omitzero"`
	Shipped bool     `json:"shipped,omitzero"`
	Refund  string   `json:"refund,omitzero"`
	Liable  string   `json:"liable,omitzero"`

	State     string    `json:"state,omitzero"`
	Watermark stamp     `json:"watermark,omitzero"`
	Missing   []wireGap `json:"missing,omitempty"`
	Metric    string    `json:"metric,omitzero"`
	Day       string    `json:"day,omitzero"`
	OK        int       `json:"ok,omitzero"`
	N         int       `json:"n,omitzero"`
}

type wireSender struct {
	Kind string `json:"kind,omitzero"`
	ID   string `json:"id,omitzero"`
	Name string `json:"name,omitzero"`
	Tier string `json:"tier,omitzero"`
}

type wireGap struct {
	From stamp `json:"from"`
	To   stamp `json:"to"`
}

// stamp is an instant on the wire: RFC 3339 with an offset, or a number of
// seconds or milliseconds since 1970.
type stamp metrics.Time

var (
	errStamp      = errors.New("is neither RFC 3339 with an offset nor unix seconds or milliseconds")
	errStampRange = errors.New("is not between 1970 and 9999")
)

// latest is the last instant taken, the end of the year 9999.
const latest = 253402300799999

// UnmarshalJSONFrom reads either form.
func (s *stamp) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	raw, err := d.ReadValue()
	if err != nil {
		return err
	}
	switch raw.Kind() {
	case 'n':
		*s = 0
		return nil
	case '"':
		written, err := unquote(raw)
		if err != nil {
			return err
		}
		return s.parse(written)
	case '0':
		return s.count(raw)
	}
	return errStamp
}

// unquote is what a string of JSON holds.
func unquote(raw jsontext.Value) ([]byte, error) {
	if inner := raw[1 : len(raw)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return inner, nil
	}
	return jsontext.AppendUnquote(nil, raw)
}

func (s *stamp) parse(written []byte) error {
	if ms, ok := parseInstant(written); ok {
		return s.set(ms)
	}
	var t time.Time
	if err := t.UnmarshalText(written); err != nil {
		return errStamp
	}
	return s.set(t.UnixMilli())
}

// firstMillis parts seconds from milliseconds: below it lie the seconds up to
// the year 5138, above it the milliseconds since March 1973.
const firstMillis = 1e11

func (s *stamp) count(raw jsontext.Value) error {
	f, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		return errStamp
	}
	if math.Abs(f) < firstMillis {
		f *= 1000
	}
	if math.Abs(f) > latest {
		return errStampRange
	}
	return s.set(int64(math.Round(f)))
}

func (s *stamp) set(ms int64) error {
	if ms <= 0 || ms > latest {
		return errStampRange
	}
	*s = stamp(ms)
	return nil
}

// MarshalJSONTo writes RFC 3339 in UTC.
func (s stamp) MarshalJSONTo(e *jsontext.Encoder) error {
	var buf [40]byte
	b := append(buf[:0], '"')
	b = metrics.Time(s).Std().AppendFormat(b, time.RFC3339Nano)
	return e.WriteValue(append(b, '"'))
}
