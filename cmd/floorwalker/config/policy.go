package config

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// The policy is made by the policy's own reader of knobs, so that there is one
// meaning of them and one set of reasons. It stops at the first knob it refuses
// and names no place; therefore knobs are handed to it one by one when all of
// them together are refused.

// knobValue is one knob as it was given: the way to it below the policy or the
// shop, and what it is.
type knobValue struct {
	at    path // in the file
	below path // within the knobs
	value any
}

// policy builds what the floor is judged by. What is refused is reported and
// left out.
func (r *reader) policy(c *Config) *metrics.Policy {
	common, shops := r.given(path{"policy"}, &c.Policy.Knobs), map[string][]knobValue{}
	for name, shop := range c.Shops {
		if _, ok := shopKey(name); ok {
			shops[name] = r.given(path{"shops", name}, &shop.Knobs)
		}
	}
	p, err := readKnobs(withShops(common, shops))
	if err != nil {
		p = r.settleAll(common, shops)
	}
	r.people(c, p)
	r.notes(c, p)
	r.phrases(c, p)
	p.Roster = c.shifts
	return p
}

// settleAll reports what is refused of the common knobs and of each shop's, and
// makes a policy of the rest.
func (r *reader) settleAll(common []knobValue, shops map[string][]knobValue) *metrics.Policy {
	common = r.settle(common, func(list []knobValue) error {
		_, err := readKnobs(nested(list))
		return err
	})
	for _, name := range slices.Sorted(maps.Keys(shops)) {
		shops[name] = r.settle(shops[name], func(list []knobValue) error {
			_, err := readKnobs(withShops(common, map[string][]knobValue{name: list}))
			return err
		})
	}
	p, err := readKnobs(withShops(common, shops))
	if err != nil {
		r.fail(path{"shops"}, "%s", reason(err))
	}
	return p
}

func withShops(common []knobValue, shops map[string][]knobValue) map[string]any {
	all, each := nested(common), map[string]any{}
	for name, own := range shops {
		each[name] = nested(own)
	}
	all["shops"] = each
	return all
}

func readKnobs(knobs map[string]any) (*metrics.Policy, error) {
	p := metrics.DefaultPolicy()
	data, err := json.Marshal(knobs)
	if err != nil {
		return p, err
	}
	return p, p.ReadKnobs(data)
}

// settle finds the knobs that are accepted together. Knobs that only hold with
// others, such as both ends of a window, are tried again once those are in.
func (r *reader) settle(given []knobValue, try func([]knobValue) error) (good []knobValue) {
	if try(given) == nil {
		return given
	}
	for waiting := given; len(waiting) > 0; {
		var refused []knobValue
		var reasons []string
		for _, k := range waiting {
			if err := try(append(slices.Clone(good), k)); err != nil {
				refused, reasons = append(refused, k), append(reasons, reason(err))
				continue
			}
			good = append(good, k)
		}
		if len(refused) == len(waiting) {
			r.refuse(refused, reasons)
			break
		}
		waiting = refused
	}
	return good
}

// refuse reports knobs that were refused, but for those within one that was:
// their reason is the same.
func (r *reader) refuse(knobs []knobValue, reasons []string) {
	for i, k := range knobs {
		within := slices.ContainsFunc(knobs, func(o knobValue) bool {
			return len(o.at) < len(k.at) && slices.Equal(o.at, k.at[:len(o.at)])
		})
		if within {
			continue
		}
		why, _, _ := strings.Cut(reasons[i], "; the nearest is ")
		r.report(Problem{Key: k.at.String(), Origin: r.origins.of(k.at), Text: why, Nearest: nearestRate(k)})
	}
}

// nearestRate is the metric that may have been meant where a knob names one that
// does not exist.
func nearestRate(k knobValue) string {
	var known, named []string
	for _, m := range metrics.PresetMetrics() {
		known = append(known, m.ID)
	}
	switch value := k.value.(type) {
	case Words: // judged
		named = value
	case map[string]any: // a gate, or a metric
		if metric, ok := value["metric"].(string); ok {
			named = []string{metric}
		} else {
			named = k.below[1:]
		}
	}
	for _, name := range named {
		if !slices.Contains(known, name) {
			return nearest(name, known)
		}
	}
	return ""
}

// reason is an error of the policy without the names that stand before it on
// the line anyway.
func reason(err error) string {
	s := err.Error()
	for _, prefix := range []string{"shop ", "knob ", "metric "} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			if _, after, ok := strings.Cut(rest, ": "); ok {
				s = after
			}
		}
	}
	return s
}

// given are the knobs that somebody set, in the order of the specification;
// those of single metrics and gates one by one.
func (r *reader) given(at path, k *Knobs) []knobValue {
	var out []knobValue
	v := reflect.ValueOf(k).Elem()
	for _, f := range fieldsOf(v.Type()) {
		here, value := at.then(f.key), v.FieldByIndex(f.index)
		switch {
		case !r.origins.given(here) || value.IsZero():
		case f.key == "metrics":
			out = append(out, givenMetrics(here, k.Metrics)...)
		case f.key == "gates":
			out = append(out, givenGates(here, k.Gates)...)
		default:
			out = append(out, knobValue{here, path{f.key}, value.Interface()})
		}
	}
	return out
}

func givenMetrics(at path, list map[string]Metric) []knobValue {
	var out []knobValue
	for _, id := range slices.Sorted(maps.Keys(list)) {
		here, v := at.then(id), reflect.ValueOf(list[id])
		out = append(out, knobValue{here, path{"metrics", id}, map[string]any{}})
		for _, f := range fieldsOf(v.Type()) {
			if value := v.FieldByIndex(f.index); !value.IsZero() {
				out = append(out, knobValue{here.then(f.key), path{"metrics", id, f.key}, value.Interface()})
			}
		}
	}
	return out
}

// givenGates are a list for the policy: an empty table of them means none.
func givenGates(at path, list map[string]Gate) []knobValue {
	out := []knobValue{{at, path{"gates"}, []any{}}}
	for _, id := range slices.Sorted(maps.Keys(list)) {
		g := list[id]
		out = append(out, knobValue{at.then(id), path{"gates", id}, map[string]any{
			"id": id, "metric": g.Metric, "line": g.Line, "days": g.Days, "sign_up": g.SignUp,
		}})
	}
	return out
}

// nested puts knobs together as the policy reads them.
func nested(list []knobValue) map[string]any {
	all := map[string]any{}
	for _, k := range list {
		switch {
		case k.below[0] == "gates" && len(k.below) == 2:
			gates, _ := all["gates"].([]any)
			all["gates"] = append(gates, k.value)
		case len(k.below) == 1:
			all[k.below[0]] = k.value
		default:
			enter(all, k.below, k.value)
		}
	}
	return all
}

// enter sets a value in tables within tables.
func enter(table map[string]any, at path, value any) {
	for _, key := range at[:len(at)-1] {
		inner, ok := table[key].(map[string]any)
		if !ok {
			inner = map[string]any{}
			table[key] = inner
		}
		table = inner
	}
	if m, empty := value.(map[string]any); empty {
		value = maps.Clone(m)
	}
	table[at[len(at)-1]] = value
}

// people tells the policy whose the accounts are.
func (r *reader) people(c *Config, p *metrics.Policy) {
	p.People = map[metrics.Text]metrics.Text{}
	for id, person := range c.People {
		who, err := text.ID(id)
		for _, account := range person.Accounts {
			if a, errA := text.ID(account); err == nil && errA == nil {
				p.People[a] = who
			}
		}
	}
}

// notes tells the policy what is to be known of shops.
func (r *reader) notes(c *Config, p *metrics.Policy) {
	for name, shop := range c.Shops {
		key, ok := shopKey(name)
		rules, judged := p.Shops[key]
		if !ok || !judged {
			continue
		}
		for _, n := range shop.Notes {
			rules.Notes = append(rules.Notes, metrics.ShopNote{Text: text.Clean(n.Text), From: metrics.Date(n.From), To: metrics.Date(n.Until)})
		}
		p.Shops[key] = rules
	}
}

// maxRules is how many compliance rules the floor tells apart.
const maxRules = 16

// phrases adds the lists of words that are no knobs.
func (r *reader) phrases(c *Config, p *metrics.Policy) {
	p.Promise, p.Human = lower(c.Policy.PromisePhrases), lower(c.Policy.HumanPhrases)
	for _, id := range slices.Sorted(maps.Keys(c.Policy.Compliance)) {
		at, words := path{"policy", "compliance", id}, lower(c.Policy.Compliance[id])
		if slices.Contains(words, "") {
			r.fail(at, "an empty word is in every text")
		}
		i := slices.IndexFunc(p.Compliance, func(rule metrics.Pattern) bool { return rule.ID == id })
		switch {
		case i >= 0:
			p.Compliance[i].Words = append(slices.Clone(p.Compliance[i].Words), words...)
		case len(p.Compliance) == maxRules:
			r.fail(at, "there are %d rules already, with those the program knows", maxRules)
		default:
			p.Compliance = append(p.Compliance, metrics.Pattern{ID: id, Words: words})
		}
	}
}

func lower(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.ToLower(w)
	}
	return out
}
