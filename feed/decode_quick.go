package feed

import (
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// quick reads the envelope in a third of the JSON library's time, if it is written
// as gateways write it: known members, each once, with the values that belong
// there. What it takes, the library would take with the same result; about
// everything else the library has the word, which also says what is wrong. The
// library was two thirds of what an event cost, hence this second way.
type quick struct {
	scan
	words words

	members, ofSender order

	cleaned metrics.Text // the text of the event, if it is known to be clean
}

// read fills w, which is zero, and tells whether it could. If it could not, w
// is of no use.
func (q *quick) read(data []byte, w *wire) bool {
	q.data, q.at, q.cleaned = data, 0, ""
	ok := envelope.read(q, w, &q.members) && q.next() == 0 && q.at == len(data)
	q.data = nil
	return ok
}

// once reads a string that will hardly come again.
func once[T any](name string, at func(*T) *string) jsonMember[T] {
	return jsonMember[T]{name: name, read: func(q *quick, into *T) bool {
		inner, ok := q.text()
		*at(into) = string(inner)
		return ok
	}}
}

// often reads a string that other events have too.
func often[T any](name string, at func(*T) *string) jsonMember[T] {
	return jsonMember[T]{name: name, read: func(q *quick, into *T) bool {
		inner, ok := q.text()
		*at(into) = q.words.get(inner)
		return ok
	}}
}

func flag(name string, at func(*wire) *bool) jsonMember[wire] {
	return jsonMember[wire]{name: name, read: func(q *quick, w *wire) (ok bool) {
		*at(w), ok = q.truth()
		return ok
	}}
}

func (s *scan) truth() (truth, ok bool) {
	if s.literal("true") {
		return true, true
	}
	return false, s.literal("false")
}

func count(name string, at func(*wire) *int) jsonMember[wire] {
	return jsonMember[wire]{name: name, read: func(q *quick, w *wire) bool {
		digits, ok := q.number()
		if !ok {
			return false
		}
		n, err := strconv.Atoi(string(digits)) // refuses a fraction
		*at(w) = n
		return err == nil
	}}
}

func instant(name string, at func(*wire) *stamp) jsonMember[wire] {
	return jsonMember[wire]{name: name, read: func(q *quick, w *wire) bool {
		if q.next() == '"' {
			inner, ok := q.text()
			return ok && at(w).parse(inner) == nil
		}
		digits, ok := q.number()
		return ok && at(w).count(jsontext.Value(digits)) == nil
	}}
}

func readSender(q *quick, w *wire) bool { return envelopeSender.read(q, &w.Sender, &q.ofSender) }

// readText looks only once at the longest string of most events: what is plain is
// UTF-8, and clean.
func readText(q *quick, w *wire) bool {
	inner, _, ok := q.bytes()
	w.Text = string(inner)
	var plain bool
	q.cleaned, plain = text.Plain(w.Text)
	return ok && (plain || utf8.ValidString(w.Text))
}

func readAmount(q *quick, w *wire) bool {
	digits, ok := q.number()
	if !ok {
		return false
	}
	amount, err := strconv.ParseFloat(string(digits), 64)
	w.Amount = &amount
	return err == nil
}

func readGrouped(q *quick, w *wire) bool {
	grouped, ok := q.truth()
	w.Grouped = &grouped
	return ok
}

func readTags(q *quick, w *wire) bool {
	if !q.take('[') {
		return false
	}
	w.Tags = []string{}
	if q.take(']') {
		return true
	}
	for {
		tag, ok := q.text()
		if !ok {
			return false
		}
		w.Tags = append(w.Tags, q.words.get(tag))
		if !q.take(',') {
			return q.take(']')
		}
	}
}
