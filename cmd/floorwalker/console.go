package main

import (
	"os"

	"github.com/charmbracelet/x/term"
)

// isTerminal says whether f is a terminal.
func isTerminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

// needTerminal is an error unless a screen can be shown; instead is the command
// that does the same without a terminal.
func needTerminal(instead string) error {
	if isTerminal(os.Stdin) && isTerminal(os.Stdout) {
		return nil
	}
	return noTerminal(instead)
}

func noTerminal(instead string) error {
	return usage("without a terminal use "+instead, "a screen needs a terminal for input and output")
}
