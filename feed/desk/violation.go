package desk

import (
	"errors"
	"regexp"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
)

// violation is a server's word that something is not allowed.
type violation struct {
	publish bool // else: to subscribe
	subject string
}

// The server says it in words only: Permissions Violation for Publish to
// "cmd.v1.…".
var violationRE = regexp.MustCompile(`(?i)permissions violation for (publish|subscription) to "([^"]*)"`)

func parseViolation(err error) (violation, bool) {
	if !errors.Is(err, nats.ErrPermissionViolation) {
		return violation{}, false
	}
	m := violationRE.FindStringSubmatch(err.Error())
	if m == nil {
		return violation{}, false
	}
	return violation{publish: m[1] == "Publish", subject: m[2]}, true
}

// denied refuses the commands that the server did not let through. Without the
// right to listen for replies no command is sent any more, and without the right
// to ask what backends can do they are not asked until the next connection.
// Records that may not be written are given up.
func (d *Desk) denied(v violation) {
	if !v.publish {
		d.deaf = d.deaf || v.subject == d.inbox+".*"
		return
	}
	d.barred = d.barred || v.subject == discoverSubject
	d.unrecorded(v.subject)
	for _, e := range d.ledger.inFlight() {
		if e.subject == v.subject {
			d.nothingHappened(e, feed.CodeForbidden)
		}
	}
}
