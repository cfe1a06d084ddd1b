package metrics

import (
	"cmp"
	"slices"
)

// defaultLimit is how many waiting rows a view carries.
const defaultLimit = 200

// View answers q as of the last Advance. The result is nobody's but the
// caller's.
func (f *Floor) View(q Query) *View {
	f.settleAll()
	f.views++
	v := &View{
		Version: f.views, Now: f.now, Zone: f.policy.Zone, Query: q,
		Commands: f.commandsView(),
	}
	v.Outcomes = f.outcomes()
	if q.Limit <= 0 {
		q.Limit = defaultLimit
	}
	f.filtered.set(q.Filter)
	s := scan{Floor: f, query: q}
	s.run(v)
	if q.Story != (ConversationKey{}) {
		v.Story = f.story(q.Story)
	}
	if q.Move != (ConversationKey{}) {
		v.Move = f.plan(v, q.Move)
	}
	v.Page = f.page.answer(f, q.Shop)
	v.Promised, v.Closing.Closed = f.promised(), f.closed()
	v.Closing.Closes, v.Closing.Opens = f.hours()
	v.Activity = f.happenings()
	v.Feed.Duplicates, v.Feed.Conflicts = uint64(f.counts.Duplicates), uint64(f.counts.Conflicts)
	v.Feed.Events, v.Feed.LastEvent = uint64(f.counts.Events), f.feedLast
	v.Feed.Sources, v.Feed.SourcesUp = f.sourcesUp()
	return v
}

// scan walks the waiting rows once and counts everything the screen shows of
// them: per floor, per team, per agent.
type scan struct {
	*Floor
	query  Query
	order  func(a, b *row) int
	groups *grouping
	teams  []Queue    // by group
	count  []classes  // by group
	desks  []AgentRow // by person
	best   []*row     // the first rows that match: a heap, the last of them on top
	pins   []*row     // rows that match and belong to a lane
}

// classes are Counts in the making.
type classes struct {
	states           [rowStates]int
	unassigned       int
	oldest, lostLong Time // starts of the longest waits
}

func (s *scan) run(v *View) {
	s.groups = s.grouping(s.query.Group)
	s.teams, s.count = make([]Queue, len(s.groups.names)), make([]classes, len(s.groups.names))
	s.desks = make([]AgentRow, len(s.people.list))
	s.order = s.byDeadline
	if s.query.Sort == ByWait {
		s.order = s.byWait
	}
	for i := range scattered(len(s.rows)) {
		r := &s.rows[i]
		if !r.onScreen(s.today) {
			s.countHidden(v, r)
			continue
		}
		s.tell(r)
		if r.due != 0 {
			v.Closing.Counting++
			v.Closing.Last = max(v.Closing.Last, r.due)
		}
		if s.filtered.lets(s.Floor, r) {
			v.Matched++
			s.consider(r)
		}
	}
	for i := range s.count {
		s.teams[i].Counts = s.count[i].counts()
		v.Counts.include(&s.teams[i].Counts)
	}
	for _, r := range s.first() {
		v.Waiting = append(v.Waiting, s.waitingRow(r))
	}
	v.Lanes, v.Shops = s.lanes(), s.judgements()
	s.countPulses()
	v.Agents = s.agents()
	v.Queues = s.queues()
}

// consider keeps r if it belongs to the first rows: for almost every row that
// costs one comparison.
func (s *scan) consider(r *row) {
	if r.lane != NoLane {
		s.pins = append(s.pins, r)
	}
	switch {
	case len(s.best) < s.query.Limit:
		s.best = append(s.best, r)
		if len(s.best) == s.query.Limit {
			for i := len(s.best)/2 - 1; i >= 0; i-- {
				s.sink(i)
			}
		}
	case s.order(r, s.best[0]) < 0:
		s.best[0] = r
		s.sink(0)
	}
}

// first are the rows to show: the first in order, and after them those that
// are pinned and would be cut off.
func (s *scan) first() []*row {
	out := s.best
	if len(s.best) == s.query.Limit {
		for _, r := range s.pins {
			if s.order(r, s.best[0]) > 0 {
				out = append(out, r)
			}
		}
	}
	slices.SortFunc(out, s.order)
	return out
}

func (s *scan) sink(i int) {
	for {
		child := 2*i + 1
		if child >= len(s.best) {
			return
		}
		if child+1 < len(s.best) && s.order(s.best[child+1], s.best[child]) > 0 {
			child++
		}
		if s.order(s.best[child], s.best[i]) <= 0 {
			return
		}
		s.best[i], s.best[child] = s.best[child], s.best[i]
		i = child
	}
}

// countHidden counts the rows that the list leaves out.
func (s *scan) countHidden(v *View, r *row) {
	if r.closed {
		v.Counts.Closed++
	} else {
		v.Counts.LeftOver++
	}
}

// tell counts a row for its team and for who is in charge of it.
func (s *scan) tell(r *row) {
	state := r.state(s.now)
	group := int(r.team) // asking the grouping costs more than counting
	if s.query.Group != ByTeam {
		group = s.groups.of(r.thread, r.team)
	}
	c := &s.count[group]
	c.states[state]++
	if c.oldest == 0 || r.since < c.oldest {
		c.oldest = r.since
	}
	if state == RowLost && (c.lostLong == 0 || r.since < c.lostLong) {
		c.lostLong = r.since
	}
	if r.owner == unassigned {
		c.unassigned++
		return
	}
	d := &s.desks[r.owner]
	d.Waiting++
	if state == RowLost || r.broken {
		d.Past++
	}
	if d.Oldest == 0 || r.since < d.Oldest {
		d.Oldest = r.since
	}
}

func (c *classes) counts() Counts {
	out := Counts{
		Due: c.states[RowDue], Past: c.states[RowPast], Lost: c.states[RowLost], Night: c.states[RowNight],
		Unassigned: c.unassigned, Oldest: c.oldest, OldestLost: c.lostLong,
	}
	for _, n := range c.states {
		out.Waiting += n
	}
	return out
}

// include adds a team's counts to the floor's.
func (c *Counts) include(t *Counts) {
	c.Waiting += t.Waiting
	c.Due += t.Due
	c.Past += t.Past
	c.Lost += t.Lost
	c.Night += t.Night
	c.Unassigned += t.Unassigned
	c.Oldest = sooner(c.Oldest, t.Oldest)
	c.OldestLost = sooner(c.OldestLost, t.OldestLost)
}

// waitingRow writes a row out for the screen.
func (f *Floor) waitingRow(r *row) Waiting {
	t := r.thread
	c := &t.face
	w := Waiting{
		Key:     ConversationKey{t.shop.key.Platform, t.shop.key.Shop, t.key},
		Version: uint64(c.version), Team: f.teams.list[c.team],
		Since: r.since, Deadline: r.due, Line: r.step, State: r.state(f.now),
		Severity: r.severity(f.now),
		Buyer:    c.buyer, BuyerName: c.buyerName, Tier: c.tier, Stage: c.stage, Tags: c.tags,
		Messages: int(r.asks),
		Lane:     f.laneOf(r), Complaint: r.lane == LaneComplaint || t.shop.complains(c.buyer, f.now), LastText: t.lastWords(), LastKind: Buyer,
	}
	w.Transfers, w.MovedAt = t.moves(f.now)
	if t.now.assignee != unassigned {
		w.Owner = f.people.list[t.now.assignee].id
	}
	if r.owner != unassigned {
		q := f.people.list[r.owner]
		w.Charged, w.OwnerName = q.id, f.people.label(r.owner)
		w.OwnerLoad, w.OwnerCapacity = q.load, q.at(f.now).n
		w.OwnerPresence, _, _ = q.presence(f.now)
	}
	return w
}

// moves counts the moves after the first, and tells when the last was.
func (t *thread) moves(now Time) (n int, last Time) {
	for i := range t.facts {
		if k := &t.facts[i]; k.kind == kindMoved && k.time <= now {
			n++
			last = k.time
		}
	}
	return max(0, n-1), last
}

// lastWords are the buyer's last words, blank once they were recalled or
// deleted (R20).
func (t *thread) lastWords() Text {
	if !t.takes {
		return t.words
	}
	for i := range t.facts {
		k := &t.facts[i]
		if k.kind != kindRecall && k.kind != kindDelete {
			continue
		}
		if at := t.find(k.ref(&t.entity)); at >= 0 && t.facts[at].word() == t.wordsOf {
			return ""
		}
	}
	return t.face.words
}

func (s *scan) countPulses() {
	oldest := s.now.Add(-pulseSpan)
	in, out := make([]int, len(s.teams)), make([]int, len(s.teams))
	for i := range s.pulses.list {
		p := &s.pulses.list[i]
		switch {
		case !p.live(oldest, s.now):
		case p.reply:
			out[s.groups.of(p.thread, p.team)]++
		default:
			in[s.groups.of(p.thread, p.team)]++
		}
	}
	for i := range s.teams {
		s.teams[i].ArrivalsPerMinute, s.teams[i].RepliesPerMinute = perMinute(in[i]), perMinute(out[i])
	}
}

// agents writes the people out, those in trouble first: waits past a line,
// then waits, then load.
func (s *scan) agents() []AgentRow {
	today := s.today
	var out []AgentRow
	for n, q := range s.people.list[1:] {
		a := s.desks[n+1]
		a.ID, a.Name, a.Team = q.id, firstOf(q.name.value, q.called.value), s.Floor.teams.list[q.home()]
		a.Presence, a.Since, a.Native = q.presence(s.now)
		a.Load, a.Capacity, a.LastSaid = q.load, q.at(s.now).n, q.spoke(s.now)
		if d := s.agentDays[agentDayKey{uint32(n + 1), today}]; d != nil {
			a.Reply3m = d.replies[1].tally()
			a.Answered, a.MeanResponse = d.answered, d.mean()
		}
		a.Overrun, a.Pace, a.AnswerTime = s.overrun(q), q.pace.at(s.now), q.pace.answerTime(s.now)
		if s.query.Group == ByTeam {
			s.staff(&s.teams[q.home()], &a)
		}
		if a.Presence > Offline || a.Load > 0 || a.Waiting > 0 || a.Reply3m.N > 0 {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b AgentRow) int {
		return cmp.Or(cmp.Compare(b.Past, a.Past), cmp.Compare(b.Waiting, a.Waiting), cmp.Compare(b.Load, a.Load), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// staff adds an agent to his team's head count.
func (s *scan) staff(q *Queue, a *AgentRow) {
	switch a.Presence {
	case Online:
		q.Online++
		q.Free += max(0, a.Capacity-a.Load)
	case Busy:
		q.Online++
	case Away:
		q.Away++
	}
}

func (t AgentTally) tally() Tally { return Tally{OK: t.OK, N: t.N(), Pending: t.Pending} }

// mean is the mean response, rounded up (R26); 0 without samples.
func (d *agentDay) mean() Span { return meanUp(d.wait, d.answered) }

func meanUp(sum Span, n int) Span {
	if n == 0 {
		return 0
	}
	return (sum + Span(n) - 1) / Span(n)
}
