package config

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"floorwalker/feed/text"
)

// Severity tells what keeps a configuration from being used from what does not.
type Severity uint8

// Severities.
const (
	Error Severity = iota
	Warning
)

// String is the severity in lower-case English.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Problem is one mistake and where it was made.
type Problem struct {
	Severity Severity
	Origin   Origin
	Key      string // dotted, such as shops."pdd/s1".clock; empty: of the file
	Text     string // what is wrong, and what is allowed
	Nearest  string // name that may have been meant; empty: none is near
}

// String is the problem in one line that is safe to print:
//
//	config.toml:12:1: error: shops."pdd/s1".clock: must be one of wall, business, not "moon"
func (p Problem) String() string {
	var b strings.Builder
	if p.Origin.Kind != FromDefault {
		fmt.Fprintf(&b, "%s: ", p.Origin.position())
	}
	fmt.Fprintf(&b, "%s: ", p.Severity)
	if p.Key != "" {
		fmt.Fprintf(&b, "%s: ", p.Key)
	}
	b.WriteString(p.Text)
	if p.Nearest != "" {
		fmt.Fprintf(&b, "; did you mean %s?", p.Nearest)
	}
	return string(text.Clean(b.String()))
}

// Invalid is a configuration that cannot be used. It holds every problem, the
// warnings too, in the order of the file.
type Invalid struct {
	Problems []Problem
}

// Error is the first error, and how many more there are.
func (e *Invalid) Error() string {
	n, first := 0, ""
	for _, p := range e.Problems {
		if p.Severity != Error {
			continue
		}
		if n++; n == 1 {
			first = strings.Replace(p.String(), ": error: ", ": ", 1)
		}
	}
	if n > 1 {
		return fmt.Sprintf("%s (and %s)", first, count(n-1, "more error"))
	}
	return first
}

// Hint is how to see all of them.
func (*Invalid) Hint() string { return "floorwalker config check lists every mistake" }

// Write prints each problem on a line.
func (e *Invalid) Write(w io.Writer) error { return writeProblems(w, e.Problems) }

func writeProblems(w io.Writer, problems []Problem) error {
	for _, p := range problems {
		if _, err := fmt.Fprintln(w, p); err != nil {
			return err
		}
	}
	return nil
}

// sortProblems puts them in the order in which one mends them.
func sortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Origin.Kind, b.Origin.Kind), cmp.Compare(a.Origin.Name, b.Origin.Name),
			cmp.Compare(a.Origin.Line, b.Origin.Line), cmp.Compare(a.Origin.Column, b.Origin.Column), cmp.Compare(a.Key, b.Key))
	})
}

func hasErrors(problems []Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return p.Severity == Error })
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
