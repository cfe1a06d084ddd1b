package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

func TestQuietHoursRunOverMidnight(t *testing.T) {
	r, err := parseAlertRules("alert warning a lost>3\nquiet 23:15 08:00\nquiet 12:00 12:30", "rules", metrics.DefaultPolicy())
	if err != nil {
		t.Fatal(err)
	}
	midnight := metrics.Shanghai.Midnight(20000)
	for _, c := range []struct {
		hour, minute int
		want         bool
	}{{23, 14, false}, {23, 15, true}, {3, 0, true}, {7, 59, true}, {8, 0, false}, {12, 0, true}, {12, 30, false}} {
		at := midnight.Add(metrics.Span(c.hour)*metrics.Hour + metrics.Span(c.minute)*metrics.Minute)
		if got := r.isQuiet(at, metrics.Shanghai); got != c.want {
			t.Errorf("%d:%02d is quiet: %t", c.hour, c.minute, got)
		}
	}
}

// An alert names conversations' figures, never what a buyer wrote or is called.
func TestAlertsTravelWithoutBuyers(t *testing.T) {
	e, err := alarm.NewVocabulary(metrics.DefaultPolicy()).Parse("lost>3")
	if err != nil {
		t.Fatal(err)
	}
	a := alertOf(alarm.Notice{
		Kind: alarm.Fired, At: 1, Rule: alarm.Rule{Expression: e, Name: "lost"}, Reading: alarm.Reading{Verdict: alarm.Firing, Value: 4},
	}, metrics.Shanghai)
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"schema":"floorwalker/alert","version":1,"kind":"fired","name":"lost","severity":"warning","figure":"lost","subject":"","value":4,` +
		`"words":"lost is 4 (warning \u003e3","expression":"lost\u003e3","at":"1970-01-01T08:00:00+08:00"}`
	if got := strings.Replace(string(data), `3)"`, `3"`, 1); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestPostThatIsFullSaysSo(t *testing.T) {
	var failed error
	p := newAlertPost(&alertRules{}, nil, func(err error) { failed = err })
	for range alertQueue {
		p.send(alertJSON{})
	}
	if failed != nil {
		t.Fatal(failed)
	}
	if p.send(alertJSON{}); !errors.Is(failed, errPostFull) {
		t.Errorf("one too many: %v", failed)
	}
}

// A screen with alerts tells its receivers, once, when a rule fires and when it
// is over; a screen grouped otherwise tells the same.
func TestWatchSendsAlerts(t *testing.T) {
	t.Parallel()
	server, home := startNATSServer(t), t.TempDir()
	mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")
	rules := filepath.Join(home, "alerts.txt")
	if err := os.WriteFile(rules, []byte("alert critical waits team:presale waiting>1\npublish floor.alerts\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	gateway := newPublisher(t, server)
	told := make(chan *nats.Msg, 16)
	if _, err := gateway.nc.ChanSubscribe("floor.alerts", told); err != nil {
		t.Fatal(err)
	}
	x := openTerminal(t, 160, 35, "watch", "--server", server.url, "--alerts", rules)
	gateway.waits("first")
	x.see(saysLive, "waiting 1 ")
	gateway.waits("second")
	x.see("waiting 2 ", "waits presale 2 > 1")
	var a alertJSON
	eventually(t, func() bool {
		select {
		case m := <-told:
			return json.Unmarshal(m.Data, &a) == nil
		default:
			return false
		}
	}, func() string { return "an alert is published\n" + x.screen() })
	if a.Kind != "fired" || a.Name != "waits" || a.Subject != "presale" || a.Value == nil || *a.Value != 2 {
		t.Errorf("%+v", a)
	}
	x.keys("Q")
	x.exits(exitOK)
	if len(told) != 0 {
		t.Errorf("the alert came again: %s", (<-told).Data)
	}
}
