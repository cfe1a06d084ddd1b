package config

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// reader fills a Config from merged layers and collects what is wrong. koanf's
// own way into structs names no place and stops at what it cannot convert.
type reader struct {
	origins  origins
	problems []Problem
}

func (r *reader) read(c *Config, raw map[string]any) {
	r.section(nil, raw, reflect.ValueOf(c).Elem())
}

func (r *reader) fail(at path, format string, args ...any) {
	r.report(Problem{Key: at.String(), Origin: r.origins.of(at), Text: fmt.Sprintf(format, args...)})
}

func (r *reader) warn(at path, near, format string, args ...any) {
	r.report(Problem{Severity: Warning, Key: at.String(), Origin: r.origins.of(at), Text: fmt.Sprintf(format, args...), Nearest: near})
}

func (r *reader) report(p Problem) { r.problems = append(r.problems, p) }

// errors is how many were reported. What holds one is left unset, so that
// nothing is said of it twice.
func (r *reader) errors() int {
	n := 0
	for _, p := range r.problems {
		if p.Severity == Error {
			n++
		}
	}
	return n
}

// refused reports whether an error was reported of p, or within it: then nothing
// more needs to be said of what is missing there.
func (r *reader) refused(p path) bool {
	key := p.String()
	return slices.ContainsFunc(r.problems, func(p Problem) bool {
		return p.Severity == Error && (p.Key == key || strings.HasPrefix(p.Key, key+"."))
	})
}

// section reads a table whose keys are ours. A key we do not know may be one of
// a newer version, so it is a warning.
func (r *reader) section(at path, v any, into reflect.Value) {
	table, ok := v.(map[string]any)
	if !ok {
		r.fail(at, "must be a table, not %s", shown(v))
		return
	}
	fields := fieldsOf(into.Type())
	keys := keysOf(fields)
	for _, key := range slices.Sorted(maps.Keys(table)) {
		here := at.then(key)
		if i := slices.Index(keys, key); i >= 0 {
			r.value(here, table[key], into.FieldByIndex(fields[i].index), &fields[i])
			continue
		}
		r.unknown(here, keys)
	}
}

// secretKeys are the names under which people look for a place for secrets.
var secretKeys = []string{"password", "pass", "token", "jwt", "seed", "secret"}

func (r *reader) unknown(at path, keys []string) {
	if key := at[len(at)-1]; at[0] == "connection" && slices.Contains(secretKeys, key) {
		r.fail(at, "secrets have no place here: use a context, creds or NATS_PASSWORD")
		return
	}
	r.warn(at, nearest(at[len(at)-1], keys), "means nothing to this version")
}

// value reads whatever the type of into is.
func (r *reader) value(at path, v any, into reflect.Value, f *field) {
	if into.Kind() == reflect.Pointer {
		before, inner := r.errors(), reflect.New(into.Type().Elem())
		r.value(at, v, inner.Elem(), f)
		if r.errors() == before {
			into.Set(inner)
		}
		return
	}
	switch shapeOf(into.Type()) {
	case shapeSection:
		r.section(at, v, into)
	case shapeMap:
		r.table(at, v, into, f)
	case shapeList:
		r.list(at, v, into, f)
	default:
		r.single(at, v, into, f)
	}
}

// table reads a table whose keys are the user's.
func (r *reader) table(at path, v any, into reflect.Value, f *field) {
	given, ok := v.(map[string]any)
	if !ok {
		r.fail(at, "must be a table, not %s", shown(v))
		return
	}
	out := reflect.MakeMap(into.Type())
	for _, key := range slices.Sorted(maps.Keys(given)) {
		entry := reflect.New(into.Type().Elem()).Elem()
		r.value(at.then(key), given[key], entry, f)
		if key == "" {
			r.fail(at.then(key), "a name cannot be empty")
		}
		out.SetMapIndex(reflect.ValueOf(key), entry)
	}
	into.Set(out)
}

func (r *reader) list(at path, v any, into reflect.Value, f *field) {
	given, ok := v.([]any)
	if tables, of := v.([]map[string]any); of {
		ok = true
		for _, t := range tables {
			given = append(given, t)
		}
	}
	if word, alone := v.(string); alone && into.Type() == reflect.TypeFor[Words]() {
		given, ok = []any{word}, true
	}
	if !ok {
		r.fail(at, "must be a list, not %s", shown(v))
		return
	}
	before, out := r.errors(), reflect.MakeSlice(into.Type(), len(given), len(given))
	for i, v := range given {
		r.value(at.then(itoa(i)), v, out.Index(i), f)
	}
	if r.errors() == before || shapeOf(into.Type().Elem()) == shapeSection {
		into.Set(out)
	}
}

// single reads a string, number, truth or scalar.
func (r *reader) single(at path, v any, into reflect.Value, f *field) {
	if s, ok := into.Addr().Interface().(scalar); ok {
		if err := s.parse(v); err != nil {
			r.fail(at, "%s", err)
		}
		return
	}
	given := reflect.ValueOf(v)
	switch {
	case into.Kind() == reflect.String && given.Kind() == reflect.String:
		into.SetString(given.String())
		r.choice(at, given.String(), f)
	case into.Kind() == reflect.Bool && given.Kind() == reflect.Bool:
		into.SetBool(given.Bool())
	case into.CanInt() && given.IsValid() && given.CanInt() && !into.OverflowInt(given.Int()):
		into.SetInt(given.Int())
	case into.Kind() == reflect.String && len(f.choices) > 0:
		r.fail(at, "must be one of %s, not %s", strings.Join(written(f.choices), ", "), shown(v))
	default:
		r.fail(at, "must be %s, not %s", kindName(into.Kind()), shown(v))
	}
}

func (r *reader) choice(at path, given string, f *field) {
	if len(f.choices) == 0 || slices.Contains(f.choices, given) {
		return
	}
	r.report(Problem{
		Key: at.String(), Origin: r.origins.of(at), Nearest: nearest(given, f.choices),
		Text: fmt.Sprintf("must be one of %s, not %q", strings.Join(written(f.choices), ", "), given),
	})
}

// written are choices without the empty one, which means that nothing is said.
func written(choices []string) []string {
	return slices.DeleteFunc(slices.Clone(choices), func(s string) bool { return s == "" })
}

func kindName(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	}
	return "a whole number"
}

// shown is a wrong value as a message quotes it: the beginning of it.
func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case string:
		if len([]rune(v)) > 40 {
			v = string([]rune(v)[:40]) + "…"
		}
		return strconv.Quote(v)
	case map[string]any:
		return "a table"
	case []any, []map[string]any:
		return "a list"
	case toml.LocalDate, toml.LocalTime, toml.LocalDateTime:
		return fmt.Sprint(v)
	case float64:
		if math.Trunc(v) == v {
			return strconv.FormatFloat(v, 'f', 1, 64)
		}
	}
	return fmt.Sprint(v)
}

// fromString is a variable's value as TOML would have given it; what does not
// fit is left as it is, for the reader to complain of.
func fromString(t reflect.Type, s string) any {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch shapeOf(t) {
	case shapeList:
		var list []any
		for word := range strings.SplitSeq(s, ",") {
			if word = strings.TrimSpace(word); word != "" {
				list = append(list, fromString(t.Elem(), word))
			}
		}
		return list
	case shapeValue:
		if reflect.PointerTo(t).Implements(scalarType) {
			return s
		}
		if t.Kind() == reflect.Bool {
			if b, err := strconv.ParseBool(s); err == nil {
				return b
			}
		}
		if t.Kind() == reflect.Int || t.Kind() == reflect.Int64 {
			if n, err := strconv.ParseInt(s, 10, 64); err == nil {
				return n
			}
		}
	}
	return s
}
