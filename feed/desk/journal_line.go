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

// journalEntry says that a command was asked, or that one is settled.
type journalEntry struct {
	Asked   *journalCommand `json:"asked,omitzero"`
	Settled string          `json:"settled,omitzero"`
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
	return e, json.Unmarshal(l.Entry, &e) == nil && (e.Asked != nil || e.Settled != "")
}

// longestLine is more than any line of a journal has.
const longestLine = 4 * feed.MaxPayload

// readJournal returns what was asked since a time and not settled, oldest
// first, and how many lines made no sense.
func readJournal(r io.Reader, since time.Time) (unresolved []metrics.Command, damaged int, err error) {
	asked := map[string]metrics.Command{}
	var order []string
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		e, ok := decodeEntry(lines.Bytes())
		switch {
		case !ok:
			damaged++
		case e.Settled != "":
			delete(asked, e.Settled)
		case e.Asked.At.Before(since):
		default:
			c, ok := e.Asked.command()
			if !ok {
				damaged++
				continue
			}
			asked[c.ID] = c
			order = append(order, c.ID)
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) { // not written here; nothing behind it can be found
		return collect(asked, order), damaged + 1, nil
	}
	return collect(asked, order), damaged, lines.Err()
}

// collect are the commands that are left, by the last time each was asked.
func collect(asked map[string]metrics.Command, order []string) []metrics.Command {
	var left []metrics.Command
	for _, id := range slices.Backward(order) {
		if c, ok := asked[id]; ok {
			left = append(left, c)
			delete(asked, id)
		}
	}
	slices.Reverse(left)
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
