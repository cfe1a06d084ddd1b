package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// shiftFile writes an hour and a half of two shops of two platforms, from 19:00
// on 2026-11-11: a hundred buyers each, of whom some are answered in time, some
// late, some never; their gateways are heard all along.
func shiftFile(t *testing.T) string {
	t.Helper()
	begin := time.Date(2026, 11, 11, 11, 0, 0, 0, time.UTC)
	var lines []string
	add := func(id string, at time.Duration, kind, platform, more string) {
		lines = append(lines, fmt.Sprintf(
			`{"id":"%s-%s","type":"%s","time":"%s","platform":"%s","shop":"s1",%s}`,
			platform, id, kind, begin.Add(at).Format(time.RFC3339), platform, more))
	}
	for _, platform := range []string{"pinduoduo", "douyin"} {
		for i := range 100 {
			asked := time.Duration(i) * 50 * time.Second
			talk := fmt.Sprintf(`"team":"pre","conversation":"%s-c%d"`, platform, i)
			add(fmt.Sprint("b", i), asked, "message.created", platform, talk+fmt.Sprintf(`,"sender":{"kind":"buyer","id":"b%d"},"text":"hi"`, i))
			if i%7 != 0 {
				answered := asked + time.Duration(i%11)*40*time.Second + time.Second
				add(fmt.Sprint("a", i), answered, "message.created", platform, talk+`,"sender":{"kind":"agent","id":"li"},"text":"hello"`)
			}
		}
		for at := time.Duration(0); at <= 90*time.Minute; at += 5 * time.Second {
			add(fmt.Sprint("s", at), at, "source.status", platform, fmt.Sprintf(`"watermark":"%s"`, begin.Add(at).Format(time.RFC3339)))
		}
	}
	path := filepath.Join(t.TempDir(), "shift.ndjson")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
