package config

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"floorwalker/feed"
)

// leaf is one value of a configuration as TOML writes it.
type leaf struct {
	at      path
	text    string // secrets already hidden
	plain   string // with secrets; to compare, never to print
	restart bool
}

// leaves are all values that are set, in the order of the types, tables of the
// user's by name.
func leaves(c *Config) []leaf {
	var l lister
	l.section(nil, reflect.ValueOf(c).Elem())
	return l.out
}

type lister struct {
	out   []leaf
	named bool // below a table of the user's: what is empty there is not said
}

func (l *lister) section(at path, v reflect.Value) {
	before := len(l.out)
	for _, f := range fieldsOf(v.Type()) {
		if value := v.FieldByIndex(f.index); !l.named || !value.IsZero() {
			l.value(at.then(f.key), value, &f)
		}
	}
	if len(l.out) == before {
		l.out = append(l.out, leaf{at: at, text: "{}", plain: "{}"})
	}
}

// table lists a table of the user's; an empty one is said, as it can mean that
// there shall be none.
func (l *lister) table(at path, v reflect.Value, f *field) {
	keys := make([]string, 0, v.Len())
	for _, k := range v.MapKeys() {
		keys = append(keys, k.String())
	}
	slices.Sort(keys)
	outer := l.named
	l.named = true
	for _, key := range keys {
		l.value(at.then(key), v.MapIndex(reflect.ValueOf(key)), f)
	}
	l.named = outer
	if len(keys) == 0 && !v.IsNil() {
		l.out = append(l.out, leaf{at: at, text: "{}", plain: "{}"})
	}
}

func (l *lister) value(at path, v reflect.Value, f *field) {
	if v.Kind() == reflect.Pointer {
		if !v.IsNil() {
			l.value(at, v.Elem(), f)
		}
		return
	}
	switch shapeOf(v.Type()) {
	case shapeSection:
		l.section(at, v)
	case shapeMap:
		l.table(at, v, f)
	case shapeList:
		if v.Len() > 0 || !v.IsNil() {
			l.add(at, v, f)
		}
	default:
		if s, ok := addressed(v).(scalar); !ok || s.String() != "" {
			l.add(at, v, f)
		}
	}
}

func (l *lister) add(at path, v reflect.Value, f *field) {
	l.out = append(l.out, leaf{at: at, text: literal(v, f.secret), plain: literal(v, ""), restart: f.restart})
}

// addressed is v by pointer, as scalars have their methods.
func addressed(v reflect.Value) any {
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p.Interface()
}

// literal is a value in one line of TOML.
func literal(v reflect.Value, secret string) string {
	if s, ok := addressed(v).(scalar); ok {
		return quote(s.String())
	}
	switch v.Kind() {
	case reflect.String:
		return quote(hide(v.String(), secret))
	case reflect.Slice:
		return writtenList(v, secret)
	case reflect.Struct:
		return writtenTable(v)
	}
	return fmt.Sprint(v.Interface())
}

func writtenList(v reflect.Value, secret string) string {
	entries := make([]string, v.Len())
	for i := range entries {
		if entries[i] = literal(v.Index(i), ""); secret == "words" && i > 0 {
			entries[i] = quote(hidden)
		}
	}
	return "[" + strings.Join(entries, ", ") + "]"
}

func writtenTable(v reflect.Value) string {
	var parts []string
	for _, f := range fieldsOf(v.Type()) {
		given := v.FieldByIndex(f.index)
		if !given.IsZero() {
			parts = append(parts, f.key+" = "+literal(given, f.secret))
		}
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// hidden stands for a secret.
const hidden = "***"

// hide takes the credentials out of addresses: a login, and whatever follows
// the host of a hook, as tokens stand there.
func hide(s, secret string) string {
	if secret != "url" || s == "" {
		return s
	}
	s = feed.RedactURL(s)
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || !strings.HasPrefix(scheme, "http") {
		return s
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		return s
	}
	return scheme + "://" + rest[:end] + "/" + hidden
}

// quote is a string as TOML reads it; what is not printable is escaped.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case strconv.IsGraphic(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	return b.String() + `"`
}
