package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// asked is what one way of asking says of the floor: the lost and the waiting,
// and Pinduoduo's three-minute rate of one shop, today, with what it was counted
// from.
type asked struct {
	lost, waiting int
	rate          string
	counted       int
}

// bySnapshot asks snapshot --format json.
func bySnapshot(t *testing.T, args ...string) (a asked) {
	t.Helper()
	var s snapshotJSON
	out := mustRun(t, t.TempDir(), append([]string{"snapshot", "--format", "json"}, args...)...)
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		t.Fatal(err)
	}
	a.lost, a.waiting = s.Counts.Lost, s.Counts.Waiting
	for _, shop := range s.Shops {
		if shop.Platform == "pinduoduo" && shop.Metric == "pdd_human_3m" && shop.Today.Pct != nil {
			a.rate, a.counted = strconv.FormatFloat(*shop.Today.Pct, 'f', 2, 64), shop.Today.Counted
		}
	}
	return a
}

// byCheck asks check, and reads its performance data.
func byCheck(t *testing.T, args ...string) (a asked) {
	t.Helper()
	const shop = "shop:pinduoduo/s1 pdd_human_3m"
	out := mustRun(t, t.TempDir(), append([]string{
		"check", "--warn", "lost<0", "--warn", "waiting<0", "--warn", shop + "<0", "--warn", shop + ".n<0",
	}, args...)...)
	value := func(label string) float64 {
		m := regexp.MustCompile(`'` + regexp.QuoteMeta(label) + `'=([\d.]+)%?;`).FindStringSubmatch(out)
		if m == nil {
			t.Fatalf("no value of %s in %s", label, out)
		}
		x, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	return asked{int(value("lost")), int(value("waiting")), strconv.FormatFloat(value(shop), 'f', 2, 64), int(value(shop + ".n"))}
}

// byReport asks report.
func byReport(t *testing.T, path, now string) (a asked) {
	t.Helper()
	var r struct {
		Shops map[string]struct {
			Days map[string]struct {
				Rate struct {
					N   int
					Pct *string
				} `json:"pdd_human_3m"`
			}
			Floor struct {
				Counts struct{ Due, Past, Lost, Night, Waiting int }
			}
		}
	}
	if err := json.Unmarshal([]byte(mustRun(t, t.TempDir(), "report", "--now", now, path)), &r); err != nil {
		t.Fatal(err)
	}
	for _, shop := range r.Shops {
		c := shop.Floor.Counts
		a.lost += c.Lost
		a.waiting += c.Due + c.Past + c.Lost + c.Night + c.Waiting
	}
	day := r.Shops["pinduoduo/s1"].Days["2026-11-11"].Rate
	if day.Pct != nil {
		a.rate, a.counted = *day.Pct, day.N
	}
	return a
}

// byScreen reads what a screen shows that stands at now.
func byScreen(t *testing.T, path, now string) (a asked) {
	t.Helper()
	x := openTerminal(t, 160, 45, "replay", path, "--until", strings.Replace(now, " ", "T", 1), "--speed", "0", "--lang", "en")
	x.see("held", now)
	shown := x.screen()
	read := func(pattern string) string {
		m := regexp.MustCompile(pattern).FindStringSubmatch(shown)
		if m == nil {
			t.Fatalf("no %s on\n%s", pattern, shown)
		}
		return m[1]
	}
	a.lost, a.waiting = atoi(t, read(`lost (\d+)`)), atoi(t, read(`waiting (\d+) `))
	a.rate = read(`s1 +3-min human +([\d.]+)`)
	return a
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The same figure asked at one instant is one number, whoever asks, and whether
// a file or the stream that it was imported into.
func TestTheSameFigureIsOneNumber(t *testing.T) {
	t.Parallel()
	path := shiftFile(t)
	server := startNATSServer(t)
	mustRun(t, t.TempDir(), "setup", "--server", server.url, "--max-bytes", "1GiB")
	mustRun(t, t.TempDir(), "import", "--server", server.url, path)
	different := map[asked]bool{}
	for _, at := range []string{"2026-11-11 19:20:00", "2026-11-11 20:00:00", "2026-11-11 20:25:00"} {
		want := bySnapshot(t, "--file", path, "--until", at)
		different[want] = true
		for name, got := range map[string]asked{
			"check of the file":      byCheck(t, "--file", path, "--until", at),
			"report":                 byReport(t, path, at),
			"snapshot of the stream": bySnapshot(t, "--server", server.url, "--at", at, "--timeout", "1m"),
			"check of the stream":    byCheck(t, "--server", server.url, "--at", at, "--timeout", "1m"),
		} {
			if got != want {
				t.Errorf("%s at %s: %+v, snapshot of the file %+v", name, at, got, want)
			}
		}
		want.counted = 0 // is a page further
		if got := byScreen(t, path, at); got != want {
			t.Errorf("the screen at %s: %+v, snapshot of the file %+v", at, got, want)
		}
	}
	if len(different) != 3 {
		t.Error("the instants do not differ: " + fmt.Sprint(different))
	}
}
