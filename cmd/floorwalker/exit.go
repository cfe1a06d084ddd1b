package main

import "errors"

// Exit codes of every command. Scripts depend on them: a code never changes its
// meaning. They are documented in docs/operators.md.
const (
	exitOK    = 0 // done
	exitError = 1 // it failed, and standard error says why
	exitUsage = 2 // the command line or the configuration is wrong, or a screen has no terminal
	exitStale = 3 // snapshot: not connected, or what is known is not up to date

	// Of check and doctor, as monitoring plugins have them; a wrong command line
	// of check is unknown.
	exitWarning  = 1
	exitCritical = 2
	exitUnknown  = 3
)

// verdict ends a command with a code that its output has explained already;
// exitOK is no error.
func verdict(code int) error {
	if code == exitOK {
		return nil
	}
	return failed(code, errSaid)
}

// errSaid is an error of which nothing more is printed.
var errSaid = errors.New("said already")

// exitCode is the code a command that ended with err exits with.
func exitCode(err error) int {
	if err == nil {
		return exitOK
	}
	if f, ok := errors.AsType[*failure](err); ok {
		return f.code
	}
	return exitError
}
