package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
	"floorwalker/tui"
)

var writeReference = flag.Bool("write-reference", false, "write docs/reference.md anew")

// docs/reference.md is made of the commands themselves.
func TestReferenceIsOfTheseCommands(t *testing.T) {
	const name = "docs/reference.md"
	want := referenceText()
	if *writeReference {
		if err := os.WriteFile(filepath.Join(moduleRoot(t), name), []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if document(t, name) != want {
		t.Errorf("%s is not up to date: go test ./cmd/floorwalker -run Reference -write-reference", name)
	}
}

func referenceText() string {
	var b strings.Builder
	b.WriteString("# Reference: commands, keys, figures\n\nMade from the program by a test; `floorwalker COMMAND --help` says the same.\n" +
		"Exit codes are in [operators.md](operators.md#exit-codes), keys of the configuration in\n" +
		"[configuration.md](configuration.md), figures in [figures.md](figures.md).\n")
	root := newRootCommand()
	for _, cmd := range append([]*cobra.Command{root}, root.Commands()...) {
		if cmd == root || isDocumented(cmd) || cmd.Name() == "dev" {
			referenceOf(&b, cmd, cmd != root)
		}
	}
	keysReference(&b)
	figuresReference(&b)
	return b.String()
}

// keysReference lists the actions by the names that [keys] of the configuration
// takes.
func keysReference(b *strings.Builder) {
	b.WriteString("\n## Keys of the screen\n\nBy the names of actions that `keys` of the configuration takes; `?` on the screen says what\n" +
		"each does, and why it is off.\n\n| action | keys |\n|---|---|\n")
	actions := tui.ActionKeys()
	for _, action := range slices.Sorted(maps.Keys(actions)) {
		keys := "none: `:` and its name"
		if len(actions[action]) > 0 {
			keys = "`` " + strings.Join(actions[action], " ``, `` ") + " ``"
		}
		fmt.Fprintf(b, "| `%s` | %s |\n", action, strings.ReplaceAll(keys, "|", "\\|"))
	}
}

// figuresReference lists what expressions of check and alerts may ask for.
func figuresReference(b *strings.Builder) {
	b.WriteString("\n## Figures of check and alerts\n\nThose that every policy has; `floorwalker check --list` names those of yours too.\n\n" +
		"| figure | of | meaning | 含义 |\n|---|---|---|---|\n")
	for _, f := range alarm.NewVocabulary(metrics.DefaultPolicy()).List() {
		if strings.Contains(f.Name, ".") {
			continue // windows and parts of rates, which docs/scripts.md describes
		}
		var of []string
		for _, k := range f.Kinds {
			of = append(of, k.String())
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", f.Name, strings.Join(of, ", "), f.Meaning.EN, f.Meaning.ZH)
	}
}

func referenceOf(b *strings.Builder, cmd *cobra.Command, deeper bool) {
	fmt.Fprintf(b, "\n## %s\n\n%s.\n\n", cmd.CommandPath(), cmd.Short)
	if cmd.Example != "" {
		fmt.Fprintf(b, "```\n%s\n```\n\n", strings.ReplaceAll(strings.TrimPrefix(cmd.Example, "  "), "\n  ", "\n"))
	}
	rows := 0
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" || f.Name == "version" {
			return
		}
		if rows++; rows == 1 {
			b.WriteString("| flag | meaning |\n|---|---|\n")
		}
		value, usage := pflag.UnquoteUsage(f)
		name := strings.TrimSpace("--" + f.Name + " " + value)
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		fmt.Fprintf(b, "| `%s` | %s |\n", name, strings.ReplaceAll(usage, "|", "\\|"))
	})
	if rows == 0 {
		fmt.Fprintf(b, "`%s`\n", cmd.UseLine())
	}
	if !deeper {
		return
	}
	for _, below := range cmd.Commands() {
		if isDocumented(below) {
			referenceOf(b, below, true)
		}
	}
}
