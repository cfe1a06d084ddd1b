package metrics

import (
	"encoding/binary"
	"errors"
)

// writer puts facts into bytes: numbers as varints, texts with their length.
type writer struct{ buf []byte }

func (w *writer) uint(n uint64) { w.buf = binary.AppendUvarint(w.buf, n) }
func (w *writer) int(n int64)   { w.buf = binary.AppendVarint(w.buf, n) }
func (w *writer) time(t Time)   { w.int(int64(t)) }

func (w *writer) text(s Text) {
	w.uint(uint64(len(s)))
	w.buf = append(w.buf, s...)
}

func (w *writer) texts(list []Text) {
	w.uint(uint64(len(list)))
	for _, s := range list {
		w.text(s)
	}
}

func (w *writer) bool(b bool) {
	if b {
		w.buf = append(w.buf, 1)
	} else {
		w.buf = append(w.buf, 0)
	}
}

// ErrCheckpoint is what a checkpoint that cannot be read back is refused with.
var ErrCheckpoint = errors.New("the checkpoint is damaged, or of another version")

// reader takes them out again. It trusts nothing: after the first thing that
// cannot be, it gives zeros and keeps the error.
type reader struct {
	buf []byte
	err error
}

func (r *reader) fail() {
	r.buf, r.err = nil, ErrCheckpoint
}

func (r *reader) uint() uint64 {
	n, size := binary.Uvarint(r.buf)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.buf = r.buf[size:]
	return n
}

func (r *reader) int() int64 {
	n, size := binary.Varint(r.buf)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.buf = r.buf[size:]
	return n
}

func (r *reader) time() Time { return Time(r.int()) }

func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.buf)) {
		r.fail()
		return nil
	}
	out := r.buf[:n]
	r.buf = r.buf[n:]
	return out
}

func (r *reader) text() Text { return Text(r.bytes(r.uint())) }
func (r *reader) bool() bool { b := r.bytes(1); return len(b) == 1 && b[0] != 0 }

// count is how many things follow: each takes at least a byte, so that a
// damaged number cannot ask for all of memory.
func (r *reader) count() int {
	n := r.uint()
	if n > uint64(len(r.buf)) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) texts() []Text {
	n := r.count()
	if n == 0 {
		return nil
	}
	out := make([]Text, 0, n)
	for range n {
		out = append(out, r.text())
	}
	return out
}

// below is a number that must lie under a bound.
func (r *reader) below(bound int) uint32 {
	n := r.uint()
	if n >= uint64(bound) {
		r.fail()
		return 0
	}
	return uint32(n)
}
