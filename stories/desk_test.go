package stories

import (
	"strings"
	"testing"
	"time"
)

// supervise opens the screen of zhao, in English, on the floor of a scenario.
func supervise(t *testing.T, scenario string, flags ...string) *terminal {
	t.Helper()
	args := append([]string{"demo", "--scenario", scenario, "--as", "zhao", "--lang", "en"}, flags...)
	return open(t, args...).sees("● live 6/6", "zhao")
}

// moveTo moves the cursor down the panel with the keys to the first line that
// matches pattern, and returns that line. Lists move meanwhile: it looks again
// until the cursor is there.
func (x *terminal) moveTo(pattern string) string {
	x.t.Helper()
	const look = 3 * time.Second
	there := func(p picture) bool { return picture(p.cursor()).matches(pattern) }
	for end := time.Now().Add(patience); time.Now().Before(end); {
		x.press("Home")
		p, ok := x.within(look, func(p picture) bool { return p.down(pattern) >= 0 })
		if !ok {
			continue
		}
		for range p.down(pattern) {
			x.press("Down")
		}
		if p, ok := x.within(look, there); ok {
			return p.cursor()
		}
	}
	x.t.Fatalf("no line matches %s\n%s", pattern, x.picture())
	return ""
}

// armed says that a dialog takes its first digit: the digit shows when it may be
// pressed.
func armed(p picture) bool { return p.has("│ 1 ") }

// dialog says that one is open.
func dialog(p picture) bool { return p.has("╭─") }

// asks opens the dialog of a key and answers with a digit. A subject can leave
// meanwhile, and then the dialog closes: it says whether the digit was pressed.
func (x *terminal) asks(key, digit string) bool {
	x.t.Helper()
	const look = 5 * time.Second
	x.press(key)
	if _, open := x.within(look, func(p picture) bool { return p.has("│ " + digit + " ") }); !open {
		x.press("Escape")
		return false
	}
	x.press(digit)
	return true
}

// insists does something until the screen shows that it came to pass.
func (x *terminal) insists(what string, do func(), came func(picture) bool) {
	x.t.Helper()
	const look = 6 * time.Second
	for end := time.Now().Add(patience); time.Now().Before(end); {
		do()
		if _, ok := x.within(look, came); ok {
			return
		}
		x.press("Escape")
	}
	x.t.Fatalf("never came to pass: %s\n%s", what, x.picture())
}

// person is who the line of the agents panel is about.
func person(line string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(line, "▸"), " ")
	return name
}
