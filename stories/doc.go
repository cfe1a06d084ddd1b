// Package stories tells what a supervisor lives through at this screen, in a
// real terminal: the hours that demo --scenario plays, and a shift on recorded
// data. Each story asserts what has to be seen, then does what a supervisor does
// about it, and waits for a state, never for a time.
//
// It holds tests only. They need tmux; without it they are skipped.
package stories
