package tui

import (
	"cmp"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// transcript is drawn steps, kept until one of the things they depend on
// changes. A view brings a long conversation anew that has grown by a step or
// two: only those are drawn.
type transcript struct {
	of    *metrics.Story
	frame stepFrame
	lines []string
	drawn map[stepStamp][]string
}

// stepFrame is what all drawn steps depend on.
type stepFrame struct {
	chat     metrics.ConversationKey
	width    int
	look     look
	unmasked bool
}

// stepStamp is what may change about a step, and what tells it from others.
type stepStamp struct {
	id              metrics.Text
	at              metrics.Time
	kind            metrics.EventType
	name            string
	wait            metrics.Span
	forgotten, gone bool
	rules           int
}

// The columns of a step.
const (
	stepClock = 8
	stepName  = 14
)

// transcriptLines are all lines of the open conversation.
func (m *Model) transcriptLines(w int) []string {
	s := m.story()
	if s == nil {
		return []string{m.theme.Muted.Paint(fit(" "+m.noStory(), w, m.glyphs.more))}
	}
	now := transcript{of: s, frame: stepFrame{s.Key, w, m.look(), m.unmaskedNow(s.Key)}}
	old := &m.chat.memo
	if old.of == s && old.frame == now.frame {
		return old.lines
	}
	if old.frame != now.frame {
		old.drawn = nil
	}
	now.lines, now.drawn = m.drawSteps(s, w, old.drawn)
	m.chat.memo = now
	return now.lines
}

// noStory says why there is none.
func (m *Model) noStory() string {
	switch {
	case m.dark():
		return m.say(textStoryDark)
	case m.view.Query.Story != m.chat.key:
		return m.say(textStoryAsked)
	default:
		return m.say(textStoryNone)
	}
}

// drawSteps draws all steps, those that were not drawn before anew.
func (m *Model) drawSteps(s *metrics.Story, w int, before map[stepStamp][]string) (lines []string, drawn map[stepStamp][]string) {
	drawn = make(map[stepStamp][]string, len(s.Steps))
	if s.Earlier > 0 {
		lines = append(lines, m.theme.Muted.Paint(fit(" "+m.say(textEarlier, s.Earlier), w, m.glyphs.more)))
	}
	z := m.view.Zone
	day := z.Date(m.now)
	for i := range s.Steps {
		step := &s.Steps[i]
		if d := z.Date(step.Time); d != day {
			day = d
			lines = append(lines, m.theme.Rule.Paint(fit(" "+d.String(), w, m.glyphs.more)))
		}
		stamp := m.stampOf(step)
		piece, known := before[stamp]
		if !known {
			piece = m.drawStep(s, step, w)
		}
		drawn[stamp] = piece
		lines = append(lines, piece...)
	}
	return lines, drawn
}

func (m *Model) stampOf(step *metrics.Step) stepStamp {
	return stepStamp{
		id: step.ID, at: step.Time, kind: step.Type, name: cmp.Or(string(step.Name), m.name(step.Who)),
		wait: step.Wait, forgotten: step.Forgotten, gone: step.Gone, rules: len(step.Rules),
	}
}

// drawStep draws when, who and what, wrapped under itself.
func (m *Model) drawStep(s *metrics.Story, step *metrics.Step, w int) []string {
	name := min(stepName, w/4)
	room := w - stepClock - name - 3
	if room < 1 {
		return []string{fit(m.stepText(step), w, m.glyphs.more)}
	}
	style := m.stepStyle(step)
	lead := " " + m.theme.Muted.Paint(fit(clock(step.Time, m.view.Zone), stepClock, "")) + " " + style.Paint(fit(m.stepWho(s, step), name, m.glyphs.more)) + " "
	var lines []string
	text := m.stepText(step)
	if notes := m.stepNotes(step); notes != "" {
		text = strings.TrimSpace(text + "  [" + notes + "]")
	}
	for piece := range strings.SplitSeq(ansi.Wrap(selfContained(text), room, ""), "\n") {
		lines = append(lines, lead+style.Paint(fit(piece, room, m.glyphs.more)))
		lead = spaces(stepClock + name + 3)
	}
	return lines
}

func (m *Model) stepStyle(step *metrics.Step) theme.Style {
	t := m.theme
	switch {
	case m.stale():
		return t.Stale
	case len(step.Rules) > 0 && !step.Gone:
		return t.Past
	case step.Gone || step.Private:
		return t.Muted
	case step.Type == metrics.MessageCreated && step.Sender == metrics.Buyer:
		return t.Title
	case step.Type == metrics.MessageCreated && step.Sender == metrics.Agent:
		return t.Text
	case step.Type == metrics.ComplaintOpened || step.Type == metrics.ConversationEscalated:
		return t.Lane
	default:
		return t.Muted
	}
}

// stepWho is who wrote or did it, a kind of sender where nobody is named.
func (m *Model) stepWho(s *metrics.Story, step *metrics.Step) string {
	switch {
	case step.Type != metrics.MessageCreated:
		return m.glyphs.rule + m.glyphs.rule
	case step.Sender == metrics.Buyer:
		return m.buyer(s.BuyerName, s.Buyer, s.Key)
	case step.Sender == metrics.Agent:
		return cmp.Or(string(step.Name), m.name(step.Who))
	default:
		return m.say(senderWords[min(step.Sender, metrics.System)])
	}
}

// stepText is what was said or done.
func (m *Model) stepText(step *metrics.Step) string {
	if step.Type == metrics.MessageCreated {
		if step.Forgotten {
			return m.say(textForgotten)
		}
		return string(step.Words)
	}
	return m.eventText(step.Type, happened{
		who: cmp.Or(string(step.Name), m.name(step.Who)), score: step.Score,
	})
}

// stepNotes are the marks of a step.
func (m *Model) stepNotes(step *metrics.Step) string {
	var notes []string
	add := func(show bool, text string) {
		if show {
			notes = append(notes, text)
		}
	}
	add(step.Wait > 0, m.say(noteAfter, age(step.Wait)))
	add(step.Gone, m.say(noteGone))
	add(step.Private, m.say(notePrivate))
	add(step.Quick, m.say(noteQuick))
	add(step.Assisted, m.say(noteAssisted))
	add(len(step.Rules) > 0, m.say(noteBroke, m.rulesText(step.Rules)))
	return strings.Join(notes, ", ")
}
