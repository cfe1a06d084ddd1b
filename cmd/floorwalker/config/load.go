package config

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// maxFile bounds a configuration and a roster: what is larger is some other
// file.
const maxFile = 4 << 20 // bytes

// Flag is a flag of the command line that was given.
type Flag struct {
	Name  string // with its dashes
	Key   string // dotted, of a key with a fixed place, such as connection.url
	Value string // as a variable would say it: lists with commas
}

// Options say where a configuration comes from.
type Options struct {
	Path       string   // of --config; empty: FLOORWALKER_CONFIG, then Paths
	Environ    []string // as os.Environ gives it
	Flags      []Flag   // go before everything else
	Vocabulary Vocabulary
}

// Vocabulary is what other packages know. What is nil is not checked.
type Vocabulary struct {
	Actions map[string][]string // keys of each action of the screen
	Columns map[string][]string // columns of each panel
	// Expression says what is wrong with an alert's rule; a policy decides
	// which figures there are.
	Expression func(p *metrics.Policy, rule string) error
}

// Paths are where the file is looked for, the first one first:
// $XDG_CONFIG_HOME/floorwalker/config.toml (or ~/.config), then /etc.
func Paths(getenv func(string) string) []string {
	var out []string
	if dir := xdg(getenv, "XDG_CONFIG_HOME", ".config"); dir != "" {
		out = append(out, filepath.Join(dir, "floorwalker", "config.toml"))
	}
	return append(out, "/etc/floorwalker/config.toml")
}

// xdg is a base directory: as the variable says, else below the home directory;
// empty if there is none. Relative ones are ignored, as the specification wants.
func xdg(getenv func(string) string, name, below string) string {
	if dir := getenv(name); filepath.IsAbs(dir) {
		return dir
	}
	if home := getenv("HOME"); home != "" {
		return filepath.Join(home, below)
	}
	return ""
}

// Load reads the configuration: flags before variables before the file before
// defaults. The error is *Invalid if something in it is wrong; of what it holds
// everything is reported, not only the first. Anything else is a file that could
// not be read. Loading again is how it is reloaded: after an error the former
// configuration stays good.
func Load(o Options) (*Config, error) {
	name, data, err := readFile(&o)
	if err != nil {
		return nil, feed.WithHint(fmt.Errorf("configuration: %w", err), "floorwalker config init writes an example")
	}
	l := newLayers()
	if name != "" {
		l.addFile(name, data)
	}
	l.addEnvironment(o.Environ)
	l.addFlags(o.Flags)
	return build(name, l, &o)
}

// build makes a configuration of its layers.
func build(file string, l *layers, o *Options) (*Config, error) {
	c := defaults()
	c.file, c.origins = file, l.origins
	r := &reader{origins: l.origins, problems: l.problems}
	r.read(c, l.merged.Raw())
	r.check(c, &o.Vocabulary)
	complete(c)
	limitBreaks(c)
	c.shifts = r.roster(c)
	c.policy = r.policy(c)
	r.checkAlerts(c, &o.Vocabulary)
	sortProblems(r.problems)
	if hasErrors(r.problems) {
		return nil, &Invalid{r.problems}
	}
	c.warnings = r.problems
	return c, nil
}

// complete gives alerts and hooks what they do not say themselves.
func complete(c *Config) {
	for name, a := range c.Alerts {
		a.Severity = cmp.Or(a.Severity, "warning")
		c.Alerts[name] = a
	}
	for name, h := range c.Hooks {
		h.Timeout = cmp.Or(h.Timeout, Duration(10*metrics.Second))
		c.Hooks[name] = h
	}
}

// asked is the file asked for, and by what.
func (o *Options) asked() (name, by string) {
	if o.Path != "" {
		return o.Path, "--config"
	}
	return o.getenv(fileVariable), fileVariable
}

func (o *Options) getenv(name string) string {
	for _, v := range o.Environ {
		if value, ok := strings.CutPrefix(v, name+"="); ok {
			return value
		}
	}
	return ""
}

// Resolve is a path of the configuration as the process can open it: relative
// ones are meant from the folder of the file, ~/ from the home directory.
func (c *Config) Resolve(name string) string {
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	if name == "" || filepath.IsAbs(name) || c.file == "" {
		return name
	}
	return filepath.Join(filepath.Dir(c.file), name)
}

// readBounded reads a file that is not unreasonably large.
func readBounded(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("%s is larger than %d MiB", name, maxFile>>20)
	}
	return data, err
}

// zone is the floor's zone while the policy is not built yet.
func (c *Config) zone() metrics.Zone {
	if m := c.Policy.OffsetMinutes; m != nil {
		return metrics.Zone(metrics.Span(*m) * metrics.Minute)
	}
	return metrics.Shanghai
}

// Default is the configuration of whoever configured nothing.
func Default() *Config {
	c, err := build("", newLayers(), &Options{})
	if err != nil {
		panic(err) // the program's own values contradict each other
	}
	return c
}
