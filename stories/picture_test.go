package stories

import (
	"regexp"
	"strconv"
	"strings"
)

// picture is what a terminal showed at one moment, a line a row.
type picture string

func (p picture) lines() []string { return strings.Split(string(p), "\n") }

// header is the first line: who looks, what is late, when this is.
func (p picture) header() string { return p.lines()[0] }

func (p picture) has(texts ...string) bool {
	for _, text := range texts {
		if !strings.Contains(string(p), text) {
			return false
		}
	}
	return true
}

// matches says whether a line matches pattern.
func (p picture) matches(pattern string) bool {
	return regexp.MustCompile("(?m)" + pattern).MatchString(string(p))
}

// find is the first group of the first match of pattern in a line; empty without
// one.
func (p picture) find(pattern string) string {
	if m := regexp.MustCompile("(?m)" + pattern).FindStringSubmatch(string(p)); m != nil {
		return m[1]
	}
	return ""
}

// number is what find finds, -1 without one.
func (p picture) number(pattern string) int {
	n, err := strconv.Atoi(p.find(pattern))
	if err != nil {
		return -1
	}
	return n
}

// clock is the floor's time of day in the header, as 20:41:07.
func (p picture) clock() string {
	return picture(p.header()).find(`(\d\d:\d\d:\d\d)`)
}

// after says that the floor's clock has passed a time of day.
func (p picture) after(clock string) bool { return p.clock() >= clock }

// cursor is the line under the cursor of the panel with the keys, from the cursor
// on.
func (p picture) cursor() string {
	for _, line := range p.lines() {
		if at := cursorIn(line); at >= 0 {
			return line[at:]
		}
	}
	return ""
}

// cursorIn is where a line has the cursor, -1 for nowhere. A title has the same
// sign.
func cursorIn(line string) int {
	if strings.Contains(line, "─▸") {
		return -1
	}
	return strings.Index(line, "▸")
}

// down is how many lines below the cursor the first is that matches pattern; -1
// for none, or without a cursor.
func (p picture) down(pattern string) int {
	at := -1
	for i, line := range p.lines() {
		if cursorIn(line) >= 0 {
			at = i
		}
		if at >= 0 && picture(line).matches(pattern) {
			return i - at
		}
	}
	return -1
}

// footer is the last line: the keys, or what was just said.
func (p picture) footer() string {
	lines := p.lines()
	return lines[len(lines)-1]
}

// activity is what has happened, as far as it is shown.
func (p picture) activity() string {
	_, rest, _ := strings.Cut(string(p), "─ activity")
	return rest
}
