package tui

import (
	"strings"

	"floorwalker/metrics"
)

// bound ties a dialog to a conversation and to the owner it had when the
// dialog opened.
type bound struct {
	chat  metrics.ConversationKey
	row   metrics.Waiting // as last seen
	alone bool            // nobody waited there
}

func bindTo(r *waitingRow) bound { return bound{r.Key, r.Waiting, r.alone} }

// outdated closes the dialog when the row is gone or changed hands, or when
// commands went off: what was chosen by that picture must not be sent.
func (b *bound) outdated(m *Model) (string, bool) {
	if why := m.whyNoCommand(); why != (phrase{}) {
		return m.say(sayFeedLost, m.say(why)), true
	}
	r, ok := m.rowOf(b.chat)
	if !ok || r.gone || r.alone != b.alone || r.closed {
		return m.say(sayRowLeft), true
	}
	if r.Owner != b.row.Owner {
		owner := m.say(wordUnassigned)
		if r.Owner != "" {
			owner = m.name(r.Owner)
		}
		return m.say(sayOwnerMoved, owner), true
	}
	b.row = r.Waiting
	return "", false
}

func (b *bound) subject(m *Model) string {
	return m.buyer(b.row.BuyerName, b.row.Buyer, b.row.Key)
}

// title is what is asked, of whom, and how much time is left.
func (b *bound) title(m *Model, what phrase) string {
	r := waitingRow{Waiting: b.row, alone: b.alone}
	left := m.waiting.leftText(&r)
	if b.row.Deadline != 0 && b.row.State != metrics.RowNight && b.row.State != metrics.RowLost {
		left = m.say(dialogLeft, left)
	}
	parts := []string{
		m.say(what, b.subject(m)),
		string(b.row.Key.Shop),
		left,
		m.say(dialogNow, m.waiting.ownerText(&r, 20)),
	}
	return strings.Join(parts, " "+m.glyphs.dot+" ")
}

// command is a command about the conversation as it was seen.
func (b *bound) command(verb metrics.Verb) metrics.Command { return commandAbout(&b.row, verb) }

func commandAbout(r *metrics.Waiting, verb metrics.Verb) metrics.Command {
	return metrics.Command{Verb: verb, Conversation: r.Key, Team: r.Team, ExpectOwner: r.Owner}
}

// post hands a command to the desk and keeps it until a view knows it. It is on
// the screen once noted is called, once for any number of commands.
func (m *Model) post(c metrics.Command) (metrics.Command, error) {
	c.By, c.Seen = m.who, m.view.Feed.Sequence
	id, err := m.desk.Send(c)
	if err != nil {
		return c, err
	}
	c.ID, c.Asked = id, m.now
	m.remembered(c)
	m.pending = append([]metrics.CommandStatus{{Command: c, State: metrics.CommandAsked}}, m.pending...)
	return c, nil
}

func (m *Model) noted() {
	m.indexCommands()
	m.log.refresh(m.idle >= settleTicks)
}

// send posts one command and shows it.
func (m *Model) send(c metrics.Command) (metrics.Command, error) {
	m.batch++
	c, err := m.post(c)
	m.noted()
	return c, err
}

// order sends one command, closes the dialog and says what happened.
func (m *Model) order(c metrics.Command, subject string) {
	m.dialog = nil
	c, err := m.send(c)
	if err != nil {
		m.tell(m.theme.Bad, m.say(sayNotSent, m.clean(err.Error())))
		return
	}
	status := metrics.CommandStatus{Command: c}
	m.tell(m.theme.Action, m.say(saySent, m.verb(c.Verb)+" "+subject, m.glyphs.to, m.target(&status)))
}
