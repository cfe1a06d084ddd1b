package twin

// visit is a session as a contact centre sees it (R40).
type visit struct {
	session
	thread    *thread
	start     int64 // entering the queue: the handoff, or the session's start
	answered  bool  // a human replied before the close
	answerAt  int64
	closed    bool
	closedAt  int64
	handled   bool // somebody owned it
	handledAt int64
}

// visits lists the sessions that people were to handle: those that the robot
// served alone are out (R16). What counts is the last close, and only if the
// buyer did not come back into the session after it (R12). Reply and close are
// looked for until the next session opens, also after midnight; the time of
// day does not matter.
func (s shop) visits() []visit {
	var out []visit
	for _, th := range s.threads {
		for _, one := range th.sessions {
			if th.robotOnly(one) {
				continue
			}
			out = append(out, visitOf(th, one))
		}
	}
	return out
}

func visitOf(th *thread, one session) visit {
	v := visit{session: one, thread: th, start: one.start}
	if one.handoff >= 0 {
		v.start = th.events[one.handoff].at
	}
	closedIndex := one.to
	for i := one.from; i < one.to; i++ {
		switch e := th.events[i]; {
		case e.Type == "conversation.closed":
			v.closed, v.closedAt, closedIndex = true, e.at, i
		case isBuyer(e) || e.Type == "conversation.handoff":
			v.closed, closedIndex = false, one.to
		}
	}
	for i := max(one.from, one.handoff); i < closedIndex; i++ {
		if isHuman(th.events[i]) && !v.answered {
			v.answered, v.answerAt = true, th.events[i].at
		}
	}
	v.handledAt, v.handled = th.handledFrom(one)
	return v
}

// contactCentre is R40 for the sessions of a day. The service level counts
// waits of up to 30 s. FCR asks whether the buyer of a closed and answered
// session opens another one, in any conversation, within 24 h of the close.
func (s shop) contactCentre(d int64) map[string]any {
	var answered, within, abandoned, abandonedWithin, short, waiting int64
	var resolved, repeat, open int64
	var first, handle []int64
	all := s.visits()
	for _, v := range all {
		if v.day != d {
			continue
		}
		switch {
		case v.answered:
			answered++
			first = append(first, v.answerAt-v.start)
			if v.answerAt-v.start <= s.k.contactCentreTarget {
				within++
			}
		case v.closed && v.closedAt-v.start <= s.k.shortAbandon:
			short++
		case v.closed:
			abandoned++
			if v.closedAt-v.start <= s.k.contactCentreTarget {
				abandonedWithin++
			}
		default:
			waiting++
		}
		if v.closed && v.handled && v.handledAt <= v.closedAt {
			handle = append(handle, v.closedAt-v.handledAt)
		}
		if v.closed && v.answered {
			switch {
			case s.cameBack(v):
				repeat++
			case s.asOf > v.closedAt+s.k.fcrWindow:
				resolved++
			default:
				open++
			}
		}
	}
	both := answered + abandoned
	return map[string]any{
		"answered": answered, "within": within, "waiting": waiting,
		"abandoned": abandoned, "abandoned_within": abandonedWithin, "short_abandoned": short,
		"abandon_pct": percent(abandoned, both),
		"sl1_pct":     percent(within+abandonedWithin, both),
		"sl2_pct":     percent(within, answered),
		"sl3_pct":     percent(within, both),
		"sl4_pct":     percent(within, both-abandonedWithin),
		"asa":         spread(first),
		"aht":         spread(handle),
		"fcr": map[string]any{
			"resolved": resolved, "repeat": repeat, "open": open, "pct": percent(resolved, resolved+repeat),
		},
	}
}

// cameBack tells whether the buyer of a closed session opened another one
// within the window of the first-contact resolution, robot-only ones included.
func (s shop) cameBack(v visit) bool {
	for _, th := range s.threads {
		for _, other := range th.sessions {
			if other.buyer == v.buyer &&
				other.start > v.closedAt && other.start <= v.closedAt+s.k.fcrWindow {
				return true
			}
		}
	}
	return false
}
