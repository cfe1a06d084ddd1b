package config

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

func itoa(i int) string { return strconv.Itoa(i) }

// namedKeys are the keys that have a name instead of a character.
var namedKeys = []string{
	"backspace", "delete", "down", "end", "enter", "esc", "home", "insert", "left", "pgdown", "pgup", "right", "space", "tab", "up",
	"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
}

// checkKeys refuses keys that do not exist and keys that would do two things.
func (r *reader) checkKeys(c *Config, v *Vocabulary) {
	taken := r.defaultKeys(c, v)
	for _, action := range slices.Sorted(maps.Keys(c.Keys)) {
		at := path{"keys", action}
		if _, known := v.Actions[action]; v.Actions != nil && !known {
			r.warn(at, nearest(action, slices.Sorted(maps.Keys(v.Actions))), "there is no such action in this version")
			continue
		}
		for i, key := range c.Keys[action] {
			here := at.then(itoa(i))
			if wrong, near := badKey(key); wrong != "" {
				r.report(Problem{Key: here.String(), Origin: r.origins.of(here), Text: wrong, Nearest: near})
				continue
			}
			if other, ok := taken[key]; ok && other != action {
				r.fail(here, "the key %s means %s already", key, other)
				continue
			}
			taken[key] = action
		}
	}
}

// defaultKeys are the keys of the actions that the file leaves alone.
func (r *reader) defaultKeys(c *Config, v *Vocabulary) map[string]string {
	taken := map[string]string{"ctrl+c": "quit"}
	for action, keys := range v.Actions {
		if _, changed := c.Keys[action]; changed {
			continue
		}
		for _, key := range keys {
			taken[key] = action
		}
	}
	return taken
}

// badKey says what is wrong with the name of a key; empty if nothing is.
func badKey(key string) (wrong, near string) {
	bare := key
	for _, modifier := range []string{"ctrl+", "alt+", "shift+"} {
		bare = strings.TrimPrefix(bare, modifier)
	}
	switch {
	case len(bare) == 1 && bare[0] >= '0' && bare[0] <= '9':
		return "digits belong to dialogs, not to actions", ""
	case len(bare) == 1 && bare[0] > ' ' && bare[0] <= '~', slices.Contains(namedKeys, bare):
		return "", ""
	}
	return "must be a character such as n, a name such as f2, enter, space, or one with ctrl+, alt+, shift+, not " + shown(key),
		nearest(bare, namedKeys)
}

// checkColumns: columns that this version does not have are warnings, one that
// stands twice is an error.
func (r *reader) checkColumns(c *Config, v *Vocabulary) {
	for _, panel := range slices.Sorted(maps.Keys(c.Columns)) {
		at := path{"columns", panel}
		known, ok := v.Columns[panel]
		if v.Columns != nil && !ok {
			r.warn(at, nearest(panel, slices.Sorted(maps.Keys(v.Columns))), "there is no such panel in this version")
			continue
		}
		for i, column := range c.Columns[panel] {
			here := at.then(itoa(i))
			if slices.Contains(c.Columns[panel][:i], column) {
				r.fail(here, "column %q stands twice", column)
			} else if v.Columns != nil && !slices.Contains(known, column) {
				r.warn(here, nearest(column, known), "there is no column %q in this version", column)
			}
		}
	}
}

// checkAlerts reads each rule as it will be judged, by the policy of this file.
func (r *reader) checkAlerts(c *Config, v *Vocabulary) {
	for _, name := range slices.Sorted(maps.Keys(c.Alerts)) {
		at, alert := path{"alerts", name}, c.Alerts[name]
		r.identifier(at, name)
		switch {
		case r.refused(at.then("expression")) || r.refused(at.then("for")):
		case strings.TrimSpace(alert.Expression) == "":
			r.fail(at, "an alert needs an expression, such as lost>3")
		case alert.For != 0 && saysHowLong(alert.Expression):
			r.fail(at.then("for"), "stands in the expression already")
		case v.Expression != nil:
			if err := v.Expression(c.policy, alert.Rule()); err != nil {
				r.fail(at.then("expression"), "%s", err)
			}
		}
	}
}

func (r *reader) checkHooks(c *Config) {
	for _, name := range slices.Sorted(maps.Keys(c.Hooks)) {
		at, hook := path{"hooks", name}, c.Hooks[name]
		command, url := at.then("command"), at.then("url")
		if (len(hook.Command) > 0) == (hook.URL != "") && !r.refused(command) && !r.refused(url) {
			r.fail(at, "a hook needs a command or a url, one of them")
		}
		if len(hook.On) == 0 && !r.refused(at.then("on")) {
			r.fail(at, "a hook needs on: alert.fired, alert.cleared, feed.lost, feed.back")
		}
		if len(hook.Command) > 0 && hook.Command[0] == "" {
			r.fail(command, "the program has no name")
		}
		if hook.URL != "" && !isWebAddress(hook.URL) {
			r.fail(url, "must be an address such as https://host/path")
		}
	}
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http")
}
