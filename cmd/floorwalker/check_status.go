package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

// checkStatus is what a check has to say.
type checkStatus struct {
	findings []finding
	at       metrics.Time
	zone     metrics.Zone
	stale    error  // why the floor is not up to date; nil: it is
	note     string // about the state file
	pause    string // why nothing was judged; empty: it was
}

// finding is a rule and what became of it.
type finding struct {
	rule
	alarm.Outcome
}

// judge evaluates every rule, and leaves what to remember in states.
func judge(rules []rule, ev alarm.Evidence, states map[string]alarm.State) *checkStatus {
	s := &checkStatus{at: ev.View.Now, zone: ev.View.Zone}
	before := make(map[string]alarm.State, len(states))
	for text, state := range states {
		before[text] = state
	}
	clear(states) // expressions that are asked no more are forgotten
	for _, r := range rules {
		out, after := r.Evaluate(ev, before[r.Text])
		states[r.Text] = after
		s.findings = append(s.findings, finding{r, out})
	}
	return s
}

// code is the exit code. What cannot be told goes before a warning: it may be
// worse than one.
func (s *checkStatus) code() int {
	code := exitOK
	for _, f := range s.findings {
		switch {
		case f.Verdict == alarm.Firing && f.critical:
			return exitCritical
		case f.Verdict == alarm.Unknown:
			code = exitUnknown
		case f.Verdict == alarm.Firing && code == exitOK:
			code = exitWarning
		}
	}
	return code
}

var checkWords = map[int]string{exitOK: "OK", exitWarning: "WARNING", exitCritical: "CRITICAL", exitUnknown: "UNKNOWN"}

// line is the status with its performance data, in the form of monitoring
// plugins: FLOOR WARNING: lost is 4 (>3) | 'lost'=4;~:3
func (s *checkStatus) line() string {
	if s.pause != "" {
		return "FLOOR OK: not judged: " + pluginText(s.pause)
	}
	parts := s.parts()
	if s.stale != nil {
		parts = slices.Insert(parts, 0, s.stale.Error())
	}
	if s.note != "" {
		parts = append(parts, s.note)
	}
	parts = append(parts, "as of "+s.at.Std().In(s.zone.Location()).Format(time.RFC3339))
	line := "FLOOR " + checkWords[s.code()] + ": " + pluginText(strings.Join(parts, "; "))
	if data := s.performance(); data != "" {
		line += " | " + data
	}
	return line
}

// shownReadings is how many readings a status names; the rest it counts.
const shownReadings = 6

// parts are the readings in words, the worst first. If something is wrong,
// what is not is left out.
func (s *checkStatus) parts() []string {
	type said struct {
		words string
		rank  int
	}
	var all []said
	worst := 0
	for _, f := range s.findings {
		for i := range f.Readings {
			rank := 2 * int(f.Readings[i].Verdict)
			if f.critical {
				rank++
			}
			worst = max(worst, rank)
			all = append(all, said{f.words(&f.Readings[i]), rank})
		}
	}
	slices.SortStableFunc(all, func(a, b said) int { return b.rank - a.rank })
	var out []string
	for _, x := range all {
		if quiet := 2*int(alarm.Calm) + 1; x.rank <= quiet && worst > quiet {
			break
		}
		if !slices.Contains(out, x.words) {
			out = append(out, x.words)
		}
	}
	if more := len(out) - shownReadings; more > 0 {
		out = append(out[:shownReadings], fmt.Sprintf("and %d more", more))
	}
	return out
}

// words is a reading in a few of them.
func (f *finding) words(r *alarm.Reading) string {
	label := f.Label(r.Subject)
	switch r.Verdict {
	case alarm.Unknown:
		return label + " unknown: " + r.Doubt.Meaning().EN
	case alarm.Calm:
		return label + " is " + f.value(r)
	}
	level := "warning"
	if f.critical {
		level = "critical"
	}
	words := fmt.Sprintf("%s is %s (%s %s%s", label, f.value(r), level, f.Bound.Than, f.Figure.Unit.Format(f.Bound.Value))
	if r.Verdict == alarm.Pending {
		words += ", not for " + alarm.Length.Format(float64(f.For.Seconds())) + " yet"
	}
	return words + ")"
}

// value is a reading's value with what it was counted from.
func (f *finding) value(r *alarm.Reading) string {
	s := f.Figure.Unit.Format(r.Value)
	if r.Counted {
		s += " of " + strconv.Itoa(r.N)
	}
	return s
}

// maxPerformance is how many values of performance data a line has: graphing
// tools cut long lines, and then read half a number.
const maxPerformance = 50

// performance is every value once, with both of its bounds. What is not known is
// U, never 0; so is what has no end.
func (s *checkStatus) performance() string {
	type datum struct{ value, warn, crit string }
	data := map[string]*datum{}
	var order []string
	for _, f := range s.findings {
		for i := range f.Readings {
			r := &f.Readings[i]
			label := f.Label(r.Subject)
			d := data[label]
			if d == nil {
				d = &datum{value: "U"}
				data[label] = d
				order = append(order, label)
			}
			if r.Doubt == alarm.None && r.Value < alarm.Endless {
				d.value = strconv.FormatFloat(r.Value, 'f', -1, 64) + perfUnit[f.Figure.Unit]
			}
			bound := &d.warn
			if f.critical {
				bound = &d.crit
			}
			*bound = perfRange(f.Bound)
		}
	}
	slices.Sort(order)
	var out []string
	for _, label := range order[:min(len(order), maxPerformance)] {
		d := data[label]
		out = append(out, strings.TrimRight(perfLabel(label)+"="+d.value+";"+d.warn+";"+d.crit, ";"))
	}
	return strings.Join(out, " ")
}

var perfUnit = map[alarm.Unit]string{alarm.Percent: "%", alarm.Length: "s"}

// perfRange is a bound as a range of plugins, which alerts outside of it, or
// inside if it begins with @.
func perfRange(b alarm.Bound) string {
	x := strconv.FormatFloat(b.Value, 'f', -1, 64)
	switch b.Than {
	case alarm.More:
		return "~:" + x
	case alarm.AtLeast:
		return "@" + x + ":"
	case alarm.Less:
		return x + ":"
	case alarm.AtMost:
		return "@~:" + x
	case alarm.Equal:
		return "@" + x + ":" + x
	}
	return x + ":" + x
}

// perfLabel quotes a label, which may hold anything but = and a line end.
func perfLabel(s string) string {
	s = strings.ReplaceAll(pluginText(s), "=", "_")
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// pluginText is s in one line without the sign that begins performance data.
func pluginText(s string) string { return strings.ReplaceAll(oneLine(s), "|", "/") }
