package tui

import (
	"context"
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// fps is how often the renderer may write. It writes only on a change, but looks
// at every tick whether there is one: 120 instead of 60 takes 0.3 % of a core
// more (a demo with all that belongs to it 1.9 instead of 1.6 %), and a key waits
// 4 ms less for its tick in the middle, and 8 at most.
const fps = 120

// Run shows the screen until the supervisor quits or ctx ends, and leaves the
// terminal as it was; both are no error. Signals are the caller's: it cancels
// ctx. Views and queries are used from one goroutine, commands from the same.
func Run(ctx context.Context, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	// Bubble Tea would write every frame, that is buyers' words, to this file.
	if err := os.Unsetenv("TEA_TRACE"); err != nil {
		return fmt.Errorf("switch off tracing: %w", err)
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	m := New(o)
	m.done, m.stop, m.nudge = inner.Done(), ctx.Done(), o.nudgeSync()
	if _, err := tea.NewProgram(guard{m, o.Crashed}, o.program()...).Run(); err != nil {
		return fmt.Errorf("screen: %w", err)
	}
	return nil
}

func (o *Options) program() []tea.ProgramOption {
	opts := []tea.ProgramOption{tea.WithFPS(fps), tea.WithoutSignalHandler()}
	if o.In != nil {
		opts = append(opts, tea.WithInput(o.In))
	}
	if o.Out != nil {
		opts = append(opts, tea.WithOutput(o.Out))
	}
	if o.Environ != nil {
		opts = append(opts, tea.WithEnvironment(o.Environ))
	}
	return opts
}

// nudgeSync says whether to act as if the terminal had said that it can take a
// frame in one piece. Bubble Tea does not ask over SSH, and there frames tear
// most; a terminal that cannot ignores it.
func (o *Options) nudgeSync() bool {
	return !o.NoSync && o.getenv("SSH_TTY") != ""
}

// getenv reads the environment the screen was given, or that of the process.
func (o *Options) getenv(name string) string {
	if o.Environ == nil {
		return os.Getenv(name)
	}
	for _, kv := range o.Environ {
		if value, ok := strings.CutPrefix(kv, name+"="); ok {
			return value
		}
	}
	return ""
}
