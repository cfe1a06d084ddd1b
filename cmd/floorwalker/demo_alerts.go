package main

import (
	"floorwalker/cmd/floorwalker/config"
	"floorwalker/metrics/alarm"
)

// demoRules are the alerts of a demo whose configuration names none.
var demoRules = []struct {
	name, text string
	critical   bool
}{
	{"lost", "lost>=10 for 1m until <5", true},
	{"unassigned", "team:* unassigned>=5 for 1m until <2", false},
	{"break", "agent:* overrun>10m", false},
}

// demoAlerts are the alerts of the configuration, or some of the demo's own.
// Nobody outside is told: no hook and no program is called for a floor that was
// made up.
func demoAlerts(c *config.Config) (*screenAlerts, error) {
	rules := &alertRules{}
	v := alarm.NewVocabulary(c.MetricsPolicy())
	for _, name := range c.Ordered("alerts") {
		a := c.Alerts[name]
		if err := rules.addRule(v, name, a.Rule(), a.Severity == "critical"); err != nil {
			return nil, err
		}
	}
	if len(rules.rules) == 0 {
		for _, r := range demoRules {
			if err := rules.addRule(v, r.name, r.text, r.critical); err != nil {
				return nil, err
			}
		}
	}
	reports := alarm.NewWatcher(rules.rules).NeedsReport()
	return &screenAlerts{rules: rules, evidence: &alertEvidence{reports: reports}}, nil
}
