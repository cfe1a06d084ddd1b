package desk

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// userSubject is where the server says what the login of a connection may do.
const userSubject = "$SYS.REQ.USER.INFO"

// userToken begins the last part of the reply subject of that question.
const userToken = "user-"

// askRights asks what the supervisor may ask for, so that nobody has to find
// out by trying. A server that does not say leaves it to the trial.
func (d *Desk) askRights() {
	if d.opts.By == "" {
		return
	}
	d.asked++
	// An error means that there is no connection: it is asked again with the next.
	_ = d.conn.PublishRequest(userSubject, d.inbox+"."+userToken+strconv.FormatUint(d.asked, 36), nil)
}

// userInfo is what is read of a server's answer.
type userInfo struct {
	Data struct {
		Permissions struct {
			Publish subjects `json:"publish"`
		} `json:"permissions"`
	} `json:"data"`
}

// subjects are those that a login may use: all that one of Allow matches, or any
// if it is empty, and none of Deny does.
type subjects struct {
	Allow []string `json:"allow"`
	Deny  []string `json:"deny"`
}

// learnRights takes a server's answer to the last question.
func (d *Desk) learnRights(m *nats.Msg, token string) {
	var info userInfo
	if token != userToken+strconv.FormatUint(d.asked, 36) || json.Unmarshal(m.Data, &info) != nil {
		return
	}
	may := info.Data.Permissions.Publish
	d.forbidden = map[metrics.Verb]bool{}
	for _, v := range feed.Verbs() {
		d.forbidden[v] = !may.some(feed.CommandRoot + "*." + feed.Token(d.opts.By) + "." + string(v))
	}
	d.announce(*d.can.Load())
}

// some reports whether a subject that pattern matches may be used.
func (s subjects) some(pattern string) bool {
	covers := func(denied string) bool { return overlap(denied, pattern, false) }
	meets := func(allowed string) bool { return overlap(allowed, pattern, true) }
	return (len(s.Allow) == 0 || slices.ContainsFunc(s.Allow, meets)) && !slices.ContainsFunc(s.Deny, covers)
}

// overlap reports whether rule matches everything that pattern does, or, with
// some, anything of it.
func overlap(rule, pattern string, some bool) bool {
	rules, wanted := strings.Split(rule, "."), strings.Split(pattern, ".")
	for i, token := range wanted {
		switch {
		case i >= len(rules):
			return false
		case rules[i] == ">":
			return true
		case rules[i] != "*" && rules[i] != token && (!some || token != "*"):
			return false
		}
	}
	return len(rules) == len(wanted)
}
