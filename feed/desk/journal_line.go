package desk

import (
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// journalLine is one line of the file: an entry and the CRC-32C of its bytes.
type journalLine struct {
	Sum   string         `json:"sum"`
	Entry jsontext.Value `json:"entry"`
}

// journalEntry says one thing: that a command was asked, that one is settled,
// that the audit stream is to get a record, or that it has one.
type journalEntry struct {
	Asked    *journalCommand `json:"asked,omitzero"`
	Settled  string          `json:"settled,omitzero"` // id of the command
	Owed     *owedRecord     `json:"owed,omitzero"`
	Recorded string          `json:"recorded,omitzero"` // key of the record
}

// journalContent is what of a journal still matters.
type journalContent struct {
	unresolved []metrics.Command // oldest first
	owed       []owedRecord      // oldest first
	damaged    int               // lines that made no sense
}

// journalCommand is a command as it was sent.
type journalCommand struct {
	Request feed.CommandRequest `json:"request"`
	Team    string              `json:"team"`
	Asked   int64               `json:"asked"` // metrics.Time, on the floor's clock
	At      time.Time           `json:"at"`    // wall clock
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(b []byte) string { return fmt.Sprintf("%08x", crc32.Checksum(b, castagnoli)) }

func askedEntry(c metrics.Command) journalEntry {
	return journalEntry{Asked: &journalCommand{
		Request: feed.NewCommandRequest(c), Team: string(c.Team), Asked: int64(c.Asked), At: c.Deadline.Std(),
	}}
}

func encodeEntry(e journalEntry) ([]byte, error) {
	entry, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	line, err := json.Marshal(journalLine{checksum(entry), entry})
	return append(line, '\n'), err
}

// decodeEntry reads a line; ok is false if it is not one of ours, or not whole.
func decodeEntry(line []byte) (e journalEntry, ok bool) {
	var l journalLine
	if json.Unmarshal(line, &l) != nil || checksum(l.Entry) != l.Sum {
		return e, false
	}
	return e, json.Unmarshal(l.Entry, &e) == nil && (e.Asked != nil || e.Settled != "" || e.Owed != nil || e.Recorded != "")
}

// longestLine is more than any line of a journal has.
const longestLine = 4 * feed.MaxPayload

// readJournal reads what was asked within journalMemory of now and not settled,
// and what was to go on record within recordMemory and did not.
func readJournal(r io.Reader, now time.Time) (journalContent, error) {
	c := contents{asked: map[string]metrics.Command{}, owed: map[string]owedRecord{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		e, ok := decodeEntry(lines.Bytes())
		if !ok || !c.take(e, now) {
			c.damaged++
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) { // not written here; nothing behind it can be found
		c.damaged++
		return c.left(), nil
	}
	return c.left(), lines.Err()
}

// contents are those of a journal while it is read.
type contents struct {
	asked   map[string]metrics.Command // by id
	owed    map[string]owedRecord      // by key
	order   []string                   // of the ids, each time one was asked
	keys    []string                   // of the records, in the order of writing
	damaged int
}

// take adds an entry; ok is false if it makes no sense.
func (c *contents) take(e journalEntry, now time.Time) (ok bool) {
	switch {
	case e.Settled != "":
		delete(c.asked, e.Settled)
	case e.Recorded != "":
		delete(c.owed, e.Recorded)
	case e.Owed != nil:
		if e.Owed.Key == "" || e.Owed.Record.Team == "" || e.Owed.Record.Supervisor == "" {
			return false
		}
		if !e.Owed.Since.Before(now.Add(-recordMemory)) {
			c.owed[e.Owed.Key] = *e.Owed
			c.keys = append(c.keys, e.Owed.Key)
		}
	case !e.Asked.At.Before(now.Add(-journalMemory)):
		command, ok := e.Asked.command()
		if !ok {
			return false
		}
		c.asked[command.ID] = command
		c.order = append(c.order, command.ID)
	}
	return true
}

// left is what is neither settled nor on record, commands by the last time each
// was asked.
func (c *contents) left() journalContent {
	left := journalContent{damaged: c.damaged}
	for _, id := range slices.Backward(c.order) {
		if command, ok := c.asked[id]; ok {
			left.unresolved = append(left.unresolved, command)
			delete(c.asked, id)
		}
	}
	slices.Reverse(left.unresolved)
	for _, key := range c.keys {
		if o, ok := c.owed[key]; ok {
			left.owed = append(left.owed, o)
			delete(c.owed, key)
		}
	}
	return left
}

// command is what was sent; ok is false if it could not have been.
func (j *journalCommand) command() (metrics.Command, bool) {
	q := j.Request
	team, errTeam := text.ID(j.Team)
	by, errBy := text.ID(q.By)
	if q.ID == "" || q.Verb == "" || team == "" || by == "" || errTeam != nil || errBy != nil {
		return metrics.Command{}, false
	}
	key, err := q.Conversation.Key()
	c := metrics.Command{
		ID: q.ID, Verb: q.Verb, Conversation: key, Team: team, By: by,
		Agent: text.Clean(q.Agent), To: text.Clean(q.To.Agent), ToTeam: text.Clean(q.To.Team),
		Presence: metrics.ParsePresence(q.Status), Capacity: q.Capacity, Priority: text.Name(q.Priority),
		Words: text.Clean(q.Words), Undoes: q.Undoes, Why: text.Clean(q.Why), Seen: q.Seen.Sequence,
		Asked: metrics.Time(j.Asked), Deadline: metrics.TimeOf(j.At),
	}
	if q.Expect != nil {
		c.ExpectOwner = text.Clean(q.Expect.Owner)
	}
	if q.Tags != nil {
		c.Tags = make([]metrics.Text, len(q.Tags))
		for i, t := range q.Tags {
			c.Tags[i] = text.Name(t)
		}
	}
	return c, err == nil
}
