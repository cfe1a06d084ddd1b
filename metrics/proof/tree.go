package proof

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Sep stands between the names of a path: ids may have dots in them.
const Sep = "\x00"

func dotted(path string) string { return strings.ReplaceAll(path, Sep, ".") }

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

// Leaves are the values of a JSON tree by their path, lists left out.
func Leaves(v any) map[string]any {
	out := map[string]any{}
	gather(out, "", v)
	return out
}

func gather(out map[string]any, at string, v any) {
	m, ok := v.(map[string]any)
	if !ok {
		if _, list := v.([]any); !list {
			out[at] = v
		}
		return
	}
	for k, x := range m {
		if at != "" {
			k = at + Sep + k
		}
		gather(out, k, x)
	}
}

// Plain writes a JSON value so that 5, 5.0 and 5e0 are the same.
func Plain(v any) string {
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

func empty(v any) bool { return v == nil || Plain(v) == "0" || v == false }
