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

// moveTo moves the cursor of the panel with the keys to the line nearest to it
// that matches pattern, and returns that line. Lists move meanwhile: it looks
// again until the cursor is there.
func (x *terminal) moveTo(pattern string) string {
	x.t.Helper()
	const look = 3 * time.Second
	there := func(p picture) bool { return picture(p.cursor()).matches(pattern) }
	for end := time.Now().Add(patience); time.Now().Before(end); {
		n, listed := x.picture().distance(pattern)
		key := "Down"
		if n < 0 {
			n, key = -n, "Up"
		}
		if !listed {
			key, n = "Home", 1
		}
		for range n {
			x.press(key)
		}
		if p, ok := x.within(look, there); ok {
			return p.cursor()
		}
	}
	x.t.Fatalf("no line matches %s\n%s", pattern, x.picture())
	return ""
}

// backTo goes back until the screen shows text.
func (x *terminal) backTo(text string) *terminal {
	x.t.Helper()
	const look = 2 * time.Second
	for end := time.Now().Add(patience); time.Now().Before(end); {
		x.press("Escape")
		if _, ok := x.within(look, func(p picture) bool { return p.has(text) }); ok {
			return x
		}
	}
	return x.sees(text)
}

// armed says that a dialog takes its first digit: the digit shows when it may be
// pressed.
func armed(p picture) bool { return p.has("│ 1 ") }

// frame is the corner of every dialog.
const frame = "╭─"

// asks opens the dialog of a key and answers with a digit. A subject can leave
// meanwhile, and then the dialog closes: it says whether the digit was pressed.
func (x *terminal) asks(key, digit string) bool {
	x.t.Helper()
	const look = 5 * time.Second
	x.press(key)
	if _, open := x.within(look, func(p picture) bool { return p.has("│ " + digit + " ") }); !open {
		x.closes(frame)
		return false
	}
	x.press(digit)
	return true
}

// chooses answers a dialog that follows another, once it offers words behind the
// digit.
func (x *terminal) chooses(digit, words string) {
	x.t.Helper()
	const look = 5 * time.Second
	if _, offered := x.within(look, func(p picture) bool { return p.matches(`│ ` + digit + ` .*` + words) }); offered {
		x.press(digit)
	}
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
		x.closes(frame)
	}
	x.t.Fatalf("never came to pass: %s\n%s", what, x.picture())
}

// closes goes back until the screen does not show text any more. The next key
// must not come before that: too close behind an Escape, the terminal makes one
// key of the two.
func (x *terminal) closes(text string) *terminal {
	x.t.Helper()
	const look = 2 * time.Second
	gone := func(p picture) bool { return !p.has(text) }
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if gone(x.picture()) {
			return x
		}
		x.press("Escape")
		x.within(look, gone)
	}
	x.t.Fatalf("it does not go away: %s\n%s", text, x.picture())
	return x
}

// filters narrows the waiting list.
func (x *terminal) filters(expression string) *terminal {
	x.t.Helper()
	x.press("/").until("an input", func(p picture) bool { return picture(p.footer()).has("Esc clears") })
	return x.write(expression).press("Enter").sees("· /" + expression)
}

// person is who the line of the agents panel is about.
func person(line string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(line, "▸"), " ")
	return name
}
