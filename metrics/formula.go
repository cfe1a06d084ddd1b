package metrics

import (
	"fmt"
	"slices"
)

// rules names the rules that make up a metric.
func (m *compiledMetric) rules() []string {
	rules := []string{"R3", "R6", "R8", "R13", "R17"}
	switch {
	case m.First:
		rules = append(rules, "R33")
	case m.IsMean():
		rules = append(rules, "R32")
	}
	switch m.Unit {
	case PerTurn:
		rules = append(rules, "R14")
	case PerConsumer, PerSession:
		rules = append(rules, "R15")
	case PerFirst:
		rules = append(rules, "R12")
	}
	if m.Handoff {
		rules = append(rules, "R16")
	}
	rules = append(rules, "R26", "R27", "R28")
	slices.SortFunc(rules, func(a, b string) int { return ruleNumber(a) - ruleNumber(b) })
	return rules
}

func ruleNumber(r string) int {
	n := 0
	for _, c := range r[1:] {
		n = 10*n + int(c-'0')
	}
	return n
}

// formula is what a metric counts, in one sentence.
func (m *compiledMetric) formula() string {
	unit := [...]string{"messages", "turns", "consumers a day", "sessions", "first answers of a session"}[m.Unit]
	robot := [...]string{
		"a robot's answer counts", "a robot's answer in time takes it out", "a robot's answer is ignored",
	}[m.Robot]
	if m.IsMean() {
		return fmt.Sprintf("mean wait of the %s that a human answered; %s; assessed %s to %s",
			unit, robot, clock(m.window.Start), clock(m.window.End))
	}
	worst := ""
	if m.Unit == PerConsumer || m.Unit == PerSession {
		worst = ", one late message spoils it"
	}
	return fmt.Sprintf("%s answered within %d s ÷ all whose outcome is known%s; %s; assessed %s to %s",
		unit, m.Threshold.Seconds(), worst, robot, clock(m.window.Start), clock(m.window.End))
}

func clock(d Span) string { return fmt.Sprintf("%02d:%02d", d/Hour, d%Hour/Minute) }
