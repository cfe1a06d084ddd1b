package main

import (
	"fmt"
	"os"
	"os/user"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed/text"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// station is a screen before it is shown: what is configured, and what the
// supervisor chose before.
type station struct {
	config  *config.Config
	sources config.Options // to read the configuration again
	options tui.Options
	spell   metrics.Span // in which a screen that only watches may act; 0: it never may
}

// newStation prepares a screen with the flags of its look.
func newStation(l *look, c *configuration) (*station, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	all, err := c.inForce()
	if err != nil {
		return nil, err
	}
	m := remember(all)
	options, err := screenOptions(m.saved.Screen(all))
	if err != nil {
		return nil, err
	}
	options.Keys, options.Preferences, options.Save = screenKeys(all), m.preferences(), m.save
	options.Alone, options.OnBreak = !behindShell(), breaksOf(all)
	for _, w := range all.Warnings() {
		fmt.Fprintf(os.Stderr, "floorwalker: %s\n", w)
	}
	if m.complaint != "" {
		fmt.Fprintf(os.Stderr, "floorwalker: warning: %s\n", m.complaint)
	}
	return &station{config: all, sources: c.sources(), options: options}, nil
}

// breaksOf is how many people of each team may be on a break at a time.
func breaksOf(c *config.Config) map[metrics.Text]int {
	breaks := make(map[metrics.Text]int, len(c.Teams))
	for name, team := range c.Teams {
		breaks[text.Clean(name)] = team.OnBreak
	}
	return breaks
}

// identify settles who sits at the screen, and what he may do.
func (s *station) identify() error {
	identity := s.config.Identity
	who, err := supervisor(identity.By)
	if err != nil {
		return err
	}
	s.options.Access.Nobody = s.sharedAccount()
	s.permit(who)
	return nil
}

// permit lets somebody do what the configuration says of him. Who is nobody in
// particular only watches.
func (s *station) permit(who metrics.Text) {
	identity, nobody := s.config.Identity, s.options.Access.Nobody
	s.options.Who = who
	s.options.ReadOnly = identity.ReadOnly || nobody
	if nobody {
		return
	}
	if spell := metrics.Span(identity.Elevate); spell > 0 && !s.options.ReadOnly {
		s.options.ReadOnly, s.spell = true, spell
	}
	s.options.Rights = tui.Rights{
		Unmask: identity.MayUnmask.Allow(string(who)),
		Copy:   identity.MayCopy.Allow(string(who)),
		Export: identity.MayExport.Allow(string(who)),
	}
}

// sharedAccount reports whether nobody in particular sits here: several people
// use the Unix account, and nobody has signed on with a name and a login of his
// own.
func (s *station) sharedAccount() bool {
	u, err := user.Current()
	if err != nil || !s.config.Identity.SharedAccounts.Allow(u.Username) {
		return false
	}
	ownLogin := s.own("connection.creds") || s.own("connection.nkey")
	return !s.own("identity.by") || !ownLogin
}

// own reports whether who started the screen said so himself.
func (s *station) own(key string) bool { return s.config.Origin(key).Kind > config.FromFile }
