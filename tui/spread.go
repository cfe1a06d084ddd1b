package tui

import (
	"cmp"
	"slices"
	"strings"

	"floorwalker/metrics"
)

const (
	// headUsual is what a spread gives one person at first, and headMost what
	// it gives at most: more cannot be read in a minute.
	headUsual = 3
	headMost  = 9
)

// spreading is a plan that gives many rows to many people. It stays as it is
// while it is looked at, unless another share for each is chosen.
type spreading struct {
	rows []metrics.Waiting
	head int // at most so many to one person
	made metrics.SpreadPlan
}

func (m *Model) newSpreading(rows []metrics.Waiting) *spreading {
	s := &spreading{rows: rows, head: headUsual}
	s.make(m)
	return s
}

func (s *spreading) make(m *Model) {
	s.made = m.view.Spread(s.rows, metrics.SpreadLimit{PerHead: s.head})
}

// dialog asks about the plan; arrows give each person more or less.
func (s *spreading) dialog(m *Model, title string, before ...string) *manyDialog {
	return &manyDialog{
		verb: metrics.Reassign, title: title, whom: m.say(spreadPeople, len(s.shares())),
		lines: func(m *Model, w int) []string {
			lines := make([]string, 0, len(before)+4)
			for _, b := range before {
				lines = append(lines, m.theme.Past.Paint(fit(b, w, m.glyphs.more)))
			}
			return append(lines, s.lines(m, w)...)
		},
		plan:   s.commands,
		adjust: s.adjust,
	}
}

// adjust takes the arrows.
func (s *spreading) adjust(m *Model, name string) bool {
	head := s.head
	switch name {
	case "left":
		head--
	case "right":
		head++
	}
	if head == s.head || head < 1 || head > headMost {
		return false
	}
	s.head = head
	s.make(m)
	return true
}

// commands are the moves whose conversations are as they were and whose new
// owners can still take them.
func (s *spreading) commands(m *Model) []metrics.Command {
	var plan []metrics.Command
	for i := range s.made.Moves {
		move := &s.made.Moves[i]
		r, still := m.stillWaiting(&move.Row)
		if !still || m.unfitFor(&r, move.To) != (phrase{}) {
			continue
		}
		c := commandAbout(&r, metrics.Reassign)
		c.To = move.To
		plan = append(plan, c)
	}
	return plan
}

// stillWaiting is a row that waits with the owner it had. Of one that the list
// leaves out for its filter or its length nothing newer is known: there the
// backend, which is told what owner to expect, has the last word.
func (m *Model) stillWaiting(was *metrics.Waiting) (metrics.Waiting, bool) {
	if _, listed := m.waiting.row(was.Key); listed {
		return m.stillAs(was)
	}
	return *was, !m.listsAll()
}

// listsAll says that everybody who waits is on the list.
func (m *Model) listsAll() bool {
	f := m.view.Query.Filter
	return len(f.Conditions) == 0 && len(f.Teams) == 0 && m.view.Matched <= len(m.view.Waiting)
}

// share is what one person gets.
type share struct {
	to        metrics.Text
	n, inTime int
}

// shares are what each person gets, the most first.
func (s *spreading) shares() []share {
	var all []share
	for i := range s.made.Moves {
		move := &s.made.Moves[i]
		at := slices.IndexFunc(all, func(x share) bool { return x.to == move.To })
		if at < 0 {
			at = len(all)
			all = append(all, share{to: move.To})
		}
		all[at].n++
		if move.Chance != metrics.NoChance {
			all[at].inTime++
		}
	}
	slices.SortStableFunc(all, func(a, b share) int { return cmp.Compare(b.n, a.n) })
	return all
}

// summary is the plan in a line.
func (s *spreading) summary(m *Model) string {
	return m.say(spreadOffer, len(s.made.Moves), len(s.rows), len(s.shares())) + "  " + s.effect(m)
}

// effect is how many will be lost without the plan and with it.
func (s *spreading) effect(m *Model) string {
	return m.say(spreadLost, s.made.Before, m.glyphs.to, s.made.After)
}

// lines are the plan: what it saves, who gets how many, and what stays.
func (s *spreading) lines(m *Model, w int) []string {
	var names []string
	for _, x := range s.shares() {
		names = append(names, m.name(x.to)+" "+m.say(spreadShare, x.n, x.inTime))
	}
	lines := []string{m.theme.Due.Paint(fit(s.effect(m), w, m.glyphs.more))}
	for _, piece := range m.wrapped(strings.Join(names, ", "), w) {
		lines = append(lines, m.theme.Text.Paint(piece))
	}
	stay := m.say(spreadStay, len(s.made.Left))
	head := m.say(spreadHead, s.head)
	return append(lines,
		m.theme.Muted.Paint(fit(stay, w, m.glyphs.more)),
		m.theme.Muted.Paint(fit(head, w, m.glyphs.more)))
}
