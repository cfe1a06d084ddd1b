package desk

import (
	"floorwalker/feed"
)

// auditToken ends the inbox of what the server says to a record: nobody waits
// for it.
const auditToken = "audit"

// putOnRecord writes down a command that no backend has heard: backends write
// the records of all others. It is one attempt and delays nothing; without the
// right to write, or without an audit stream, there is no record.
func (d *Desk) putOnRecord(e *entry) {
	reply := feed.CommandReply{ID: e.ID, Status: feed.CommandRefused, Code: CodeNoResponder}
	r := feed.NewAuditRecord(d.opts.Now().Std(), string(e.Team), string(e.By), feed.NewCommandRequest(e.Command), reply)
	if data, err := r.Encode(); err == nil {
		_ = d.conn.PublishRequest(feed.AuditSubject(r.Team, r.Supervisor), d.inbox+"."+auditToken, data)
	}
}
