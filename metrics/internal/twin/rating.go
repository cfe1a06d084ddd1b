package twin

// csat counts ratings (R34): 5 and 4 satisfied, 2 and 1 dissatisfied, 3 in the
// denominator only.
type csat struct{ satisfied, neutral, dissatisfied int64 }

func (c *csat) add(score float64) {
	switch {
	case score >= 4:
		c.satisfied++
	case score <= 2:
		c.dissatisfied++
	default:
		c.neutral++
	}
}

func (c csat) report() map[string]any {
	rated := c.satisfied + c.neutral + c.dissatisfied
	return map[string]any{
		"rated": rated, "satisfied": c.satisfied, "neutral": c.neutral, "dissatisfied": c.dissatisfied,
		"satisfied_pct":    percent(c.satisfied, rated),
		"dissatisfied_pct": percent(c.dissatisfied, rated),
	}
}

// rating is the one rating of a session that holds.
type rating struct {
	day    int64
	score  float64
	agents []string // whom it is charged to
}

// ratings finds, per session, the last rating of a person (R34), and of those
// the ones whose time lies in the window. The time is that of the invitation
// if the rating names it, else its own (`csat_time`). A rating belongs to the
// session last opened before it, also after midnight. Ratings of the robot
// are out before the last one is looked for; the window is asked afterwards.
func (s shop) ratings() []rating {
	var out []rating
	for _, th := range s.threads {
		last := map[int]int{} // session -> event
		for i, e := range th.events {
			if isRating(e) {
				last[th.sessionAt(i)] = i
			}
		}
		for session, i := range last {
			e := th.events[i]
			at := e.at
			if e.InvitedAt != nil && !s.k.ratingByRatingTime {
				at = int64(*e.InvitedAt)
			}
			if s.k.inWindow(at, s.k.window) {
				out = append(out, rating{s.k.dayOf(at), e.Score, s.ratedAgents(th, session, i)})
			}
		}
	}
	return out
}

func isRating(e event) bool {
	return e.Type == "rating.submitted" && e.Target != "robot" && e.Score >= 1 && e.Score <= 5
}

// ratedAgents is R39: the one the rating names, else the last human who spoke
// in the session before it; with `csat_attribution=all` everybody who did.
func (s shop) ratedAgents(th *thread, session, index int) []string {
	e := th.events[index]
	before := th.speakers(th.sessionStart(session), index)
	switch {
	case s.k.ratingForAll && len(before) > 0:
		return before
	case e.Agent != "":
		return []string{e.Agent}
	}
	return []string{th.lastSpeaker(session, index)}
}

// lastSpeaker is the human who spoke last in a session before an event.
func (th *thread) lastSpeaker(session, index int) string {
	last := unassigned
	for _, e := range th.events[th.sessionStart(session):index] {
		if isHuman(e) {
			last = speaker(e)
		}
	}
	return last
}

// sessionStart is where a session begins; -1 stands for before the first one.
func (th *thread) sessionStart(session int) int {
	if session < 0 {
		return 0
	}
	return th.sessions[session].from
}

// csat is the shop's figure of a day.
func (s shop) csat(d int64) map[string]any {
	var c csat
	for _, r := range s.ratings() {
		if r.day == d {
			c.add(r.score)
		}
	}
	return c.report()
}

// rateAgents enters the ratings into the rows of the people they concern.
func (s shop) rateAgents(r roster) {
	for _, one := range s.ratings() {
		for _, name := range one.agents {
			r.row(one.day, name).csat.add(one.score)
		}
	}
}
