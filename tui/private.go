package tui

import (
	"cmp"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// Rights are what a supervisor may see or take of buyers' data. The zero Rights
// allow none of it.
type Rights struct {
	Unmask bool // show one buyer's name
	Copy   bool // copy a buyer's or an order's real number
	Export bool // write the paper list
}

// Auditor writes down whose data was looked at or taken away. It is called
// before anything is shown: after an error nothing is. It must not block.
type Auditor interface {
	Unmasked(by metrics.Text, chat metrics.ConversationKey) error
	// Copied is told what: "buyer" or "order".
	Copied(by metrics.Text, chat metrics.ConversationKey, what string) error
	// Exported is told how many rows went out.
	Exported(by metrics.Text, rows int) error
}

const (
	// unmaskFor is how long a name stays readable.
	unmaskFor = 30 * metrics.Second
	// copyShown is how long a copied number stands on the screen, for
	// terminals that do not take it over.
	copyShown = 5 * metrics.Second
)

// whyNotPrivate is why buyers' data stays where it is.
func (m *Model) whyNotPrivate(allowed bool) phrase {
	switch {
	case m.locked:
		return whyLocked
	case !allowed:
		return whyNoRight
	case m.auditor == nil:
		return whyNoAudit
	default:
		return phrase{}
	}
}

func (m *Model) unmaskOff() phrase { return m.whyNotPrivate(m.rights.Unmask) }

func (m *Model) copyOff() phrase { return m.whyNotPrivate(m.rights.Copy) }

// unmask shows the buyer of one conversation for a while, or masks him again.
func (m *Model) unmask() tea.Cmd {
	r, _ := m.rowAt()
	if m.unmaskedNow(r.Key) {
		m.unmaskedUntil = 0
		return nil
	}
	if err := m.auditor.Unmasked(m.who, r.Key); err != nil {
		m.tell(m.theme.Bad, m.say(sayNotLogged, m.clean(err.Error())))
		return nil
	}
	m.unmasked, m.unmaskedUntil = r.Key, m.local.Add(unmaskFor)
	m.tell(m.theme.Due, m.say(sayUnmasked, unmaskFor.Seconds()))
	return nil
}

// number is something that can be copied.
type number struct {
	what  string // as the log calls it
	label phrase
	text  metrics.Text
}

// numbers are the real numbers of a conversation: its buyer, and the orders
// where its story is known.
func (m *Model) numbers(r *waitingRow) []number {
	var all []number
	story := m.view.Story
	if story == nil || story.Key != r.Key {
		story = &metrics.Story{}
	}
	if id := cmp.Or(r.Buyer, story.Buyer, r.BuyerName); id != "" && !strings.Contains(string(id), "*") {
		all = append(all, number{"buyer", factBuyer, id})
	}
	for i := len(story.Orders) - 1; i >= 0 && len(all) < digits; i-- {
		all = append(all, number{"order", factOrder, story.Orders[i].ID})
	}
	return all
}

// copyNumber copies the buyer's number, or asks which one.
func (m *Model) copyNumber() tea.Cmd {
	r, _ := m.rowAt()
	switch all := m.numbers(&r); len(all) {
	case 0:
		m.tell(m.theme.Past, m.say(sayNoNumber))
		return nil
	case 1:
		return m.copyOut(r.Key, all[0])
	default:
		m.dialog = &copyDialog{chat: r.Key, numbers: all}
		return nil
	}
}

// copyOut gives a number to the terminal's clipboard and shows it for terminals
// that refuse.
func (m *Model) copyOut(chat metrics.ConversationKey, n number) tea.Cmd {
	if err := m.auditor.Copied(m.who, chat, n.what); err != nil {
		m.tell(m.theme.Bad, m.say(sayNotLogged, m.clean(err.Error())))
		return nil
	}
	m.dialog = &copiedNumber{number: n, until: m.local.Add(copyShown)}
	return tea.SetClipboard(string(n.text))
}

// copyDialog asks which number of a conversation to copy.
type copyDialog struct {
	quiet
	chat    metrics.ConversationKey
	numbers []number
	shown   int
}

func (d *copyDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	switch i := digit(name); {
	case name == "esc":
		m.dialog = nil
	case i >= 1 && i <= d.shown:
		m.dialog = nil
		return m.copyOut(d.chat, d.numbers[i-1])
	}
	return nil
}

func (d *copyDialog) outdated(m *Model) (string, bool) {
	why := m.copyOff()
	return m.say(sayFeedLost, m.say(why)), why != (phrase{})
}

func (d *copyDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 52)
	d.shown = min(len(d.numbers), max(h-2, 0))
	var lines []string
	for i, n := range d.numbers[:d.shown] {
		text := m.say(n.label) + " " + maskID(string(n.text))
		lines = append(lines, m.theme.Key.Paint(strconv.Itoa(i+1))+m.theme.Text.Paint(fit(" "+text, inner-1, m.glyphs.more)))
	}
	return m.framed(m.say(dialogCopy), m.say(dialogCopyKeys, m.glyphs.dot), lines, inner, m.theme.Frame)
}

// copiedNumber is a number on the screen for some seconds. Any key takes it
// away and does what it does.
type copiedNumber struct {
	quiet
	number
	until metrics.Time // local
}

func (d *copiedNumber) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	m.dialog = nil
	if name == "esc" {
		return nil
	}
	return m.press(name)
}

func (d *copiedNumber) outdated(m *Model) (string, bool) { return "", m.local >= d.until || m.locked }

func (d *copiedNumber) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 60)
	lines := []string{m.theme.Muted.Paint(fit(m.say(d.label), inner, m.glyphs.more))}
	for _, piece := range m.wrapped(string(d.text), inner) {
		lines = append(lines, m.theme.Title.Paint(piece))
	}
	return m.framed(m.say(dialogCopied), m.say(dialogCopiedNote), lines[:min(len(lines), max(h-2, 0))], inner, m.theme.Frame)
}
