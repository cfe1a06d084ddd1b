package feed

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/natscontext"

	"floorwalker/metrics"
)

// ConnectOptions says where to connect and as whom. What is empty comes from
// the environment, then from the NATS context.
type ConnectOptions struct {
	Server   string              // URLs, comma separated; then $NATS_URL
	Context  string              // name, or path of a .json file; then $NATS_CONTEXT, then the selected one
	Name     string              // of this client, for administrators
	User     metrics.Text        // whose inbox replies go to: the supervisor
	FailFast bool                // report a server that is not there instead of waiting for it
	Bare     bool                // Server alone: neither environment nor context
	Getenv   func(string) string // nil: os.Getenv
	Login    nats.Option         // in place of every login of the environment or the context; nil: they hold
	Options  []nats.Option       // after all others
}

// Conn is a connection that comes back by itself.
type Conn struct {
	*nats.Conn
	js jetstream.JetStream

	mu        sync.Mutex
	listeners map[int]func(error)
	nextID    int
}

// Connect connects. Without FailFast it returns at once even if the server is
// not there, and goes on trying.
func Connect(o ConnectOptions) (*Conn, error) {
	c := &Conn{listeners: map[int]func(error){}}
	var settings natscontext.Settings
	var err error
	if o.Bare {
		c.Conn, err = nats.Connect(o.Server, append(c.options(o), o.Options...)...)
	} else {
		c.Conn, settings, err = connectContext(o, c.options(o))
	}
	if err != nil {
		return nil, connectError(err)
	}
	if c.js, err = jetStreamOf(c.Conn, settings); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// connectContext connects by flag, environment and context, in this order.
func connectContext(o ConnectOptions, options []nats.Option) (*nats.Conn, natscontext.Settings, error) {
	getenv := o.Getenv
	if getenv == nil {
		getenv = os.Getenv
	}
	env, err := environment(getenv)
	if err != nil {
		return nil, natscontext.Settings{}, err
	}
	options = append(options, env...)
	if o.Login != nil {
		options = append(options, noCredentials, o.Login)
	}
	if urls := cmp.Or(o.Server, getenv("NATS_URL")); urls != "" {
		options = append(options, servers(urls))
	}
	return natscontext.Connect(cmp.Or(o.Context, getenv("NATS_CONTEXT")), append(options, o.Options...)...)
}

// JetStream is the API of the connection's account, domain and prefix.
func (c *Conn) JetStream() jetstream.JetStream { return c.js }

// options are what every connection of this program has; see nats.go for each
// default that they replace.
func (c *Conn) options(o ConnectOptions) []nats.Option {
	return []nats.Option{
		nats.Name(cmp.Or(o.Name, "floorwalker")),
		nats.MaxReconnects(-1),
		nats.ReconnectWait(time.Second),
		nats.ReconnectJitter(500*time.Millisecond, 2*time.Second),
		nats.PingInterval(20 * time.Second), // a dead link is seen within 40 s
		nats.Timeout(5 * time.Second),
		nats.RetryOnFailedConnect(!o.FailFast),
		// A command that timed out must not be sent after the reconnect.
		nats.ReconnectBufSize(-1),
		// Credentials that are renewed on disk work at the next try.
		nats.IgnoreAuthErrorAbort(),
		// The default writes to the terminal, under the screen.
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { c.report(err) }),
		inbox(o.User),
	}
}

// inbox keeps replies to one user apart from those to others, so that rights
// can too. A prefix of the context goes before.
func inbox(user metrics.Text) nats.Option {
	return func(o *nats.Options) error {
		if user == "" || o.InboxPrefix != "" {
			return nil
		}
		o.InboxPrefix = "_INBOX_" + Token(user)
		return nil
	}
}

func servers(urls string) nats.Option {
	return func(o *nats.Options) error {
		o.Url = ""
		o.Servers = nil
		for url := range strings.SplitSeq(urls, ",") {
			o.Servers = append(o.Servers, strings.TrimSpace(url))
		}
		return nil
	}
}

func jetStreamOf(nc *nats.Conn, s natscontext.Settings) (jetstream.JetStream, error) {
	switch {
	case s.JSDomain != "":
		return jetstream.NewWithDomain(nc, s.JSDomain)
	case s.JSAPIPrefix != "":
		return jetstream.NewWithAPIPrefix(nc, s.JSAPIPrefix)
	}
	return jetstream.New(nc)
}

// OnError calls f, on a goroutine of the connection, for each error that
// belongs to no call: a subject without rights, a slow consumer. It must not
// block. The function returned ends that.
func (c *Conn) OnError(f func(error)) (stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	id := c.nextID
	c.nextID++
	c.listeners[id] = f
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.listeners, id)
	}
}

func (c *Conn) report(err error) {
	c.mu.Lock()
	listeners := make([]func(error), 0, len(c.listeners))
	for _, f := range c.listeners {
		listeners = append(listeners, f)
	}
	c.mu.Unlock()
	for _, f := range listeners {
		f(Redact(err))
	}
}

// connectError adds what the user can do about it.
func connectError(err error) error {
	err = fmt.Errorf("connect: %w", Redact(err))
	switch {
	case errors.Is(err, nats.ErrNoServers), errors.Is(err, nats.ErrTimeout):
		return WithHint(err, "is the server running? name it with --server, --context or NATS_URL")
	case errors.Is(err, nats.ErrAuthorization), errors.Is(err, nats.ErrAuthExpired), errors.Is(err, nats.ErrAuthRevoked):
		return WithHint(err, "check the credentials of the NATS context, or NATS_CREDS")
	case strings.Contains(err.Error(), "unknown context"):
		return WithHint(err, "nats context ls shows those that exist")
	}
	return err
}

// redacted is an error whose text has no credentials in it.
type redacted struct {
	error
	text string
}

func (r redacted) Error() string { return r.text }
func (r redacted) Unwrap() error { return r.error }

var userInfo = regexp.MustCompile(`://[^/@\s"]*@`)

// Redact is err without the credentials in URLs it may quote.
func Redact(err error) error {
	if err == nil {
		return nil
	}
	text := RedactURL(err.Error())
	if text == err.Error() {
		return err
	}
	return redacted{err, text}
}

// RedactURL is s with credentials in URLs replaced.
func RedactURL(s string) string { return userInfo.ReplaceAllString(s, "://***@") }
