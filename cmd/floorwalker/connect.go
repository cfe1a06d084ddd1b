package main

import (
	"os"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed"
	"floorwalker/metrics"
)

// connection is where the NATS server is and who asks, as flags, variables and
// the configuration file say. What they leave open the environment of the nats
// CLI may say, and what that leaves open a context of it. Passwords and tokens
// have no flag: every user of a host can read the arguments of a process.
type connection struct {
	configuration
	server  string
	context string
	creds   string
	nkey    string
	user    string
	tlsCert string
	tlsKey  string
	tlsCA   string
	signed  *person       // who has signed on; nil: the login is that of the configuration
	timeout time.Duration // for a server to answer; 0: NATS_TIMEOUT, or 5 s
}

// addFlags adds the connection's flags to fs.
func (c *connection) addFlags(fs *pflag.FlagSet) {
	c.configuration.addFlags(fs)
	fs.StringVarP(&c.server, "server", "s", "", "The `URL`s of the NATS server, separated by commas (NATS_URL)")
	fs.StringVar(&c.context, "context", "", "A context of the nats tool, its `name` or file (NATS_CONTEXT)")
	fs.StringVar(&c.creds, "creds", "", "credentials `file` (NATS_CREDS)")
	fs.StringVar(&c.nkey, "nkey", "", "`file` with an nkey seed (NATS_NKEY)")
	fs.StringVar(&c.user, "user", "", "user `name` (NATS_USER), with the password in NATS_PASSWORD")
	fs.StringVar(&c.tlsCert, "tlscert", "", "client certificate `file` (NATS_CERT)")
	fs.StringVar(&c.tlsKey, "tlskey", "", "client key `file` (NATS_KEY)")
	fs.StringVar(&c.tlsCA, "tlsca", "", "certificate authority `file` (NATS_CA)")
}

// configure takes over what the configuration says of the connection; the flags
// are a part of it already.
func (c *connection) configure() error {
	all, err := c.inForce()
	if err != nil {
		return err
	}
	said := all.Connection
	c.server, c.context = said.URL, said.Context
	if strings.HasSuffix(c.context, ".json") {
		c.context = pathOf(all, "context", c.context)
	}
	if c.tlsCert == "" && c.tlsKey == "" { // else a half may be in NATS_CERT or NATS_KEY
		c.tlsCert, c.tlsKey = pathOf(all, "tls_cert", said.TLSCert), pathOf(all, "tls_key", said.TLSKey)
	}
	c.tlsCA = pathOf(all, "tls_ca", said.TLSCA)
	c.login(all)
	if c.timeout == 0 && all.Origin("connection.timeout").Kind != config.FromDefault {
		c.timeout = metrics.Span(said.Timeout).Std()
	}
	return nil
}

// pathOf is a file of the connection as the process can open it: those in the
// configuration file are meant from its folder.
func pathOf(c *config.Config, key, value string) string {
	if c.Origin("connection."+key).Kind == config.FromFile {
		return c.Resolve(value)
	}
	return value
}

// login takes the login of the strongest layer that has one: two together would
// be neither.
func (c *connection) login(all *config.Config) {
	said := all.Connection
	strongest := config.FromDefault
	for key, value := range map[string]string{"creds": said.Creds, "nkey": said.NKey, "user": said.User} {
		if value != "" {
			strongest = max(strongest, all.Origin("connection."+key).Kind)
		}
	}
	of := func(key, value string) string {
		if all.Origin("connection."+key).Kind < strongest {
			return ""
		}
		return value
	}
	c.creds = of("creds", pathOf(all, "creds", said.Creds))
	c.nkey = of("nkey", pathOf(all, "nkey", said.NKey))
	c.user = of("user", said.User)
}

// dial connects in the name of user, or of nobody if empty. With failFast a
// server that is not there is an error, else it is waited for.
func (c *connection) dial(command string, user metrics.Text, failFast bool) (*feed.Conn, error) {
	if err := c.configure(); err != nil {
		return nil, err
	}
	if (c.getenv("NATS_CERT") == "") != (c.getenv("NATS_KEY") == "") {
		return nil, usage("give --tlscert and --tlskey, or neither", "half a client certificate")
	}
	o := feed.ConnectOptions{
		Server:   c.server,
		Context:  c.context,
		Name:     "floorwalker/" + versionNumber() + " " + command,
		User:     user,
		FailFast: failFast,
		Getenv:   c.getenv,
	}
	if c.signed != nil {
		o.Login = c.signed.login
	}
	return feed.Connect(o)
}

// servers names what is connected to and as whom, to tell apart what is kept of
// it.
func (c *connection) servers() string {
	var all []string
	for _, name := range []string{"NATS_URL", "NATS_CONTEXT", "NATS_CREDS", "NATS_NKEY", "NATS_USER"} {
		all = append(all, c.getenv(name))
	}
	if c.signed != nil {
		all = append(all, c.signed.key)
	}
	return strings.Join(append(all, c.server, c.context), " ")
}

// getenv is the environment with the flags laid over it. A login by flag hides
// every login of the environment but the password, which belongs to either.
func (c *connection) getenv(name string) string {
	flags := map[string]string{
		"NATS_CREDS": c.creds, "NATS_NKEY": c.nkey, "NATS_USER": c.user,
		"NATS_CERT": c.tlsCert, "NATS_KEY": c.tlsKey, "NATS_CA": c.tlsCA,
	}
	if value := flags[name]; value != "" {
		return value
	}
	switch name {
	case "NATS_TIMEOUT":
		if c.timeout > 0 {
			return c.timeout.String()
		}
	case "NATS_CREDS", "NATS_NKEY", "NATS_USER", "NATS_TOKEN", "NATS_JWT", "NATS_SEED":
		if c.creds+c.nkey+c.user != "" {
			return ""
		}
	}
	return os.Getenv(name)
}
