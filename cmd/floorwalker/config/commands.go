package config

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"floorwalker/feed"
	"floorwalker/feed/text"
)

// The commented example in both languages; their settings are the same.
var (
	//go:embed example.toml
	example string
	//go:embed example.zh-CN.toml
	exampleChinese string
)

// Check writes every mistake and warning to w, each on a line that editors can
// jump to, and then how it went. The error is *Invalid if the configuration
// cannot be used.
func Check(w io.Writer, o Options) error {
	c, err := Load(o)
	if invalid, ok := errors.AsType[*Invalid](err); ok {
		if err := invalid.Write(w); err != nil {
			return err
		}
		return invalid
	}
	if err != nil {
		return err
	}
	if err := writeProblems(w, c.warnings); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, c.summary())
	return err
}

// summary says in one line what is configured.
func (c *Config) summary() string {
	name := "no configuration file"
	if c.file != "" {
		name = string(text.Clean(c.file))
	}
	parts := []string{
		count(len(c.Shops), "shop"), count(len(c.Teams), "team"), fmt.Sprintf("people: %d", len(c.People)),
		count(len(c.shifts), "shift"), count(len(c.Alerts), "alert"), count(len(c.Hooks), "hook"),
	}
	return fmt.Sprintf("%s: good, with %s; %s; policy %s",
		name, count(len(c.warnings), "warning"), strings.Join(parts, ", "), c.policy.Version())
}

// Show writes the configuration in effect as TOML, with where each value came
// from behind it. Secrets are replaced by ***.
func Show(w io.Writer, c *Config) error {
	list := leaves(c)
	width := 0
	lines := make([]string, len(list))
	for i, l := range list {
		lines[i] = l.at.String() + " = " + l.text
		if n := ansi.StringWidth(lines[i]); n <= maxAligned {
			width = max(width, n)
		}
	}
	for i, l := range list {
		space := strings.Repeat(" ", max(0, width-ansi.StringWidth(lines[i])))
		if _, err := fmt.Fprintf(w, "%s%s  # %s\n", lines[i], space, text.Clean(c.origins[l.at.id()].String())); err != nil {
			return err
		}
	}
	return nil
}

// maxAligned is the longest line, in cells, that still moves the column of origins.
const maxAligned = 64

// Init writes the commented example to w, in the language of that code: zh, or
// else English.
func Init(w io.Writer, language string) error {
	text := example
	if language == "zh" {
		text = exampleChinese
	}
	_, err := io.WriteString(w, text)
	return err
}

// InitFile writes the commented example to a file, for its owner only, and makes
// its folder. A file that is there already stays as it is.
func InitFile(name, language string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return feed.WithHint(fmt.Errorf("%s is there already", name), "name another file, or move it away")
	}
	if err != nil {
		return err
	}
	return errors.Join(Init(f, language), f.Close())
}

// Change is a value that is not the same in two configurations.
type Change struct {
	Key     string // dotted
	Old     string // as TOML writes it, without secrets; empty: not set
	New     string
	Restart bool // a running screen goes on with the old value
}

// String is the change in one line.
func (c Change) String() string {
	s := fmt.Sprintf("%s: %s → %s", c.Key, orNothing(c.Old), orNothing(c.New))
	if c.Old == c.New {
		s = c.Key + ": another secret"
	}
	if c.Restart {
		s += " (after a restart)"
	}
	return string(text.Clean(s))
}

func orNothing(s string) string {
	if s == "" {
		return "not set"
	}
	return s
}

// Diff is what is different in next, by key, in the order of the types.
func Diff(old, next *Config) []Change {
	before := map[string]leaf{}
	for _, l := range leaves(old) {
		before[l.at.id()] = l
	}
	var out []Change
	for _, l := range leaves(next) {
		was, there := before[l.at.id()]
		delete(before, l.at.id())
		if !there || was.plain != l.plain {
			out = append(out, Change{l.at.String(), was.text, l.text, l.restart})
		}
	}
	for _, l := range leaves(old) {
		if _, gone := before[l.at.id()]; gone {
			out = append(out, Change{l.at.String(), l.text, "", l.restart})
		}
	}
	if !slices.Equal(old.shifts, next.shifts) {
		out = append(out, Change{Key: "roster", Old: count(len(old.shifts), "shift"), New: count(len(next.shifts), "shift") + " now"})
	}
	return out
}
