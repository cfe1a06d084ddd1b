package shared

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Kind says what a mark means.
type Kind string

// Kinds of marks.
const (
	Claim    Kind = "claim"    // somebody is on it; expires by itself
	Ack      Kind = "ack"      // somebody has seen it
	Hide     Kind = "hide"     // off the lists, still counted
	Note     Kind = "note"     // words for the others; the latest stands
	Presence Kind = "presence" // a supervisor, and what he looks at
	Look     Kind = "look"     // a supervisor, and the thing he looked at last
)

// Thing is what a mark is about. Row, Queue and Alert name one.
type Thing metrics.Text

// Row is a conversation.
func Row(k metrics.ConversationKey) Thing {
	return thing("row", k.Platform, k.Shop, k.Conversation)
}

// Queue is a team's queue.
func Queue(team metrics.Text) Thing { return thing("queue", team) }

// Alert is an alert, by its id.
func Alert(id metrics.Text) Thing { return thing("alert", id) }

// thing is made of tokens, which are clean.
func thing(kind string, ids ...metrics.Text) Thing {
	parts := []string{kind}
	for _, id := range ids {
		parts = append(parts, feed.Token(id))
	}
	return Thing(text.Clean(strings.Join(parts, "/")))
}

// Mark is what a supervisor has left for the others.
type Mark struct {
	Kind  Kind
	Team  metrics.Text
	Thing Thing        // of Presence: none
	By    metrics.Text // supervisor
	Words metrics.Text // of a note; of Presence the filter, empty: everything
	At    metrics.Time // wall clock of who left it
	Until metrics.Time // when it expires, by the same clock; zero: when it is taken back

	screen string // of Presence: which of those that use this name
}

// payload is a mark as it is stored.
type payload struct {
	Thing string `json:"thing,omitzero"`
	By    string `json:"by"`
	Words string `json:"words,omitzero"`
	At    int64  `json:"at"` // Unix milliseconds
	Until int64  `json:"until,omitzero"`

	Screen string `json:"screen,omitzero"`
}

func (m Mark) key() string {
	id := feed.Token(m.Thing)
	if m.Kind.ofAPerson() {
		id = feed.Token(m.By)
	}
	return feed.Token(m.Team) + "." + string(m.Kind) + "." + id
}

func (m Mark) encode() ([]byte, error) {
	return json.Marshal(payload{string(m.Thing), string(m.By), string(m.Words), int64(m.At), int64(m.Until), m.screen})
}

// ofAPerson reports whether a supervisor has one mark of the kind, whatever it
// is about.
func (k Kind) ofAPerson() bool { return k == Presence || k == Look }

var errMark = errors.New("is no mark")

// decode reads what is stored under a key. Others may write what they like.
func decode(key string, value []byte) (Mark, error) {
	parts := strings.Split(key, ".")
	var p payload
	if len(parts) != 3 || json.Unmarshal(value, &p) != nil {
		return Mark{}, errMark
	}
	team, ok := feed.Untoken(parts[0])
	m := Mark{
		Kind: Kind(text.Name(parts[1])), Team: text.Name(team), Thing: Thing(text.Clean(p.Thing)), By: text.Name(p.By), Words: text.Clean(p.Words),
		At: metrics.Time(p.At), Until: metrics.Time(p.Until), screen: p.Screen,
	}
	if !ok || m.By == "" || m.key() != key {
		return Mark{}, errMark
	}
	return m, nil
}

// compare orders marks by kind, team, thing and name.
func compare(a, b Mark) int {
	return cmp.Or(
		cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Team, b.Team), cmp.Compare(a.Thing, b.Thing), cmp.Compare(a.By, b.By),
	)
}

// State is what is known of the others.
type State struct {
	Marks   []Mark // by kind, team, thing and name
	Trouble Trouble
	Denied  metrics.Text // Forbidden: the subject that one may not use
	Twin    bool         // another screen uses the name of this one
}

// About are the marks of a kind on a thing.
func (s State) About(k Kind, t Thing) []Mark {
	var found []Mark
	for _, m := range s.Marks {
		if m.Kind == k && m.Thing == t {
			found = append(found, m)
		}
	}
	return found
}

// Supervisors are those who are on, each once, by name.
func (s State) Supervisors() []Mark {
	var on []Mark
	for _, m := range s.Marks {
		if m.Kind == Presence && !slices.ContainsFunc(on, func(x Mark) bool { return x.By == m.By }) {
			on = append(on, m)
		}
	}
	slices.SortFunc(on, func(a, b Mark) int { return cmp.Compare(a.By, b.By) })
	return on
}

// Trouble says why the marks may not be all there are.
type Trouble uint8

// Troubles.
const (
	NoTrouble  Trouble = iota
	Connecting         // nothing was read yet
	Offline            // no connection, or the server does not answer
	NoBucket           // nobody has created it: floorwalker setup
	Forbidden          // the server denies it
)

var troubleNames = [...]string{"", "connecting", "offline", "no bucket", "forbidden"}

// String is the trouble in lower-case English; empty for none.
func (t Trouble) String() string { return troubleNames[t] }
