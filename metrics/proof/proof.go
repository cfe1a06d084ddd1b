// Package proof holds the incremental engine against the naive twin: what a
// floor reports after whatever happened to it must be what the twin makes of the
// same events at the same instant.
package proof

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"floorwalker/metrics"
	"floorwalker/metrics/internal/twin"
)

// ErrDiffers is what the error of Compare is where floor and twin disagree.
var ErrDiffers = errors.New("the floor and its twin differ")

// Compare names the first figure, waiting row or house figure in which f differs
// from the twin, as an ErrDiffers. lines are the events that f was given, in any
// order, a line of JSON each; f must stand at now and have been given knobs, as
// metrics.Policy.ReadKnobs reads them. What is counted about the way events came
// (duplicates, conflicts) is left out. It costs the twin some 0.2 ms an event.
func Compare(f *metrics.Floor, lines [][]byte, now metrics.Time, knobs map[string]any) error {
	want, err := twin.Report(lines, int64(now), knobs)
	if err != nil {
		return err
	}
	wanted, err := tree(want)
	if err != nil {
		return err
	}
	got, err := tree(f.Report())
	if err != nil {
		return err
	}
	if err := sameFigures(wanted, got); err != nil {
		return err
	}
	if err := sameRows(wanted, got); err != nil {
		return err
	}
	house, err := twin.Floor(lines, int64(now), knobs)
	if err != nil {
		return err
	}
	wanted, err = tree(house)
	if err != nil {
		return err
	}
	return sameHouses(wanted, got)
}

func differ(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrDiffers}, args...)...)
}

// sameFigures compares every leaf of the report, and looks for what the twin
// does not know.
func sameFigures(want, got map[string]any) error {
	wanted, have := Leaves(want), Leaves(got)
	for _, path := range slices.Sorted(maps.Keys(wanted)) {
		if strings.HasPrefix(path, "counts"+Sep) {
			continue
		}
		if g, ok := have[path]; !ok || Plain(g) != Plain(wanted[path]) {
			return differ("%s = %v, the twin says %s", dotted(path), g, Plain(wanted[path]))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(have)) {
		if _, ok := wanted[path]; !ok && specified(path) && !empty(have[path]) && hasDay(wanted, path) {
			return differ("%s = %v, the twin has nothing", dotted(path), have[path])
		}
	}
	return nil
}

// specified leaves out what the report has beyond the specification's shape.
func specified(path string) bool {
	for _, own := range []string{
		"policy", Sep + "floor" + Sep, Sep + "splits" + Sep, Sep + "coverage" + Sep, Sep + "compliance_hits" + Sep,
		Sep + "response_score", Sep + "forecast" + Sep, Sep + "budget" + Sep,
	} {
		if strings.Contains(path, own) {
			return false
		}
	}
	return !strings.HasPrefix(path, "counts")
}

// hasDay reports whether the twin lists the day that the path lies in: it leaves
// out days on which nothing happened but desk time.
func hasDay(wanted map[string]any, path string) bool {
	parts := strings.Split(path, Sep)
	if len(parts) < 4 || parts[2] != "days" {
		return true
	}
	_, ok := wanted[strings.Join(append(parts[:4:4], "final"), Sep)]
	return ok
}

// sameRows compares the waiting lists, in order.
func sameRows(want, got map[string]any) error {
	shops := got["shops"].(map[string]any)
	for name, s := range want["shops"].(map[string]any) {
		wanted := s.(map[string]any)["waiting"].([]any)
		rows := shops[name].(map[string]any)["waiting"].([]any)
		if len(rows) != len(wanted) {
			return differ("%s: %d rows wait, the twin has %d", name, len(rows), len(wanted))
		}
		for i, w := range wanted {
			row, have := w.(map[string]any), rows[i].(map[string]any)
			for _, key := range slices.Sorted(maps.Keys(row)) {
				if Plain(have[key]) != Plain(row[key]) {
					return differ("%s: waiting.%d.%s = %s, the twin says %s", name, i, key, Plain(have[key]), Plain(row[key]))
				}
			}
		}
	}
	return nil
}

// sameHouses compares the house figures (R42 to R50).
func sameHouses(want, got map[string]any) error {
	shops := got["shops"].(map[string]any)
	for name, w := range want["shops"].(map[string]any) {
		have := shops[name].(map[string]any)["floor"].(map[string]any)
		wanted, figures := Leaves(w), Leaves(have)
		for _, path := range slices.Sorted(maps.Keys(wanted)) {
			if Plain(figures[path]) != Plain(wanted[path]) {
				return differ("%s floor.%s = %v, the twin says %v", name, dotted(path), Plain(figures[path]), Plain(wanted[path]))
			}
		}
		for _, list := range []string{"promised", "looping"} {
			if g, w := have[list], w.(map[string]any)[list]; fmt.Sprint(g) != fmt.Sprint(w) {
				return differ("%s %s = %v, the twin says %v", name, list, g, w)
			}
		}
	}
	return nil
}
