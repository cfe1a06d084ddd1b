package main

import (
	"encoding/json"
	"log"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"
)

// request and reply are those of docs/commands.md, as far as this backend uses
// them.
type request struct {
	ID           string `json:"id"`
	Verb         string `json:"verb"`
	Conversation struct {
		Platform     string `json:"platform"`
		Shop         string `json:"shop"`
		Conversation string `json:"conversation"`
	} `json:"conversation"`
	To struct {
		Agent string `json:"agent"`
		Team  string `json:"team"`
		Queue bool   `json:"queue"`
	} `json:"to"`
	Expect *struct {
		Owner string `json:"owner"`
	} `json:"expect"`
	Words    string    `json:"words"`
	By       string    `json:"by"`
	Why      string    `json:"why"`
	Deadline time.Time `json:"deadline"`
}

type reply struct {
	ID     string `json:"id"`
	Status string `json:"status"`
	Code   string `json:"code,omitempty"`
	Text   string `json:"text,omitempty"`
	Owner  string `json:"owner,omitempty"`
}

func refuse(code, text string) *reply { return &reply{Status: "refused", Code: code, Text: text} }

// server answers commands for a floor.
type server struct {
	floor *floor
	out   *outbox

	mu    sync.Mutex
	known map[string]reply // by id; a real backend forgets after a day
}

// verbs are what this backend can do, and where. What is not here the screen
// greys out.
var verbs = []string{"nudge", "take", "reassign", "note"}

// serve announces the service and begins to answer.
func serve(nc *nats.Conn, f *floor, out *outbox) (micro.Service, error) {
	s := &server{floor: f, out: out, known: map[string]reply{}}
	svc, err := micro.AddService(nc, micro.Config{
		Name: "chat-backend", Version: "1.0.0", QueueGroup: "chat-backend", Description: "an example",
	})
	if err != nil {
		return nil, err
	}
	group := svc.AddGroup("cmd.v1.*.*")
	for _, v := range verbs {
		can := micro.WithEndpointMetadata(map[string]string{"shops": platform + "/*"})
		if err := group.AddEndpoint(v, micro.HandlerFunc(s.handle), can); err != nil {
			return nil, err
		}
	}
	return svc, nc.Flush()
}

// handle answers one request.
func (s *server) handle(m micro.Request) {
	team, supervisor, verb, ok := parse(m.Subject())
	if !ok { // stream data that somebody had delivered here; its reply subject is no inbox
		return
	}
	var r request
	var a reply
	if err := json.Unmarshal(m.Data(), &r); err != nil || r.ID == "" || r.Verb != verb {
		a = *refuse("invalid", "the request makes no sense")
	} else {
		a = s.answer(team, supervisor, r)
	}
	a.ID = r.ID
	s.out.audit(team, supervisor, r, a)
	if err := m.RespondJSON(a); err != nil {
		log.Printf("command %s: %v", r.ID, err)
	}
}

// answer does what is asked, once.
func (s *server) answer(team, supervisor string, r request) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if before, repeated := s.known[team+"\x00"+supervisor+"\x00"+r.ID]; repeated {
		return before
	}
	switch {
	case !r.Deadline.IsZero() && now.After(r.Deadline):
		return *refuse("expired", "the deadline had passed")
	case r.By != "" && r.By != supervisor:
		return *refuse("forbidden", "the subject names another supervisor")
	case r.To.Team != "":
		return *refuse("unsupported", "this platform has no moves to a team")
	}
	a := reply{Status: "accepted"}
	e, no := s.floor.do(team, supervisor, r, now)
	if no != nil {
		a = *no
	} else {
		s.out.add(e)
	}
	s.known[team+"\x00"+supervisor+"\x00"+r.ID] = a
	return a
}

// parse reads what a subject proves: cmd.v1.TEAM.SUPERVISOR.VERB.
func parse(subject string) (team, supervisor, verb string, ok bool) {
	rest, found := strings.CutPrefix(subject, "cmd.v1.")
	parts := strings.Split(rest, ".")
	if !found || len(parts) != 3 {
		return "", "", "", false
	}
	team, errTeam := untoken(parts[0])
	supervisor, errSupervisor := untoken(parts[1])
	return team, supervisor, parts[2], errTeam == nil && errSupervisor == nil
}

// token and untoken turn ids into subject tokens and back.
func token(id string) string {
	if id == "" {
		return "_"
	}
	return strings.NewReplacer("%", "=", ".", "=2E", "~", "=7E", "+", "=20").Replace(url.QueryEscape(id))
}

func untoken(t string) (string, error) { return url.QueryUnescape(strings.ReplaceAll(t, "=", "%")) }
