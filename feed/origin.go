package feed

import (
	"strings"

	"floorwalker/metrics"
)

// CheckOrigin says whether e is of the platform and shop that its subject names.
// The server lets a gateway publish on the subjects of its own shops, and nothing
// else proves where an event comes from: a payload can claim anything. Of another
// team than its subject's a move may be, and of any platform a person's status.
// Subjects that are not this program's prove nothing, and are not compared. The
// error is a *MalformedError.
func CheckOrigin(subject string, e *metrics.Event) error {
	rest, ours := strings.CutPrefix(subject, eventRoot+".")
	if !ours || strings.Count(rest, ".") != 3 || e.Type == metrics.AgentStatusChanged {
		return nil
	}
	_, rest, _ = strings.Cut(rest, ".") // the team
	platform, rest, _ := strings.Cut(rest, ".")
	shop, _, _ := strings.Cut(rest, ".")
	switch {
	case !isToken(platform, e.Platform):
		return malformed("platform", "is not that of its subject")
	case !isToken(shop, e.Shop):
		return malformed("shop", "is not that of its subject")
	}
	return nil
}

// isToken reports whether token is that of id. Most ids are their own.
func isToken(token string, id metrics.Text) bool {
	if token != string(id) || token == noToken {
		return token == Token(id)
	}
	for i := range len(token) {
		if !isUnreserved(token[i]) {
			return token == Token(id)
		}
	}
	return token != ""
}

func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c >= 'A' && c <= 'Z' || c == '_'
}
