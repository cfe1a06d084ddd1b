package feed

import (
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// quick reads an event in a third of the time, if it is written as gateways write
// them: known members, each once, with the values that belong there. What it takes,
// the JSON library, wire and fill would take with the same result; about everything
// else they have the word, which also say what is wrong. They were two thirds of
// what an event cost, hence this second way.
type quick struct {
	scan
	ids, labels words

	members, ofSender order

	stars int // the event's
}

// read fills e and tells whether it could. If it could not, e is of no use.
func (q *quick) read(data []byte, e *metrics.Event) bool {
	*e = metrics.Event{}
	e.Amount = metrics.NoAmount
	q.data, q.at, q.stars = data, 0, 0
	ok := envelope.read(q, e, &q.members) && q.next() == 0 && q.at == len(data)
	q.data = nil
	if e.Type == metrics.ReviewSubmitted {
		e.Score = q.stars
	}
	return ok
}

// id reads an identifier that hardly comes again.
func id[T any](name string, at func(*T) *metrics.Text) jsonMember[T] {
	return jsonMember[T]{name: name, read: func(q *quick, into *T) bool {
		inner, _, ok := q.bytes()
		if !ok {
			return false
		}
		*at(into), ok = cleanID(string(inner))
		return ok
	}}
}

// sharedID reads an identifier that other events have too.
func sharedID[T any](name string, at func(*T) *metrics.Text) jsonMember[T] {
	return jsonMember[T]{name: name, read: func(q *quick, into *T) bool {
		inner, _, ok := q.bytes()
		if !ok {
			return false
		}
		*at(into), ok = q.ids.get(inner, cleanID)
		return ok
	}}
}

// label reads a name that other events have too.
func label[T any](name string, at func(*T) *metrics.Text) jsonMember[T] {
	return jsonMember[T]{name: name, read: func(q *quick, into *T) bool {
		inner, _, ok := q.bytes()
		if !ok {
			return false
		}
		*at(into), ok = q.labels.get(inner, cleanLabel)
		return ok
	}}
}

// cleanID refuses what is no UTF-8 with what an identifier may not have.
func cleanID(s string) (metrics.Text, bool) {
	clean, err := text.ID(s)
	return clean, err == nil
}

func cleanLabel(s string) (metrics.Text, bool) {
	return text.Name(s), utf8.ValidString(s)
}

// sentence reads a text that is looked at only once, as it is the longest string
// of most events: what is plain is UTF-8, and clean.
func sentence(name string, at func(*metrics.Event) *metrics.Text) jsonMember[metrics.Event] {
	return jsonMember[metrics.Event]{name: name, read: func(q *quick, e *metrics.Event) bool {
		inner, _, ok := q.bytes()
		if !ok {
			return false
		}
		raw := string(inner)
		clean, plain := text.Plain(raw)
		if !plain {
			clean = text.Clean(raw)
		}
		*at(e) = clean
		return plain || utf8.ValidString(raw)
	}}
}

// choice reads the name of one of a few. Each is an identifier, too, which saves
// making a string of it.
func choice[T any](name string, choose func(into *T, name string)) jsonMember[T] {
	return jsonMember[T]{name: name, read: func(q *quick, into *T) bool {
		inner, _, ok := q.bytes()
		if !ok {
			return false
		}
		id, ok := q.ids.get(inner, cleanID)
		choose(into, string(id))
		return ok
	}}
}

func flag(name string, at func(*metrics.Event) *bool) jsonMember[metrics.Event] {
	return jsonMember[metrics.Event]{name: name, read: func(q *quick, e *metrics.Event) (ok bool) {
		*at(e), ok = q.truth()
		return ok
	}}
}

func (s *scan) truth() (truth, ok bool) {
	if s.literal("true") {
		return true, true
	}
	return false, s.literal("false")
}

func count(name string, at func(*metrics.Event) *int) jsonMember[metrics.Event] {
	return jsonMember[metrics.Event]{name: name, read: func(q *quick, e *metrics.Event) (ok bool) {
		*at(e), ok = q.whole()
		return ok
	}}
}

// whole takes a number that is no fraction.
func (s *scan) whole() (n int, ok bool) {
	digits, ok := s.number()
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(string(digits))
	return n, err == nil
}

func instant(name string, at func(*metrics.Event) *metrics.Time) jsonMember[metrics.Event] {
	return jsonMember[metrics.Event]{name: name, read: func(q *quick, e *metrics.Event) bool {
		if q.next() == '"' {
			inner, ok := q.text()
			return ok && (*stamp)(at(e)).parse(inner) == nil
		}
		digits, ok := q.number()
		return ok && (*stamp)(at(e)).count(jsontext.Value(digits)) == nil
	}}
}

func readSender(q *quick, e *metrics.Event) bool {
	return envelopeSender.read(q, &e.Sender, &q.ofSender)
}

func readStars(q *quick, _ *metrics.Event) (ok bool) {
	q.stars, ok = q.whole()
	return ok
}

func readAmount(q *quick, e *metrics.Event) bool {
	digits, ok := q.number()
	if !ok {
		return false
	}
	amount, err := strconv.ParseFloat(string(digits), 64)
	e.Amount, ok = hundredths(amount)
	return ok && err == nil
}

func readGrouped(q *quick, e *metrics.Event) bool {
	grouped, ok := q.truth()
	e.Ungrouped = !grouped
	return ok
}

func readDay(q *quick, e *metrics.Event) bool {
	inner, ok := q.text()
	if !ok || len(inner) == 0 {
		return ok
	}
	day, err := metrics.ParseDate(string(inner))
	e.Day = day
	return err == nil
}

func readTags(q *quick, e *metrics.Event) bool {
	if !q.take('[') {
		return false
	}
	if q.take(']') {
		return true
	}
	for len(e.Tags) < maxEventTags {
		inner, _, ok := q.bytes()
		if !ok {
			return false
		}
		tag, ok := q.labels.get(inner, cleanLabel)
		if !ok {
			return false
		}
		e.Tags = append(e.Tags, tag)
		if !q.take(',') {
			return q.take(']')
		}
	}
	return false
}
