package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// openTeams sends the conversation under the cursor, or all that are marked, to
// another team.
func (m *Model) openTeams() tea.Cmd {
	if m.marksCount() {
		return m.teamsForMarked()
	}
	if !m.atRow() {
		return nil
	}
	r, _ := m.rowAt()
	b := bindTo(&r)
	p := &pickDialog{title: b.title(m, dialogReassign), stands: b.outdated}
	for _, team := range m.otherTeams(r.Team) {
		p.picks = append(p.picks, pick{text: m.say(dialogToTeam, team), run: func(m *Model) tea.Cmd {
			c := b.command(metrics.Reassign)
			c.ToTeam = team
			m.order(c, b.subject(m))
			return nil
		}})
	}
	return m.openPick(p)
}

// teamsForMarked asks to which team, then once more how many.
func (m *Model) teamsForMarked() tea.Cmd {
	d := &bulkDialog{verb: metrics.Reassign, rows: m.waiting.markedRows()}
	if len(d.rows) > mostAtOnce {
		m.tell(m.theme.Past, m.say(sayTooMany, len(d.rows), mostAtOnce))
		return nil
	}
	p := &pickDialog{title: d.title(m), about: []string{m.countStates(d.rows)}, stands: d.outdated}
	for _, team := range m.otherTeams("") {
		p.picks = append(p.picks, pick{text: m.say(dialogToTeam, team), run: func(m *Model) tea.Cmd {
			return m.openMany(&manyDialog{
				verb: d.verb, title: d.title(m), whom: string(team),
				lines: func(m *Model, w int) []string { return d.preview(m, d.still(m), w) },
				plan:  func(m *Model) []metrics.Command { return d.toTeam(m, team) },
			})
		}})
	}
	return m.openPick(p)
}

// toTeam is the commands that send the rows of other teams to one.
func (d *bulkDialog) toTeam(m *Model, team metrics.Text) []metrics.Command {
	var plan []metrics.Command
	rows := d.still(m)
	for i := range rows {
		if rows[i].Team == team || m.unableFor(metrics.Reassign, &rows[i]) != (phrase{}) {
			continue
		}
		c := commandAbout(&rows[i], metrics.Reassign)
		c.ToTeam = team
		plan = append(plan, c)
	}
	return plan
}

func (m *Model) teamsOff() phrase {
	if len(m.otherTeams("")) < 2 {
		return whyNoTeam
	}
	return phrase{}
}

// priorities are the words of the contract for how pressing a conversation is.
var priorities = []struct {
	id    metrics.Text
	label phrase
}{{"urgent", priorityUrgent}, {"normal", priorityNormal}, {"low", priorityLow}}

// openTag changes priority or tags of the conversation under the cursor.
func (m *Model) openTag() tea.Cmd {
	if !m.atRow() {
		return nil
	}
	r, _ := m.rowAt()
	b := bindTo(&r)
	p := &pickDialog{title: b.title(m, dialogTag), stands: b.outdated}
	for _, priority := range priorities {
		p.picks = append(p.picks, pick{text: m.say(priority.label), run: func(m *Model) tea.Cmd {
			c := b.command(metrics.Tag)
			c.Priority = priority.id
			m.order(c, b.subject(m))
			return nil
		}})
	}
	words := newWords()
	words.set(joinTexts(r.Tags))
	p.picks = append(p.picks, pick{text: m.say(tagOthers, joinTexts(r.Tags)), run: func(m *Model) tea.Cmd {
		m.dialog = &wordsDialog{title: m.say(tagType), input: words, empty: true, stands: b.outdated, next: func(m *Model, words metrics.Text) tea.Cmd {
			c := b.command(metrics.Tag)
			c.Tags = m.tagsOf(words)
			return m.confirmWords(&b, dialogTag, m.say(tagOthers, joinTexts(c.Tags)), c)
		}}
		return nil
	}})
	return m.openPick(p)
}

// tagsOf are words between commas, of either width; never nil.
func (m *Model) tagsOf(words metrics.Text) []metrics.Text {
	tags := []metrics.Text{}
	for _, word := range strings.FieldsFunc(string(words), func(r rune) bool { return fold(r) == ',' || r == '、' }) {
		if tag := m.clean(strings.TrimSpace(word)); tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// openNote writes a line that colleagues see and the buyer does not.
func (m *Model) openNote() tea.Cmd {
	if !m.atRow() {
		return nil
	}
	r, _ := m.rowAt()
	b := bindTo(&r)
	return m.writeNote(&b)
}

func (m *Model) writeNote(b *bound) tea.Cmd {
	m.dialog = &wordsDialog{title: b.title(m, dialogNote), input: newWords(), stands: b.outdated, next: func(m *Model, words metrics.Text) tea.Cmd {
		c := b.command(metrics.Note)
		c.Words = words
		return m.confirmWords(b, dialogNote, string(words), c)
	}}
	return nil
}

// confirmWords asks once more before words go out.
func (m *Model) confirmWords(b *bound, what phrase, words string, c metrics.Command) tea.Cmd {
	return m.openPick(&pickDialog{
		title: b.title(m, what), about: []string{words}, stands: b.outdated,
		picks: []pick{{text: m.say(wordsSend), run: func(m *Model) tea.Cmd {
			m.order(c, b.subject(m))
			return nil
		}}},
	})
}

// openBroadcast tells everybody of a team who is at work something.
func (m *Model) openBroadcast() tea.Cmd {
	p := &pickDialog{title: m.say(dialogBroadcast), stands: commanding}
	for _, team := range m.otherTeams("") {
		p.picks = append(p.picks, pick{text: string(team), run: func(m *Model) tea.Cmd {
			m.dialog = &wordsDialog{
				title: m.say(dialogBroadcastTo, team), input: newWords(), stands: commanding,
				next: func(m *Model, words metrics.Text) tea.Cmd { return m.confirmBroadcast(team, words) },
			}
			return nil
		}})
	}
	return m.openPick(p)
}

func (m *Model) confirmBroadcast(team, words metrics.Text) tea.Cmd {
	return m.openPick(&pickDialog{
		title: m.say(dialogBroadcastTo, team), about: []string{string(words)}, stands: commanding,
		picks: []pick{{text: m.say(wordsSend), run: func(m *Model) tea.Cmd {
			m.order(metrics.Command{Verb: metrics.Broadcast, Team: team, Words: words}, string(team))
			return nil
		}}},
	})
}

// openAnswer answers an agent who asks.
func (m *Model) openAnswer() tea.Cmd {
	if !m.atRow() {
		return nil
	}
	r, _ := m.rowAt()
	b := bindTo(&r)
	c := b.command(metrics.Answer)
	c.Agent = inCharge(&r)
	if r.pinned != nil {
		c.Agent = r.pinned.Agent
	}
	p := &pickDialog{title: b.title(m, dialogAnswer), about: []string{string(r.LastText)}, stands: b.outdated}
	for _, words := range []phrase{answerYes, answerNo} {
		p.picks = append(p.picks, pick{text: m.say(words), run: func(m *Model) tea.Cmd {
			yes := c
			yes.Words = m.clean(m.say(words))
			m.order(yes, b.subject(m))
			return nil
		}})
	}
	p.picks = append(p.picks, pick{text: m.say(answerWords), run: func(m *Model) tea.Cmd {
		m.dialog = &wordsDialog{title: b.title(m, dialogAnswer), input: newWords(), stands: b.outdated, next: func(m *Model, words metrics.Text) tea.Cmd {
			own := c
			own.Words = words
			return m.confirmWords(&b, dialogAnswer, string(words), own)
		}}
		return nil
	}})
	return m.openPick(p)
}

func (m *Model) answerOff() phrase {
	if r, _ := m.rowAt(); r.lane != metrics.LaneAsk {
		return whyNoAsk
	}
	return phrase{}
}
