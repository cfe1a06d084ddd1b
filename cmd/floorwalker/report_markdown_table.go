package main

import (
	"strconv"
	"strings"
)

// pageTable writes the rows of a Markdown table.
type pageTable struct{ page *reportPage }

// table begins a section with a table. Its first column is text, the others are
// numbers and stand to the right.
func (p *reportPage) table(title reportText, heads ...string) pageTable {
	p.print("\n### %s\n\n", p.say(title))
	return p.plainTable(heads...)
}

func (p *reportPage) plainTable(heads ...string) pageTable {
	t := pageTable{p}
	t.row(heads...)
	p.print("|---|%s\n", strings.Repeat("--:|", len(heads)-1))
	return t
}

func (t pageTable) row(cells ...string) {
	for _, c := range cells {
		t.page.print("| %s ", strings.ReplaceAll(c, "|", `\|`))
	}
	t.page.print("|\n")
}

// codeSpan is an id as a code span, in which nothing has a meaning: the fence is
// longer than any run of backticks in s.
func codeSpan(s string) string {
	if s == "" {
		return ""
	}
	longest, run := 0, 0
	for _, r := range s {
		if r == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	fence, pad := strings.Repeat("`", longest+1), ""
	if longest > 0 || s[0] == ' ' && s[len(s)-1] == ' ' {
		pad = " "
	}
	return fence + pad + s + pad + fence
}

// grouped is n with a comma between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
