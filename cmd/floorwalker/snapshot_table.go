package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"floorwalker/metrics"
	"floorwalker/tui"
	"floorwalker/tui/theme"
)

// table is a view as rows. Machines read keys and values, people heads and
// texts.
type table struct {
	columns []column
	rows    [][]cell
	now     metrics.Time
	zone    metrics.Zone
	feed    metrics.Feed
}

type column struct {
	key   string
	head  reportText
	right bool // numbers
}

// cell is a value: nil is null, which is not zero.
type cell struct {
	value any    // nil, string, bool, int, int64 or float64
	text  string // for people; empty: the value
}

func (c cell) words() string {
	switch {
	case c.value == nil:
		return "—"
	case c.text != "":
		return c.text
	}
	return fmt.Sprint(c.value)
}

// raw is the value for machines that know text only; null is empty.
func (c cell) raw() string {
	switch x := c.value.(type) {
	case nil:
		return ""
	case string:
		return inert(x)
	}
	return fmt.Sprint(c.value)
}

// asOf is the freshness that goes with every table.
func (t *table) asOf(lang tui.Lang) string {
	words := reportText{"as of %s, feed %s", "截至 %s，数据 %s"}
	s := fmt.Sprintf(words.in(lang), t.now.Std().In(t.zone.Location()).Format(time.DateTime), feedWords[t.feed.State].in(lang))
	if t.feed.SourcesUp < t.feed.Sources {
		s += fmt.Sprintf(reportText{", sources %d/%d", "，数据源 %d/%d"}.in(lang), t.feed.SourcesUp, t.feed.Sources)
	}
	return s
}

var feedWords = map[metrics.FeedState]reportText{
	metrics.FeedConnecting: {"connecting", "连接中"},
	metrics.FeedCatchingUp: {"catching up", "补读中"},
	metrics.FeedLive:       {"live", "实时"},
	metrics.FeedLost:       {"lost", "断开"},
	metrics.FeedFailed:     {"failed", "停止"},
}

// tableText writes columns side by side.
type tableText struct {
	lang   tui.Lang
	colors theme.Theme
}

func (o tableText) write(w io.Writer, t *table) error {
	widths := make([]int, len(t.columns))
	heads := make([]string, len(t.columns))
	for i, c := range t.columns {
		heads[i] = c.head.in(o.lang)
		widths[i] = ansi.StringWidth(heads[i])
		for _, row := range t.rows {
			widths[i] = max(widths[i], ansi.StringWidth(row[i].words()))
		}
	}
	var b strings.Builder
	b.WriteString(o.colors.Muted.Paint(t.asOf(o.lang)) + "\n")
	b.WriteString(o.colors.Head.Paint(aligned(t.columns, heads, widths)) + "\n")
	for _, row := range t.rows {
		words := make([]string, len(row))
		for i := range row {
			words[i] = row[i].words()
		}
		b.WriteString(aligned(t.columns, words, widths) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// aligned is a line with two blanks between columns.
func aligned(columns []column, words []string, widths []int) string {
	var b strings.Builder
	for i, word := range words {
		blanks := strings.Repeat(" ", widths[i]-ansi.StringWidth(word))
		if columns[i].right {
			word, blanks = blanks+word, ""
		}
		b.WriteString(word + blanks + "  ")
	}
	return strings.TrimRight(b.String(), " ")
}

// tableCSV writes RFC 4180 with a comma, or with tabs.
type tableCSV struct {
	separator rune
	bom       bool
}

func (o tableCSV) write(w io.Writer, t *table) error {
	if o.bom {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = o.separator, o.separator == ','
	line := make([]string, 0, len(t.columns)+len(t.trust()))
	for _, c := range t.columns {
		line = append(line, c.key)
	}
	for _, k := range t.trust() {
		line = append(line, k.key)
	}
	_ = out.Write(line) // the writer keeps its error
	for _, row := range t.rows {
		line = line[:0]
		for _, c := range row {
			line = append(line, c.raw())
		}
		for _, k := range t.trust() {
			line = append(line, k.cell.raw())
		}
		_ = out.Write(line)
	}
	out.Flush()
	return out.Error()
}

type keyed struct {
	key  string
	cell cell
}

// trust is what stands in every row for machines: when it was so, and how far
// that can be trusted.
func (t *table) trust() []keyed {
	return []keyed{
		{"now", cell{value: deref(instant(t.now, t.zone))}},
		{"feed_state", cell{value: t.feed.State.String()}},
		{"sources_down", cell{value: t.feed.Sources - t.feed.SourcesUp}},
		{"data_age_ms", cell{value: deref(age(t.feed.LastEvent, t.now))}},
	}
}

// deref is what p points to; nil if nothing.
func deref[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

// writeTableNDJSON writes an object a row, its keys in the order of columns.
func writeTableNDJSON(w io.Writer, t *table) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	for _, row := range t.rows {
		line.Reset()
		sign := "{"
		add := func(key string, value any) error {
			line.WriteString(sign + `"` + key + `":`)
			sign = ","
			err := enc.Encode(value)
			line.Truncate(line.Len() - 1) // the line end of Encode
			return err
		}
		for i, c := range t.columns {
			if err := add(c.key, row[i].value); err != nil {
				return err
			}
		}
		for _, k := range t.trust() {
			if err := add(k.key, k.cell.value); err != nil {
				return err
			}
		}
		line.WriteString("}\n")
		if _, err := w.Write(line.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// tableMarkdown writes a table for people.
type tableMarkdown struct{ lang tui.Lang }

func (o tableMarkdown) write(w io.Writer, t *table) error {
	var b strings.Builder
	b.WriteString(t.asOf(o.lang) + "\n\n|")
	for _, c := range t.columns {
		b.WriteString(" " + c.head.in(o.lang) + " |")
	}
	b.WriteString("\n|")
	for _, c := range t.columns {
		if c.right {
			b.WriteString(" ---: |")
		} else {
			b.WriteString(" --- |")
		}
	}
	b.WriteString("\n")
	for _, row := range t.rows {
		b.WriteString("|")
		for _, c := range row {
			b.WriteString(" " + markdownCell(c.words()) + " |")
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownSigns mean something to Markdown or HTML.
var markdownSigns = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "~", `\~`, "&", `\&`,
)

func markdownCell(s string) string { return markdownSigns.Replace(s) }
