package main

import (
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
)

// message is an event as a gateway publishes it.
func message(subject, messageID, data string) *nats.Msg {
	return &nats.Msg{Subject: subject, Header: nats.Header{nats.MsgIdHdr: {messageID}}, Data: []byte(data)}
}

const validEvent = `{"id":"m-1","type":"message.created","time":1773108005,"platform":"p","shop":"s","team":"presale",` +
	`"conversation":"c.1","sender":{"kind":"buyer","id":"b"},"text":"?"}`

func TestSubjectsAreJudged(t *testing.T) {
	for _, c := range []struct {
		what                           string
		m                              *nats.Msg
		malformed, misplaced, unmarked int
		says                           string
	}{
		{"as it should be", message("chat.v1.presale.p.s.c=2E1", "m-1", validEvent), 0, 0, 0, ""},
		{"for the former team", message("chat.v1.aftersale.p.s.c=2E1", "m-1@aftersale", validEvent), 0, 0, 0, ""},
		{"another team's", message("chat.v1.aftersale.p.s.c=2E1", "m-1", validEvent), 0, 1, 0, "belongs on chat.v1.presale.p.s.c=2E1"},
		{"id as it is", message("chat.v1.presale.p.s.c-1", "m-1", validEvent), 0, 1, 0, "belongs on"},
		{"no id", message("chat.v1.presale.p.s.c=2E1", "", validEvent), 0, 0, 1, `Nats-Msg-Id is ""`},
		{"another id", message("chat.v1.presale.p.s.c=2E1", "m-2", validEvent), 0, 0, 1, `Nats-Msg-Id is "m-2"`},
		{"no event", message("chat.v1.presale.p.s.c=2E1", "m-1", `{"id":"m-1"}`), 1, 0, 0, "type"},
	} {
		v := newValidation()
		v.hear(c.m, "message 1")
		r := v.result()
		if int(r.Malformed) != c.malformed || r.Misplaced != c.misplaced || r.Unmarked != c.unmarked {
			t.Errorf("%s: %+v", c.what, r)
		}
		if r.sound() != (c.says == "") {
			t.Errorf("%s: sound %t", c.what, r.sound())
		}
		if c.says != "" && (len(r.Samples) != 1 || !strings.Contains(r.Samples[0].Reason, c.says) || r.Samples[0].Where != "message 1") {
			t.Errorf("%s: samples %+v, want %q", c.what, r.Samples, c.says)
		}
	}
}

// TestSamplesOfSubjectsAreFew and clean.
func TestSamplesOfSubjectsAreFew(t *testing.T) {
	v := newValidation()
	for range 3 * maxAddressSamples {
		v.hear(message("chat.v1.x\x1b[2J.p.s.c", "", validEvent), "message\x1b")
	}
	r := v.result()
	if len(r.Samples) != maxAddressSamples || r.Misplaced != 3*maxAddressSamples || r.Twice != 3*maxAddressSamples-1 {
		t.Errorf("%d samples of %+v", len(r.Samples), r)
	}
	for _, s := range r.Samples {
		if strings.ContainsRune(s.Where+s.Reason+s.Head, 0x1b) {
			t.Errorf("%q reaches the terminal", s)
		}
	}
}

func TestSubjectsAreNoFiles(t *testing.T) {
	for name, want := range map[string]bool{
		"chat.v1.>": true, "chat.v1.presale.p.s.c": true, "site.>": true, "chat.v1.*.pdd.>": true,
		"-": false, "events.ndjson": false, "./chat.v1": false, "validate.go": false,
	} {
		if isSubject(name) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
}
