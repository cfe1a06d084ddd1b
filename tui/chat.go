package tui

import (
	"cmp"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// chatPage is one conversation from the first event still held to now. It
// stays live; keys that act on a row act on this conversation.
type chatPage struct {
	key    metrics.ConversationKey
	scroll scroller
	memo   transcript
}

// openRow opens the conversation of the row under the cursor.
func (m *Model) openRow() tea.Cmd {
	if m.page != pageFloor {
		return nil
	}
	r, ok := m.waiting.selected()
	if !ok {
		return nil
	}
	return m.openChat(r.Key)
}

// openChat opens a conversation and tells the others that somebody looks at it.
func (m *Model) openChat(key metrics.ConversationKey) tea.Cmd {
	m.chat = chatPage{key: key, scroll: scroller{follows: true}}
	m.visit(pageChat, panelWaiting)
	return m.lookAt(key)
}

// nextChat opens the conversation of the next row of the list.
func nextChat(n int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.waiting.list.Move(n)
		if r, ok := m.waiting.selected(); ok {
			m.chat = chatPage{key: r.Key, scroll: scroller{follows: true}}
			m.turnTo(pageChat, panelWaiting)
			return m.lookAt(r.Key)
		}
		return nil
	}
}

// story is the story of the open conversation; nil until a view brings it.
func (m *Model) story() *metrics.Story {
	if s := m.view.Story; s != nil && s.Key == m.chat.key && m.page == pageChat {
		return s
	}
	return nil
}

// rowAt is the row that keys act on: that of the open conversation, or the one
// under the cursor.
func (m *Model) rowAt() (waitingRow, bool) {
	if m.page == pageChat {
		return m.rowOf(m.chat.key)
	}
	return m.waiting.selected()
}

// rowOf is what is known of a conversation: its row on the list, the row that
// its story tells, its lane, or the bare facts of its story.
func (m *Model) rowOf(key metrics.ConversationKey) (waitingRow, bool) {
	if r, ok := m.waiting.row(key); ok {
		return r, true
	}
	s := m.story()
	if s != nil && s.Key == key && s.Waiting != nil {
		return waitingRow{Waiting: *s.Waiting}, true
	}
	r, pinned := m.waiting.laneRow(key)
	if s == nil || s.Key != key {
		return r, pinned
	}
	r.Waiting = metrics.Waiting{
		Key: s.Key, Team: s.Team, Since: cmp.Or(r.Since, s.Opened), Owner: s.Owner, Charged: s.Charged,
		Buyer: s.Buyer, BuyerName: s.BuyerName, Tier: s.Tier, Stage: s.Stage, Tags: s.Tags, LastText: r.LastText,
	}
	r.alone, r.closed = true, s.Closed
	return r, true
}

// laneRow is the first lane of a conversation in which nobody waits.
func (p *waitingPanel) laneRow(key metrics.ConversationKey) (waitingRow, bool) {
	for i := range p.rows {
		if p.rows[i].alone && p.rows[i].Key == key {
			return p.rows[i], true
		}
	}
	return waitingRow{}, false
}

// chatView draws the page in exactly height lines.
func (m *Model) chatView(w, height int) []string {
	r, known := m.rowAt()
	name := string(m.chat.key.Conversation)
	if known {
		name = m.waiting.buyerText(&r)
	}
	title := m.say(dialogRow, name, m.chat.key.Shop)
	lines := []string{m.rule(title, !m.still, w, m.say(textChatOf, m.chat.key.Conversation))}
	lines = append(lines, m.flow(m.chatFacts(&r, known), w, max(height/3, 1))...)
	body := m.transcriptLines(w)
	room := max(height-len(lines)-1, 0)
	shown := m.chat.scroll.window(body, room)
	lines = append(lines, m.rule(m.transcriptTitle(), false, w, m.scrollNotes(&m.chat.scroll)...))
	return padded(append(lines, shown...), w, height)
}

// chatFacts are what stands above the transcript. What is empty is left out.
func (m *Model) chatFacts(r *waitingRow, known bool) []fact {
	if !known {
		return nil
	}
	var facts []fact
	if !r.alone {
		facts = append(facts,
			fact{factLine, m.nextLine(r)},
			fact{factSince, clock(r.Since, m.view.Zone) + "  " + m.waiting.waitedText(r)},
		)
	}
	facts = append(facts,
		fact{factOwner, m.chatOwner(r)},
		fact{factLane, m.laneFact(r)},
		m.ackFact(r),
		fact{factClaim, m.claimText(r.Key)},
		fact{factLooks, m.lookText(r.Key)},
		fact{factCommand, m.chatCommand(r)},
		fact{factBuyer, m.buyerInFull(r.BuyerName, r.Buyer, r.Key)},
		fact{factTier, string(r.Tier)},
		fact{factTeam, string(r.Team)},
		fact{factShop, string(r.Key.Platform) + "/" + string(r.Key.Shop)},
		fact{factStage, m.stageText(r.Stage)},
		fact{factTags, joinTexts(r.Tags)},
		fact{factMessages, count(r.Messages)},
		fact{factMoves, count(r.Transfers)},
		fact{factMoved, m.momentOf(r.MovedAt)},
	)
	if m.story() == nil {
		facts = append(facts, fact{factLast, m.waiting.lastWords(r)})
	}
	if r.closed {
		facts = append(facts, fact{factState, m.say(textChatClosed)})
	}
	return append(facts, m.orderFacts()...)
}

// ackFact says how to put a pinned conversation aside.
func (m *Model) ackFact(r *waitingRow) fact {
	if r.lane == metrics.NoLane {
		return fact{}
	}
	key := m.keyOf("acknowledge")
	if m.whyNotShared() == (phrase{}) {
		return fact{phrase{key, key}, m.say(textAckAll)}
	}
	return fact{phrase{key, key}, m.say(textAckMine)}
}

// chatOwner is who has the conversation, and who answers for it where that is
// somebody else.
func (m *Model) chatOwner(r *waitingRow) string {
	who := inCharge(r)
	if who == "" {
		return m.say(wordUnassigned)
	}
	a, known := m.agent(who)
	text := cmp.Or(string(r.OwnerName), m.name(who))
	if known {
		text += " " + m.chats(&a) + " " + m.agents.stateText(&a)
	}
	if r.Owner != "" && r.Owner != who {
		text += " " + m.glyphs.dot + " " + m.say(textAssignedTo, m.name(r.Owner))
	}
	return text
}

func (m *Model) chatCommand(r *waitingRow) string {
	c, asked := m.commands[r.Key]
	if !asked {
		return ""
	}
	text, _ := m.commandLine(&c)
	return text
}

func (m *Model) orderFacts() []fact {
	s := m.story()
	if s == nil {
		return nil
	}
	var facts []fact
	for _, o := range s.Orders {
		id := maskID(string(o.ID))
		if m.unmaskedNow(s.Key) {
			id = string(o.ID)
		}
		facts = append(facts, fact{factOrder, id + "  " + m.amount(o.Amount) + "  " + clock(o.Time, m.view.Zone)[:5]})
	}
	return facts
}

// amount is money in units, of hundredths.
func (s *state) amount(hundredths int64) string {
	if hundredths < 0 {
		return s.glyphs.none
	}
	return fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100)
}

// flow lays facts out side by side, in at most most lines of w cells.
func (s *state) flow(facts []fact, w, most int) []string {
	var spans []span
	for _, f := range facts {
		if f.value != "" {
			spans = append(spans, span{s.say(factIs, s.say(f.name), f.value), s.factStyle(f.name), 0})
		}
	}
	lines := s.flowSpans(spans, w)
	return lines[:min(len(lines), most)]
}

// factStyle makes what is urgent stand out among the facts.
func (s *state) factStyle(name phrase) theme.Style {
	switch name {
	case factLine:
		return s.theme.Due
	case factLane:
		return s.theme.Lane
	case factCommand:
		return s.theme.Action
	default:
		return s.theme.Text
	}
}

// transcriptTitle says what the transcript lacks.
func (m *Model) transcriptTitle() string {
	s := m.story()
	if s == nil || s.Earlier == 0 {
		return m.say(textTranscript)
	}
	return strings.Join([]string{m.say(textTranscript), m.say(textEarlier, s.Earlier)}, " "+m.glyphs.dot+" ")
}

// scrollNotes say how much is out of sight.
func (s *state) scrollNotes(sc *scroller) []string {
	var notes []string
	if sc.top > 0 {
		notes = append(notes, s.glyphs.up+fmt.Sprint(sc.top))
	}
	if n := sc.below(); n > 0 {
		notes = append(notes, s.glyphs.down+fmt.Sprint(n))
	}
	return notes
}
