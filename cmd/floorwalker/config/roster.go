package config

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// rosterColumns are the columns of a roster file, in their order.
var rosterColumns = []string{"person", "team", "from", "to", "break minutes"}

// rosterShift is a shift and where it was written.
type rosterShift struct {
	metrics.Shift
	key    string // in the configuration; empty: of a CSV file
	origin Origin
}

// roster is the shifts of the file and of the CSV it names.
func (r *reader) roster(c *Config) []metrics.Shift {
	list := r.inlineShifts(c)
	if c.Roster.Path != "" {
		data, err := readBounded(c.Resolve(c.Roster.Path))
		if err != nil {
			r.fail(path{"roster", "path"}, "%s", err)
		}
		shifts, problems := readRoster(c.Roster.Path, data, c.zone())
		list, r.problems = append(list, shifts...), append(r.problems, problems...)
	}
	return r.settleShifts(c, list)
}

func (r *reader) inlineShifts(c *Config) []rosterShift {
	var out []rosterShift
	for i, s := range c.Roster.Shifts {
		at := path{"roster", "shifts", itoa(i)}
		if r.refused(at) {
			continue
		}
		shift := rosterShift{key: at.String(), origin: r.origins.of(at)}
		shift.Person, shift.Team = r.identifier(at, s.Person), r.identifier(at, s.Team)
		shift.From, shift.To = s.From.in(c.zone()), s.To.in(c.zone())
		shift.Allowance = metrics.Span(s.Break) * metrics.Minute
		if wrong := badShift(shift.Shift); wrong != "" {
			r.fail(at, "%s", wrong)
			continue
		}
		out = append(out, shift)
	}
	return out
}

// settleShifts gives every shift to its person, and refuses two at a time for
// one of them.
func (r *reader) settleShifts(c *Config, list []rosterShift) []metrics.Shift {
	person := map[metrics.Text]metrics.Text{}
	for id, p := range c.People {
		for _, account := range p.Accounts {
			person[text.Clean(account)] = text.Clean(id)
		}
	}
	known := slices.Sorted(maps.Keys(c.People))
	byPerson := map[metrics.Text][]rosterShift{}
	out := make([]metrics.Shift, 0, len(list))
	for _, s := range list {
		if who, ok := person[s.Person]; ok {
			s.Person = who
		}
		if _, ok := c.People[string(s.Person)]; !ok {
			r.warnOfPerson(s, known)
		}
		for _, other := range byPerson[s.Person] {
			if s.From < other.To && other.From < s.To {
				r.report(Problem{Origin: s.origin, Key: s.key, Text: fmt.Sprintf("%s has another shift at that time, %s", s.Person, other.origin)})
			}
		}
		byPerson[s.Person] = append(byPerson[s.Person], s)
		out = append(out, s.Shift)
	}
	return out
}

func (r *reader) warnOfPerson(s rosterShift, known []string) {
	if like := nearest(string(s.Person), known); like != "" {
		r.report(Problem{Severity: Warning, Origin: s.origin, Key: s.key, Text: fmt.Sprintf("there is no person %q here", s.Person), Nearest: like})
	}
}

// ReadRoster reads a roster in CSV: person, team, from, to, break minutes. The
// first line may name the columns, lines that begin with # and empty ones are
// skipped, the break may be left out. Times are local to zone, written 2026-03-13 08:00 or
// 2026/3/13 8:00; the end may be a time alone, then it is the next such time
// after the start. Every line that cannot be used is reported with its number.
func ReadRoster(name string, in io.Reader, zone metrics.Zone) ([]metrics.Shift, []Problem) {
	data, err := io.ReadAll(io.LimitReader(in, maxFile))
	if err != nil {
		return nil, []Problem{{Origin: Origin{Kind: FromFile, Name: name, Line: 1}, Text: err.Error()}}
	}
	list, problems := readRoster(name, data, zone)
	out := make([]metrics.Shift, len(list))
	for i, s := range list {
		out[i] = s.Shift
	}
	return out, problems
}

func readRoster(name string, data []byte, zone metrics.Zone) (out []rosterShift, problems []Problem) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord, in.TrimLeadingSpace, in.Comment = -1, true, '#'
	for first := true; ; first = false {
		at := Origin{Kind: FromFile, Name: name, Line: 1, Column: 1}
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, problems
		}
		if pe, ok := errors.AsType[*csv.ParseError](err); ok {
			at.Line = pe.Line
			problems = append(problems, Problem{Origin: at, Text: "not CSV: " + pe.Err.Error()})
			continue
		}
		if err != nil {
			return out, append(problems, Problem{Origin: at, Text: err.Error()})
		}
		at.Line, _ = in.FieldPos(0)
		if first && isHeading(record) {
			continue
		}
		shift, err := parseShift(record, zone)
		if err != nil {
			problems = append(problems, Problem{Origin: at, Text: err.Error()})
			continue
		}
		out = append(out, rosterShift{Shift: shift, origin: at})
	}
}

func isHeading(record []string) bool {
	return strings.EqualFold(strings.TrimSpace(record[0]), rosterColumns[0])
}

// parseShift is one line of the file.
func parseShift(record []string, zone metrics.Zone) (s metrics.Shift, err error) {
	if n := len(record); n != len(rosterColumns) && n != len(rosterColumns)-1 {
		return s, fmt.Errorf("has %s, a line is %s", count(n, "field"), strings.Join(rosterColumns, ","))
	}
	for i := range record {
		record[i] = strings.TrimSpace(record[i])
		if !utf8.ValidString(record[i]) {
			return s, fmt.Errorf("%s is not UTF-8: save the file as CSV UTF-8", rosterColumns[i])
		}
	}
	for i, into := range []*metrics.Text{&s.Person, &s.Team} {
		if *into, err = text.ID(record[i]); err != nil {
			return s, fmt.Errorf("%s %w", rosterColumns[i], err)
		}
	}
	if s.From, err = rosterTime(record[2], zone); err != nil {
		return s, fmt.Errorf("from %w", err)
	}
	if s.To, err = rosterEnd(record[3], s.From, zone); err != nil {
		return s, fmt.Errorf("to %w", err)
	}
	if len(record) == len(rosterColumns) && record[4] != "" {
		minutes, err := strconv.Atoi(record[4])
		if err != nil {
			return s, fmt.Errorf("break minutes must be a whole number, not %s", shown(record[4]))
		}
		s.Allowance = metrics.Span(minutes) * metrics.Minute
	}
	if wrong := badShift(s); wrong != "" {
		return s, errors.New(wrong)
	}
	return s, nil
}

func rosterTime(s string, zone metrics.Zone) (metrics.Time, error) {
	for _, layout := range []string{minuteLayout, "2006-01-02T15:04", "2006/1/2 15:04"} {
		if at, err := time.ParseInLocation(layout, s, zone.Location()); err == nil {
			return metrics.TimeOf(at), nil
		}
	}
	return 0, fmt.Errorf("must be a local time such as 2026-03-13 08:00, not %s", shown(s))
}

// rosterEnd is a time, or a time of day: the next one after the start.
func rosterEnd(s string, from metrics.Time, zone metrics.Zone) (metrics.Time, error) {
	of, err := time.Parse("15:04", s)
	if err != nil {
		return rosterTime(s, zone)
	}
	day := zone.Midnight(zone.Date(from))
	end := day.Add(metrics.Span(of.Hour())*metrics.Hour + metrics.Span(of.Minute())*metrics.Minute)
	if end <= from {
		end = end.Add(metrics.Day)
	}
	return end, nil
}

// badShift says what is wrong with a shift; empty if nothing is.
func badShift(s metrics.Shift) string {
	switch {
	case s.Person == "" || s.Team == "":
		return "a shift needs a person and a team"
	case s.From == 0 || s.To == 0:
		return "a shift needs from and to"
	case s.To <= s.From:
		return "ends before it starts"
	case s.To.Sub(s.From) > metrics.Day:
		return "is longer than 24 hours"
	case s.Allowance < 0 || s.Allowance >= s.To.Sub(s.From):
		return "the break must be shorter than the shift, and not negative"
	}
	return ""
}
