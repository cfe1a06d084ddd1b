package main

import (
	"fmt"
	"io"
	"os"
)

// meter is one line that tells a terminal how far a command got. On anything
// but a terminal it is silent.
type meter struct {
	out io.Writer // nil: silent
}

func newMeter(w io.Writer) *meter {
	if f, ok := w.(*os.File); ok && isTerminal(f) {
		return &meter{out: w}
	}
	return &meter{}
}

func (m *meter) show(format string, args ...any) {
	if m.out != nil {
		fmt.Fprintf(m.out, "\r\x1b[K"+format, args...)
	}
}

// clear leaves the line empty for something else.
func (m *meter) clear() {
	if m.out != nil {
		fmt.Fprint(m.out, "\r\x1b[K")
	}
}
