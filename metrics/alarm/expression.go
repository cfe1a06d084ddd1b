package alarm

import (
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// Than is a comparison.
type Than uint8

// Comparisons.
const (
	More Than = iota
	AtLeast
	Less
	AtMost
	Equal
	Differs
)

var thanSigns = [...]string{">", ">=", "<", "<=", "=", "!="}

// String is the comparison's sign.
func (t Than) String() string { return thanSigns[t] }

// Bound is one side of a comparison.
type Bound struct {
	Than  Than
	Value float64 // in the unit of the figure
}

// meets reports whether x is beyond the bound.
func (b Bound) meets(x float64) bool {
	switch b.Than {
	case More:
		return x > b.Value
	case AtLeast:
		return x >= b.Value
	case Less:
		return x < b.Value
	case AtMost:
		return x <= b.Value
	case Equal:
		return x == b.Value
	}
	return x != b.Value
}

// Expression is one condition that somebody wants to hear of. Parse makes it.
type Expression struct {
	Text     string // as it was written
	Kind     Kind
	Subject  string // name or pattern; empty: the floor
	Figure   *Figure
	Bound    Bound
	For      metrics.Span // it must have held for so long; 0: at once
	Until    *Bound       // once it fires, until this holds; nil: until the bound does not
	Least    int          // fewer counted than this is unknown
	Coverage int          // hundredths of a percent of the figure's days that must be covered

	vocabulary *Vocabulary
}

// NeedsReport says whether Evidence.Report is needed to judge it.
func (e *Expression) NeedsReport() bool { return e.Figure.NeedsReport(e.Kind) }

// Label names the figure and whose it is: "lost", "shop:s1 pdd_reply_1h".
func (e *Expression) Label(subject string) string {
	if e.Kind == Floor {
		return e.Figure.Name
	}
	if strings.ContainsAny(subject, " \t\"") {
		subject = strconv.Quote(subject)
	}
	return e.Kind.String() + ":" + subject + " " + e.Figure.Name
}
