package metrics

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
)

// Version names the policy: equal policies have equal versions. Every report
// carries it.
func (p *Policy) Version() string {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", p.Zone, p.Rules.fingerprint())
	keys := make([]ShopKey, 0, len(p.Shops))
	for k := range p.Shops {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b ShopKey) int {
		return cmp.Or(cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.Shop, b.Shop))
	})
	for _, k := range keys {
		r := p.Shops[k]
		fmt.Fprintf(h, "|%q %s", k, r.fingerprint())
	}
	fmt.Fprintf(h, "|%v|%q|%q", p.People, p.Promise, p.Human) // maps print sorted
	for _, c := range p.Compliance {
		fmt.Fprintf(h, "|%s %q", c.ID, c.Words)
	}
	fmt.Fprintf(h, "|%+v", p.Roster)
	return fmt.Sprintf("%016x", h.Sum64())
}

// fingerprint leaves out what no figure depends on.
func (r *Rules) fingerprint() string {
	rules := *r
	rules.Notes = nil
	return fmt.Sprintf("%+v", rules)
}
