package config

import "floorwalker/metrics"

// Version is the format of the file that this program writes. A file of a later
// version is read as far as it is understood, with a warning.
const Version = 1

// Config is everything that is configured. Nobody changes it after Load.
//
// The tags are read by the package itself: toml is the key, doc what it means,
// choices what is allowed, restart says that a running screen cannot take the
// new value, secret that Show hides a part of it.
type Config struct {
	Version    int               `toml:"version" doc:"format of this file"`
	Connection Connection        `toml:"connection" doc:"the NATS server; secrets belong into a context, a credentials file or NATS_PASSWORD"`
	Identity   Identity          `toml:"identity" doc:"who signs commands, and what he may do"`
	Screen     Screen            `toml:"screen" doc:"how the screen looks"`
	Policy     Policy            `toml:"policy" doc:"the rules all shops are judged by, the knobs of docs/figures.md"`
	Shops      map[string]Shop   `toml:"shops" doc:"shops by platform/shop, with what is different from the policy"`
	Teams      map[string]Team   `toml:"teams" doc:"teams by the name that events carry"`
	People     map[string]Person `toml:"people" doc:"people by the id that screens and reports show"`
	Roster     Roster            `toml:"roster" doc:"who is to be there, and when"`
	Keys       map[string]Words  `toml:"keys" doc:"keys by action; they replace the keys the action has"`
	Columns    map[string]Words  `toml:"columns" doc:"columns by panel, in their order"`
	Filters    map[string]string `toml:"filters" doc:"saved filters by name, as they are typed after /"`
	Alerts     map[string]Alert  `toml:"alerts" doc:"alert rules by name"`
	Hooks      map[string]Hook   `toml:"hooks" doc:"what is told to other programs"`

	state
}

// state is what is known of a configuration beyond its keys.
type state struct {
	file     string // that was read; empty: none
	origins  origins
	warnings []Problem
	policy   *metrics.Policy
	shifts   []metrics.Shift
}

// File is the file that was read; empty if there was none.
func (c *Config) File() string { return c.file }

// Warnings are what did not keep the configuration from being used: unknown
// keys, names that nothing else mentions. In the order of the file.
func (c *Config) Warnings() []Problem { return c.warnings }

// MetricsPolicy is what the floor is judged by: policy, shops, people and
// roster. Nobody changes it.
func (c *Config) MetricsPolicy() *metrics.Policy { return c.policy }

// Shifts are the roster's, in its order, each for a person rather than one of
// his accounts.
func (c *Config) Shifts() []metrics.Shift { return c.shifts }

// Connection is where the NATS server is. What is empty comes from the
// environment of the nats command line tool, then from its context.
type Connection struct {
	Context string   `toml:"context" doc:"nats CLI context, its name or file" restart:"true"`
	URL     string   `toml:"url" doc:"server URLs, separated by commas" restart:"true" secret:"url"`
	Creds   string   `toml:"creds" doc:"credentials file" restart:"true"`
	NKey    string   `toml:"nkey" doc:"file with an nkey seed" restart:"true"`
	User    string   `toml:"user" doc:"user name; the password is in NATS_PASSWORD" restart:"true"`
	TLSCert string   `toml:"tls_cert" doc:"client certificate file" restart:"true"`
	TLSKey  string   `toml:"tls_key" doc:"client key file" restart:"true"`
	TLSCA   string   `toml:"tls_ca" doc:"certificate authority file" restart:"true"`
	Timeout Duration `toml:"timeout" doc:"for a server to answer" restart:"true"`
	Stream  string   `toml:"stream" doc:"stream with the events" restart:"true"`
	Subject string   `toml:"subject" doc:"read this subject without JetStream instead" restart:"true"`
}

// Identity is who sits at the screen.
type Identity struct {
	By             string   `toml:"by" doc:"name that signs commands; empty: the Unix user" restart:"true"`
	ReadOnly       bool     `toml:"read_only" doc:"only watch"`
	Elevate        Duration `toml:"elevate" doc:"screens only watch, and act for so long after a reason was given; 0: they act at once" restart:"true"`
	SharedAccounts Words    `toml:"shared_accounts" doc:"Unix users that several people share: they only watch until a person signs on" restart:"true"`
	MayUnmask      Words    `toml:"may_unmask" doc:"who may see what is masked; * is everybody"`
	MayCopy        Words    `toml:"may_copy" doc:"who may copy numbers of buyers and orders; * is everybody"`
	MayExport      Words    `toml:"may_export" doc:"who may write the list on paper, with buyers' names; * is everybody"`
}

// Screen is how the screen looks; what a supervisor chose there himself goes
// before it.
type Screen struct {
	Language string `toml:"language" doc:"of the screen; empty: the locale's" choices:",en,zh"`
	Zone     Zone   `toml:"zone" doc:"time zone of who watches, such as +08:00; empty: this host's"`
	Theme    string `toml:"theme" doc:"colors; empty: default, or mono with NO_COLOR" choices:",default,dark,light,high-contrast,mono"`
	ASCII    bool   `toml:"ascii" doc:"draw with ASCII only"`
}

// Shop is one shop: its knobs stand beside its notes.
type Shop struct {
	Notes []Note `toml:"notes" doc:"dated notes, such as a restriction by the platform"`
	Knobs
}

// Note is something to know of a shop for some days.
type Note struct {
	Text  string `toml:"text" doc:"what is to be known"`
	From  Date   `toml:"from" doc:"first day; none: from ever"`
	Until Date   `toml:"until" doc:"last day; none: for ever"`
}

// Team is a group of agents.
type Team struct {
	OnBreak int `toml:"on_break" doc:"people who may be on break at a time, an alert tells of more; 0: not limited"`
}

// Person is one human with an account in every shop.
type Person struct {
	Accounts Words `toml:"accounts" doc:"agent accounts that are his"`
}

// Roster says who is to be there. Path and Shifts add up.
type Roster struct {
	Path   string  `toml:"path" doc:"CSV file with person,team,from,to,break minutes; relative to this file"`
	Shifts []Shift `toml:"shifts" doc:"shifts in this file"`
}

// Shift is one entry of a roster in the file.
type Shift struct {
	Person string `toml:"person" doc:"id of a person, or one of his accounts"`
	Team   string `toml:"team" doc:"team he works for"`
	From   Minute `toml:"from" doc:"start, local time of the policy"`
	To     Minute `toml:"to" doc:"end, local time of the policy"`
	Break  int    `toml:"break" doc:"minutes of break granted"`
}

// Alert is a rule that calls out.
type Alert struct {
	Expression string   `toml:"expression" doc:"what must hold, as floorwalker check reads it"`
	For        Duration `toml:"for" doc:"how long it must hold, unless the expression says it"`
	Severity   string   `toml:"severity" doc:"how bad; none: warning" choices:",warning,critical"`
}

// Hook tells another program. Arguments are data: no shell reads them, and no
// text of a buyer is among them.
type Hook struct {
	On      Words    `toml:"on" doc:"what it is told" choices:"alert.fired,alert.cleared,feed.lost,feed.back"`
	Command Words    `toml:"command" doc:"program and its arguments" secret:"words"`
	URL     string   `toml:"url" doc:"address that gets it as JSON by POST" secret:"url"`
	Timeout Duration `toml:"timeout" doc:"until it is given up; none: 10s"`
}
