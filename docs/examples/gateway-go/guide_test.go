package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"floorwalker/feed"
	"floorwalker/metrics"
)

func page(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The first message of the guide puts a waiting buyer on the screen.
func TestFirstMessageOfTheGuide(t *testing.T) {
	command := regexp.MustCompile(`nats pub (\S+) -H Nats-Msg-Id:(\S+) \\\n  '(.*)'`)
	for _, name := range []string{"publish.md", "publish.zh-CN.md"} {
		m := command.FindStringSubmatch(page(t, name))
		if m == nil {
			t.Fatalf("%s has no first message", name)
		}
		now := time.Now()
		e := decoded(t, []byte(strings.Replace(m[3], `'$(date +%s)'`, `"`+now.Format(time.RFC3339)+`"`, 1)))
		if feed.Subject(&e) != m[1] || string(e.ID) != m[2] {
			t.Errorf("%s: %s on %s, not %s", name, e.ID, m[1], feed.Subject(&e))
		}
		f := metrics.New(metrics.DefaultPolicy())
		f.Apply(&e)
		f.Advance(metrics.TimeOf(now.Add(time.Minute)))
		if v := f.View(metrics.Query{}); len(v.Waiting) != 1 || v.Waiting[0].Key.Conversation != e.Conversation {
			t.Errorf("%s: %+v wait", name, v.Waiting)
		}
	}
}

// Every event that a page shows is one.
func TestEventsOfThePages(t *testing.T) {
	block := regexp.MustCompile("(?s)```json\n(.*?)```")
	for _, name := range []string{"events.md", "publish.md", "publish.zh-CN.md"} {
		all := block.FindAllStringSubmatch(page(t, name), -1)
		if len(all) == 0 {
			t.Errorf("%s shows none", name)
		}
		for _, m := range all {
			decoded(t, []byte(m[1]))
		}
	}
}
