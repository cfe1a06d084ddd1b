package tui

import (
	"slices"
	"strings"

	"floorwalker/metrics"
)

// completion is what the last word of a filter may become.
type completion struct {
	head  string // what stands before it
	words []string
	at    int // of the next one
}

// next is the text with the next completion; after the last comes the first.
func (c *completion) next() (string, bool) {
	if len(c.words) == 0 {
		return "", false
	}
	word := c.words[c.at]
	c.at = (c.at + 1) % len(c.words)
	return c.head + word, true
}

// shown is the completions that a line has room for.
func (c completion) shown() string {
	return strings.Join(c.words[:min(len(c.words), 6)], " ")
}

// filterFields are the fields of the grammar in the order of their use.
var filterFields = []string{
	"shop:", "agent:", "team:", "state:", "owner:none", "owner:offline", "buyer:", "stage:", "tag:", "tier:", "plat:", "wait>", "wait<", "left<", "left>",
}

// filterStates are the values of state:.
var filterStates = []metrics.RowState{metrics.RowDue, metrics.RowPast, metrics.RowLost, metrics.RowNight, metrics.RowWaiting}

// completions are the fields that the last word of text can begin, or the
// values of its field that hold what stands behind it.
func (m *Model) completions(text string) completion {
	if strings.HasPrefix(text, "@") {
		return completion{words: m.savedNames(text)}
	}
	cut := strings.LastIndexByte(text, ' ') + 1
	c := completion{head: text[:cut]}
	word := text[cut:]
	if bare, not := strings.CutPrefix(word, "!"); not {
		c.head, word = c.head+"!", bare
	}
	if word == "" {
		return c
	}
	field, typed, ok := strings.Cut(word, ":")
	if !ok {
		c.words = startingWith(filterFields, word)
		return c
	}
	for _, value := range m.filterValues(strings.ToLower(field)) {
		if strings.Contains(strings.ToLower(value), strings.ToLower(typed)) && value != typed {
			c.words = append(c.words, field+":"+value)
		}
	}
	return c
}

// savedNames are the names of saved filters that begin with what was typed.
func (m *Model) savedNames(typed string) []string {
	var names []string
	for _, f := range m.prefs.Filters {
		names = append(names, "@"+string(m.clean(f.Name)))
	}
	return startingWith(names, typed)
}

func startingWith(all []string, word string) []string {
	var words []string
	for _, w := range all {
		if strings.HasPrefix(strings.ToLower(w), strings.ToLower(word)) && w != word {
			words = append(words, w)
		}
	}
	return words
}

// filterValues are the values of a field on the floor, sorted. Values with a
// blank are left out: a blank ends a word of the grammar.
func (m *Model) filterValues(field string) []string {
	seen := make(map[string]bool)
	add := func(t metrics.Text) {
		if t != "" && !strings.Contains(string(t), " ") {
			seen[string(t)] = true
		}
	}
	v := m.view
	switch field {
	case "team":
		for i := range v.Queues {
			add(v.Queues[i].Name)
		}
	case "agent", "owner":
		for i := range v.Agents {
			add(v.Agents[i].Name)
			add(v.Agents[i].ID)
		}
	case "shop", "plat":
		m.addShops(field, add)
	case "state":
		for _, s := range filterStates {
			seen[s.String()] = true
		}
		return sortedKeys(seen)
	default:
		for i := range v.Waiting {
			addOf(&v.Waiting[i], field, add)
		}
	}
	return sortedKeys(seen)
}

func (m *Model) addShops(field string, add func(metrics.Text)) {
	for i := range m.view.Shops {
		k := m.view.Shops[i].Key
		add(map[string]metrics.Text{"shop": k.Shop, "plat": k.Platform}[field])
	}
	for i := range m.view.Waiting {
		k := m.view.Waiting[i].Key
		add(map[string]metrics.Text{"shop": k.Shop, "plat": k.Platform}[field])
	}
}

func addOf(w *metrics.Waiting, field string, add func(metrics.Text)) {
	switch field {
	case "stage":
		add(w.Stage)
	case "tier":
		add(w.Tier)
	case "tag":
		for _, t := range w.Tags {
			add(t)
		}
	}
}

func sortedKeys(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
