package metrics

import (
	"strings"
	"unicode/utf8"
)

// lexicon finds which of many phrases a text contains in one pass over its
// characters: every message goes through it, so it must cost a fraction of a
// microsecond. A table of how phrases begin rejects almost every position.
type lexicon struct {
	starts [1 << 16]uint8 // by beginning: the number of a list of phrases; 0: none begins so
	lists  [][]phrase
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
	k, _ := beginning(text)
	at := &l.starts[k]
	if len(l.lists) == 0 {
		l.lists = make([][]phrase, 1, 64)
	}
	if *at == 0 && len(l.lists) < 256 {
		l.lists = append(l.lists, nil)
	}
	if *at == 0 {
		*at = uint8(len(l.lists) - 1) // the last list is for all beginnings that are left
	}
	l.lists[*at] = append(l.lists[*at], phrase{text, bits})
}

// beginning is what s, of two bytes at least, begins with: a character if it has
// three bytes, as Chinese has, and else two bytes; and where the next may begin.
func beginning(s string) (k uint16, next int) {
	if isWide(s[0]) && len(s) >= 3 {
		return uint16(s[0])<<12 | uint16(s[1]&0x3f)<<6 | uint16(s[2]&0x3f), 3
	}
	return uint16(lower(s[0]))<<8 | uint16(lower(s[1])), 1
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

// find returns the bits of all phrases that a text contains.
func (l *lexicon) find(text Text) (bits uint32) {
	for s := string(text); len(s) >= 2; {
		k, next := beginning(s)
		if at := l.starts[k]; at != 0 {
			bits |= begins(s, l.lists[at])
		}
		s = s[next:]
	}
	return bits
}

// begins returns the bits of the phrases that s begins with.
func begins(s string, list []phrase) (bits uint32) {
	for i := range list {
		if p := &list[i]; hasPrefixFold(s, p.text) {
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
