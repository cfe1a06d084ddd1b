package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"floorwalker/feed/sim"
	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

// flagChoices are the values of flags that take one of a few, wherever such a
// flag is.
var flagChoices = map[string][]string{
	"lang":     {"en", "zh"},
	"theme":    {"default", "dark", "light", "high-contrast", "mono"},
	"sort":     {"left", "wait"},
	"view":     {"overview", "queues", "waiting", "agents", "shops", "lanes", "conversation"},
	"replicas": {"1", "3"},
}

// formatChoices are those of --format, by command.
var formatChoices = map[string][]string{
	"snapshot": {formatText, formatANSI, formatJSON, formatNDJSON, formatCSV, formatTSV, formatProm, formatMarkdown, formatTmux},
	"report":   {formatJSON, formatCSV, formatMarkdown},
	"audit":    {formatText, formatJSON, formatCSV},
}

// flagCompletions are those of flags whose values the program knows by heart.
var flagCompletions = map[string]cobra.CompletionFunc{
	"scenario": fixed(scenarioNames),
	"warn":     figureCompletion,
	"crit":     figureCompletion,
	"verb":     fixed(auditVerbs),
	"team":     teamCompletion,
	"filter":   filterCompletion,
	"strategy": fixed(func() []string { return sim.StrategyNames }),
}

// addCompletions tells shells what the flags of cmd, and of the commands below
// it, take.
func addCompletions(cmd *cobra.Command) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		choose := flagCompletions[f.Name]
		switch choices := flagChoices[f.Name]; {
		case f.Name == "format":
			choose = fixed(func() []string { return formatChoices[cmd.Name()] })
		case choices != nil:
			choose = fixed(func() []string { return choices })
		}
		if choose == nil {
			return
		}
		if err := cmd.RegisterFlagCompletionFunc(f.Name, choose); err != nil {
			panic(err) // a flag has two completions
		}
	})
	for _, below := range cmd.Commands() {
		addCompletions(below)
	}
}

// fixed completes from a list that is made when it is asked for.
func fixed(list func() []string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return list(), cobra.ShellCompDirectiveNoFileComp
	}
}

func scenarioNames() []string {
	names := []string{listScenarios + "\tname them all"}
	for _, s := range sim.Scenarios() {
		names = append(names, s.Name+"\t"+s.English.Title)
	}
	return names
}

// teamCompletion names the teams of the live floor.
func teamCompletion(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return namesOfFloor(cmd).teams, cobra.ShellCompDirectiveNoFileComp
}

// filterFields are the words of a filter that a name or a length follows.
var filterFields = []string{"team:", "shop:", "agent:", "owner:none", "owner:offline", "state:due", "state:past", "state:lost", "state:night", "wait>", "left<"}

// filterCompletion completes the last word of a filter.
func filterCompletion(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	words, named := fieldCompletion(cmd, typed, false)
	if !named {
		before := typed[:strings.LastIndex(typed, " ")+1]
		for _, field := range filterFields {
			words = append(words, before+field)
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// figureCompletion completes the subject of an expression, and then its figure,
// which a bound follows.
func figureCompletion(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	if words, named := fieldCompletion(cmd, typed, true); named {
		return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
	scope := typed[:strings.LastIndex(typed, " ")+1]
	var names []string
	for _, f := range alarm.NewVocabulary(metrics.DefaultPolicy()).List() {
		names = append(names, scope+f.Name+"\t"+f.Meaning.EN)
	}
	return names, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
