package metrics

// Shift is a roster entry: who was to be there (R47).
type Shift struct {
	Person    Text
	Team      Text
	From, To  Time
	Allowance Span // break time granted
}

// roster is the shifts that touch today: who looks at the floor all day need
// not walk over the whole month each time.
type roster struct {
	shifts []Shift
	of     map[Text][]Shift // by person
}

// newRoster picks the shifts that touch a day.
func (p *Policy) newRoster(day Date) roster {
	from, to := p.Zone.Midnight(day), p.Zone.Midnight(day+1)
	r := roster{of: map[Text][]Shift{}}
	for _, s := range p.Roster {
		if s.From < to && s.To > from {
			r.shifts = append(r.shifts, s)
			r.of[s.Person] = append(r.of[s.Person], s)
		}
	}
	return r
}

// planned counts the roster entries of a team that cover now, and the people
// among them who are present.
func (f *Floor) planned(team Text) (planned, present int) {
	for _, s := range f.roster.shifts {
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
	for _, s := range f.roster.of[q.id] {
		if f.now >= s.From && f.now < s.To {
			return max(0, q.away(s.From, f.now)-s.Allowance)
		}
	}
	return 0
}

// away is the time a person spent away in [from, to).
func (q *person) away(from, to Time) Span {
	var sum Span
	is, since := UnknownPresence, from
	for i := max(0, q.from(from)-1); i < len(q.facts) && q.facts[i].time < to; i++ {
		k := &q.facts[i]
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
