package twin

// average is one of the mean response times of the table "Metrics as
// parameters" (R32).
type average struct {
	name string
	policy
	cap int64 // Taobao: longer waits and unanswered turns count as this much
}

func (k knobs) averages() []average {
	w := k.window
	jd := window{9 * hour, 23 * hour}
	return []average{
		{"pdd_avg_response", policy{"turn", 0, "excludes", false, false, false, w}, 0},
		{"feige_avg_response", policy{"turn", 0, "ignored", true, false, false, w}, 0},
		{"taobao_avg_response", policy{"turn", 0, "excludes", false, false, false, w}, 600 * second},
		{"jd_avg_response", policy{"turn", 0, "ignored", false, true, true, jd}, 0},
	}
}

// timing is a set of waits with what could not become one.
type timing struct {
	samples                    []int64
	pending, robot, unanswered int64
}

func (t timing) report() map[string]any {
	out := spread(t.samples)
	out["pending"], out["robot"], out["unanswered"] = t.pending, t.robot, t.unanswered
	return out
}

// horizon is the instant from which on a reply is no sample any more: local
// midnight after the message, or an hour after it if that is later (R32).
func (k knobs) horizon(at int64) int64 {
	return max(k.midnight(k.dayOf(at)+1), at+k.minAvgHorizon)
}

// addTo enters one wait: a sample if a human answered before the horizon, a
// robot turn if the robot did, pending before the horizon, else unanswered.
func (s shop) addTo(t *timing, o obligation, p policy, limit int64) {
	horizon := s.k.horizon(o.at)
	switch {
	case o.answer != nil && o.answer.at < horizon && isRobot(*o.answer):
		t.robot++
	case o.answer != nil && o.answer.at < horizon:
		wait := s.k.wait(o.at, o.answer.at, p.window)
		if limit > 0 {
			wait = min(wait, limit)
		}
		t.samples = append(t.samples, wait)
	case s.asOf < horizon:
		t.pending++
	default:
		t.unanswered++
		if limit > 0 {
			t.samples = append(t.samples, limit)
		}
	}
}

// averageResponse is the mean response of a day (R32), a wait per turn.
func (s shop) averageResponse(a average, d int64) map[string]any {
	var out timing
	for _, th := range s.threads {
		for _, t := range turns(s.k.obligations(th, a.policy)) {
			if t.day == d {
				s.addTo(&out, t.obligation, a.policy, a.cap)
			}
		}
	}
	return out.report()
}

// firstResponse is R33: per session from the first assessed buyer message, in
// the Feige reading from the handoff if there was one, to the first human
// message after it; no sample if a human had spoken in the session before.
// A handoff outside the window leaves the session out: it is the handoff that
// is assessed. A reply to a later session still ends the wait (R13, R19).
func (s shop) firstResponse(handoff bool, d int64) map[string]any {
	p := policy{robot: "ignored", handoff: handoff, window: s.k.window}
	var out timing
	for _, o := range firstOfSession(s.obligations(p)) {
		this := o.thread.sessions[o.session]
		if o.day != d || handoff && this.handoff >= 0 && o.index != this.handoff {
			continue
		}
		spoken := false
		for _, e := range o.thread.events[this.from:o.index] {
			spoken = spoken || isHuman(e)
		}
		if !spoken {
			s.addTo(&out, o, p, 0)
		}
	}
	return out.report()
}
