package config

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestPrecedence: flag before variable before file before default, whichever of
// them are there.
func TestPrecedence(t *testing.T) {
	for given := range 8 {
		o := options(t, "")
		want, from := "", "default"
		if given&1 != 0 {
			o, want = options(t, "[screen]\ntheme = \"dark\"\n"), "dark"
			from = o.Path + ":2"
		}
		if given&2 != 0 {
			o.Environ = []string{"FLOORWALKER_SCREEN_THEME=light"}
			want, from = "light", "FLOORWALKER_SCREEN_THEME"
		}
		if given&4 != 0 {
			o.Flags = []Flag{{"--theme", "screen.theme", "mono"}}
			want, from = "mono", "--theme"
		}
		c, err := Load(o)
		if err != nil {
			t.Fatal(err)
		}
		got := c.origins[path{"screen", "theme"}.id()].String()
		if c.Screen.Theme != want || got != from {
			t.Errorf("layers %03b: %q from %s, want %q from %s", given, c.Screen.Theme, got, want, from)
		}
	}
}

// TestEveryFixedSettingHasAVariable: as many variables as settings, and each is
// read.
func TestEveryFixedSettingHasAVariable(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range settings() {
		name := variable(s.at)
		if seen[name] {
			t.Errorf("two settings have the variable %s", name)
		}
		seen[name] = true
		l := newLayers()
		l.addEnvironment([]string{name + "=1"})
		if !l.merged.Exists(s.at.id()) {
			t.Errorf("%s is not read", name)
		}
	}
	if !seen["FLOORWALKER_POLICY_REOPEN_GAP_S"] || !seen["FLOORWALKER_CONNECTION_TLS_CERT"] {
		t.Errorf("variables: %v", slices.Sorted(maps.Keys(seen)))
	}
}

// TestEnvironmentValues: what a variable can say, and what is said of one that
// is wrong.
func TestEnvironmentValues(t *testing.T) {
	o := options(t, "")
	o.Environ = []string{
		"FLOORWALKER_IDENTITY_READ_ONLY=true", "FLOORWALKER_IDENTITY_SHARED_ACCOUNTS=kefu, lead", "FLOORWALKER_POLICY_REOPEN_GAP_S=60",
		"FLOORWALKER_POLICY_LADDER_S=60,120", "FLOORWALKER_CONNECTION_TIMEOUT=3s", "FLOORWALKER_SCREEN_ZONE=", "PATH=/bin",
	}
	c, err := Load(o)
	if err != nil {
		t.Fatal(problems(err))
	}
	if !c.Identity.ReadOnly || !slices.Equal(c.Identity.SharedAccounts, Words{"kefu", "lead"}) || c.Connection.Timeout.String() != "3s" ||
		c.MetricsPolicy().Rules.ReopenGap.Seconds() != 60 || len(c.MetricsPolicy().Rules.Ladder) != 2 {
		t.Errorf("%+v %+v", c.Identity, c.Connection)
	}
	o.Flags = []Flag{{"--read-only", "identity.read_only", "false"}, {"--stream", "connection.strem", "X"}}
	if _, err := Load(o); err == nil || problems(err) != "--stream: error: there is no key connection.strem\n" {
		t.Errorf("%v", err)
	}
	o.Flags = o.Flags[:1]
	if c, err := Load(o); err != nil || c.Identity.ReadOnly || c.Origin("identity.read_only").String() != "--read-only" {
		t.Errorf("%v", err)
	}
	o.Flags = nil
	o.Environ = []string{"FLOORWALKER_IDENTITY_READ_ONLY=perhaps", "FLOORWALKER_SCREEN_THEM=dark"}
	_, err = Load(o)
	want := "FLOORWALKER_IDENTITY_READ_ONLY: error: identity.read_only: must be true or false, not \"perhaps\"\n" +
		"FLOORWALKER_SCREEN_THEM: warning: means nothing to this version; did you mean FLOORWALKER_SCREEN_THEME?\n"
	if err == nil || problems(err) != want {
		t.Errorf("%s", problems(err))
	}
}

// TestWhichFileIsRead: --config before the variable before the user's file.
func TestWhichFileIsRead(t *testing.T) {
	dir := t.TempDir()
	write := func(name, theme string) string {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte("screen.theme = \""+theme+"\""), 0o600)); err != nil {
			t.Fatal(err)
		}
		return name
	}
	users := write("xdg/floorwalker/config.toml", "light")
	home := write("home/.config/floorwalker/config.toml", "high-contrast")
	variable, flag := write("variable.toml", "dark"), write("flag.toml", "mono")
	inHome := "HOME=" + filepath.Join(dir, "home")
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Environ: []string{inHome}}, home},
		{Options{Environ: []string{inHome, "XDG_CONFIG_HOME=relative"}}, home},
		{Options{Environ: []string{inHome, "XDG_CONFIG_HOME=" + filepath.Join(dir, "xdg")}}, users},
		{Options{Environ: []string{"XDG_CONFIG_HOME=" + filepath.Join(dir, "xdg"), "FLOORWALKER_CONFIG=" + variable}}, variable},
		{Options{Path: flag, Environ: []string{"FLOORWALKER_CONFIG=" + variable}}, flag},
	} {
		got, err := Load(c.o)
		if err != nil || got.File() != c.want || got.Screen.Theme == "" {
			t.Errorf("%+v: %v, want %s", c.o, err, c.want)
		}
	}
}

// TestResolve: a relative name is meant from where the file is.
func TestResolve(t *testing.T) {
	c := load(t, "")
	for name, want := range map[string]string{
		"":       "",
		"/a/b":   "/a/b",
		"a.csv":  filepath.Join(filepath.Dir(c.File()), "a.csv"),
		"~/a.nk": filepath.Join(os.Getenv("HOME"), "a.nk"),
	} {
		if got := c.Resolve(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

// TestByteOrderMark: some editors begin a file with one.
func TestByteOrderMark(t *testing.T) {
	if c := load(t, "\ufeffscreen.theme = \"dark\"\r\n"); c.Screen.Theme != "dark" {
		t.Errorf("theme %q", c.Screen.Theme)
	}
}

// TestPositions: tables, dotted keys, arrays of tables and lists are found
// where they stand, in runes.
func TestPositions(t *testing.T) {
	text := "a.b = 1\r\n\"售前\" = { \"后\" = 2, x = [ 1,\n  2 ] }\n[[t]]\n[[t]]\nu.v = 3\n[t.w]\nz = 4\n[[t.s]]\nq = 1\n"
	found, broken := locate("f", []byte(text))
	if len(broken) > 0 {
		t.Error(broken)
	}
	for id, want := range map[string]string{
		"a b": "f:1:3", "售前": "f:2:1", "售前 后": "f:2:10", "售前 x": "f:2:19", "售前 x 0": "f:2:25", "售前 x 1": "f:3:3",
		"t 0": "f:4:3", "t 1": "f:5:3", "t 1 u v": "f:6:3", "t 1 w z": "f:8:1", "t 1 s 0 q": "f:10:1",
	} {
		at := path(strings.Fields(id))
		if got, ok := found[at.id()]; !ok || got.position() != want {
			t.Errorf("%s is at %s, want %s", at, got.position(), want)
		}
	}
}
