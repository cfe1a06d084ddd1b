package config

import (
	"maps"
	"slices"
	"strings"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// check looks at what the types alone cannot say, but for roster, policy and
// alerts, which build on it.
func (r *reader) check(c *Config, v *Vocabulary) {
	if c.Version > Version {
		r.warn(path{"version"}, "", "written for a newer version (%d, this one reads %d)", c.Version, Version)
	}
	r.checkConnection(c)
	r.checkShops(c)
	r.checkTeams(c)
	r.checkPeople(c)
	r.checkKeys(c, v)
	r.checkColumns(c, v)
	r.checkFilters(c)
	r.checkHooks(c)
}

func (r *reader) checkConnection(c *Config) {
	r.identifier(path{"identity", "by"}, c.Identity.By)
	cert, key := path{"connection", "tls_cert"}, path{"connection", "tls_key"}
	switch {
	case c.Connection.TLSCert != "" && c.Connection.TLSKey == "":
		r.fail(cert, "half a client certificate: tls_key is missing")
	case c.Connection.TLSCert == "" && c.Connection.TLSKey != "":
		r.fail(key, "half a client certificate: tls_cert is missing")
	}
	if c.Connection.Timeout == 0 && r.origins.given(path{"connection", "timeout"}) {
		r.fail(path{"connection", "timeout"}, "must be longer than 0s")
	}
	for _, url := range strings.Split(c.Connection.URL, ",") {
		if _, after, ok := strings.Cut(url, "://"); ok && strings.Contains(after, "@") {
			r.warn(path{"connection", "url"}, "", "holds credentials: use a context, creds or NATS_PASSWORD")
		}
	}
}

// identifier refuses a name that could not be printed or sent as it is.
func (r *reader) identifier(at path, name string) metrics.Text {
	id, err := text.ID(name)
	if err != nil {
		r.fail(at, "the name %s", err)
	}
	return id
}

// platforms are the names the program has presets for.
var platforms = []string{
	"pdd", "pinduoduo", "feige", "douyin", "taobao", "tmall", "qianniu", "jd", "dongdong",
	"helpdesk", "chatwoot", "rocketchat", "zendesk", "intercom", "zammad",
}

// shopKey reads platform/shop.
func shopKey(name string) (metrics.ShopKey, bool) {
	platform, shop, ok := strings.Cut(name, "/")
	p, errP := text.ID(platform)
	s, errS := text.ID(shop)
	return metrics.ShopKey{Platform: p, Shop: s}, ok && p != "" && s != "" && errP == nil && errS == nil
}

func (r *reader) checkShops(c *Config) {
	for _, name := range slices.Sorted(maps.Keys(c.Shops)) {
		at, shop := path{"shops", name}, c.Shops[name]
		key, ok := shopKey(name)
		if !ok {
			r.fail(at, "a shop is named platform/shop, such as \"pdd/flagship-17\"")
			continue
		}
		if !slices.Contains(platforms, strings.ToLower(string(key.Platform))) && len(shop.Judged)+len(c.Policy.Judged) == 0 {
			r.warn(at, nearest(string(key.Platform), platforms), "platform %q has no presets: say with judged what the shop is judged by", key.Platform)
		}
		for i, n := range shop.Notes {
			r.checkNote(at.then("notes").then(itoa(i)), n)
		}
	}
}

func (r *reader) checkNote(at path, n Note) {
	if n.Text == "" && !r.refused(at.then("text")) {
		r.fail(at, "a note needs a text")
	}
	if n.Until != 0 && n.Until < n.From {
		r.fail(at.then("until"), "is before from (%s)", n.From.String())
	}
}

func (r *reader) checkTeams(c *Config) {
	for _, id := range slices.Sorted(maps.Keys(c.Teams)) {
		at := path{"teams", id}
		r.identifier(at, id)
		if c.Teams[id].OnBreak < 0 {
			r.fail(at.then("on_break"), "cannot be negative")
		}
	}
}

// checkPeople refuses an account of two people: it would be counted for one of
// them only.
func (r *reader) checkPeople(c *Config) {
	owner := map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(c.People)) {
		at := path{"people", id}
		r.identifier(at, id)
		for i, account := range c.People[id].Accounts {
			here := at.then("accounts").then(itoa(i))
			r.identifier(here, account)
			if account == "" {
				r.fail(here, "an account cannot be empty")
			}
			if other, taken := owner[account]; taken && other != id {
				r.fail(here, "account %q belongs to %q already", account, other)
			}
			owner[account] = id
		}
	}
}

func (r *reader) checkFilters(c *Config) {
	for _, name := range slices.Sorted(maps.Keys(c.Filters)) {
		if _, err := metrics.ParseFilter(text.Clean(c.Filters[name])); err != nil {
			r.fail(path{"filters", name}, "%s", err)
		}
	}
}
