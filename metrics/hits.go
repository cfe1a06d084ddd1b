package metrics

import (
	"cmp"
	"slices"
)

// HitFigure is a message that breaks compliance rules (R48).
type HitFigure struct {
	Conversation Text     `json:"conversation"`
	Agent        Text     `json:"agent"`
	Time         Time     `json:"time"`
	Rules        []string `json:"rules"`
	Recalled     bool     `json:"recalled"`
}

type hit struct {
	conversation Text
	person       uint32
	at           Time
	rules        uint32
	recalled     bool
}

func (f *Floor) reportHits(r *HouseFigures, h *houseDigest) {
	slices.SortFunc(h.hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.conversation, b.conversation))
	})
	for _, one := range h.hits {
		if f.policy.Zone.Date(one.at) == f.today {
			r.Hits = append(r.Hits, HitFigure{
				one.conversation, f.people.list[one.person].id, one.at, f.policy.broken(one.rules), one.recalled,
			})
		}
	}
}

// broken names the compliance rules of a message's bits.
func (p *Policy) broken(bits uint32) []string {
	var ids []string
	for i, rule := range p.Compliance {
		if bits>>min(i, maxRules-1)&1 != 0 {
			ids = append(ids, rule.ID)
		}
	}
	return ids
}
