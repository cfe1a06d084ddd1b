package main

import (
	"testing"

	"floorwalker/cmd/floorwalker/config"
)

// A demo judges alerts, and tells nobody outside of them.
func TestDemoAlerts(t *testing.T) {
	own, err := demoAlerts(config.Default())
	if err != nil || len(own.rules.rules) != len(demoRules) {
		t.Fatalf("%d rules, %v", len(own.rules.rules), err)
	}
	if r := own.rules; len(r.hooks)+len(r.exec)+len(r.publish) > 0 {
		t.Errorf("somebody is told: %+v", r)
	}
}
