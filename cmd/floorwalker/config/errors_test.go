package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// vocabulary stands for what the screen and the alerts know.
var vocabulary = Vocabulary{
	Actions: map[string][]string{"nudge": {"n"}, "take": {"t"}, "reassign": {"r"}, "status": {"o"}},
	Columns: map[string][]string{"waiting": {"left", "waited", "shop"}},
	Expression: func(_ *metrics.Policy, s string) error {
		if !strings.HasPrefix(s, "lost") {
			return errors.New("there is no figure \"lots\"")
		}
		return nil
	},
}

// TestMistakes: every mistake of a file is reported, with its place.
func TestMistakes(t *testing.T) {
	files, err := filepath.Glob("testdata/errors/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".toml"), func(t *testing.T) {
			c, err := Load(Options{Path: name, Vocabulary: vocabulary})
			got := ""
			if err == nil {
				got = lines(c.Warnings())
			} else {
				got = problems(err)
			}
			golden.RequireEqual(t, []byte(got))
		})
	}
}

// TestErrorIsOneLine: an error says the first mistake and how many more.
func TestErrorIsOneLine(t *testing.T) {
	_, err := Load(options(t, "[screen]\ntheme = 1\nzone = 2\nascii = 3\n"))
	want := `config.toml:2:1: screen.theme: must be one of default, dark, light, high-contrast, mono, not 1 (and 2 more errors)`
	if err == nil || !strings.HasSuffix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
		t.Errorf("%v, want …%s", err, want)
	}
	if !strings.Contains(feed.Hint(err), "config check") {
		t.Errorf("hint %q", feed.Hint(err))
	}
	_, err = Load(options(t, "[screen]\nascii = 3\n"))
	if err == nil || strings.Contains(err.Error(), "more") {
		t.Errorf("%v", err)
	}
}

// TestMissingFile: a file that was asked for must be there, the usual ones need
// not.
func TestMissingFile(t *testing.T) {
	dir := t.TempDir()
	for _, o := range []Options{{Path: dir + "/none.toml"}, {Environ: []string{"FLOORWALKER_CONFIG=" + dir + "/none.toml"}}} {
		if _, err := Load(o); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if _, err := Load(Options{Path: dir}); err == nil {
		t.Error("a folder was taken for a file")
	}
	c, err := Load(Options{Environ: []string{"XDG_CONFIG_HOME=" + dir}})
	if err != nil || c.File() != "" && !strings.HasPrefix(c.File(), "/etc/") {
		t.Errorf("%v from %q", err, c.File())
	}
}

// TestOutsideTextIsHarmless: what a file says reaches a terminal without what a
// terminal would obey.
func TestOutsideTextIsHarmless(t *testing.T) {
	_, err := Load(options(t, "[screen]\ntheme = \"\\u001b]0;x\\u0007\"\n\"\u202e\" = 1\n"))
	if err == nil || strings.ContainsAny(problems(err), "\x1b\x07\u202e") {
		t.Errorf("%q", problems(err))
	}
}
