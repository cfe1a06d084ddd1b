package tui

import (
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// hide takes the row under the cursor off the lists, everybody's where there is
// somebody to tell, or brings one that is shown although it is hidden back. It
// still counts, and comes back when its buyer can be saved again.
func (m *Model) hide() tea.Cmd {
	if !m.atRow() {
		return nil
	}
	r, _ := m.rowAt()
	mark := Mark{Kind: MarkHide, Team: r.Team, Chat: r.Key}
	if hidden, by := m.waiting.hidden(&r.Waiting); hidden {
		delete(m.waiting.hides, r.Key)
		m.waiting.rearrange()
		m.tell(m.theme.Text, m.say(sayShownAgain, m.peerName(by)))
		if m.whyNotShared() == (phrase{}) {
			return m.takeBack(mark)
		}
		return nil
	}
	m.waiting.hides[r.Key] = m.now
	m.waiting.rearrange()
	if m.whyNotShared() != (phrase{}) {
		m.tell(m.theme.Action, m.say(sayHiddenHere, m.keyOf("hide.show")))
		return nil
	}
	m.tell(m.theme.Action, m.say(sayHidden, m.keyOf("hide.show")))
	return m.put(mark, hideFor)
}

// hideOff is why the row under the cursor stays: something can be saved there.
func (m *Model) hideOff() phrase {
	if why := m.whyPast(); why != (phrase{}) {
		return why
	}
	r, _ := m.rowAt()
	if !r.alone && (r.State == metrics.RowLost || r.State == metrics.RowNight) {
		return phrase{}
	}
	return whySavable
}

// showHidden shows hidden rows among the others, or not any more.
func (m *Model) showHidden() tea.Cmd {
	m.waiting.showsHidden = !m.waiting.showsHidden
	m.waiting.rearrange()
	return nil
}

// hidden says whether a row is hidden, and by whom: since before its buyer
// began to wait again, and while nothing can be saved.
func (p *waitingPanel) hidden(w *metrics.Waiting) (hidden bool, by metrics.Text) {
	if w.State != metrics.RowLost && w.State != metrics.RowNight {
		return false, ""
	}
	if mark, ok := p.markOf(thing{kind: MarkHide, chat: w.Key}); ok && mark.At >= w.Since {
		return true, mark.By
	}
	at, ok := p.hides[w.Key]
	return ok && at >= w.Since, p.who
}

// unhidden drops hidden rows and counts them by who hid them.
func (p *waitingPanel) unhidden(rows []waitingRow) []waitingRow {
	clear(p.hiddenBy)
	return slices.DeleteFunc(rows, func(r waitingRow) bool {
		hidden, by := p.hidden(&r.Waiting)
		if !hidden || r.alone {
			return false
		}
		p.hiddenBy[by]++
		return !p.showsHidden
	})
}

// hiddenNote is how many rows are hidden, and by whom; empty for none.
func (p *waitingPanel) hiddenNote() string {
	n := 0
	var who []string
	for _, by := range slices.Sorted(maps.Keys(p.hiddenBy)) {
		n += p.hiddenBy[by]
		who = append(who, p.say(previewOwner, p.peerName(by), p.hiddenBy[by]))
	}
	if n == 0 {
		return ""
	}
	return p.say(textHidden, n, strings.Join(who, ", "), p.keyOf("hide.show"))
}
