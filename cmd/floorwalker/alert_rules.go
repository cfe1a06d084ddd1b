package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

// alertRules is what an alert file says: what to tell, to whom, and when not.
//
//	# what                name          expression
//	alert    warning      lost          lost>3 for 30s until <1
//	alert    critical     gate          shop:* pdd_reply_1h.projected_3d<55 n>=100
//	exec     /usr/local/bin/page kefu
//	publish  floor.alerts
//	quiet    23:15 08:00
type alertRules struct {
	rules   []alarm.Rule
	exec    [][]string // programs with their arguments, as data: no shell reads them
	publish []string   // subjects
	hooks   []hook     // of the configuration
	quiet   []metrics.Window
}

// readAlertRules reads the file at path, with the figures that p has. The error
// names file and line.
func readAlertRules(path string, p *metrics.Policy) (*alertRules, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parseAlertRules(string(data), path, p)
}

func parseAlertRules(text, name string, p *metrics.Policy) (*alertRules, error) {
	r := &alertRules{}
	v := alarm.NewVocabulary(p)
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := r.line(v, line); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", name, number, err)
		}
	}
	if len(r.rules) == 0 {
		return nil, usage("such as: alert warning lost lost>3 for 30s", "%s has no alert", name)
	}
	return r, nil
}

func (r *alertRules) line(v *alarm.Vocabulary, line string) error {
	words := strings.Fields(line)
	switch words[0] {
	case "alert":
		return r.alert(v, line, words)
	case "exec":
		if len(words) < 2 {
			return usage("exec PROGRAM ARGUMENT...", "the program is missing")
		}
		r.exec = append(r.exec, words[1:])
		return nil
	case "publish":
		if len(words) != 2 || strings.ContainsAny(words[1], "*>") {
			return usage("publish floor.alerts", "one subject without wildcards is needed")
		}
		r.publish = append(r.publish, words[1])
		return nil
	case "quiet":
		return r.quietHours(words)
	}
	return usage("a line begins with alert, exec, publish or quiet", "unknown word %q", words[0])
}

// alert reads a rule.
func (r *alertRules) alert(v *alarm.Vocabulary, line string, words []string) error {
	const form = "alert warning|critical NAME EXPRESSION"
	if len(words) < 4 || words[1] != "warning" && words[1] != "critical" {
		return usage(form, "this is no alert")
	}
	text := line
	for _, word := range words[:3] {
		text = strings.TrimSpace(strings.TrimPrefix(text, word))
	}
	return r.addRule(v, words[2], text, words[1] == "critical")
}

// addRule adds a rule. Names are unique: they are what a receiver tells alerts
// apart by.
func (r *alertRules) addRule(v *alarm.Vocabulary, name, text string, critical bool) error {
	e, err := v.Parse(text)
	if err != nil {
		return badExpression(text, err)
	}
	for _, other := range r.rules {
		if other.Name == name {
			return usage("give each its own name", "there are two alerts called %q", name)
		}
	}
	r.rules = append(r.rules, alarm.Rule{Expression: e, Name: name, Critical: critical})
	return nil
}

func (r *alertRules) quietHours(words []string) error {
	if len(words) == 3 {
		from, errFrom := time.Parse("15:04", words[1])
		to, errTo := time.Parse("15:04", words[2])
		if errFrom == nil && errTo == nil {
			r.quiet = append(r.quiet, metrics.Window{Start: timeOfDay(from), End: timeOfDay(to)})
			return nil
		}
	}
	return usage("quiet 23:15 08:00", "quiet hours are two times of day")
}

func timeOfDay(t time.Time) metrics.Span {
	return metrics.Span(t.Hour())*metrics.Hour + metrics.Span(t.Minute())*metrics.Minute
}

// isQuiet says whether nobody is to be disturbed by anything but what is
// critical. Hours may run over midnight.
func (r *alertRules) isQuiet(now metrics.Time, zone metrics.Zone) bool {
	at := zone.TimeOfDay(now)
	for _, w := range r.quiet {
		if w.Start <= w.End && w.Contains(at) || w.Start > w.End && (at >= w.Start || at < w.End) {
			return true
		}
	}
	return false
}
