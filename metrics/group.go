package metrics

import (
	"cmp"
	"slices"
)

// grouping says which row of View.Queues a conversation belongs to.
type grouping struct {
	*Floor
	by        GroupBy
	names     []Text
	platforms []int // by shop
}

func (f *Floor) grouping(by GroupBy) *grouping {
	g := &grouping{Floor: f, by: by}
	switch by {
	case ByShop:
		g.names = f.shopNames()
	case ByPlatform:
		for _, s := range f.shopOrder {
			at := slices.Index(g.names, s.key.Platform)
			if at < 0 {
				at = len(g.names)
				g.names = append(g.names, s.key.Platform)
			}
			g.platforms = append(g.platforms, at)
		}
	case ByStage:
		g.names = stages[:]
	default:
		g.names = f.teams.list
	}
	return g
}

// shopNames are the shops' ids, with the platform where two share one.
func (f *Floor) shopNames() []Text {
	count := map[Text]int{}
	for _, s := range f.shopOrder {
		count[s.key.Shop]++
	}
	var out []Text
	for _, s := range f.shopOrder {
		if name := s.key.Shop; count[name] == 1 {
			out = append(out, name)
		} else {
			out = append(out, s.key.Platform+"/"+name)
		}
	}
	return out
}

// of is the group of a conversation, with the team that a row or pulse names.
func (g *grouping) of(t *thread, team uint16) int {
	switch g.by {
	case ByShop:
		return t.shop.index
	case ByPlatform:
		return g.platforms[t.shop.index]
	case ByStage:
		return int(stageNumber(t.stage))
	}
	return int(team)
}

// queues writes the groups out, worst first.
func (s *scan) queues() []Queue {
	var out []Queue
	for i, q := range s.teams {
		q.Name = s.groups.names[i]
		if s.query.Group == ByTeam {
			q.Planned, q.Present = s.planned(q.Name)
		}
		if q.Waiting > 0 || q.Online+q.Away+q.Planned > 0 || q.ArrivalsPerMinute > 0 || q.RepliesPerMinute > 0 {
			out = append(out, q)
		}
	}
	slices.SortFunc(out, func(a, b Queue) int {
		return cmp.Or(
			cmp.Compare(b.Due+b.Past+b.Lost, a.Due+a.Past+a.Lost),
			cmp.Compare(b.Waiting, a.Waiting), cmp.Compare(a.Name, b.Name),
		)
	})
	return out
}
