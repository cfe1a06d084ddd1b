package metrics_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// shared returns a file of the recorded data beside the repository, or skips.
func shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "shared", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the recorded data is not here: %s", path)
	}
	return path
}

// recorded decodes every event of a recorded file.
func recorded(t testing.TB, name string) []metrics.Event {
	t.Helper()
	file, err := os.Open(shared(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	}
	return decodeLines(t, in)
}

func decodeLines(t testing.TB, in io.Reader) []metrics.Event {
	t.Helper()
	var events []metrics.Event
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var e metrics.Event
		if err := feed.Decode(lines.Bytes(), &e); err != nil {
			t.Fatalf("%v in %s", err, lines.Text())
		}
		events = append(events, e)
	}
	if lines.Err() != nil {
		t.Fatal(lines.Err())
	}
	return events
}

func instant(t testing.TB, s string) metrics.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return metrics.TimeOf(at)
}

func TestACallCentreAtOneInstant(t *testing.T) {
	events := recorded(t, "data/technion1999-dev/events.ndjson.gz")
	if len(events) != 74956 {
		t.Fatalf("%d events, counted independently: 74956", len(events))
	}
	now := instant(t, "1999-08-01T11:01:23+03:00")
	p := metrics.DefaultPolicy()
	p.Zone, p.Rules.Zone = metrics.Zone(3*metrics.Hour), metrics.Zone(3*metrics.Hour)
	f := metrics.New(p)
	f.Advance(now)
	for i := range events {
		f.Apply(&events[i])
	}
	v := f.View(metrics.Query{Sort: metrics.ByWait})
	over := 0
	for _, w := range v.Waiting {
		if now.Sub(w.Since) > 3*metrics.Minute {
			over++
		}
	}
	if v.Counts.Waiting != 21 || over != 9 || now.Sub(v.Counts.Oldest) != 290*metrics.Second {
		t.Errorf("waiting %d, over 3 minutes %d, oldest %d s; want 21, 9, 290",
			v.Counts.Waiting, over, now.Sub(v.Counts.Oldest).Seconds())
	}
}
