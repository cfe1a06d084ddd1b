package alarm

import "strings"

// token is a word or a comparison of an expression.
type token struct {
	text string
	at   int // place of its first letter, from 1
	than bool
}

// lex takes an expression apart. Quotes keep blanks and signs together; a
// quote that is not closed is an error.
func lex(s string) ([]token, error) {
	l := lexer{letters: []rune(s)}
	for l.next < len(l.letters) {
		if err := l.step(); err != nil {
			return nil, err
		}
	}
	l.end()
	return l.out, nil
}

type lexer struct {
	letters []rune
	next    int
	word    strings.Builder
	began   int // place of the word's first letter; 0: no word is open
	out     []token
}

func (l *lexer) step() error {
	r := narrow(l.letters[l.next])
	switch {
	case r == ' ' || r == '\t':
		l.end()
	case r == '"':
		return l.quoted()
	case isThan(r):
		l.end()
		l.than(r)
	default:
		l.open()
		l.word.WriteRune(r)
	}
	l.next++
	return nil
}

func (l *lexer) open() {
	if l.began == 0 {
		l.began = l.next + 1
	}
}

func (l *lexer) end() {
	if l.began > 0 {
		l.out = append(l.out, token{text: l.word.String(), at: l.began})
	}
	l.word.Reset()
	l.began = 0
}

// than takes a comparison of one or two signs.
func (l *lexer) than(r rune) {
	t := token{text: string(r), at: l.next + 1, than: true}
	if l.next+1 < len(l.letters) && narrow(l.letters[l.next+1]) == '=' && r != '=' {
		t.text += "="
		l.next++
	}
	switch t.text {
	case "≥":
		t.text = ">="
	case "≤":
		t.text = "<="
	case "≠":
		t.text = "!="
	}
	l.out = append(l.out, t)
}

// quoted takes what stands in quotes into the word that is open.
func (l *lexer) quoted() error {
	l.open()
	begin := l.next + 1
	for l.next++; l.next < len(l.letters); l.next++ {
		if narrow(l.letters[l.next]) == '"' {
			l.next++
			return nil
		}
		l.word.WriteRune(l.letters[l.next])
	}
	return &ParseError{At: begin, What: "the quote is not closed"}
}

func isThan(r rune) bool { return strings.ContainsRune("<>=!≥≤≠", r) }

// narrow turns full-width signs and letters, as Chinese input methods type
// them, into their ASCII twins.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	case r == '“', r == '”':
		return '"'
	case r == '《':
		return '<'
	case r == '》':
		return '>'
	}
	return r
}
