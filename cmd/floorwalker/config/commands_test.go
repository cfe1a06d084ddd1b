package config

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

const secrets = `
[connection]
url = "nats://zhao:hunter2@10.0.0.7:4222,tls://b"
[hooks.group]
on = "alert.fired"
url = "https://robot.example.com/send?access_token=s3cret"
[hooks.query]
on = ["feed.lost"]
url = "https://robot.example.com?access_token=s3cret"
[hooks.page]
on = "alert.fired"
command = ["page", "--token", "s3cret"]
timeout = "90s"
[shops."pdd/旗舰"]
window_end = "24:00"
notes = [{ text = "a\nb", until = 2026-12-13 }]
metrics.turn_3m.line = "> 60%"
[keys]
nudge = "n"
`

// TestShow: every value with where it came from, secrets hidden; what is printed
// is a configuration again, the same but for the secrets.
func TestShow(t *testing.T) {
	o := options(t, secrets)
	o.Environ, o.Flags = []string{"FLOORWALKER_SCREEN_THEME=dark"}, []Flag{{"--lang", "screen.language", "zh"}}
	c, err := Load(o)
	if err != nil {
		t.Fatal(problems(err))
	}
	var out strings.Builder
	if err := Show(&out, c); err != nil {
		t.Fatal(err)
	}
	if regexp.MustCompile(`hunter2|s3cret`).MatchString(out.String()) {
		t.Errorf("a secret is shown:\n%s", out.String())
	}
	again := load(t, out.String())
	for _, d := range Diff(c, again) {
		if !strings.HasPrefix(d.Key, "hooks.") && d.Key != "connection.url" {
			t.Errorf("shown and read again: %s", d)
		}
	}
	golden.RequireEqual(t, []byte(strings.ReplaceAll(out.String(), filepath.Dir(o.Path)+"/", "")))
}

// TestCheck: mistakes on lines of their own, and an error for the exit code; a
// good file in one line.
func TestCheck(t *testing.T) {
	var out strings.Builder
	err := Check(&out, options(t, "[screen]\nthem = 1\ntheme = 2\n"))
	if _, ok := errors.AsType[*Invalid](err); !ok || strings.Count(out.String(), "\n") != 2 || !strings.Contains(out.String(), "toml:3:1: error: screen.theme") {
		t.Errorf("%v\n%s", err, out.String())
	}
	out.Reset()
	if err := Check(&out, options(t, "them = 1\n"+floor)); err != nil {
		t.Fatal(err)
	}
	want := regexp.MustCompile(`toml:1:1: warning: them: .*\n.*: good, with 1 warning; 2 shops, 0 teams, people: 1, 0 shifts, 0 alerts, 0 hooks; policy [0-9a-f]{16}\n$`)
	if !want.MatchString(out.String()) {
		t.Errorf("%s", out.String())
	}
	if err := Check(&out, Options{Path: filepath.Join(t.TempDir(), "none")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// TestInitFile: written for its owner only, never over another.
func TestInitFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a", "config.toml")
	if err := InitFile(name, "en"); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if err := InitFile(name, "en"); err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("%v", err)
	}
	if _, err := Load(Options{Path: name}); err != nil {
		t.Error(problems(err))
	}
}

// TestDiff: what changed, and what a running screen cannot take.
func TestDiff(t *testing.T) {
	before := load(t, "[connection]\nurl = \"nats://a:old@h\"\n[screen]\ntheme = \"dark\"\n[policy]\nreopen_gap_s = 600\n[teams.a]\non_break = 1\n[hooks.h]\non = \"feed.lost\"\ncommand = [\"p\", \"x\"]")
	after := load(t, "[connection]\nurl = \"nats://a:new@h\"\n[screen]\ntheme = \"light\"\nzone = \"+08:00\"\n[policy]\nreopen_gap_s = 60\n[hooks.h]\non = \"feed.lost\"\ncommand = [\"p\", \"y\"]\n"+
		"[[roster.shifts]]\nperson=\"li\"\nteam=\"a\"\nfrom=2026-12-01T08:00:00\nto=2026-12-01T17:00:00\n")
	var got []string
	for _, c := range Diff(before, after) {
		got = append(got, c.String())
	}
	golden.RequireEqual(t, []byte(strings.Join(got, "\n")+"\n"))
	if d := Diff(after, after); len(d) > 0 {
		t.Errorf("%v", d)
	}
}
