package stories

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
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

// distance is how far below the cursor the nearest line is that matches pattern,
// and whether there are a cursor and such a line.
func (p picture) distance(pattern string) (lines int, ok bool) {
	all, at := p.lines(), -1
	for i, line := range all {
		if cursorIn(line) >= 0 {
			at = i
		}
	}
	if at < 0 {
		return 0, false
	}
	for n := range all {
		for _, i := range []int{at + n, at - n} {
			if i >= 0 && i < len(all) && picture(all[i]).matches(pattern) {
				return i - at, true
			}
		}
	}
	return 0, false
}

// footer is the last line: the keys, or what was just said.
func (p picture) footer() string {
	lines := p.lines()
	return lines[len(lines)-1]
}

// column is the cell in which word ends, in the line that matches pattern; -1
// without one.
func (p picture) column(pattern, word string) int {
	for _, line := range p.lines() {
		if place := regexp.MustCompile(pattern).FindStringIndex(line); place != nil {
			return ansi.StringWidth(line[:place[0]] + word)
		}
	}
	return -1
}
