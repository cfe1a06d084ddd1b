package alarm

import (
	"fmt"
	"math"
	"strconv"

	"floorwalker/metrics"
)

// Kind is what an expression speaks of.
type Kind uint8

// Kinds of subjects.
const (
	Floor Kind = iota
	Team
	Agent
	Shop
)

var kindNames = [...]string{"floor", "team", "agent", "shop"}

// String is the kind as scopes write it.
func (k Kind) String() string { return kindNames[k] }

// Unit says what a value is a number of.
type Unit uint8

// Units.
const (
	Count   Unit = iota
	Percent      // 0 to 100, two decimals, cut
	Length       // seconds
	PerMinute
	Yuan
	Chance // 0 to 1
)

var unitNames = [...]string{"count", "percent", "length", "per_minute", "yuan", "chance"}

// String is the unit in lower-case English.
func (u Unit) String() string { return unitNames[u] }

// Endless is the value of a count that nothing bounds: the minutes until what
// is not being used is used up. No bound is as large.
const Endless = 1e15

// Format writes a value the way a person reads it: 12, 51.04%, 4m50s; ∞ for
// what is endless.
func (u Unit) Format(value float64) string {
	switch u {
	case Percent:
		return strconv.FormatFloat(value, 'f', 2, 64) + "%"
	case Length:
		return formatLength(value)
	case Count:
		if value >= Endless {
			return "∞"
		}
	case PerMinute:
		return strconv.FormatFloat(value, 'f', 1, 64)
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

// formatLength writes seconds as 45s, 4m50s, 1h22m.
func formatLength(seconds float64) string {
	sign := ""
	if seconds <= -1 {
		sign = "-"
	}
	total := int64(min(math.Abs(seconds), Endless))
	h, m, s := total/3600, total/60%60, total%60
	switch {
	case h > 0 && m > 0:
		return fmt.Sprintf("%s%dh%dm", sign, h, m)
	case h > 0:
		return fmt.Sprintf("%s%dh", sign, h)
	case m > 0 && s > 0:
		return fmt.Sprintf("%s%dm%ds", sign, m, s)
	case m > 0:
		return fmt.Sprintf("%s%dm", sign, m)
	}
	return fmt.Sprintf("%s%ds", sign, s)
}

// Meaning is one line that says what a figure is.
type Meaning struct{ EN, ZH string }

// Figure is something that has a value: a count or rate of a subject.
type Figure struct {
	Name    string
	Kinds   []Kind // of subjects that have it
	Unit    Unit
	Meaning Meaning

	read   func(*place) sample
	trust  trust
	window dayWindow // trustDays: what has to be covered
}

// NeedsReport says whether a metrics.Report is needed to read the figure of a
// subject of the kind.
func (f *Figure) NeedsReport(k Kind) bool { return k == Shop }

func (f *Figure) has(k Kind) bool {
	for _, kind := range f.Kinds {
		if kind == k {
			return true
		}
	}
	return false
}

// trust is what must hold for a figure to be known.
type trust uint8

const (
	trustCounts trust = iota // every gateway is heard, and today was seen from its beginning
	trustPeople              // as trustCounts, and the view is by team: people belong to teams alone
	trustDays                // the days of the figure's window are covered
	trustFeed                // the feed is live: figures about the feed itself
)

// dayWindow are days before today, both ends included; 0 is today.
type dayWindow struct{ from, to int }

// sample is what a figure's value was read as. Nothing counted is no value: null
// is not zero.
type sample struct {
	value   float64
	n       int
	counted bool // n means something
	ok      bool
}

func count(n int) sample            { return sample{value: float64(n), ok: true} }
func number(x float64) sample       { return sample{value: x, ok: true} }
func span(s metrics.Span) sample    { return number(float64(s) / float64(metrics.Second)) }
func of(n int, s sample) sample     { return sample{s.value, n, true, s.ok} }
func when(ok bool, s sample) sample { s.ok = s.ok && ok; return s }

// age is how long ago t was; no value if it never was, and nothing for what is
// dated ahead.
func age(t, now metrics.Time) sample { return when(t != 0, span(max(0, now.Sub(t)))) }

// longest is age for waits: nobody waits is a wait of zero.
func longest(t, now metrics.Time) sample {
	if t == 0 {
		return count(0)
	}
	return age(t, now)
}

// printed is the value of a percentage or amount as reports print it.
func printed(s *string) sample {
	if s == nil {
		return sample{}
	}
	x, err := strconv.ParseFloat(*s, 64)
	return when(err == nil, number(x))
}

func optionalCount(n *int) sample {
	if n == nil {
		return sample{}
	}
	return count(*n)
}

func optionalNumber(x *float64) sample {
	if x == nil {
		return sample{}
	}
	return number(*x)
}

func optionalSpan(s *metrics.Span) sample {
	if s == nil {
		return sample{}
	}
	return span(*s)
}
