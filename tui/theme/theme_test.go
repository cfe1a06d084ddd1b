package theme

import (
	"reflect"
	"strings"
	"testing"
)

// styles are the roles of a theme by name.
func styles(t Theme) map[string]Style {
	m := make(map[string]Style)
	v := reflect.ValueOf(t)
	for i := range v.NumField() {
		if s, ok := v.Field(i).Interface().(Style); ok {
			m[v.Type().Field(i).Name] = s
		}
	}
	return m
}

func TestZeroThemeIsPlainText(t *testing.T) {
	for role, s := range styles(Theme{}) {
		if got := s.Paint("x"); got != "x" {
			t.Errorf("%s paints %q", role, got)
		}
	}
}

func TestPaintResetsBehind(t *testing.T) {
	for _, th := range All() {
		for role, s := range styles(th) {
			got := s.Paint("x")
			if got != "x" && (!strings.HasPrefix(got, "\x1b[") || !strings.HasSuffix(got, "x\x1b[m")) {
				t.Errorf("%s: %s paints %q", th.Name, role, got)
			}
			if s.Paint("") != "" {
				t.Errorf("%s: %s paints nothing", th.Name, role)
			}
		}
	}
}

func TestMonoHasNoColor(t *testing.T) {
	for role, s := range styles(Mono()) {
		for _, attr := range strings.FieldsFunc(s.open, func(r rune) bool { return r < '0' || r > '9' }) {
			if len(attr) > 1 {
				t.Errorf("%s uses %q", role, s.open)
			}
		}
	}
}

// What can be missed at a glance must not look like plain text, in any theme.
func TestUrgentRolesStandOut(t *testing.T) {
	for _, th := range All() {
		for role, s := range map[string]Style{"due": th.Due, "selected": th.Selected, "bad": th.Bad, "flash": th.Flash} {
			if s == th.Text || s == (Style{}) {
				t.Errorf("%s: %s looks like text", th.Name, role)
			}
		}
	}
}

func TestNamed(t *testing.T) {
	for _, c := range []struct {
		name    string
		noColor bool
		want    string
	}{
		{"", false, "default"}, {"", true, "mono"}, {"dark", true, "dark"}, {"high-contrast", false, "high-contrast"},
	} {
		th, err := Named(c.name, c.noColor)
		if err != nil || th.Name != c.want {
			t.Errorf("%q: %q, %v", c.name, th.Name, err)
		}
	}
	_, err := Named("pink", false)
	if err == nil || !strings.Contains(err.Error(), "default, dark, light, high-contrast, mono") {
		t.Errorf("pink: %v", err)
	}
}

func TestNextGoesRound(t *testing.T) {
	th := Default()
	for range All() {
		th = Next(th)
	}
	if th.Name != "default" {
		t.Errorf("ended at %s", th.Name)
	}
	if got := Next(Theme{}).Name; got != "default" {
		t.Errorf("after no theme: %s", got)
	}
}
