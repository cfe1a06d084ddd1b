package alarm

import (
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// ParseError says what of an expression is not understood, and where.
type ParseError struct {
	Text    string // the expression
	At      int    // place of the first letter that is wrong, from 1
	What    string // in plain words
	Nearest string // a name like the one that does not exist; empty: none is
}

// Error is the place and what is wrong, such as: at 1: no figure is called
// "losst", did you mean lost?
func (e *ParseError) Error() string {
	s := fmt.Sprintf("at %d: %s", e.At, e.What)
	if e.Nearest != "" {
		s += ", did you mean " + e.Nearest + "?"
	}
	return s
}

// maxExpression is the longest expression in bytes.
const maxExpression = 1000

// Parse reads an expression. The error is a *ParseError.
func (v *Vocabulary) Parse(s string) (*Expression, error) {
	if len(s) > maxExpression {
		return nil, &ParseError{s, 1, fmt.Sprintf("longer than %d bytes", maxExpression), ""}
	}
	tokens, err := lex(s)
	p := parser{Vocabulary: v, tokens: tokens, end: len([]rune(s)) + 1, said: map[string]bool{}}
	e := &Expression{Text: s, Coverage: whole, vocabulary: v}
	if err == nil {
		err = p.expression(e)
	}
	if wrong, ok := err.(*ParseError); ok { //nolint:errorlint // both make nothing else
		wrong.Text = s
		return nil, wrong
	}
	return e, nil
}

type parser struct {
	*Vocabulary
	tokens []token
	end    int             // place behind the last letter
	said   map[string]bool // clauses taken
}

func (p *parser) expression(e *Expression) error {
	if err := p.scope(e); err != nil {
		return err
	}
	if err := p.figure(e); err != nil {
		return err
	}
	bound, err := p.bound(e.Figure.Unit)
	if err != nil {
		return err
	}
	e.Bound = bound
	for len(p.tokens) > 0 {
		if err := p.clause(e); err != nil {
			return err
		}
	}
	return nil
}

// take is the next token; at the end it is an empty one behind the text.
func (p *parser) take() token {
	if len(p.tokens) == 0 {
		return token{at: p.end}
	}
	t := p.tokens[0]
	p.tokens = p.tokens[1:]
	return t
}

func (t token) wrong(format string, args ...any) *ParseError {
	return &ParseError{At: t.at, What: fmt.Sprintf(format, args...)}
}

var scopes = map[string]Kind{"team": Team, "agent": Agent, "shop": Shop}

// scope takes the word with a colon, if the expression begins with one.
func (p *parser) scope(e *Expression) error {
	if len(p.tokens) == 0 {
		return p.take().wrong("an expression is needed, such as lost>3")
	}
	name, subject, ok := strings.Cut(p.tokens[0].text, ":")
	if p.tokens[0].than || !ok {
		return nil
	}
	t := p.take()
	kind, known := scopes[strings.ToLower(name)]
	switch {
	case !known:
		wrong := t.wrong("%q is no scope: team:, agent: and shop: are", name)
		wrong.Nearest = nearest(name, []string{"agent", "shop", "team"})
		return wrong
	case subject == "":
		return t.wrong("a name must follow %s:", name)
	}
	if _, err := path.Match(subject, ""); err != nil {
		return t.wrong("%q is no pattern: a [ must be closed", subject)
	}
	e.Kind, e.Subject = kind, subject
	return nil
}

func (p *parser) figure(e *Expression) error {
	t := p.take()
	if t.text == "" || t.than {
		return t.wrong("the name of a figure is missing")
	}
	f, ok := p.figures[strings.ToLower(t.text)]
	if !ok {
		wrong := t.wrong("no figure is called %q", t.text)
		wrong.Nearest = p.nearest(t.text)
		return wrong
	}
	if !f.has(e.Kind) {
		return t.wrong("%s is not of a %s but of a %s", f.Name, e.Kind, kindsOf(f))
	}
	e.Figure = f
	return nil
}

func kindsOf(f *Figure) string {
	names := make([]string, len(f.Kinds))
	for i, k := range f.Kinds {
		names[i] = k.String()
	}
	return strings.Join(names, ", ")
}

// bound takes a comparison and a value.
func (p *parser) bound(u Unit) (Bound, error) {
	t := p.take()
	if !t.than {
		return Bound{}, t.wrong("a comparison must stand here: > >= < <= = or !=")
	}
	than := -1
	for i, sign := range thanSigns {
		if sign == t.text {
			than = i
		}
	}
	if than < 0 {
		return Bound{}, t.wrong("%q is no comparison: > >= < <= = and != are", t.text)
	}
	value, err := p.value(u)
	return Bound{Than(than), value}, err
}

// value takes a number in the unit of a figure.
func (p *parser) value(u Unit) (float64, error) {
	t := p.take()
	if t.text == "" || t.than {
		return 0, t.wrong("a value must stand here")
	}
	if u == Length {
		s, err := t.length()
		return float64(s) / float64(metrics.Second), err
	}
	word := t.text
	if u == Percent {
		word = strings.TrimSuffix(word, "%")
	}
	x, ok := parseNumber(word)
	if !ok {
		return 0, t.wrong("%q is no number", t.text)
	}
	return x, nil
}

// parseNumber reads a plain decimal: no exponents, no words for infinity.
func parseNumber(s string) (float64, bool) {
	if strings.Trim(s, "-.0123456789") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && math.Abs(x) <= 1e12
}

// lengthUnits are the suffixes of lengths; a length has one.
var lengthUnits = map[byte]metrics.Span{'s': metrics.Second, 'm': metrics.Minute, 'h': metrics.Hour}

// length reads 90s, 5m or 1.5h.
func (t token) length() (metrics.Span, error) {
	if t.text == "" || t.than {
		return 0, t.wrong("a length must stand here, such as 30s")
	}
	last := len(t.text) - 1
	unit := lengthUnits[t.text[last]]
	x, ok := parseNumber(t.text[:last])
	if unit == 0 || !ok || x < 0 || x > 1e6 {
		return 0, t.wrong("%q is no length: write 90s, 5m or 1h", t.text)
	}
	return metrics.Span(x * float64(unit)), nil
}

// clause takes one of the words behind the value, with what it says.
func (p *parser) clause(e *Expression) error {
	t := p.take()
	word := strings.ToLower(t.text)
	if p.said[word] {
		return t.wrong("%q is said twice", t.text)
	}
	p.said[word] = true
	switch word {
	case "for":
		length, err := p.take().length()
		e.For = length
		return err
	case "until":
		bound, err := p.bound(e.Figure.Unit)
		e.Until = &bound
		return err
	case "n":
		x, err := p.atLeast(Count)
		e.Least = int(x)
		return err
	case "coverage":
		x, err := p.atLeast(Percent)
		e.Coverage = int(math.Round(x * 100))
		return err
	}
	wrong := t.wrong("%q is no clause: for, until, n>= and coverage>= are", t.text)
	wrong.Nearest = nearest(t.text, []string{"coverage", "for", "until"})
	return wrong
}

// atLeast takes >= and a value that is not negative.
func (p *parser) atLeast(u Unit) (float64, error) {
	at := p.take()
	if at.text != AtLeast.String() {
		return 0, at.wrong(">= must stand here")
	}
	number := token{at: p.end}
	if len(p.tokens) > 0 {
		number = p.tokens[0]
	}
	x, err := p.value(u)
	switch {
	case err != nil:
		return 0, err
	case x < 0 || u == Percent && x > 100:
		return 0, number.wrong("%q is out of range", number.text)
	case u == Count && x != math.Trunc(x):
		return 0, number.wrong("%q is no whole number", number.text)
	}
	return x, nil
}
