package metrics

import (
	"strings"
	"unicode/utf8"
)

// lexicon finds which of many phrases a text contains in one pass over its
// characters: every message goes through it, so it must cost a fraction of a
// microsecond. A bitmap of how phrases begin rejects almost every position.
type lexicon struct {
	starts [1 << 10]uint64
	words  map[uint16][]phrase
}

// phrase is a lower-case phrase and the bits that finding it sets.
type phrase struct {
	text string
	bits uint32
}

// add puts a phrase of at least two bytes in; shorter ones would match
// everywhere, and what is no UTF-8 is in no text.
func (l *lexicon) add(text string, bits uint32) {
	text = strings.ToLower(text)
	if len(text) < 2 || !utf8.ValidString(text) {
		return
	}
	if l.words == nil {
		l.words = map[uint16][]phrase{}
	}
	k := beginning(text)
	l.starts[k>>6] |= 1 << (k & 63)
	l.words[k] = append(l.words[k], phrase{text, bits})
}

// beginning is what s, of two bytes at least, begins with: a character if it has
// three bytes, as Chinese has, and else two bytes.
func beginning(s string) uint16 {
	if isWide(s[0]) && len(s) >= 3 {
		return uint16(s[0])<<12 | uint16(s[1]&0x3f)<<6 | uint16(s[2]&0x3f)
	}
	return uint16(lower(s[0]))<<8 | uint16(lower(s[1]))
}

// isWide tells whether a character that begins with c has three bytes.
func isWide(c byte) bool { return c&0xf0 == 0xe0 }

// lower folds ASCII only: no other script of the phrase lists has case.
func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// find returns the bits of all phrases that s contains.
func (l *lexicon) find(text Text) uint32 {
	var bits uint32
	for s := string(text); len(s) >= 2; {
		k := beginning(s)
		if l.starts[k>>6]>>(k&63)&1 != 0 {
			bits |= l.begin(k, s)
		}
		if isWide(s[0]) && len(s) >= 3 {
			s = s[3:]
		} else {
			s = s[1:]
		}
	}
	return bits
}

// begin returns the bits of all phrases that s begins with.
func (l *lexicon) begin(k uint16, s string) (bits uint32) {
	for _, p := range l.words[k] {
		if hasPrefixFold(s, p.text) {
			bits |= p.bits
		}
	}
	return bits
}

// hasPrefixFold reports whether s begins with a lower-case prefix.
func hasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if lower(s[i]) != prefix[i] {
			return false
		}
	}
	return true
}

// containsFold reports whether s contains a lower-case term.
func containsFold(s, term string) bool {
	if strings.Contains(s, term) {
		return true
	}
	for i := 0; i+len(term) <= len(s); i++ {
		if lower(s[i]) == term[0] && hasPrefixFold(s[i:], term) {
			return true
		}
	}
	return false
}

// Bits of the phrases that are no compliance rules.
const (
	bitPromise = 1 << 30
	bitHuman   = 1 << 31
	maxRules   = 16 // compliance rules, a bit each
)

// lexicon compiles the policy's phrase lists.
func (p *Policy) lexicon() *lexicon {
	l := &lexicon{}
	for _, w := range p.Promise {
		l.add(w, bitPromise)
	}
	for _, w := range p.Human {
		l.add(w, bitHuman)
	}
	for i, rule := range p.Compliance {
		for _, w := range rule.Words {
			l.add(w, 1<<min(i, maxRules-1))
		}
	}
	return l
}
