package main

import (
	"fmt"
	"io"
	"strings"

	"floorwalker/feed/sim"
	"floorwalker/tui"
)

// listScenarios is the name that stands for all of them.
const listScenarios = "list"

// played is the scenario of the flag.
func (f *demoFlags) played() (sim.Scenario, error) {
	s, ok := sim.ScenarioNamed(f.scenario)
	if ok {
		return s, nil
	}
	names := make([]string, 0, len(sim.Scenarios()))
	for _, s := range sim.Scenarios() {
		names = append(names, s.Name)
	}
	return s, usage("--scenario takes "+strings.Join(names, ", "), "unknown scenario %q", f.scenario)
}

// printScenarios prints each with what will happen and what to try.
func (f *demoFlags) printScenarios(w io.Writer) error {
	lang, err := f.language(f.lang)
	if err != nil {
		return err
	}
	for _, s := range sim.Scenarios() {
		words := s.English
		if lang == tui.Chinese {
			words = s.Chinese
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\n\t%s\n", s.Name, words.Title, words.Story); err != nil {
			return err
		}
	}
	return nil
}
