package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
)

func newManCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "man DIR",
		Short:  "Write the man pages, one a command, to a folder",
		Hidden: true,
		Args:   oneArg("the folder"),
		RunE:   func(cmd *cobra.Command, args []string) error { return writeManPages(cmd.Root(), args[0]) },
	}
}

// datedPage is a man page of the day the program was built from, so that the
// same program writes the same page tomorrow.
type datedPage struct {
	*roff.Document
	date time.Time
}

// Heading begins the page.
func (p datedPage) Heading(section uint, title, description string, _ time.Time) {
	p.Document.Heading(section, title, description, p.date)
}

// writeManPages writes the page of cmd and of each command below it, as
// floorwalker-check.1.
func writeManPages(cmd *cobra.Command, dir string) error {
	page, err := mango.NewManPage(1, cmd)
	if err != nil {
		return err
	}
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
	page.Root.Name = name
	file := filepath.Join(dir, name+".1")
	if err := os.WriteFile(file, []byte(page.Build(datedPage{roff.NewDocument(), committed()})), 0o644); err != nil {
		return fmt.Errorf("man page of %s: %w", name, err)
	}
	for _, below := range cmd.Commands() {
		if !isDocumented(below) {
			continue
		}
		if err := writeManPages(below, dir); err != nil {
			return err
		}
	}
	return nil
}

// isDocumented leaves out what cobra adds for itself, and what is hidden.
func isDocumented(cmd *cobra.Command) bool {
	return !cmd.Hidden && cmd.Name() != "help" && cmd.Name() != "completion"
}
