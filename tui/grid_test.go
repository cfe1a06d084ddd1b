package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// requireGrid fails unless out is exactly h lines of exactly w cells.
func requireGrid(t interface {
	Helper()
	Fatalf(string, ...any)
}, out string, w, h int,
) {
	t.Helper()
	if w <= 0 || h <= 0 {
		if out != "" {
			t.Fatalf("%dx%d drew %q", w, h, out)
		}
		return
	}
	lines := strings.Split(out, "\n")
	if len(lines) != h {
		t.Fatalf("%dx%d drew %d lines", w, h, len(lines))
	}
	for i, line := range lines {
		if n := ansi.StringWidth(line); n != w {
			t.Fatalf("%dx%d: line %d is %d cells wide: %q", w, h, i, n, line)
		}
	}
}
