package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

var chosen = Preferences{
	Language: "zh", Theme: "dark", Group: "shop", Sort: "wait",
	Columns: map[string][]string{"waiting": {"left", "shop"}},
	Filters: []SavedFilter{{"night", "state:night"}, {"long", "wait>5m"}},
}

func TestPreferences(t *testing.T) {
	name := PreferencesPath(func(string) string { return t.TempDir() })
	if p, complaint := LoadPreferences(name); complaint != "" || !reflect.DeepEqual(p, Preferences{}) {
		t.Errorf("without a file: %+v, %q", p, complaint)
	}
	for range 2 {
		if err := chosen.Save(name); err != nil {
			t.Fatal(err)
		}
	}
	got, complaint := LoadPreferences(name)
	if complaint != "" || !reflect.DeepEqual(got, chosen) {
		t.Errorf("%+v, %q", got, complaint)
	}
	info, err := os.Stat(name)
	files, errDir := os.ReadDir(filepath.Dir(name))
	if err != nil || errDir != nil || info.Mode().Perm() != 0o600 || len(files) != 1 {
		t.Errorf("%v, %d files, %v %v", info.Mode(), len(files), err, errDir)
	}
}

// TestPreferencesOfANewerVersion: what it wrote outlives an older one.
func TestPreferencesOfANewerVersion(t *testing.T) {
	name := filepath.Join(t.TempDir(), "p.json")
	if err := os.WriteFile(name, []byte(`{"theme":"dark","density":{"rows":2}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	p, _ := LoadPreferences(name)
	p.Theme = "light"
	if err := p.Save(name); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(data), `"rows": 2`) || !strings.Contains(string(data), `"light"`) {
		t.Errorf("%s %v", data, err)
	}
}

// TestBrokenPreferences are set aside with a word, and never in the way.
func TestBrokenPreferences(t *testing.T) {
	name := filepath.Join(t.TempDir(), "p.json")
	for _, text := range []string{`{"theme":`, `[]`, `{"columns":{"a":1}}`, "\x1b]0;x\x07"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		p, complaint := LoadPreferences(name)
		if !reflect.DeepEqual(p, Preferences{}) || !strings.Contains(string(complaint), "moved to "+name+".broken") || strings.Contains(string(complaint), "\x1b") {
			t.Errorf("%q: %+v, %q", text, p, complaint)
		}
		if kept, err := os.ReadFile(name + ".broken"); err != nil || string(kept) != text {
			t.Errorf("%q was kept as %q: %v", text, kept, err)
		}
		if err := chosen.Save(name); err != nil {
			t.Error(err)
		}
	}
}

// TestPreferencesThatCannotBeKept: the former ones stay whole.
func TestPreferencesThatCannotBeKept(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := chosen.Save(filepath.Join(dir, "file", "p.json")); err == nil {
		t.Error("saved below a file")
	}
	if err := chosen.Save(""); err != nil {
		t.Errorf("nowhere to keep them: %v", err)
	}
	if _, complaint := LoadPreferences(dir); !strings.Contains(string(complaint), "not read") {
		t.Errorf("%q", complaint)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Errorf("what is no file was moved: %v", err)
	}
}
