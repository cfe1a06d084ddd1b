package twin

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"time"
)

// event is one line of the input, reduced to the fields that a figure needs.
type event struct {
	ID           string      `json:"id"`
	Type         string      `json:"type"`
	Time         moment      `json:"time"`
	Received     *moment     `json:"received"`
	Platform     string      `json:"platform"`
	Shop         string      `json:"shop"`
	Conversation string      `json:"conversation"`
	Sender       sender      `json:"sender"`
	Agent        string      `json:"agent"`
	Text         string      `json:"text"`
	Producer     string      `json:"producer"`
	Assisted     bool        `json:"assisted"`
	Private      bool        `json:"private"`
	Offline      bool        `json:"offline"`
	Ref          string      `json:"ref"`
	Tier         string      `json:"tier"`
	Score        float64     `json:"score"`
	Target       string      `json:"target"`
	InvitedAt    *moment     `json:"invited_at"`
	Buyer        string      `json:"buyer"`
	Order        string      `json:"order"`
	Grouped      *bool       `json:"grouped"`
	Amount       json.Number `json:"amount"`
	Items        json.Number `json:"items"`
	Refund       string      `json:"refund"`
	Liable       any         `json:"liable"`
	Watermark    *moment     `json:"watermark"`

	at       int64 // time in unix ms, the producer's known offset added (R23)
	position int   // place in the order of R22 among the events of its shop
	payload  string
}

type sender struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Tier string `json:"tier"`
}

// moment is a point in time in unix milliseconds. Sources write RFC 3339 with
// an offset, unix seconds or unix milliseconds, the numbers also in quotes.
// Numbers below 100 thousand million are seconds: as milliseconds they would
// lie before 1974, as seconds they reach to the year 5138.
type moment int64

// UnmarshalJSON reads any of the three spellings.
func (m *moment) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	if text == "null" {
		return nil
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		*m = moment(t.UnixMilli())
		return nil
	}
	if whole, err := strconv.ParseInt(text, 10, 64); err == nil {
		if whole > -1e11 && whole < 1e11 {
			whole *= 1000
		}
		*m = moment(whole)
		return nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return fmt.Errorf("not a time: %s", raw)
	}
	if math.Abs(n) < 1e11 {
		n *= 1000
	}
	*m = moment(math.Floor(n))
	return nil
}

// counts says what became of the lines.
type counts struct {
	lines, malformed, duplicates, conflicts, future, late int64
}

// readEvents turns lines into the set of events that the figures are a
// function of, grouped by "platform/shop" and sorted by R22.
//
// The steps, in this order: malformed lines are counted and skipped (R24);
// with `ingest_cutoff` set, lines received after it are left out, so that the
// frozen figure is the figure of the lines there were (R7); lines with the same
// id become one event (R21); events of a time to come are held back (R23).
//
// Blank lines are no lines. A line without `received` passes every cutoff.
func readEvents(lines [][]byte, now int64, k knobs) (map[string][]event, counts) {
	var c counts
	byID := map[string][]event{}
	for _, line := range lines {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		c.lines++
		e, err := readEvent(line, k)
		if err != nil {
			c.malformed++
			continue
		}
		if k.ingestCutoff != nil && e.Received != nil && int64(*e.Received) > *k.ingestCutoff {
			c.late++
			continue
		}
		byID[e.ID] = append(byID[e.ID], e)
	}

	shops := map[string][]event{}
	for _, copies := range byID {
		e, conflicts := oneOf(copies)
		c.duplicates += int64(len(copies) - 1)
		c.conflicts += conflicts
		if e.at > now || tooFarAhead(e) {
			c.future++
			continue
		}
		key := e.Platform + "/" + e.Shop
		shops[key] = append(shops[key], e)
	}
	for key := range shops {
		inOrder(shops[key])
	}
	return shops, c
}

// readEvent decodes one line (R24). What every event needs is an id, a type, a
// time, a platform and a shop; what happens to a message needs a conversation
// as well.
func readEvent(line []byte, k knobs) (event, error) {
	var e event
	if err := json.Unmarshal(line, &e); err != nil {
		return e, err
	}
	var fields map[string]any
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	if err := decoder.Decode(&fields); err != nil {
		return e, err
	}
	switch {
	case e.ID == "" || e.Type == "" || e.Platform == "" || e.Shop == "":
		return e, errors.New("envelope incomplete")
	case fields["time"] == nil:
		return e, errors.New("no time")
	case strings.HasPrefix(e.Type, "message.") && e.Conversation == "":
		return e, errors.New("message without conversation")
	}
	// When a line was received is not part of what it says: a redelivered
	// event is the same event.
	delete(fields, "received")
	canonical, err := json.Marshal(fields) // keys sorted
	if err != nil {
		return e, err
	}
	e.payload = string(canonical)
	e.at = int64(e.Time) + k.producerSkew[e.Producer]
	return e, nil
}

// oneOf applies R21: one id, one event. Of differing payloads the smaller
// canonical text holds, whatever arrived first, so that the order of arrival
// stays irrelevant. Each further distinct payload is one conflict.
func oneOf(copies []event) (event, int64) {
	kept := copies[0]
	payloads := map[string]bool{}
	for _, e := range copies {
		payloads[e.payload] = true
		if e.payload < kept.payload {
			kept = e
		}
	}
	for _, e := range copies { // the earliest receipt, for tooFarAhead
		if e.payload == kept.payload && e.Received != nil &&
			(kept.Received == nil || *e.Received < *kept.Received) {
			kept.Received = e.Received
		}
	}
	return kept, int64(len(payloads) - 1)
}

// tooFarAhead is the quarantine of R23: a time more than 10 minutes ahead of
// the time of receipt is a broken clock. Such an event never enters.
func tooFarAhead(e event) bool {
	return e.Received != nil && e.at > int64(*e.Received)+10*minute
}

// inOrder sorts by (time, rank, id), R22.
func inOrder(events []event) {
	sort.Slice(events, func(i, j int) bool {
		a, b := events[i], events[j]
		if a.at != b.at {
			return a.at < b.at
		}
		if rank(a) != rank(b) {
			return rank(a) < rank(b)
		}
		return a.ID < b.ID
	})
	for i := range events {
		events[i].position = i
	}
}

// rank orders what happens in the same millisecond (R22): whoever owns the
// conversation first, then the handoff, then the buyer's message before any
// other, so that a reply stamped with the same time answers it.
func rank(e event) int {
	switch e.Type {
	case "conversation.assigned", "conversation.transferred":
		return 0
	case "conversation.handoff":
		return 1
	case "message.created":
		if e.Sender.Kind == "buyer" {
			return 2
		}
		return 3
	case "message.recalled", "message.deleted":
		return 4
	case "conversation.closed":
		return 5
	}
	return 6
}
