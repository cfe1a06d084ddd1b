package twin

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// shift collects hand-made events of one shop, written as "what happened when":
//
//	10:00:00 buyer u1 c1
//	10:00:05 robot bot c1
//	10:01:00 assigned a1 c1
//	03-09T22:59:50 closed - c1
//
// A time without a date is on 2026-03-10; further words are key=value.
type shift struct {
	t     *testing.T
	lines [][]byte
}

func newShift(t *testing.T, text string) *shift {
	t.Helper()
	s := &shift{t: t}
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			s.add(line)
		}
	}
	return s
}

func (s *shift) add(line string) {
	s.t.Helper()
	words := strings.Fields(line)
	at := words[0]
	if !strings.Contains(at, "T") {
		at = "03-10T" + at
	}
	e := map[string]any{
		"id": fmt.Sprintf("e%03d", len(s.lines)), "time": "2026-" + at + "+08:00",
		"platform": "pdd", "shop": "s1",
	}
	kind, who := words[1], words[2]
	if who == "-" {
		who = ""
	}
	switch kind {
	case "buyer", "agent", "robot", "auto", "system":
		e["type"] = "message.created"
		e["sender"] = map[string]any{"kind": kind, "id": who}
	case "assigned", "transferred":
		e["type"], e["agent"] = "conversation."+kind, who
	case "handoff", "closed":
		e["type"] = "conversation." + kind
	case "order.placed":
		e["type"], e["buyer"] = kind, who
	default:
		e["type"] = kind
	}
	if words[3] != "-" {
		e["conversation"] = words[3]
	}
	for _, extra := range words[4:] {
		key, value, _ := strings.Cut(extra, "=")
		var parsed any
		if json.Unmarshal([]byte(value), &parsed) != nil {
			parsed = value
		}
		e[key] = parsed
	}
	data, err := json.Marshal(e)
	if err != nil {
		s.t.Fatal(err)
	}
	s.lines = append(s.lines, data)
}

func clock(t *testing.T, text string) int64 {
	t.Helper()
	if !strings.Contains(text, "T") {
		text = "03-10T" + text
	}
	var m moment
	if err := m.UnmarshalJSON([]byte(`"2026-` + text + `+08:00"`)); err != nil {
		t.Fatal(err)
	}
	return int64(m)
}

// expect checks figures of the report at an instant; paths as in vectors.json.
func (s *shift) expect(now string, settings, want map[string]any) {
	s.t.Helper()
	report, err := Report(s.lines, clock(s.t, now), settings)
	if err != nil {
		s.t.Fatal(err)
	}
	for path, value := range want {
		if n, ok := value.(int); ok {
			value = float64(n)
		}
		check(s.t, report, path, value)
	}
}

// floor gives the figures of the one shop.
func (s *shift) floor(now string, settings map[string]any) map[string]any {
	s.t.Helper()
	out, err := Floor(s.lines, clock(s.t, now), settings)
	if err != nil {
		s.t.Fatal(err)
	}
	return out["shops"].(map[string]any)["pdd/s1"].(map[string]any)
}

type want = map[string]any
