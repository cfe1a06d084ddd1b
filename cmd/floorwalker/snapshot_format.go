package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/template"

	"github.com/charmbracelet/x/term"

	"floorwalker/metrics"
	"floorwalker/tui"
	"floorwalker/tui/theme"
)

// Formats of a snapshot; reports have some of them.
const (
	formatText   = "text"
	formatANSI   = "ansi"
	formatJSON   = "json"
	formatNDJSON = "ndjson"
	formatTSV    = "tsv"
	formatProm   = "prom"
	formatTmux   = "tmux"
)

// writer checks the flags about the output and returns what writes it.
func (f *snapshotFlags) writer(s *snapshot) (func(io.Writer, observation) error, error) {
	if f.bom && f.format != formatCSV {
		return nil, usage("floorwalker snapshot --view waiting --format csv --bom", "--bom is for csv")
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	all, err := f.inForce()
	if err != nil {
		return nil, err
	}
	options, err := screenOptions(all.Screen)
	if err != nil {
		return nil, err
	}
	if f.template != "" {
		return f.templateWriter(s)
	}
	colors := theme.Theme{}
	if f.theme != "" || f.format == formatANSI {
		colors = options.Theme
	}
	switch f.format {
	case formatText, formatANSI:
		if s.view == viewOverview {
			return f.pictureWriter(options, colors)
		}
		return tableWriter(s.view, tableText{lang: options.Lang, colors: colors}.write), nil
	case formatJSON:
		return func(w io.Writer, seen observation) error { return writeIndented(w, jsonOf(seen, s.view)) }, nil
	case formatProm:
		return writeProm, nil
	case formatTmux:
		styled := os.Getenv("NO_COLOR") == "" && f.theme != "mono"
		return func(w io.Writer, seen observation) error { return writeTmux(w, seen.view, options.Lang, styled) }, nil
	}
	return f.tableWriter(s, options.Lang)
}

// tableWriter is what writes the formats that have rows and nothing else.
func (f *snapshotFlags) tableWriter(s *snapshot, lang tui.Lang) (func(io.Writer, observation) error, error) {
	formats := map[string]func(io.Writer, *table) error{
		formatCSV: tableCSV{separator: ',', bom: f.bom}.write, formatTSV: tableCSV{separator: '\t'}.write,
		formatNDJSON: writeTableNDJSON, formatMarkdown: tableMarkdown{lang}.write,
	}
	write, ok := formats[f.format]
	if !ok {
		return nil, usage("--format takes text, ansi, json, ndjson, csv, tsv, prom, markdown or tmux", "unknown format %q", f.format)
	}
	if s.view == viewOverview {
		return nil, usage("floorwalker snapshot --view waiting --format "+f.format, "the overview is no table: --format %s needs a --view", f.format)
	}
	return tableWriter(s.view, write), nil
}

func tableWriter(v view, write func(io.Writer, *table) error) func(io.Writer, observation) error {
	return func(w io.Writer, seen observation) error { return write(w, tableOf(v, seen)) }
}

// pictureWriter draws the screen.
func (f *snapshotFlags) pictureWriter(o tui.Options, colors theme.Theme) (func(io.Writer, observation) error, error) {
	width, height, err := f.cells()
	if err != nil {
		return nil, err
	}
	p := tui.Picture{Width: width, Height: height, Zone: o.Zone, Lang: o.Lang, ASCII: o.ASCII, Theme: colors}
	return func(w io.Writer, seen observation) error { return writeText(w, seen.view, p) }, nil
}

// writeText writes the picture of v, without blanks at the ends of lines.
func writeText(out io.Writer, v *metrics.View, p tui.Picture) error {
	for line := range strings.Lines(tui.Render(v, p)) {
		if _, err := fmt.Fprintln(out, strings.TrimRight(line, " \n")); err != nil {
			return err
		}
	}
	return nil
}

// cells is the size asked for, else that of the terminal, else that of the
// default screen.
func (f *snapshotFlags) cells() (width, height int, err error) {
	if f.size != "" {
		n, err := fmt.Sscanf(f.size, "%dx%d", &width, &height)
		if err != nil || n != 2 || f.size != fmt.Sprintf("%dx%d", width, height) || width < 1 || height < 1 || width > 1000 || height > 1000 {
			return 0, 0, usage("a size is width x height, such as 160x45, up to 1000 each", "--size %q", f.size)
		}
		return width, height, nil
	}
	if w, h, err := term.GetSize(os.Stdout.Fd()); err == nil && w > 0 && h > 0 {
		return w, h, nil
	}
	return 160, 45, nil
}

// templateWriter fills a template with the keys of the JSON, which are the
// contract; the fields of Go are not.
func (f *snapshotFlags) templateWriter(s *snapshot) (func(io.Writer, observation) error, error) {
	body, err := templateText(f.template)
	if err != nil {
		return nil, err
	}
	t, err := template.New("template").Option("missingkey=error").Parse(body)
	if err != nil {
		return nil, usage("such as '{{.counts.lost}} lost'; the keys: docs/scripts.md", "--%w", err)
	}
	return func(w io.Writer, seen observation) error {
		data, err := json.Marshal(jsonOf(seen, s.view))
		if err != nil {
			return err
		}
		var keys map[string]any
		if err := json.Unmarshal(data, &keys); err != nil {
			return err
		}
		return t.Execute(w, whole(keys))
	}, nil
}

// whole is v with whole numbers as such: as floats, large ones would be written
// with an exponent, and none could be compared with 3.
func whole(v any) any {
	switch x := v.(type) {
	case map[string]any:
		for key, value := range x {
			x[key] = whole(value)
		}
	case []any:
		for i, value := range x {
			x[i] = whole(value)
		}
	case float64:
		if n := int(x); float64(n) == x {
			return n
		}
	}
	return v
}
