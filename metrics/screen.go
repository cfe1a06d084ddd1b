package metrics

import (
	"cmp"
	"slices"
	"strings"
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
		Commands: f.commands.view(),
	}
	if q.Limit <= 0 {
		q.Limit = defaultLimit
	}
	s := scan{Floor: f, query: q, match: f.matcher(q.Filter)}
	s.run(v)
	v.Feed.Duplicates, v.Feed.Conflicts = uint64(f.counts.Duplicates), uint64(f.counts.Conflicts)
	v.Feed.Events, v.Feed.LastEvent = uint64(f.counts.Events), f.feedLast
	v.Feed.Sources, v.Feed.SourcesUp = f.sourcesUp()
	return v
}

// scan walks the waiting rows once and counts everything the screen shows of
// them: per floor, per team, per agent.
type scan struct {
	*Floor
	query Query
	match func(*row) bool
	teams []Queue
	desks []AgentRow // by person
	best  []*row     // rows that match, in order once picked
}

func (s *scan) run(v *View) {
	s.teams = make([]Queue, len(s.Floor.teams.list))
	s.desks = make([]AgentRow, len(s.people.list))
	for i := range s.rows {
		r := &s.rows[i]
		if !r.onScreen(s.today) {
			s.countHidden(v, r)
			continue
		}
		s.count(v, r)
		if s.match(r) {
			s.best = append(s.best, r)
		}
	}
	v.Matched = len(s.best)
	s.pick()
	for _, r := range s.best {
		v.Waiting = append(v.Waiting, s.waitingRow(r))
	}
	s.countPulses()
	v.Agents = s.agents()
	v.Queues = s.queues()
}

// countHidden counts the rows that the list leaves out.
func (s *scan) countHidden(v *View, r *row) {
	if r.closed {
		v.Counts.Closed++
	} else {
		v.Counts.LeftOver++
	}
}

func (s *scan) count(v *View, r *row) {
	state := r.state(s.now)
	v.Counts.add(r, state)
	s.teams[r.team].Counts.add(r, state)
	d := &s.desks[r.owner]
	d.Waiting++
	if state == RowPast || state == RowLost || r.broken {
		d.Past++
	}
	if d.Oldest == 0 || r.since < d.Oldest {
		d.Oldest = r.since
	}
}

func (c *Counts) add(r *row, state RowState) {
	c.Waiting++
	switch state {
	case RowDue:
		c.Due++
	case RowPast:
		c.Past++
	case RowLost:
		c.Lost++
		c.OldestLost = sooner(c.OldestLost, r.since)
	case RowNight:
		c.Night++
	}
	if r.owner == unassigned {
		c.Unassigned++
	}
	c.Oldest = sooner(c.Oldest, r.since)
}

// pick sorts the first rows of the list into place.
func (s *scan) pick() {
	order := s.byDeadline
	if s.query.Sort == ByWait {
		order = s.byWait
	}
	if len(s.best) > 4*s.query.Limit {
		s.best = smallest(s.best, s.query.Limit, order)
	}
	slices.SortFunc(s.best, order)
	s.best = s.best[:min(len(s.best), s.query.Limit)]
}

// smallest keeps the n first rows by order: a heap of the n best with the
// worst on top, so that almost every row costs one comparison.
func smallest(rows []*row, n int, order func(a, b *row) int) []*row {
	heap := rows[:n]
	for i := n/2 - 1; i >= 0; i-- {
		sink(heap, i, order)
	}
	for _, r := range rows[n:] {
		if order(r, heap[0]) < 0 {
			heap[0] = r
			sink(heap, 0, order)
		}
	}
	return heap
}

func sink(heap []*row, i int, order func(a, b *row) int) {
	for {
		child := 2*i + 1
		if child >= len(heap) {
			return
		}
		if child+1 < len(heap) && order(heap[child+1], heap[child]) > 0 {
			child++
		}
		if order(heap[child], heap[i]) <= 0 {
			return
		}
		heap[i], heap[child] = heap[child], heap[i]
		i = child
	}
}

// waitingRow writes a row out for the screen.
func (s *scan) waitingRow(r *row) Waiting {
	t := r.thread
	c := t.face
	w := Waiting{
		Key:     ConversationKey{t.shop.key.Platform, t.shop.key.Shop, t.key},
		Version: c.version, Team: s.Floor.teams.list[c.team],
		Since: r.since, Deadline: r.due, Line: r.step, State: r.state(s.now),
		Severity: r.severity(s.now),
		Buyer:    c.buyer, BuyerName: c.buyerName, Tier: c.tier, Stage: c.stage, Tags: c.tags,
		Messages: int(r.asks), Transfers: max(0, c.moves-1), MovedAt: c.movedAt,
		Complaint: t.hasComplaint(s.now) || t.shop.complains(c.buyer, s.now), LastText: t.lastWords(), LastKind: Buyer,
	}
	if t.now.assignee != unassigned {
		w.Owner = s.people.list[t.now.assignee].id
	}
	if r.owner != unassigned {
		q := s.people.list[r.owner]
		w.Charged, w.OwnerName = q.id, s.people.label(r.owner)
		w.OwnerLoad, w.OwnerCapacity = q.load, q.at(s.now).n
		w.OwnerPresence, _, _ = q.presence(s.now)
	}
	return w
}

func (t *thread) hasComplaint(now Time) bool {
	for i := range t.facts {
		if t.facts[i].kind == kindComplaint && t.facts[i].time <= now {
			return true
		}
	}
	return false
}

// lastWords are the buyer's last words, blank once they were recalled or
// deleted (R20).
func (t *thread) lastWords() Text {
	for i := range t.facts {
		k := &t.facts[i]
		if k.kind != kindRecall && k.kind != kindDelete {
			continue
		}
		if k.ref(&t.entity) == t.face.wordsID {
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
			out[p.team]++
		default:
			in[p.team]++
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
		a.ID, a.Name, a.Team = q.id, q.name, s.Floor.teams.list[q.team]
		a.Presence, a.Since, a.Native = q.presence(s.now)
		a.Load, a.Capacity, a.LastSaid = q.load, q.at(s.now).n, q.said
		if d := s.agentDays[agentDayKey{uint32(n + 1), today}]; d != nil {
			a.Reply3m = d.replies[1].tally()
			a.Answered, a.MeanResponse = d.answered, d.mean()
		}
		s.staff(&s.teams[q.team], &a)
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

// queues writes the teams out, worst first.
func (s *scan) queues() []Queue {
	var out []Queue
	for i, q := range s.teams {
		q.Name = s.Floor.teams.list[i]
		if q.Waiting > 0 || q.Online+q.Away > 0 || q.ArrivalsPerMinute > 0 || q.RepliesPerMinute > 0 {
			out = append(out, q)
		}
	}
	slices.SortFunc(out, func(a, b Queue) int {
		return cmp.Or(
			cmp.Compare(b.Due+b.Past+b.Lost, a.Due+a.Past+a.Lost),
			cmp.Compare(b.Waiting, a.Waiting), cmp.Compare(a.Name, b.Name),
		)
	})
	return out
}

// matcher compiles a filter; the zero filter lets everything through.
func (f *Floor) matcher(q Filter) func(*row) bool {
	term := strings.ToLower(string(q.Term))
	owner := func(r *row) Text {
		if r.owner == unassigned {
			return ""
		}
		return f.people.list[r.owner].id
	}
	return func(r *row) bool {
		return (len(q.Teams) == 0 || slices.Contains(q.Teams, f.teams.list[r.team])) &&
			(len(q.Shops) == 0 || slices.Contains(q.Shops, r.thread.shop.key)) &&
			(len(q.Owner) == 0 || slices.Contains(q.Owner, owner(r))) &&
			(term == "" || f.mentions(r, term))
	}
}

// mentions reports whether a row's visible words contain a lower-case term.
func (f *Floor) mentions(r *row, term string) bool {
	c := r.thread.face
	for _, s := range [...]Text{
		c.buyerName, c.buyer, r.thread.key, r.thread.shop.key.Shop, f.teams.list[r.team],
		f.people.label(r.owner), c.words,
	} {
		if strings.Contains(strings.ToLower(string(s)), term) {
			return true
		}
	}
	return false
}
