package config

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Preferences are what a supervisor chose on the screen. They are no
// configuration: the program writes them, they go before the file's values but
// not before variables and flags, and losing them is no harm.
type Preferences struct {
	Language string              `json:"language,omitzero"`
	Theme    string              `json:"theme,omitzero"`
	Group    string              `json:"group,omitzero"` // of the rows of teams: team, shop, platform, stage
	Sort     string              `json:"sort,omitzero"`
	Columns  map[string][]string `json:"columns,omitzero"` // by panel
	Filters  []SavedFilter       `json:"filters,omitzero"` // in the order they were saved
	// Newer is what a newer version wrote; it is kept, as old and new ones run
	// side by side.
	Newer jsontext.Value `json:",embed"`
}

// SavedFilter is a filter under a name.
type SavedFilter struct {
	Name string `json:"name"`
	Text string `json:"text"` // as it was typed
}

// PreferencesPath is where they are kept:
// $XDG_STATE_HOME/floorwalker/preferences.json, or ~/.local/state. Empty
// without a home directory: then nothing is kept.
func PreferencesPath(getenv func(string) string) string {
	dir := xdg(getenv, "XDG_STATE_HOME", filepath.Join(".local", "state"))
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "floorwalker", "preferences.json")
}

// LoadPreferences reads them. It never fails: without a file they are empty, and
// one that makes no sense is moved aside, to name.broken. Complaint says so, or
// why the file could not be read, in one line that is safe to show.
func LoadPreferences(name string) (p Preferences, complaint metrics.Text) {
	if name == "" {
		return p, ""
	}
	data, err := readBounded(name)
	if errors.Is(err, os.ErrNotExist) {
		return p, ""
	}
	if err != nil {
		return p, text.Clean(fmt.Sprintf("preferences not read: %v", err))
	}
	if err = json.Unmarshal(data, &p); err == nil {
		return p, ""
	}
	aside := name + ".broken"
	if moved := os.Rename(name, aside); moved != nil {
		return Preferences{}, text.Clean(fmt.Sprintf("preferences not read: %v; %v", err, moved))
	}
	return Preferences{}, text.Clean(fmt.Sprintf("preferences not read, moved to %s: %v", aside, err))
}

// Save writes them, all or nothing: whoever reads meanwhile, or after a loss of
// power, finds the old ones or the new ones. Only the owner can read them. With
// an empty name nothing is kept.
func (p Preferences) Save(name string) error {
	if name == "" {
		return nil
	}
	var b bytes.Buffer
	if err := json.MarshalWrite(&b, p, json.Deterministic(true), jsontext.WithIndent("  ")); err != nil {
		return fmt.Errorf("preferences: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fmt.Errorf("preferences: %w", err)
	}
	if err := replace(name, append(b.Bytes(), '\n')); err != nil {
		return fmt.Errorf("preferences: %w", err)
	}
	return nil
}

// replace puts data in the place of a file in one step.
func replace(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".preferences-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // gone already when all went well
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
