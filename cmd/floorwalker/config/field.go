package config

import (
	"reflect"
	"strings"
)

// field is a key of a section, as the tags of the Go types describe it.
type field struct {
	key     string
	doc     string
	choices []string // allowed values; nil: any
	restart bool
	secret  string // what Show hides: "url", "words"; empty: nothing
	index   []int  // in the struct, for reflect
	typ     reflect.Type
}

// fieldsOf are the keys of a section in the order of its type; those of an
// embedded type are its own.
func fieldsOf(t reflect.Type) []field {
	var out []field
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous && f.IsExported() {
			for _, inner := range fieldsOf(f.Type) {
				inner.index = append([]int{i}, inner.index...)
				out = append(out, inner)
			}
			continue
		}
		key, ok := f.Tag.Lookup("toml")
		if !ok {
			continue
		}
		given := field{
			key: key, doc: f.Tag.Get("doc"), secret: f.Tag.Get("secret"),
			restart: f.Tag.Get("restart") == "true", index: []int{i}, typ: f.Type,
		}
		if choices, ok := f.Tag.Lookup("choices"); ok {
			given.choices = strings.Split(choices, ",")
		}
		out = append(out, given)
	}
	return out
}

func keysOf(fields []field) []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	return keys
}

// shape is how a type is written in the file.
type shape uint8

const (
	shapeValue shape = iota // string, number, truth, or a scalar
	shapeList
	shapeMap     // table with keys of the user's
	shapeSection // table with keys of ours
)

var scalarType = reflect.TypeFor[scalar]()

func shapeOf(t reflect.Type) shape {
	switch {
	case t.Kind() == reflect.Pointer:
		return shapeOf(t.Elem())
	case reflect.PointerTo(t).Implements(scalarType):
		return shapeValue
	case t.Kind() == reflect.Struct:
		return shapeSection
	case t.Kind() == reflect.Map:
		return shapeMap
	case t.Kind() == reflect.Slice:
		return shapeList
	}
	return shapeValue
}

// setting is a single value that has a fixed place, and so a variable.
type setting struct {
	at path
	field
}

// settings are all of them, in the order of the types. What is below a table
// with keys of the user's has no variable: its place is not fixed.
func settings() []setting { return settingsOf(nil, reflect.TypeFor[Config]()) }

func settingsOf(at path, t reflect.Type) []setting {
	var out []setting
	for _, f := range fieldsOf(t) {
		here := at.then(f.key)
		switch shapeOf(f.typ) {
		case shapeSection:
			out = append(out, settingsOf(here, f.typ)...)
		case shapeMap:
		case shapeList:
			if shapeOf(f.typ.Elem()) == shapeValue {
				out = append(out, setting{here, f})
			}
		default:
			out = append(out, setting{here, f})
		}
	}
	return out
}
