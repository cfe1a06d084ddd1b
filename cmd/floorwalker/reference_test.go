package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
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
	b.WriteString("# Reference of the command line\n\nMade from the program by a test; `floorwalker COMMAND --help` says the same.\n" +
		"Exit codes are in [operators.md](operators.md#exit-codes), keys of the configuration in\n" +
		"[configuration.md](configuration.md), figures in [figures.md](figures.md).\n")
	root := newRootCommand()
	for _, cmd := range append([]*cobra.Command{root}, root.Commands()...) {
		if cmd == root || isDocumented(cmd) || cmd.Name() == "dev" {
			referenceOf(&b, cmd, cmd != root)
		}
	}
	return b.String()
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
