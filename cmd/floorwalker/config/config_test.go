package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

// options read a file with the given text.
func options(t *testing.T, text string) Options {
	t.Helper()
	name := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Options{Path: name}
}

func load(t *testing.T, text string) *Config {
	t.Helper()
	c, err := Load(options(t, text))
	if err != nil {
		t.Fatal(problems(err))
	}
	return c
}

// problems are the lines of what is wrong, without the folder of the file.
func problems(err error) string {
	invalid, ok := errors.AsType[*Invalid](err)
	if !ok {
		return err.Error()
	}
	return lines(invalid.Problems)
}

func lines(list []Problem) string {
	var b strings.Builder
	for _, p := range list {
		if p.Origin.Kind == FromFile {
			p.Origin.Name = filepath.Base(p.Origin.Name)
		}
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

// enabled is the example with every setting that it only shows turned on.
func enabled(example string) string {
	var b strings.Builder
	for line := range strings.Lines(example) {
		if strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "# ") && line != "#\n" {
			line = line[1:]
		}
		b.WriteString(line)
	}
	return b.String()
}

// settingsOnly is the example without what explains it.
func settingsOnly(example string) string {
	var b strings.Builder
	for line := range strings.Lines(enabled(example)) {
		setting, _, _ := strings.Cut(line, " # ")
		if setting = strings.TrimSpace(setting); setting != "" && setting[0] != '#' {
			b.WriteString(setting + "\n")
		}
	}
	return b.String()
}

func TestExamplesSetTheSame(t *testing.T) {
	if en, zh := settingsOnly(example), settingsOnly(exampleChinese); en != zh || len(en) < 1000 {
		t.Errorf("English\n%s\nChinese\n%s", en, zh)
	}
}

func TestExample(t *testing.T) {
	for _, language := range []string{"en", "zh"} {
		t.Run(language, func(t *testing.T) { testExample(t, language) })
	}
}

func testExample(t *testing.T, language string) {
	var out strings.Builder
	if err := Init(&out, language); err != nil {
		t.Fatal(err)
	}
	if w := load(t, out.String()).Warnings(); len(w) > 0 {
		t.Errorf("as it is: %s", lines(w))
	}
	all := enabled(out.String())
	o := options(t, all)
	dir := filepath.Dir(o.Path)
	if err := os.WriteFile(filepath.Join(dir, "roster.csv"), []byte("li-na,presale-a,2026-12-02 08:00,17:00,60\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	o.Vocabulary.Expression = func(p *metrics.Policy, rule string) error {
		_, err := alarm.NewVocabulary(p).Parse(rule)
		return err
	}
	c, err := Load(o)
	if err != nil {
		t.Fatalf("with everything turned on:\n%s", problems(err))
	}
	if w := c.Warnings(); len(w) > 0 {
		t.Errorf("with everything turned on: %s", lines(w))
	}
	if len(c.Shops) != 1 || len(c.Shifts()) != 2 || len(c.Hooks) != 2 {
		t.Errorf("%d shops, %d shifts, %d hooks", len(c.Shops), len(c.Shifts()), len(c.Hooks))
	}
}
