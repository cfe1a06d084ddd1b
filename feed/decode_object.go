package feed

import "bytes"

// object reads JSON objects into structs: it knows the members by name. The
// zero member stands for none.
type object[T any] struct {
	members []jsonMember[T]
	byName  map[string]uint8
}

// jsonMember is one name of an object, and how its value is read.
type jsonMember[T any] struct {
	name string
	read func(*quick, *T) bool

	quoted string // the name as it is written, with quotes and colon
}

// maxMembers bounds an object, since a word of memory says which came already.
const maxMembers = 63

// order is what came after each member the last time. A gateway writes its
// members in one order, so nearly every guess from it is right, and a name need
// not be looked up.
type order [maxMembers + 1]uint8

func newObject[T any](members ...jsonMember[T]) *object[T] {
	o := &object[T]{members: make([]jsonMember[T], 1, len(members)+1), byName: make(map[string]uint8, len(members))}
	for _, m := range members {
		m.quoted = `"` + m.name + `":`
		o.byName[m.name] = uint8(len(o.members))
		o.members = append(o.members, m)
	}
	return o
}

// read reads an object that has none but known members, none of them twice.
// Members that are null stay zero.
func (o *object[T]) read(q *quick, into *T, after *order) bool {
	if !q.take('{') {
		return false
	}
	if q.take('}') {
		return true
	}
	var seen uint64
	for last := uint8(0); ; {
		n := o.find(q, after[last])
		if n == 0 || seen&(1<<n) != 0 {
			return false
		}
		seen |= 1 << n
		after[last], last = n, n
		if !q.null() && !o.members[n].read(q, into) {
			return false
		}
		if !q.take(',') {
			return q.take('}')
		}
	}
}

// find takes a name and the colon after it; 0 is no name that is known.
func (o *object[T]) find(q *quick, guess uint8) uint8 {
	if q.next() != '"' {
		return 0
	}
	rest := q.data[q.at:]
	if quoted := o.members[guess].quoted; guess != 0 && len(rest) >= len(quoted) && string(rest[:len(quoted)]) == quoted {
		q.at += len(quoted)
		return guess
	}
	end := bytes.IndexByte(rest[1:], '"') + 1
	if end == 0 {
		return 0
	}
	q.at += end + 1
	n := o.byName[string(rest[1:end])] // a name with an escape is not there
	if !q.take(':') {
		return 0
	}
	return n
}
