package tui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// Peers is what the supervisors of a floor tell each other. Without it claims
// are off, and what is acknowledged or hidden is so on this screen only.
type Peers interface {
	// States gives the latest state, after each change.
	States() <-chan PeerState
	// Put leaves a mark for the others, in place of one's own of its kind. Of
	// a claim that somebody else holds it says who does, and is no error. It
	// may wait for the server: it is called beside the screen. Whoever keeps a
	// record of what is taken from sight keeps it here.
	Put(Mark) (holder metrics.Text, err error)
	// TakeBack removes a mark, whoever left it, as Put does.
	TakeBack(Mark) error
	// Watch tells the others what this screen is filtered to. It must not block.
	Watch(filter metrics.Text)
}

// PeerState is what is known of the others.
type PeerState struct {
	Missing metrics.Text // why the marks may not be all there are, in words; empty: they are
	Marks   []Mark
	On      []Peer // supervisors with a screen, this one among them, by name
	Twins   bool   // another screen acts under the name of this one
}

// Peer is a supervisor who is on.
type Peer struct {
	By     metrics.Text
	Filter metrics.Text // empty: everything
}

// Mark is something that a supervisor left for the others. One of Chat, Queue
// and Alert is set. Times are by the clock of the views.
type Mark struct {
	Kind  MarkKind
	Team  metrics.Text // whose right it is
	Chat  metrics.ConversationKey
	Queue metrics.Text // a team's
	Alert metrics.Text // id
	By    metrics.Text
	At    metrics.Time
	Until metrics.Time // when it ends by itself
}

// MarkKind says what a mark means.
type MarkKind uint8

// Kinds of marks.
const (
	MarkClaim MarkKind = iota // somebody is on it
	MarkAck                   // somebody has seen it
	MarkHide                  // off the lists; it still counts
	MarkLook                  // somebody looks at it
)

// How long marks last.
const (
	claimFor = 10 * metrics.Minute
	ackFor   = metrics.Day
	hideFor  = metrics.Day
	lookFor  = 15 * metrics.Second
	// lookShown is how long it is worth a word that somebody looked.
	lookShown = metrics.Minute
)

// thing is what a mark is about.
type thing struct {
	kind  MarkKind
	chat  metrics.ConversationKey
	queue metrics.Text
	alert metrics.Text
}

func (m *Mark) thing() thing { return thing{m.Kind, m.Chat, m.Queue, m.Alert} }

// peers is what the screen keeps of the others.
type peers struct {
	shared bool // there is somebody to tell
	PeerState
	marks map[thing]Mark
}

// peersMsg brings what the others left.
type peersMsg struct{ state PeerState }

// putResult is what became of a mark of one's own.
type putResult struct {
	mark   Mark
	holder metrics.Text
	err    error
}

// hearPeers waits for one state.
func (m *Model) hearPeers() tea.Cmd {
	if m.peerSource == nil {
		return nil
	}
	source := m.peerSource
	return func() tea.Msg {
		select {
		case s := <-source.States():
			return peersMsg{s}
		case <-m.done:
			return nil
		}
	}
}

// onPeers takes up what the others left. That somebody else looked at a
// conversation stays known though one's own look has taken its place.
func (m *Model) onPeers(s PeerState) tea.Cmd {
	before := m.peers.marks
	m.peers.PeerState = s
	m.peers.marks = make(map[thing]Mark, len(s.Marks))
	for t, mark := range before {
		if t.kind == MarkLook && m.now.Sub(mark.At) <= lookShown {
			m.peers.marks[t] = mark
		}
	}
	for _, mark := range s.Marks {
		if mark.Kind != MarkLook || mark.By != m.who {
			m.peers.marks[mark.thing()] = mark
		}
	}
	m.waiting.rearrange()
	return m.hearPeers()
}

// put leaves a mark, beside the screen.
func (m *Model) put(mark Mark, lasts metrics.Span) tea.Cmd {
	if m.peerSource == nil || m.inPast() {
		return nil
	}
	mark.By, mark.At, mark.Until = m.who, m.now, m.now.Add(lasts)
	source := m.peerSource
	return func() tea.Msg {
		holder, err := source.Put(mark)
		return putResult{mark, holder, err}.told()
	}
}

func (m *Model) takeBack(mark Mark) tea.Cmd {
	source := m.peerSource
	return func() tea.Msg { return putResult{mark: mark, err: source.TakeBack(mark)}.told() }
}

func (p putResult) told() besideMsg {
	return func(m *Model) tea.Cmd {
		m.onPut(p)
		return nil
	}
}

// onPut says what went wrong. That somebody looked is not worth a word.
func (m *Model) onPut(p putResult) {
	switch {
	case p.mark.Kind == MarkLook:
	case p.err != nil:
		m.tell(m.theme.Bad, m.say(sayNotShared, m.clean(p.err.Error())))
	case p.holder != "" && p.holder != m.who:
		m.tell(m.theme.Past, m.say(sayClaimedBy, p.holder))
	}
}

// whyNotShared is why nothing can be told to the others.
func (s *state) whyNotShared() phrase {
	switch {
	case !s.peers.shared:
		return whyNoPeers
	case s.peers.Missing != "":
		return phrase{string(s.peers.Missing), string(s.peers.Missing)}
	default:
		return phrase{}
	}
}

// markOf is a mark that has not ended.
func (s *state) markOf(t thing) (Mark, bool) {
	mark, ok := s.peers.marks[t]
	if s.inPast() && t.alert == "" { // what is marked now says nothing of then
		return Mark{}, false
	}
	return mark, ok && (mark.Until == 0 || mark.Until > s.now)
}

// claim says that I am on the row, or the team's queue, under the cursor; once
// more, that I am not.
func (m *Model) claim() tea.Cmd {
	mark := Mark{Kind: MarkClaim}
	if q, ok := m.queueAt(); ok {
		mark.Team, mark.Queue = q, q
	} else {
		if !m.atRow() {
			return nil
		}
		r, _ := m.rowAt()
		mark.Team, mark.Chat = r.Team, r.Key
	}
	held, claimed := m.markOf(mark.thing())
	switch {
	case claimed && held.By == m.who:
		m.tell(m.theme.Text, m.say(sayUnclaimed))
		return m.takeBack(held)
	case claimed:
		m.tell(m.theme.Past, m.say(sayClaimedBy, held.By))
		return nil
	}
	m.tell(m.theme.Action, m.say(sayClaimed, int64(claimFor/metrics.Minute)))
	return m.put(mark, claimFor)
}

// queueAt is the team whose queue is under the cursor.
func (m *Model) queueAt() (metrics.Text, bool) {
	q, ok := m.queues.selected()
	return q.Name, ok && m.page == pageFloor && m.focus == panelQueues && m.view.Query.Group == metrics.ByTeam
}

func (m *Model) claimOff() phrase {
	if why := m.whyPast(); why != (phrase{}) {
		return why
	}
	if why := m.whyNotShared(); why != (phrase{}) {
		return why
	}
	if _, ok := m.queueAt(); ok {
		return phrase{}
	}
	return m.whyNoChat()
}

// claimText is who is on a conversation.
func (s *state) claimText(chat metrics.ConversationKey) string {
	mark, ok := s.markOf(thing{kind: MarkClaim, chat: chat})
	if !ok {
		return ""
	}
	return s.say(wordClaimed, s.peerName(mark.By), age(s.now.Sub(mark.At)))
}

func (s *state) peerName(by metrics.Text) string {
	if by == s.who {
		return s.say(wordMe)
	}
	return string(by)
}

// peerSpans are the others who are on and what they look at, and what keeps
// this screen from knowing.
func (h header) peerSpans(w int) []span {
	var spans []span
	others := 0
	for _, p := range h.peers.On {
		if p.By == h.who {
			continue
		}
		others++
		if w >= roomy && others <= mostPeers {
			spans = append(spans, span{h.say(textPeer, p.By, cmp.Or(string(p.Filter), h.say(wordAll))), h.theme.Muted, 5})
		}
	}
	if others > 0 && (w < roomy || others > mostPeers) {
		spans = append(spans, span{h.say(textPeers, others), h.theme.Muted, 5})
	}
	if h.peers.Twins {
		spans = append(spans, span{h.say(textTwins, h.who), h.theme.Past, 2})
	}
	if h.peers.shared && h.peers.Missing != "" {
		spans = append(spans, span{h.say(textPeersMissing, h.peers.Missing), h.theme.Past, 6})
	}
	return spans
}

// mostPeers is how many others the header names.
const mostPeers = 3
