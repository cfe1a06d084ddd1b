package desk

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// recordToken begins the last part of the reply subject of a record, its key
// ends it.
const recordToken = "record-"

// keepOwed is how many records wait in memory for the audit stream. What is
// beyond that waits in the journal, for the next start.
const keepOwed = 1000

// owedRecord is a record that the audit stream does not have, as far as is known.
type owedRecord struct {
	Key    string           `json:"key"`   // the server stores it once under this
	Since  time.Time        `json:"since"` // wall clock
	Record feed.AuditRecord `json:"record"`
}

func (o owedRecord) subject() string { return feed.AuditSubject(o.Record.Team, o.Record.Supervisor) }

// putOnRecord writes down a command that no backend has heard: backends write
// the records of all others. It goes to the journal first, and to the audit
// stream now or when there is a connection to it.
func (d *Desk) putOnRecord(c metrics.Command, code string) {
	reply := feed.CommandReply{ID: c.ID, Status: feed.CommandRefused, Code: code}
	o := owedRecord{
		Key: nuid.Next(), Since: time.Now(),
		Record: feed.NewAuditRecord(d.opts.Now().Std(), string(c.Team), string(c.By), feed.NewCommandRequest(c), reply),
	}
	if d.opts.Journal != nil {
		if err := d.opts.Journal.owe(o); err != nil {
			d.opts.OnError(err)
		}
	}
	d.owe(o)
	d.deliver(o)
}

// owe keeps a record until the audit stream has it.
func (d *Desk) owe(o owedRecord) {
	if len(d.owed) < keepOwed {
		d.owed = append(d.owed, o)
	}
}

// deliver offers a record to the audit stream. Without a connection it waits for
// the next one.
func (d *Desk) deliver(o owedRecord) {
	data, err := o.Record.Encode()
	if err == nil {
		m := &nats.Msg{Subject: o.subject(), Reply: d.inbox + "." + recordToken + o.Key, Data: data, Header: nats.Header{}}
		m.Header.Set(jetstream.MsgIDHeader, o.Key)
		err = d.conn.PublishMsg(m)
	}
	switch {
	case err == nil && d.deaf, // nobody will hear that it has come
		errors.Is(err, nats.ErrMaxPayload), errors.Is(err, nats.ErrBadSubject):
		d.quit(o.Key)
	}
}

// deliverAll offers once more what the audit stream is not known to have.
func (d *Desk) deliverAll() {
	for _, o := range slices.Clone(d.owed) {
		d.deliver(o)
	}
}

// recorded takes the audit stream's answer to a record. Whatever is no receipt
// leaves it owed: there is no such stream yet, or no room in it.
func (d *Desk) recorded(m *nats.Msg, token string) {
	var receipt struct {
		Stream string `json:"stream"`
	}
	if json.Unmarshal(m.Data, &receipt) == nil && receipt.Stream != "" {
		d.quit(strings.TrimPrefix(token, recordToken))
	}
}

// unrecorded gives up the records that the server forbids: an observer may keep
// none for a team that is not his. The server's own log has the attempt.
func (d *Desk) unrecorded(subject string) {
	for _, o := range slices.Clone(d.owed) {
		if o.subject() == subject {
			d.quit(o.Key)
		}
	}
}

// quit forgets a record that need not be offered again.
func (d *Desk) quit(key string) {
	owed := len(d.owed)
	d.owed = slices.DeleteFunc(d.owed, func(o owedRecord) bool { return o.Key == key })
	if len(d.owed) == owed || d.opts.Journal == nil {
		return
	}
	if err := d.opts.Journal.recorded(key); err != nil {
		d.opts.OnError(err)
	}
}
