package config

import (
	"encoding/json"
	"reflect"
)

// Schema is the JSON Schema (2020-12) of the file, made from the Go types; the
// file docs/schemas/config.schema.json is a copy of it. It accepts keys it does
// not know, as the program does.
func Schema() ([]byte, error) {
	s := schemaOf(reflect.TypeFor[Config](), &field{})
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["$id"] = "config.schema.json"
	s["title"] = "floorwalker configuration"
	data, err := json.MarshalIndent(s, "", "  ")
	return append(data, '\n'), err
}

// schemaOf describes what a type takes.
func schemaOf(t reflect.Type, f *field) map[string]any {
	if t.Kind() == reflect.Pointer {
		return schemaOf(t.Elem(), f)
	}
	switch shapeOf(t) {
	case shapeSection:
		return sectionSchema(t)
	case shapeMap:
		return map[string]any{"type": "object", "additionalProperties": schemaOf(t.Elem(), f)}
	case shapeList:
		list := map[string]any{"type": "array", "items": schemaOf(t.Elem(), f)}
		if t == reflect.TypeFor[Words]() {
			return map[string]any{"anyOf": []any{schemaOf(t.Elem(), f), list}}
		}
		return list
	}
	return singleSchema(t, f)
}

func sectionSchema(t reflect.Type) map[string]any {
	properties := map[string]any{}
	for _, f := range fieldsOf(t) {
		s := schemaOf(f.typ, &f)
		s["description"] = f.doc
		properties[f.key] = s
	}
	return map[string]any{"type": "object", "properties": properties}
}

func singleSchema(t reflect.Type, f *field) map[string]any {
	if s, ok := reflect.New(t).Interface().(scalar); ok {
		return map[string]any{"type": "string", "pattern": s.pattern()}
	}
	switch t.Kind() {
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.String:
		if len(f.choices) > 0 {
			return map[string]any{"type": "string", "enum": f.choices}
		}
		return map[string]any{"type": "string"}
	}
	return map[string]any{"type": "integer"}
}
