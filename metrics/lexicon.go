package metrics

import "strings"

// lexicon finds which of many phrases a text contains in one pass over its
// bytes: every message goes through it, so it must cost a fraction of a
// microsecond. A bitmap of the phrases' first two bytes rejects almost every
// position.
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
// everywhere.
func (l *lexicon) add(text string, bits uint32) {
	text = strings.ToLower(text)
	if len(text) < 2 {
		return
	}
	if l.words == nil {
		l.words = map[uint16][]phrase{}
	}
	k := pair(text, 0)
	l.starts[k>>6] |= 1 << (k & 63)
	l.words[k] = append(l.words[k], phrase{text, bits})
}

func pair(s string, i int) uint16 { return uint16(lower(s[i]))<<8 | uint16(lower(s[i+1])) }

// lower folds ASCII only: no other script of the phrase lists has case.
func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// find returns the bits of all phrases that s contains.
func (l *lexicon) find(s Text) uint32 {
	var bits uint32
	for i := 0; i+1 < len(s); i++ {
		k := pair(string(s), i)
		if l.starts[k>>6]>>(k&63)&1 == 0 {
			continue
		}
		for _, p := range l.words[k] {
			if bits&p.bits != p.bits && hasPrefixFold(string(s[i:]), p.text) {
				bits |= p.bits
			}
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
