package main

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/tui"
)

// configured is a configuration of that text.
func configured(t *testing.T, text string) *config.Config {
	t.Helper()
	return newReloading(t, text).current
}

func TestAlertsOfTheConfigurationJoinThoseOfTheFile(t *testing.T) {
	c := configured(t, "[alerts.gate]\nexpression = \"waiting>20\"\nfor = \"30s\"\nseverity = \"critical\"\n"+
		"[hooks.page]\non = \"alert.fired\"\ncommand = [\"page\", \"kefu\"]\n")
	path := filepath.Join(t.TempDir(), "alerts.txt")
	if err := os.WriteFile(path, []byte("alert warning lost lost>3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := screenAlertsOf(path, c)
	if err != nil {
		t.Fatal(err)
	}
	rules := s.rules.rules
	if len(rules) != 2 || rules[1].Name != "gate" || !rules[1].Critical || rules[1].For == 0 || len(s.rules.hooks) != 1 {
		t.Errorf("%+v, %+v", rules, s.rules.hooks)
	}
	if err := os.WriteFile(path, []byte("alert warning gate lost>3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := screenAlertsOf(path, c); exitCode(err) != exitUsage {
		t.Errorf("two of a name: %v", err)
	}
}

// A hook of the feed needs no alert; without either there is nothing to judge.
func TestHooksOfTheFeedAlone(t *testing.T) {
	for text, want := range map[string]int{
		"": 0,
		"[hooks.h]\non = \"alert.fired\"\nurl = \"https://example.com\"\n":                0,
		"[hooks.h]\non = [\"feed.lost\", \"feed.back\"]\nurl = \"https://example.com\"\n": 1,
	} {
		s, err := screenAlertsOf("", configured(t, text))
		if err != nil || (s != nil) != (want > 0) {
			t.Errorf("%s: %+v, %v", text, s, err)
		}
	}
}

func TestHooksAreToldWhatTheyAskedFor(t *testing.T) {
	var told []string
	answer := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %v, %v", r.Method, r.Header, err)
		}
		told = append(told, string(body))
		w.WriteHeader(answer)
	}))
	address := server.URL + "/send?access_token=s3cret"
	c := configured(t, "[hooks.h]\non = [\"alert.fired\", \"feed.lost\"]\nurl = \""+address+"\"\ntimeout = \"5s\"\n")
	h := hookOf("h", c.Hooks["h"])
	for _, kind := range []string{"fired", "cleared", "blind", "sighted", "test"} {
		if err := h.tell(t.Context(), &alertJSON{Kind: kind}, []byte(kind)); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
	if got := strings.Join(told, " "); got != "fired blind test" {
		t.Errorf("told of %s", got)
	}
	answer = http.StatusBadGateway
	refused := h.tell(t.Context(), &alertJSON{Kind: "fired"}, nil)
	server.Close()
	gone := h.tell(t.Context(), &alertJSON{Kind: "fired"}, nil)
	for _, err := range []error{refused, gone} {
		if err == nil || !strings.HasPrefix(err.Error(), "hook h: ") || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%v", err)
		}
	}
}

// What could not be delivered is said where the supervisor looks, and once more at
// the end.
func TestUndeliveredAlertsAreSaid(t *testing.T) {
	s := &screenAlerts{}
	s.remember(errPostFull) // nobody hears it yet
	front := newFront(nil)
	s.sayOf(front.say, tui.Chinese)
	s.remember(errors.New("exec page: exit status 1"))
	if got := <-front.notices; got != "告警未送达：exec page: exit status 1" {
		t.Errorf("%q", got)
	}
	if err := s.undelivered(); err == nil || !strings.HasPrefix(err.Error(), "2 alerts did not reach") {
		t.Errorf("%v", err)
	}
}
