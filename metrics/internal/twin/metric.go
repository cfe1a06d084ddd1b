package twin

// metric is one line of the table "Metrics as parameters".
type metric struct {
	name string
	policy
	days, lag int64 // the official figure of today pools days T-lag-days+1 .. T-lag (R28)
	line      line
}

// rates are the metrics that are shares: of consumers, messages, turns,
// sessions or first answers.
func (k knobs) rates() []metric {
	half, fourFifths := line{50, 100, false}, line{80, 100, false}
	w := k.window
	jd := window{9 * hour, 23 * hour}
	return []metric{
		{"pdd_reply_5m", policy{"consumer", 300 * second, "counts", false, false, false, w}, 3, 1, half},
		{"pdd_reply_15m", policy{"consumer", 900 * second, "counts", false, false, false, w}, 3, 1, half},
		{"pdd_reply_1h", policy{"consumer", 3600 * second, "counts", false, false, false, w}, 3, 1, half},
		{"pdd_effective", policy{"consumer", 3600 * second, "counts", false, false, false, w}, 1, 1, half},
		{"pdd_human_3m", policy{"consumer", 180 * second, "excludes", false, false, false, w}, 1, 1, half},
		{"pdd_answer_30s", policy{"message", 30 * second, "excludes", false, false, false, w}, 1, 1, half},
		{"feige_human_3m", policy{"message", 180 * second, "ignored", true, false, false, w}, 30, 1, fourFifths},
		{"feige_human_3m_conv", policy{"session", 180 * second, "ignored", true, false, false, w}, 30, 1, fourFifths},
		{"taobao_human_3m", policy{"turn", 180 * second, "excludes", false, false, false, w}, 30, 1, half},
		{"jd_first_30s", policy{"first", 30 * second, "ignored", false, true, true, jd}, 30, 6, half},
		{"turn_3m", policy{"turn", 180 * second, "ignored", false, false, false, w}, 1, 1, half},
		{"turn_5m", policy{"turn", 300 * second, "ignored", false, false, false, w}, 1, 1, half},
	}
}

func (k knobs) rate(name string) metric {
	for _, m := range k.rates() {
		if m.name == name {
			return m
		}
	}
	panic("no metric " + name)
}

// unit is one thing counted by a metric: one consumer on one day, one message,
// one turn and so on.
type unit struct {
	day   int64
	start int64 // its first message
	outcome
	known int64
}

// units lists everything a metric counts in a shop, over all days.
func (s shop) units(m metric) []unit {
	switch m.unit {
	case "message":
		return s.single(m, s.obligations(m.policy))
	case "turn":
		return s.turnUnits(m)
	case "first":
		return s.single(m, firstOfSession(s.obligations(m.policy)))
	case "session":
		return s.worst(m, func(o obligation) any {
			return [2]any{o.thread.conversation, o.session}
		})
	case "consumer":
		// The same buyer in two conversations is one consumer, and a consumer
		// seen on two days is two (R11, R27).
		return s.worst(m, func(o obligation) any { return [2]any{o.buyer, o.day} })
	}
	panic("no unit " + m.unit)
}

// liveUnits are the units of the live windows (R31): consumers and sessions
// are decided by many messages over a day, so turns stand in for them.
func (s shop) liveUnits(m metric) []unit {
	if m.unit == "consumer" || m.unit == "session" {
		return s.turnUnits(m)
	}
	return s.units(m)
}

func (s shop) obligations(p policy) []obligation {
	var out []obligation
	for _, th := range s.threads {
		out = append(out, s.k.obligations(th, p)...)
	}
	return out
}

func (s shop) single(m metric, list []obligation) []unit {
	var out []unit
	for _, o := range list {
		result, known := s.k.judge(o, m.policy, s.asOf)
		out = append(out, unit{o.day, o.at, result, known})
	}
	return out
}

func (s shop) turnUnits(m metric) []unit {
	var firsts []obligation
	for _, th := range s.threads {
		for _, t := range turns(s.k.obligations(th, m.policy)) {
			firsts = append(firsts, t.obligation)
		}
	}
	return s.single(m, firsts)
}

func firstOfSession(list []obligation) []obligation {
	var out []obligation
	for i, o := range list {
		if i == 0 || list[i-1].thread != o.thread || list[i-1].session != o.session {
			out = append(out, o)
		}
	}
	return out
}

// worst groups obligations and lets the worst decide (R15): any miss is a
// miss, else anything pending is pending, else it is good; excluded only if
// everything is.
func (s shop) worst(m metric, group func(obligation) any) []unit {
	var out []unit
	place := map[any]int{}
	for _, o := range s.obligations(m.policy) {
		result, _ := s.k.judge(o, m.policy, s.asOf)
		at, seen := place[group(o)]
		if !seen {
			place[group(o)] = len(out)
			out = append(out, unit{day: o.day, start: o.at, outcome: result})
			continue
		}
		out[at].outcome = max(out[at].outcome, result)
		out[at].start = min(out[at].start, o.at)
	}
	return out
}

// tally counts units by outcome.
type tally struct{ ok, miss, pending, excluded int64 }

func (t *tally) add(o outcome) {
	switch o {
	case good:
		t.ok++
	case missed:
		t.miss++
	case pending:
		t.pending++
	case excluded:
		t.excluded++
	}
}

func (t tally) n() int64 { return t.ok + t.miss }

// between pools the days first..last (R27: sums, not a mean of daily rates).
func between(units []unit, first, last int64) tally {
	var t tally
	for _, u := range units {
		if first <= u.day && u.day <= last {
			t.add(u.outcome)
		}
	}
	return t
}

// live is the window (now-length, now] (R31): what became known there, and
// everything that is still open now.
func (s shop) live(units []unit, length int64) tally {
	var t tally
	for _, u := range units {
		if u.outcome == pending || s.now-length < u.known && u.known <= s.now {
			t.add(u.outcome)
		}
	}
	return t
}

// report writes a tally with its rate and the bounds while something is
// pending (R17, R25, R26).
func (t tally) report() map[string]any {
	all := t.ok + t.miss + t.pending
	return map[string]any{
		"ok": t.ok, "miss": t.miss, "n": t.n(), "pending": t.pending, "excluded": t.excluded,
		"pct":       percent(t.ok, t.n()),
		"worst_pct": percent(t.ok, all),
		"best_pct":  percent(t.ok+t.pending, all),
	}
}
