package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nats-io/nkeys"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed"
	"floorwalker/feed/audit"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// seedOf writes a new user's seed to a file, and returns it with the public key.
func seedOf(t *testing.T, name string) (path, key string) {
	t.Helper()
	pair, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	seed, err := pair.Seed()
	if err != nil {
		t.Fatal(err)
	}
	if key, err = pair.PublicKey(); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, append(seed, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, key
}

func TestAFileSaysWhoItIs(t *testing.T) {
	seed, key := seedOf(t, "zhao.min.nk")
	p, err := readPerson(seed)
	if err != nil || p.name != "zhao.min" || p.key != key || p.login == nil {
		t.Errorf("a seed: %+v, %v", p, err)
	}
	account := newIssuer(t, nkeys.CreateAccount)
	p, err = readPerson(account.creds("赵敏"))
	if err != nil || p.name != "赵敏" || !nkeys.IsValidPublicUserKey(p.key) || p.login == nil {
		t.Errorf("credentials: %+v, %v", p, err)
	}

	open, nonsense := filepath.Join(t.TempDir(), "open.nk"), filepath.Join(t.TempDir(), "nonsense.nk")
	nameless := account.creds("")
	for path, text := range map[string]string{open: "SUAxxx", nonsense: "hello"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(open, 0o640); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]error{
		open: errLoginOpen, nonsense: errLoginNone, nameless: errLoginName, filepath.Join(t.TempDir(), "gone"): fs.ErrNotExist,
	} {
		p, err := readPerson(path)
		if !errors.Is(err, want) {
			t.Errorf("%s: %+v, %v; want %v", filepath.Base(path), p, err, want)
		}
		for lang, words := range doorWords {
			if said := words.failure(err).Error(); strings.Contains(said, path) || lang == tui.Chinese && said == err.Error() {
				t.Errorf("%d says %q", lang, said)
			}
		}
	}
}

// A spell is on record in each team, with its reason, and so is its end; without
// a record there is none.
func TestASpellIsOnRecord(t *testing.T) {
	js := natstest.Start(t).JetStream()
	front := newFront(nil)
	front.latest.Store(&metrics.View{Agents: []metrics.AgentRow{{Team: "presale"}, {Team: "aftersale"}}})
	online := false
	c := &clerk{stream: js, online: func() bool { return online }, front: front, now: func() metrics.Time { return 1000 }, lang: tui.Chinese}
	s := &station{options: tui.Options{Who: "zhao"}, spell: 15 * metrics.Minute}
	end := s.elevate(c, func(said string) { t.Error(said) })
	spell := s.options.Access.Elevation
	end() // nothing has begun
	if err := spell.Begin("lunch"); !errors.Is(err, errAuditOffline) || err.Error() != clerkWords[tui.Chinese].offline {
		t.Errorf("offline: %v", err)
	}
	online = true
	if err := spell.Begin("lunch"); err == nil {
		t.Error("it begins without a stream to be recorded in")
	}
	end()
	if _, err := feed.Setup(t.Context(), js, feed.NewPlan(feed.Scale{MaxBytes: leastBytes}), false); err != nil {
		t.Fatal(err)
	}
	if err := spell.Begin("lunch"); err != nil {
		t.Fatal(err)
	}
	end()
	end()
	var got []string
	_, err := audit.Read(t.Context(), js, audit.Filter{}, func(e audit.Entry) error {
		got = append(got, fmt.Sprintln(e.Supervisor, e.Verb, e.Team, e.Words, e.Why))
		return nil
	})
	slices.Sort(got)
	want := []string{
		"zhao elevate aftersale 15m0s lunch\n", "zhao elevate presale 15m0s lunch\n", "zhao elevate_end aftersale  \n", "zhao elevate_end presale  \n",
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v\nwant %q", got, err, want)
	}
}

// Who sits at a screen, and what follows from it.
func TestWhoSitsHere(t *testing.T) {
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	shared := fmt.Sprintf("shared_accounts = [%q]\n", me.Username)
	for name, c := range map[string]struct {
		config         string
		signed         *person
		who            metrics.Text
		reads, nobody  bool
		spell          metrics.Span
		unmasks, doors bool
	}{
		"the Unix user":         {"", nil, metrics.Text(me.Username), false, false, 0, true, false},
		"read-only":             {"read_only = true\nelevate = \"15m\"\n", nil, metrics.Text(me.Username), true, false, 0, true, false},
		"for a spell":           {"elevate = \"15m\"\n", nil, metrics.Text(me.Username), true, false, 15 * metrics.Minute, true, false},
		"nobody":                {shared, nil, metrics.Text(me.Username), true, true, 0, false, true},
		"nobody, for a spell":   {shared + "elevate = \"15m\"\n", nil, metrics.Text(me.Username), true, true, 0, false, true},
		"somebody signed on":    {shared, &person{name: "zhao"}, "zhao", false, false, 0, true, true},
		"somebody, for a spell": {shared + "elevate = \"15m\"\n", &person{name: "zhao"}, "zhao", true, false, 15 * metrics.Minute, true, true},
	} {
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(path, []byte("[identity]\nmay_unmask = [\"*\"]\n"+c.config), 0o600); err != nil {
			t.Fatal(err)
		}
		all, err := loadConfig(config.Options{Path: path, Vocabulary: vocabulary()})
		if err != nil {
			t.Fatal(err)
		}
		s, f := &station{config: all}, &watchFlags{}
		f.signed = c.signed
		if err := f.seat(s, &door{}); err != nil {
			t.Fatal(err)
		}
		o := &s.options
		if o.Who != c.who || o.ReadOnly != c.reads || o.Access.Nobody != c.nobody || s.spell != c.spell ||
			o.Rights.Unmask != c.unmasks || (o.Access.SignOn != nil) != c.doors || o.Access.SignedOn != (c.signed != nil) {
			t.Errorf("%s: %s, read-only %v, %+v, spell %d, %+v", name, o.Who, o.ReadOnly, o.Access, s.spell, o.Rights)
		}
	}
}
