package feed

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// scan reads JSON from data. Its methods accept what is without doubt valid by
// RFC 8259 and I-JSON, and say no to everything else, be it valid or not: then
// at stands anywhere, and the JSON library has the word.
type scan struct {
	data   []byte
	at     int    // of the next byte
	buffer []byte // an unescaped string
}

// next skips white space and is the byte after it, without taking that; 0 at
// the end.
func (s *scan) next() byte {
	for s.at < len(s.data) {
		c := s.data[s.at]
		if c > ' ' || c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return c
		}
		s.at++
	}
	return 0
}

// take skips white space, and c if that is next.
func (s *scan) take(c byte) bool {
	here := s.at < len(s.data) && s.data[s.at] == c // nearly always
	if !here && s.next() != c {
		return false
	}
	s.at++
	return true
}

// literal takes a word such as true.
func (s *scan) literal(word string) bool {
	s.next()
	if !bytes.HasPrefix(s.data[s.at:], []byte(word)) {
		return false
	}
	s.at += len(word)
	return true
}

func (s *scan) null() bool { return s.next() == 'n' && s.literal("null") }

// text takes a string. What it returns is good until the next call.
func (s *scan) text() (inner []byte, ok bool) {
	inner, ascii, ok := s.bytes()
	return inner, ok && (ascii || utf8.Valid(inner))
}

// bytes is text that need not be UTF-8, if it is not ASCII.
func (s *scan) bytes() (inner []byte, ascii, ok bool) {
	if !s.take('"') {
		return nil, false, false
	}
	begin := s.at
	n, ascii := stop(s.data[begin:])
	end := begin + n
	if end == len(s.data) {
		return nil, false, false
	}
	switch s.data[end] {
	case '"':
		s.at = end + 1
		return s.data[begin:end], ascii, true
	case '\\':
		inner, ok = s.unescape(begin, end)
		return inner, false, ok
	}
	return nil, false, false // a control character
}

// stop is how many bytes there are before the first quote, backslash or control
// character of data, and whether all of them are ASCII. It looks at eight bytes
// at once.
func stop(data []byte) (n int, ascii bool) {
	const each, high = 0x0101010101010101, 0x8080808080808080
	var seen uint64
	for ; n+8 <= len(data); n += 8 {
		w := binary.LittleEndian.Uint64(data[n:])
		quote, escape := w^'"'*each, w^'\\'*each
		// The lowest bit that is set is right; those above it need not be.
		found := ((w-' '*each)&^w | (quote-each)&^quote | (escape-each)&^escape) & high
		if found != 0 {
			before := found&-found - 1
			return n + bits.TrailingZeros64(found)/8, (seen|w&before)&high == 0
		}
		seen |= w
	}
	for ; n < len(data); n++ {
		c := data[n]
		if c < ' ' || c == '"' || c == '\\' {
			break
		}
		seen |= uint64(c)
	}
	return n, seen&high == 0
}

// unescape takes the rest of a string that begins at begin and has its first
// backslash at i.
func (s *scan) unescape(begin, i int) (inner []byte, ok bool) {
	for s.data[i] != '"' {
		if s.data[i] == '\\' {
			i++
		}
		i++
		if i >= len(s.data) {
			return nil, false
		}
		n, _ := stop(s.data[i:])
		i += n
		if i == len(s.data) {
			return nil, false
		}
	}
	s.at = i + 1
	var err error
	s.buffer, err = jsontext.AppendUnquote(s.buffer[:0], s.data[begin-1:s.at])
	return s.buffer, err == nil
}

// number takes a number without an exponent.
func (s *scan) number() (digits []byte, ok bool) {
	s.next()
	begin := s.at
	if s.at < len(s.data) && s.data[s.at] == '-' {
		s.at++
	}
	whole := s.digits()
	if len(whole) == 0 || len(whole) > 1 && whole[0] == '0' {
		return nil, false
	}
	if s.at < len(s.data) && s.data[s.at] == '.' {
		s.at++
		if len(s.digits()) == 0 {
			return nil, false
		}
	}
	return s.data[begin:s.at], true
}

func (s *scan) digits() []byte {
	begin := s.at
	for s.at < len(s.data) && s.data[s.at]-'0' <= 9 {
		s.at++
	}
	return s.data[begin:s.at]
}
