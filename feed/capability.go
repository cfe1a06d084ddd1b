package feed

import (
	"slices"
	"strings"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Capability is where a backend can carry out a verb. It travels as metadata
// of the verb's endpoint.
type Capability struct {
	Everywhere bool
	Shops      []metrics.ShopKey // if not everywhere; an empty Shop is every shop of the platform
	Why        string            // not elsewhere, in words for supervisors; empty: unknown
}

// Keys of an endpoint's metadata. Shops are PLATFORM/SHOP, as tokens like in
// subjects, separated by commas; * stands for all of them.
const (
	MetadataShops         = "shops"
	MetadataWhy           = "why_not"
	MetadataRequestSchema = "request_schema"
	MetadataReplySchema   = "reply_schema"
)

const anyToken = "*"

// Metadata is c as an endpoint announces it, with the schemas of the contract.
func (c Capability) Metadata() map[string]string {
	m := map[string]string{MetadataRequestSchema: CommandRequestSchema, MetadataReplySchema: CommandReplySchema}
	if c.Why != "" {
		m[MetadataWhy] = c.Why
	}
	if c.Everywhere {
		m[MetadataShops] = anyToken
		return m
	}
	names := make([]string, len(c.Shops))
	for i, s := range c.Shops {
		shop := anyToken
		if s.Shop != "" {
			shop = Token(s.Shop)
		}
		names[i] = Token(s.Platform) + "/" + shop
	}
	m[MetadataShops] = strings.Join(names, ",")
	return m
}

// ParseCapability reads an endpoint's metadata. A backend that does not say
// where can do it everywhere, as far as anybody knows; names that make no
// sense are left out.
func ParseCapability(metadata map[string]string) Capability {
	shops, said := metadata[MetadataShops]
	c := Capability{Why: metadata[MetadataWhy]}
	if !said || shops == anyToken {
		c.Everywhere = true
		return c
	}
	for name := range strings.SplitSeq(shops, ",") {
		if k, ok := parseShop(name); ok {
			c.Shops = append(c.Shops, k)
		}
	}
	return c
}

func parseShop(name string) (metrics.ShopKey, bool) {
	p, s, found := strings.Cut(name, "/")
	platform, okPlatform := untokenText(p)
	if !found || !okPlatform {
		return metrics.ShopKey{}, false
	}
	if s == anyToken {
		return metrics.ShopKey{Platform: platform}, true
	}
	shop, okShop := untokenText(s)
	return metrics.ShopKey{Platform: platform, Shop: shop}, okShop
}

// untokenText is the id of a token, if it is fit to be one.
func untokenText(token string) (metrics.Text, bool) {
	id, ok := Untoken(token)
	clean, err := text.ID(id)
	return clean, ok && err == nil
}

// Allows reports whether the verb is possible in a shop.
func (c Capability) Allows(k metrics.ShopKey) bool {
	return c.Everywhere || slices.Contains(c.Shops, k) || slices.Contains(c.Shops, metrics.ShopKey{Platform: k.Platform})
}
