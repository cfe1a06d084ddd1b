package twin

import (
	"sort"
	"strings"
)

// Floor computes the house figures of the floor, R42 to R46, R49 and R50, from
// scratch, per shop:
//
//	invitations           day -> R42, with the list of those not invited
//	invitations_by_agent  day -> person -> R42
//	baskets               day -> R43
//	robot                 R44
//	promised, looping     conversations, R45 and R46
//	pace                  person -> R49
//	counts                R50
func Floor(lines [][]byte, now int64, settings map[string]any) (map[string]any, error) {
	k, err := readKnobs(settings)
	if err != nil {
		return nil, err
	}
	shops, _ := readShops(lines, now, k)
	out := map[string]any{}
	for name, s := range shops {
		invitations, baskets := map[string]any{}, map[string]any{}
		for _, d := range s.days() {
			invitations[date(d)] = s.invitations(d)
			baskets[date(d)] = s.basket(d)
		}
		out[name] = map[string]any{
			"invitations": invitations, "invitations_by_agent": s.invitationsByAgent(),
			"baskets": baskets, "robot": s.robotHealth(),
			"promised": s.promised(), "looping": s.looping(),
			"pace": s.pace(), "counts": s.rowCounts(),
		}
	}
	return map[string]any{"now": now, "today": date(k.dayOf(now)), "shops": out}, nil
}

// served is a session in which a human wrote.
type served struct {
	visit
	people         []string
	invited, rated bool
}

// servedSessions finds them with what became of the rating (R42). A rating of
// the robot is no participation, and one without an invitation does not count
// either. Invitation and rating belong to the session last opened before them.
func (s shop) servedSessions() []served {
	var out []served
	for _, th := range s.threads {
		for _, one := range th.sessions {
			people := th.speakers(one.from, one.to)
			if len(people) == 0 {
				continue
			}
			v := served{visit: visitOf(th, one), people: people}
			for _, e := range th.events[one.from:one.to] {
				v.invited = v.invited || e.Type == "rating.invited"
				v.rated = v.rated || isRating(e)
			}
			out = append(out, v)
		}
	}
	return out
}

// invited counts R42: invitation rate over the sessions with a human reply,
// participation rate over the invited ones.
type invited struct{ sessions, invited, rated int64 }

func (c *invited) add(v served) {
	c.sessions++
	if v.invited {
		c.invited++
		if v.rated {
			c.rated++
		}
	}
}

func (c invited) report() map[string]any {
	return map[string]any{
		"sessions": c.sessions, "invited": c.invited, "rated": c.rated,
		"invitation_pct": percent(c.invited, c.sessions), "participation_pct": percent(c.rated, c.invited),
	}
}

// invitations is R42 of a shop's day; the list names the conversations that
// were answered and closed and not invited.
func (s shop) invitations(d int64) map[string]any {
	var c invited
	missing := []any{}
	for _, v := range s.servedSessions() {
		if v.day != d {
			continue
		}
		c.add(v)
		if v.closed && v.answered && !v.invited {
			missing = append(missing, v.thread.conversation)
		}
	}
	out := c.report()
	out["not_invited"] = missing
	return out
}

// invitationsByAgent counts a session for everybody who wrote in it.
func (s shop) invitationsByAgent() map[string]any {
	rows := map[string]map[string]*invited{}
	for _, v := range s.servedSessions() {
		on := date(v.day)
		if rows[on] == nil {
			rows[on] = map[string]*invited{}
		}
		for _, name := range v.people {
			if rows[on][name] == nil {
				rows[on][name] = &invited{}
			}
			rows[on][name].add(v)
		}
	}
	out := map[string]any{}
	for on, people := range rows {
		day := map[string]any{}
		for name, c := range people {
			day[name] = c.report()
		}
		out[on] = day
	}
	return out
}

// promised lists the conversations of R45: the session of today is open, its
// last human message makes a promise, and for longer than `promise_s` nothing
// human followed. Whether the buyer wrote in between does not matter.
func (s shop) promised() []any {
	out := []any{}
	for _, th := range s.threads {
		one, open := s.openSession(th)
		if !open {
			continue
		}
		last := -1
		for i := one.from; i < one.to; i++ {
			if isHuman(th.events[i]) {
				last = i
			}
		}
		if last >= 0 && s.now-th.events[last].at > s.k.promise &&
			matches(th.events[last].Text, s.k.promisePhrases) {
			out = append(out, th.conversation)
		}
	}
	return byText(out)
}

// looping lists the conversations of R46: in the session of today, still open,
// only the robot replied, nobody was handed over, and two messages of the
// buyer ask for a human.
func (s shop) looping() []any {
	out := []any{}
	for _, th := range s.threads {
		one, open := s.openSession(th)
		if !open || !th.robotOnly(one) {
			continue
		}
		asked := 0
		for _, e := range th.events[one.from:one.to] {
			if isBuyer(e) && matches(e.Text, s.k.humanWords) {
				asked++
			}
		}
		if asked >= 2 {
			out = append(out, th.conversation)
		}
	}
	return byText(out)
}

// openSession is the last session of a conversation, if it is of today and not
// closed.
func (s shop) openSession(th *thread) (session, bool) {
	if len(th.sessions) == 0 {
		return session{}, false
	}
	one := th.sessions[len(th.sessions)-1]
	return one, one.day == s.today && !th.closedNow()
}

// matches looks for any of the phrases, in upper or lower case.
func matches(text string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(strings.ToLower(text), strings.ToLower(p)) {
			return true
		}
	}
	return false
}

func byText(list []any) []any {
	sort.Slice(list, func(i, j int) bool { return list[i].(string) < list[j].(string) })
	return list
}

// pace is R49: the median of a person's own waits over his last 20 answered
// turns of the last 2 hours, nil under 5. Turns answered in the same
// millisecond count from the shorter wait.
func (s shop) pace() map[string]any {
	waits := map[string][]answered{}
	for _, people := range s.agents() {
		for name, a := range people {
			for _, w := range a.waits {
				if s.now-s.k.paceWindow < w.at && w.at <= s.now {
					waits[name] = append(waits[name], w)
				}
			}
		}
	}
	out := map[string]any{}
	for name, list := range waits {
		sort.Slice(list, func(i, j int) bool {
			if list[i].at != list[j].at {
				return list[i].at > list[j].at
			}
			return list[i].wait < list[j].wait
		})
		var last []int64
		for _, w := range list[:min(len(list), s.k.paceTurns)] {
			last = append(last, w.wait)
		}
		row := map[string]any{"n": int64(len(last)), "median_ms": nil}
		if len(last) >= s.k.paceFloor {
			row["median_ms"] = nearestRank(last, 50)
		}
		out[name] = row
	}
	return out
}

// rowCounts is R50: every waiting conversation in one count. *due*: the next
// line that still counts is at most 60 s away; *past*: a line is lost and the
// next can still be kept; *lost*: no line is left; *night*: not assessed; else
// *waiting*. Conversations that were closed unanswered or are left over from
// an earlier day are not on the screen and counted apart.
func (s shop) rowCounts() map[string]any {
	c := map[string]int64{
		"due": 0, "past": 0, "lost": 0, "night": 0, "waiting": 0,
		"closed_unanswered": 0, "left_over": 0,
	}
	seen := map[*thread]bool{}
	for _, today := range []bool{true, false} { // the row of today goes first
		for _, r := range s.candidates() {
			if seen[r.thread] || (r.day == s.today) != today {
				continue
			}
			seen[r.thread] = true
			switch {
			case r.closed:
				c["closed_unanswered"]++
			case !today:
				c["left_over"]++
			case r.step > 0 && r.toBreach <= s.k.dueWithin:
				c["due"]++
			case r.step > 0 && r.lineBroken:
				c["past"]++
			case r.step > 0:
				c["waiting"]++
			case r.assessed:
				c["lost"]++
			default:
				c["night"]++
			}
		}
	}
	out := map[string]any{}
	for name, n := range c {
		out[name] = n
	}
	return out
}
