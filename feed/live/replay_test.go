package live

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// replayed is a loop that plays content; views are read by the test.
func replayed(t *testing.T, content io.Reader, r Replay) (*Loop, *recorder) {
	t.Helper()
	in, err := feed.NewLines("events.ndjson", content)
	if err != nil {
		t.Fatal(err)
	}
	r.Lines = in
	return loopOf(t, &r)
}

// newest is the view of now.
func newest(l *Loop) *metrics.View {
	synctest.Wait()
	l.Ask(metrics.Query{})
	synctest.Wait()
	return <-l.Views()
}

func messages(t *testing.T, n int) io.Reader {
	t.Helper()
	var events []*metrics.Event
	for i := range n {
		events = append(events, message(i))
	}
	return strings.NewReader(lines(t, events...))
}

func seconds(n int) metrics.Time { return base.Add(metrics.Span(n) * metrics.Second) }

func TestReplayIsPacedByEventTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, r := replayed(t, messages(t, 601), Replay{Speed: 60})
		for i := range 10 {
			v := newest(l)
			if v.Now != seconds(i*60) || len(r.applied()) != i*60+1 {
				t.Errorf("after %d s it is %v and %d events happened", i, v.Now.Std(), len(r.applied()))
			}
			if f := v.Feed; !f.Replay || f.Speed != 60 || f.Held || f.State != metrics.FeedLive || f.LastEvent != seconds(i*60) {
				t.Errorf("%+v", f)
			}
			time.Sleep(time.Second)
		}
		time.Sleep(time.Hour)
		v := newest(l)
		if v.Now != seconds(600) || !v.Feed.Held || len(r.applied()) != 601 || r.backward {
			t.Errorf("at the end it is %v, %+v", v.Now.Std(), v.Feed)
		}
	})
}

func TestReplayUntil(t *testing.T) {
	for name, speed := range map[string]float64{"paced": 60, "as fast as it goes": 0} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, r := replayed(t, messages(t, 100), Replay{Speed: speed, Until: seconds(50) + 500})
				time.Sleep(time.Minute)
				v := newest(l)
				if v.Now != seconds(50)+500 || !v.Feed.Held || v.Feed.State != metrics.FeedLive {
					t.Errorf("it is %v, %+v", v.Now.Std(), v.Feed)
				}
				if n := len(r.applied()); n != 51 {
					t.Errorf("%d events", n)
				}
			})
		})
	}
}

func TestReplayUntilIncludesIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, r := replayed(t, messages(t, 100), Replay{Until: seconds(50)})
		if v := newest(l); v.Now != seconds(50) || len(r.applied()) != 51 {
			t.Errorf("it is %v, %d events", v.Now.Std(), len(r.applied()))
		}
	})
}

func TestReplayFrom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, r := replayed(t, messages(t, 601), Replay{Speed: 10, From: seconds(300) + 500})
		if v := newest(l); v.Now != seconds(300)+500 || len(r.applied()) != 301 {
			t.Errorf("it begins at %v with %d events", v.Now.Std(), len(r.applied()))
		}
		time.Sleep(10 * time.Second)
		if v := newest(l); v.Now < seconds(400) || v.Now > seconds(400)+500 || len(r.applied()) != 401 { // it moves in steps
			t.Errorf("it is %v, %d events", v.Now.Std(), len(r.applied()))
		}
	})
}

// TestReplayClockRunsBetweenEvents: also while a pipe is silent.
func TestReplayClockRunsBetweenEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, out := io.Pipe()
		go func() {
			_, _ = io.WriteString(out, lines(t, message(0), message(3600)))
		}()
		l, r := replayed(t, in, Replay{Speed: 60})
		time.Sleep(30 * time.Second)
		if v := newest(l); v.Now != seconds(1800) || len(r.applied()) != 1 {
			t.Errorf("it is %v, %d events", v.Now.Std(), len(r.applied()))
		}
		time.Sleep(40 * time.Second)
		if v := newest(l); v.Now != seconds(4200) || len(r.applied()) != 2 {
			t.Errorf("it is %v, %d events", v.Now.Std(), len(r.applied()))
		}
		_ = out.Close()
		time.Sleep(time.Second)
		if v := newest(l); !v.Feed.Held {
			t.Errorf("%+v", v.Feed)
		}
	})
}

func TestReplayOutOfOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		content := lines(t, message(10), message(5), message(20), message(8), message(99), message(19))
		l, r := replayed(t, strings.NewReader(content), Replay{Speed: 1, Until: seconds(20)})
		time.Sleep(time.Minute)
		if v := newest(l); v.Now != seconds(20) || strings.Join(r.applied(), " ") != "e10 e5 e20 e8 e19" || r.backward {
			t.Errorf("it is %v, %v", v.Now.Std(), r.applied())
		}
	})
}

func TestReplayMalformedLines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		huge := `{"id":"e1","type":"message.created","time":1773108000,"conversation":"c1","sender":{"kind":"buyer"},"text":"` +
			strings.Repeat("字\\u001b", 1_000_000) + `"}`
		var content strings.Builder
		content.WriteString(lines(t, message(1)))
		count := uint64(0)
		for _, bad := range append(malformed(), huge, strings.Repeat("x", feed.MaxLine+1)) {
			if bad == "" { // a blank line is none
				continue
			}
			count += uint64(1 + strings.Count(bad, "\n"))
			content.WriteString(bad + "\n")
		}
		content.WriteString(`{"id":"x","type":"coffee.brewed","time":1}` + "\n" + lines(t, message(2)))
		l, r := replayed(t, strings.NewReader(content.String()), Replay{})
		v := newest(l)
		if f := v.Feed; f.Malformed != count || f.Unknown != 1 || f.Events != 2 || !f.Held {
			t.Errorf("want %d malformed, got %+v", count, f)
		}
		if strings.Join(r.applied(), " ") != "e1 e2" {
			t.Errorf("applied %v", r.applied())
		}
		last := l.Malformed()
		if got := fmt.Sprint(last[len(last)-1].Where, ": ", last[len(last)-1].Reason); got != "events.ndjson, line 20: is longer than 16 MiB" {
			t.Errorf("the last sample is %s", got)
		}
		if got := string(last[len(last)-2].Reason); got != "has 9000110 bytes, more than 65536" {
			t.Errorf("the one before is %s", got)
		}
	})
}

func TestReplayOfATruncatedFile(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write([]byte(lines(t, message(1), message(2)))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		l, r := replayed(t, bytes.NewReader(zipped.Bytes()[:zipped.Len()-8]), Replay{})
		f := newest(l).Feed
		if f.State != metrics.FeedFailed || f.Text != "events.ndjson: line 3: the compressed file ends too early" || !f.Held {
			t.Errorf("%+v", f)
		}
		if len(r.applied()) != 2 {
			t.Errorf("applied %v", r.applied())
		}
	})
}

func TestReplayOfNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, _ := replayed(t, strings.NewReader("\n"), Replay{Speed: 1})
		if v := newest(l); !v.Feed.Held || v.Now != 0 {
			t.Errorf("%v, %+v", v.Now, v.Feed)
		}
	})
}

func TestReplayStopsInTheMiddle(t *testing.T) {
	in, err := feed.NewLines("events", messages(t, 5000))
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{}
	ctx, cancel := context.WithCancel(t.Context())
	r.apply = func(*metrics.Event) { cancel() }
	New(&Replay{Lines: in, Speed: 1}, Options{NewFloor: r.floor}).Run(ctx)
}

// shared is a file of recorded events that is not part of the project.
func shared(t *testing.T, name string) *feed.Lines {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	in, err := feed.OpenLines(filepath.Join(dir, "..", "shared", "data", name))
	if err != nil {
		t.Skipf("no recorded events here: %v", err)
	}
	t.Cleanup(func() { _ = in.Close() })
	return in
}

func TestReplayRecordedEvents(t *testing.T) {
	for _, c := range []struct {
		name   string
		events uint64
	}{{"twcs2017/events.ndjson", 6581}, {"technion1999-dev/events.ndjson.gz", 74956}} {
		t.Run(c.name, func(t *testing.T) {
			r := runLight(t, &Replay{Lines: shared(t, c.name)}, Options{})
			r.untilApplied(int(c.events))
			natstest.Eventually(t, "the replay holds", func() bool { return r.view().Feed.Held })
			if f := r.view().Feed; f.Events != c.events || f.Malformed != 0 || f.Unknown != 0 {
				t.Errorf("%+v", f)
			}
		})
	}
}
