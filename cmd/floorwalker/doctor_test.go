package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/tui"
)

func TestExpiryWarnsAMonthAWeekAndADayBefore(t *testing.T) {
	now := time.Date(2026, 11, 11, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		left time.Duration
		want severity
		says string
	}{
		{31 * 24 * time.Hour, wellFinding, "good until 2026-12-12"},
		{30 * 24 * time.Hour, careFinding, "in 30 days"},
		{8 * 24 * time.Hour, careFinding, "in 8 days"},
		{7 * 24 * time.Hour, badFinding, "in 7 days"},
		{24 * time.Hour, badFinding, "within a day"},
		{0, badFinding, "expired on 2026-11-11"},
	} {
		d := expiryFinding(verbatim("it"), now.Add(c.left), now)
		if d.severity != c.want || !strings.Contains(d.what.in(tui.English), c.says) || (d.do.in(tui.English) == "") != (c.want == wellFinding) {
			t.Errorf("%s before: %+v, want %s, %s", c.left, d, c.want, c.says)
		}
	}
	if d := expiryFinding(verbatim("it"), time.Time{}, now); d.severity != wellFinding {
		t.Errorf("what never expires: %+v", d)
	}
}

func TestExpiryOfALogin(t *testing.T) {
	creds := func(claims string) []byte {
		return fmt.Appendf(nil, "-----BEGIN NATS USER JWT-----\nx.%s.y\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\nSUxx\n------END USER NKEY SEED------\n",
			base64.RawURLEncoding.EncodeToString([]byte(claims)))
	}
	for name, c := range map[string]struct {
		data []byte
		want time.Time
		fail bool
	}{
		"with an end":    {data: creds(`{"exp":1794369600}`), want: time.Unix(1794369600, 0)},
		"without an end": {data: creds(`{}`)},
		"damaged":        {data: []byte("-----BEGIN NATS USER JWT-----\nx.!.y\n-----END NATS USER JWT-----"), fail: true},
		"nothing":        {data: nil, fail: true},
	} {
		got, wrong := expiryOf(c.data)
		if (wrong != nil) != c.fail || !got.Equal(c.want) {
			t.Errorf("%s: %s, %v", name, got, wrong)
		}
	}
}

func TestFillAlarmsAtFourFifths(t *testing.T) {
	for bytes, want := range map[uint64]severity{0: wellFinding, 799: wellFinding, 800: badFinding, 1000: badFinding} {
		info := &jetstream.StreamInfo{Config: jetstream.StreamConfig{Name: "CHAT", MaxBytes: 1000}, State: jetstream.StreamState{Bytes: bytes}}
		if d := fillFinding(info); d.severity != want {
			t.Errorf("%d of 1000 bytes: %+v", bytes, d)
		}
	}
	if d := fillFinding(&jetstream.StreamInfo{Config: jetstream.StreamConfig{MaxBytes: -1}}); d.severity != badFinding {
		t.Errorf("without a bound: %+v", d)
	}
}

func TestHistoryThatWasDropped(t *testing.T) {
	now := time.Date(2026, 11, 11, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		first uint64
		days  int
		want  severity
	}{{1, 2, wellFinding}, {500, 36, wellFinding}, {500, 35, badFinding}} {
		info := &jetstream.StreamInfo{State: jetstream.StreamState{Msgs: 9, FirstSeq: c.first, FirstTime: now.AddDate(0, 0, -c.days)}}
		if d := historyFinding(info, now); d.severity != c.want {
			t.Errorf("from %d, %d days: %+v", c.first, c.days, d)
		}
	}
}

func TestClockIsComparedWithinTheTimeTheAnswerTook(t *testing.T) {
	asked := time.Date(2026, 11, 11, 12, 0, 0, 0, time.UTC)
	answered := asked.Add(3 * time.Second)
	for off, want := range map[time.Duration]severity{
		0: wellFinding, 4 * time.Second: wellFinding, -time.Second: wellFinding, -3 * time.Second: badFinding, 6 * time.Second: badFinding,
	} {
		if d := clockFinding(asked.Add(off), asked, answered); d.severity != want {
			t.Errorf("stamped %s after asking: %+v", off, d)
		}
	}
}

func TestRulerAsks(t *testing.T) {
	for answer, want := range map[string]severity{"y\n": wellFinding, "Yes\n": wellFinding, "n\n": badFinding, "\n": badFinding, "": deadFinding} {
		var out strings.Builder
		if d := askRuler(bufio.NewReader(strings.NewReader(answer)), &out, tui.English); d.severity != want {
			t.Errorf("%q: %+v", answer, d)
		}
		if !strings.Contains(out.String(), "●") {
			t.Error("nothing is drawn")
		}
	}
	// All lines of the ruler are as wide where signs are narrow.
	var out strings.Builder
	askRuler(bufio.NewReader(strings.NewReader("y\n")), &out, tui.Chinese)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	for _, line := range lines[:3] {
		if got, want := ansi.StringWidth(line), ansi.StringWidth(lines[0]); got != want {
			t.Errorf("%q is %d cells, want %d", line, got, want)
		}
	}
}
