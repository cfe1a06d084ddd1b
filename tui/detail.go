package tui

import (
	"cmp"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"floorwalker/metrics"
)

// fact is a line of a detail: what it is, and its value.
type fact struct {
	name  phrase
	value string
}

// throughDetail closes a detail on Esc and gives everything else to the panel it
// lies over; an action that opens a dialog of its own replaces it.
func (m *Model) throughDetail(name string) tea.Cmd {
	if name == "esc" {
		m.dialog = nil
		return nil
	}
	return m.press(name)
}

func (m *Model) nextLine(r *waitingRow) string {
	left := m.waiting.leftText(r)
	if r.Deadline == 0 {
		return left
	}
	return fmt.Sprintf("%s  %s  %s", m.lineName(r.Line), clock(r.Deadline, m.view.Zone), left)
}

// laneFact is why a row is pinned, since when, and by whom.
func (m *Model) laneFact(r *waitingRow) string {
	name, ok := laneNames[r.lane]
	if !ok {
		return ""
	}
	text := m.say(name)
	if l := r.pinned; l != nil {
		text += "  " + m.momentOf(l.Since) + "  " + string(cmp.Or(l.AgentName, l.Agent))
		if why := m.laneWords(l); why != "" {
			text += "  " + why
		}
	}
	return text
}

// momentOf is a time of day and its age; empty where there is none.
func (s *state) momentOf(t metrics.Time) string {
	if t == 0 {
		return ""
	}
	return clock(t, s.view.Zone) + "  " + s.since(t)
}

// count is a number worth a line; empty for none.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func joinTexts(texts []metrics.Text) string {
	var b strings.Builder
	for i, t := range texts {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(t))
	}
	return b.String()
}

// agentDetail shows the facts of the agent under the cursor. Enter goes on to
// those who wait for him.
type agentDetail struct{ quiet }

func (agentDetail) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if name == "enter" {
		m.dialog = nil
		m.narrowToAgent()
		return nil
	}
	return m.throughDetail(name)
}

func (agentDetail) outdated(m *Model) (string, bool) {
	_, ok := m.agents.list.Selected()
	return m.say(whyNoRows), !ok
}

func (agentDetail) draw(m *Model, w, h int) []string {
	id, _ := m.agents.list.Selected()
	a, _ := m.agent(id)
	facts := []fact{
		{factTeam, string(a.Team)},
		{factState, m.agents.stateText(&a)},
		{factLoad, m.chats(&a)},
		{factWaiting, count(a.Waiting)},
		{factPast, count(a.Past)},
		{factOldest, m.momentOf(a.Oldest)},
		{factSaid, m.momentOf(a.LastSaid)},
		{factAnswered, count(a.Answered)},
		{factMean, meanText(a)},
		{factRate, m.say(factRateOf, percent(a.Reply3m), a.Reply3m.OK, a.Reply3m.N, a.Reply3m.Pending)},
	}
	title := m.agents.agentName(&a)
	if string(a.ID) != title {
		title += " " + m.glyphs.dot + " " + string(a.ID)
	}
	return m.drawFacts(title, m.say(dialogAgentKeys, m.glyphs.dot), facts, w, h)
}

// mostLines is how many lines one fact may take.
const mostLines = 5

// wrapped breaks plain text into lines of exactly w cells.
func (s *state) wrapped(text string, w int) []string {
	var lines []string
	for _, line := range strings.Split(ansi.Wrap(selfContained(text), max(w, 1), ""), "\n") {
		lines = append(lines, fit(line, w, s.glyphs.more))
	}
	return lines[:min(len(lines), mostLines)]
}

func meanText(a metrics.AgentRow) string {
	if a.Answered == 0 {
		return ""
	}
	return age(a.MeanResponse)
}

// drawFacts lays facts out in two columns; those without a value are left out.
func (m *Model) drawFacts(title, keys string, facts []fact, w, h int) []string {
	inner := min(w-frameRoom, 76)
	names := min(18, inner/3)
	var lines []string
	for _, f := range facts {
		if f.value == "" {
			continue
		}
		name := m.say(f.name)
		for _, piece := range m.wrapped(f.value, inner-names-1) {
			lines = append(lines, m.theme.Muted.Paint(fit(name, names, m.glyphs.more))+" "+m.theme.Text.Paint(piece))
			name = ""
		}
	}
	lines = lines[:min(len(lines), max(h-2, 0))]
	return m.framed(title, keys, lines, inner, m.theme.Frame)
}
