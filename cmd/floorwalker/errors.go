package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"

	"floorwalker/feed"
)

// The voice of the command line: one line says what is wrong, lower case, no
// period, plain words; a second one, where there is something the reader can
// do, says what. Nothing else is printed.
//
//	floorwalker: error: cannot reach nats://10.0.0.7:4222
//	floorwalker: hint: is the server up, and is --server right?

// failure is an error that exits with a code of its own.
type failure struct {
	error
	code int
}

func (f *failure) Unwrap() error { return f.error }

// failed makes err exit with code.
func failed(code int, err error) error { return &failure{err, code} }

// usage is a command line that cannot be carried out, and what to type instead.
func usage(hint, format string, args ...any) error {
	return failed(exitUsage, feed.WithHint(fmt.Errorf(format, args...), hint))
}

// printError writes err in the voice of the program. Messages of libraries may
// carry text from outside, so what a terminal would obey is taken out.
func printError(w io.Writer, _ fang.Styles, err error) {
	if errors.Is(err, errSaid) {
		return
	}
	fmt.Fprintf(w, "floorwalker: error: %s\n", oneLine(err.Error()))
	if hint := feed.Hint(err); hint != "" {
		fmt.Fprintf(w, "floorwalker: hint: %s\n", oneLine(hint))
	}
}

// oneLine is s without control and format characters, its lines joined.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.Is(unicode.C, r):
			return -1
		}
		return r
	}, s))
}

// flagError is what cobra calls when flags cannot be parsed.
func flagError(cmd *cobra.Command, err error) error {
	return usage("floorwalker "+helpPath(cmd)+"--help", "%w", err)
}

// helpPath is the words after the program's name that lead to cmd, with a
// space behind each.
func helpPath(cmd *cobra.Command) string {
	_, rest, found := strings.Cut(cmd.CommandPath(), " ")
	if !found {
		return ""
	}
	return rest + " "
}

// noArgs refuses arguments, as a usage error.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage("floorwalker "+helpPath(cmd)+"--help", "unexpected argument %q", args[0])
}

// oneArg wants exactly the argument called name.
func oneArg(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 1:
			return nil
		case len(args) == 0:
			return usage("floorwalker "+cmd.Use, "%s is missing", name)
		}
		return usage("floorwalker "+cmd.Use, "unexpected argument %q", args[1])
	}
}

// atMostOne wants one argument or none; hint is how to write it.
func atMostOne(hint string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 1 {
			return usage(hint, "unexpected argument %q", args[1])
		}
		return nil
	}
}
