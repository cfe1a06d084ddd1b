package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"floorwalker/metrics"
)

// Origin is where the value of a key with a fixed place was given, such as
// screen.theme.
func (c *Config) Origin(key string) Origin {
	return c.origins[path(strings.Split(key, ".")).id()]
}

// Ordered are the names in a table of the user's, such as filters or alerts, in
// the order in which the file has them.
func (c *Config) Ordered(section string) []string {
	var names []string
	for id := range c.origins {
		if at := path(strings.Split(id, join)); len(at) == 2 && at[0] == section {
			names = append(names, at[1])
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		x, y := c.origins[path{section, a}.id()], c.origins[path{section, b}.id()]
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column), cmp.Compare(a, b))
	})
	return names
}

// Allow reports whether a list of people holds who; * is everybody.
func (w Words) Allow(who string) bool {
	return slices.Contains(w, who) || slices.Contains(w, "*")
}

// Rule is the expression with how long it must hold, as an alert is judged. What
// the expression says of that itself stands.
func (a Alert) Rule() string {
	if a.For == 0 || saysHowLong(a.Expression) {
		return a.Expression
	}
	return fmt.Sprintf("%s for %gs", a.Expression, metrics.Span(a.For).Std().Seconds())
}

// saysHowLong reports whether an expression has a clause "for".
func saysHowLong(expression string) bool {
	return slices.ContainsFunc(strings.Fields(expression), func(word string) bool { return strings.EqualFold(word, "for") })
}

// On reports whether the note is of that day.
func (n Note) On(day metrics.Date) bool {
	return metrics.Date(n.From) <= day && (n.Until == 0 || day <= metrics.Date(n.Until))
}

// Screen is the look that is configured, with what the supervisor chose himself
// in its place: a choice goes before the file, not before a variable or flag.
func (p Preferences) Screen(c *Config) Screen {
	s := c.Screen
	if p.Language != "" && c.Origin("screen.language").Kind <= FromFile {
		s.Language = p.Language
	}
	if p.Theme != "" && c.Origin("screen.theme").Kind <= FromFile {
		s.Theme = p.Theme
	}
	return s
}
