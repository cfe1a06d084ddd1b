package proof

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// sep stands between the names of a path: ids may have dots in them.
const sep = "\x00"

func dotted(path string) string { return strings.ReplaceAll(path, sep, ".") }

// tree is v as JSON shows it.
func tree(v any) (map[string]any, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var out map[string]any
	err = decoder.Decode(&out)
	return out, err
}

// leaves are the values below v by path, lists left out.
func leaves(at string, v any) map[string]any {
	out := map[string]any{}
	m, ok := v.(map[string]any)
	if !ok {
		if _, list := v.([]any); !list {
			out[at] = v
		}
		return out
	}
	for k, x := range m {
		path := k
		if at != "" {
			path = at + sep + k
		}
		for p, leaf := range leaves(path, x) {
			out[p] = leaf
		}
	}
	return out
}

// plain writes a value so that 5, 5.0 and 5e0 are the same.
func plain(v any) string {
	n, ok := v.(json.Number)
	if !ok {
		return fmt.Sprint(v)
	}
	f, err := n.Float64()
	if err != nil {
		return n.String()
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func empty(v any) bool { return v == nil || plain(v) == "0" || v == false }
