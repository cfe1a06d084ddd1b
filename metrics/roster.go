package metrics

// Shift is a roster entry: who was to be there (R47).
type Shift struct {
	Person    Text
	Team      Text
	From, To  Time
	Allowance Span // break time granted
}

// planned counts the roster entries of a team that cover now, and the people
// among them who are present.
func (f *Floor) planned(team Text) (planned, present int) {
	for _, s := range f.policy.Roster {
		if s.Team != team || f.now < s.From || f.now >= s.To {
			continue
		}
		planned++
		n, known := f.people.index[s.Person]
		if !known {
			continue
		}
		if is, _, _ := f.people.list[n].presence(f.now); is >= Busy {
			present++
		}
	}
	return planned, present
}

// overrun is how long a person has been away in his shift beyond what the
// roster grants; 0 without a shift.
func (f *Floor) overrun(q *person) Span {
	for _, s := range f.policy.Roster {
		if s.Person == q.id && f.now >= s.From && f.now < s.To {
			return max(0, q.away(s.From, f.now)-s.Allowance)
		}
	}
	return 0
}

// away is the time a person spent away in [from, to).
func (q *person) away(from, to Time) Span {
	var sum Span
	is, since := UnknownPresence, from
	for i := range q.facts {
		k := &q.facts[i]
		if k.time >= to {
			break
		}
		at := max(k.time, from)
		if is == Away {
			sum += at.Sub(since)
		}
		is, since = Presence(k.arg), at
	}
	if is == Away {
		sum += to.Sub(since)
	}
	return sum
}
