package metrics

import "slices"

// InvitationFigure is R42: invited of the sessions that a human answered, and
// rated of those invited.
type InvitationFigure struct {
	Sessions         int     `json:"sessions"`
	Invited          int     `json:"invited"`
	Rated            int     `json:"rated"`
	InvitationPct    *string `json:"invitation_pct"`
	ParticipationPct *string `json:"participation_pct"`
	NotInvited       []Text  `json:"not_invited,omitempty"` // answered and closed
}

// invite is R42 for one session.
func (s *story) invite(v *visit, key Text) {
	people := s.speakers(v.from, v.to)
	if len(people) == 0 {
		return
	}
	invited, rated := false, false
	for i := v.from; i < v.to && s.entity.facts[i].time <= s.digest.now; i++ {
		f := &s.entity.facts[i]
		invited = invited || f.kind == kindInvited
		rated = rated || f.holds()
	}
	h := &s.digest.house
	day := h.invitations[v.day]
	if day == nil {
		day = &InvitationFigure{}
		h.invitations[v.day] = day
		h.byAgent[v.day] = map[uint32]*InvitationFigure{}
	}
	day.add(invited, rated)
	if v.closed != 0 && v.answered != 0 && !invited {
		day.NotInvited = append(day.NotInvited, key)
	}
	for _, person := range people {
		own := h.byAgent[v.day][person]
		if own == nil {
			own = &InvitationFigure{}
			h.byAgent[v.day][person] = own
		}
		own.add(invited, rated)
	}
}

// holds reports whether f is a rating of a person (R34).
func (f *fact) holds() bool {
	return f.kind == kindRated && f.flags&flagRobotTarget == 0 && f.extra >= 1 && f.extra <= 5
}

func (f *InvitationFigure) add(invited, rated bool) {
	f.Sessions++
	if invited {
		f.Invited++
		if rated {
			f.Rated++
		}
	}
}

func (f InvitationFigure) figure() InvitationFigure {
	slices.Sort(f.NotInvited)
	f.InvitationPct, f.ParticipationPct = ratio(f.Invited, f.Sessions), ratio(f.Rated, f.Invited)
	return f
}
