package twin

// robotHealth is R44: over the last 15 minutes, the share of turns that the
// robot was the first to answer, at whatever time of day, and the handoffs a
// minute; how long the robot has been silent; and what is normal, the median
// (nearest rank) over the same quarter of an hour on the previous 7 days, of
// those days that had any answered turn in it.
func (s shop) robotHealth() map[string]any {
	turns, byRobot, handoffs := s.quarter(s.now)
	var silent any
	for _, th := range s.threads {
		for _, e := range th.events {
			if isRobot(e) && (silent == nil || s.now-e.at < silent.(int64)) {
				silent = s.now - e.at
			}
		}
	}
	var shares, rates []int64
	for back := int64(1); back <= 7; back++ {
		then, robot, handed := s.quarter(s.now - back*day)
		if then > 0 {
			shares = append(shares, robot*10000/then)
			rates = append(rates, handed)
		}
	}
	out := map[string]any{
		"turns": turns, "robot_first": byRobot, "share_pct": percent(byRobot, turns),
		"silent_ms": silent, "handoffs": handoffs, "handoffs_per_min": s.perMinute(handoffs),
		"normal_share_pct": nil, "normal_handoffs_per_min": nil,
	}
	if len(shares) > 0 {
		out["normal_share_pct"] = percent(nearestRank(shares, 50), 10000)
		out["normal_handoffs_per_min"] = s.perMinute(nearestRank(rates, 50))
	}
	return out
}

// quarter counts what happened in the 15 minutes up to an instant.
func (s shop) quarter(until int64) (answered, byRobot, handoffs int64) {
	in := func(at int64) bool { return until-s.k.robotHealthWindow < at && at <= until }
	p := policy{robot: "counts", window: wholeDay}
	for _, th := range s.threads {
		for _, t := range turns(s.k.obligations(th, p)) {
			if t.answer == nil || !in(t.answer.at) {
				continue
			}
			answered++
			if isRobot(*t.answer) {
				byRobot++
			}
		}
		for _, e := range th.events {
			if e.Type == "conversation.handoff" && in(e.at) {
				handoffs++
			}
		}
	}
	return answered, byRobot, handoffs
}

// perMinute spreads a count over the window, two decimals, cut.
func (s shop) perMinute(n int64) any {
	return percent(n*minute, s.k.robotHealthWindow*100)
}
