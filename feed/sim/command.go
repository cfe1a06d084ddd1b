package sim

import (
	"fmt"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Request is a command with what is known about it beside its payload.
type Request struct {
	feed.CommandRequest
	Team, Supervisor string // as its subject proves
	Expired          bool   // its deadline had passed when it came
}

// Answer is how the backend reacts to a request.
type Answer struct {
	Reply  feed.CommandReply
	Delay  metrics.Span // before the reply is sent
	Silent bool         // it is never sent
}

// Command asks the floor to do something. An accepted command has its effect,
// and its event with Command set, a little later in virtual time. The same
// request with the same id gets the same answer and has no second effect.
func (s *Simulator) Command(r Request) Answer {
	if reply, known := s.answers.find(r); known {
		return Answer{Reply: reply, Delay: shortest}
	}
	f := s.drawFaults()
	if f.lost {
		return Answer{Silent: true}
	}
	reply := s.decide(r, f)
	s.answers.keep(r, reply)
	return Answer{Reply: reply, Delay: f.delay, Silent: f.silent}
}

// shortest is how soon a reply can come.
const shortest = 20 * metrics.Millisecond

// misfortune is what chance does to one command.
type misfortune struct {
	refused bool
	lost    bool // never reached the backend
	silent  bool // its reply is lost
	twice   bool // its event is published twice
	bounce  bool // the router undoes it
	delay   metrics.Span
}

// drawFaults always draws the same number of times: the fate of one command
// does not depend on what befell the ones before.
func (s *Simulator) drawFaults() misfortune {
	f, d := s.cfg.Faults, s.faults
	m := misfortune{
		refused: d.chance(f.Refuse),
		silent:  d.chance(f.Silence),
		twice:   d.chance(f.Double),
		bounce:  d.chance(f.Bounce),
		delay:   d.between(shortest, 200*metrics.Millisecond),
	}
	m.lost = d.chance(.5) && m.silent
	late, slow := d.chance(f.Late), d.between(4*metrics.Second, 8*metrics.Second)
	if late {
		m.delay = slow
	}
	return m
}

// refusal is the code and the words of a no.
type refusal struct{ code, words, owner string }

func refuse(code, words string) *refusal { return &refusal{code: code, words: words} }

// decide accepts a command and plans its effect, or says why not.
func (s *Simulator) decide(r Request, f misfortune) feed.CommandReply {
	effect, no := s.check(r, f)
	if no != nil {
		return feed.CommandReply{ID: r.ID, Status: feed.CommandRefused, Code: no.code, Text: no.words, Owner: no.owner}
	}
	s.in(f.delay+s.reactions.between(200, 1200), func() {
		first := len(s.events)
		effect()
		if f.twice {
			s.repeat(s.events[first:], text.Clean(r.ID))
		}
	})
	return feed.CommandReply{ID: r.ID, Status: feed.CommandAccepted}
}

// repeat publishes a command's event once more.
func (s *Simulator) repeat(recent []metrics.Event, command metrics.Text) {
	for _, e := range recent {
		if e.Command == command {
			s.events = append(s.events, e)
			return
		}
	}
}

func (s *Simulator) check(r Request, f misfortune) (effect func(), no *refusal) {
	switch {
	case r.Expired:
		return nil, refuse(feed.CodeExpired, "the deadline had passed")
	case r.By != "" && r.By != r.Supervisor:
		return nil, refuse(feed.CodeForbidden, "the subject names another supervisor")
	case f.refused:
		return nil, refuse(feed.CodeBusy, "the backend is busy, try again")
	}
	switch r.Verb {
	case metrics.SetStatus, metrics.Broadcast:
		if s.leftOut(r.Verb, "") {
			return nil, refuse(feed.CodeUnsupported, "this backend leaves it out")
		}
		return s.checkPeople(r)
	case metrics.Nudge, metrics.Take, metrics.Reassign, metrics.Tag, metrics.Note, metrics.Answer:
		c, no := s.subject(r)
		if no != nil {
			return nil, no
		}
		return s.checkConversation(r, c, f)
	}
	return nil, refuse(feed.CodeUnsupported, "this backend does not know the verb")
}

func (s *Simulator) checkConversation(r Request, c *conversation, f misfortune) (func(), *refusal) {
	switch r.Verb {
	case metrics.Tag:
		return s.checkTag(r, c)
	case metrics.Note:
		return func() { s.note(r, c) }, nil
	case metrics.Answer:
		return s.checkAnswer(r, c)
	}
	return s.checkMove(r, c, f)
}

// subject is the conversation a request is about, if its supervisor may touch
// it and saw it as it is.
func (s *Simulator) subject(r Request) (*conversation, *refusal) {
	key, err := r.Conversation.Key()
	c := s.chats[key]
	if err != nil || c == nil {
		return nil, refuse(feed.CodeUnknownConversation, "there is no such conversation")
	}
	switch {
	case string(c.team.id) != r.Team:
		return nil, refuse(feed.CodeForbidden, "the conversation belongs to team "+string(c.team.id))
	case !s.can(r.Verb, c.shop):
		return nil, refuse(feed.CodeUnsupported, string(c.shop.name)+" does not allow it")
	case c.closed:
		return nil, refuse(feed.CodeClosed, "the conversation is closed")
	case c.moving != "":
		return nil, &refusal{feed.CodeConflict, "another command is moving it", c.ownerID()}
	case r.Expect != nil && r.Expect.Owner != c.ownerID() && r.Verb != metrics.Note:
		return nil, &refusal{feed.CodeConflict, "its owner has changed", c.ownerID()}
	}
	return c, nil
}

func (c *conversation) ownerID() string {
	if c.owner == nil {
		return ""
	}
	return string(c.owner.id)
}

// answers is the memory of commands by id.
type answers struct {
	byID map[string]answered
	ids  []string // oldest first
}

type answered struct {
	what  identity
	reply feed.CommandReply
}

// identity is what makes two requests the same: all but what may change when
// one is sent again.
type identity string

func (r Request) identity() identity {
	q := r.CommandRequest
	q.Deadline, q.Seen, q.Expect, q.By, q.Why = time.Time{}, feed.CommandSeen{}, nil, "", ""
	data, err := q.Encode()
	if err != nil { // of strings that are no UTF-8, which came as such
		data = []byte(fmt.Sprintf("%+v", q))
	}
	return identity(r.Team + "\x00" + r.Supervisor + "\x00" + string(data))
}

// memory is how many commands are remembered.
const memory = 20_000

func (a *answers) find(r Request) (feed.CommandReply, bool) {
	before, ok := a.byID[r.ID]
	if ok && before.what != r.identity() {
		return feed.CommandReply{
			ID: r.ID, Status: feed.CommandRefused, Code: feed.CodeDuplicate, Text: "the id belongs to another command",
		}, true
	}
	return before.reply, ok
}

// keep remembers an answer, unless it says that the request was not looked at.
func (a *answers) keep(r Request, reply feed.CommandReply) {
	if reply.Code == feed.CodeBusy || reply.Code == feed.CodeExpired {
		return
	}
	if a.byID == nil {
		a.byID = make(map[string]answered)
	}
	if len(a.ids) == memory {
		delete(a.byID, a.ids[0])
		a.ids = a.ids[1:]
	}
	a.byID[r.ID] = answered{r.identity(), reply}
	a.ids = append(a.ids, r.ID)
}
