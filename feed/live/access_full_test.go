//go:build full

package live

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// Rights that are taken away while the screen runs: it says which it lacks, and
// goes on when they are given back.
func TestFollowAcrossRevokedRights(t *testing.T) {
	options := server.Options{JetStream: true, StoreDir: t.TempDir()}
	grant := func(o server.Options, publish ...string) *server.Options {
		o.Users = []*server.User{
			{Username: "admin", Password: "secret"},
			{Username: "li", Password: "secret", Permissions: &server.Permissions{Publish: &server.SubjectPermission{Allow: publish}}},
		}
		return &o
	}
	given := grant(options, "$JS.API.>")
	ns := startServer(t, given)
	s := newSiteOn(t, func(...nats.Option) *feed.Conn { return connectAs(t, ns, "admin") }, 1)
	s.publish(1, 100)
	r := run(t, &Follow{Conn: dialAs(t, ns, "li")}, Options{})
	r.until(metrics.FeedLive)
	r.untilApplied(100)
	if err := ns.ReloadOptions(grant(*given, "something.else")); err != nil {
		t.Fatal(err)
	}
	s.publish(101, 150)
	r.untilSaid(metrics.FeedFailed, `not allowed: nats: permissions violation: Permissions Violation for Publish to "$JS.API.STREAM.INFO.CHAT"`)
	if err := ns.ReloadOptions(grant(*given, "$JS.API.>")); err != nil {
		t.Fatal(err)
	}
	r.until(metrics.FeedLive)
	r.untilApplied(150)
	r.mustEnd(1, 150)
}

// dialAs is connectAs, for one who comes back at once.
func dialAs(t *testing.T, ns *server.Server, user string) *feed.Conn {
	t.Helper()
	return natstest.Dial(t, ns.ClientURL(), nats.UserInfo(user, "secret"))
}

// Credentials that expire cut the screen off; once the file has new ones it
// comes back by itself.
func TestFollowAcrossExpiredCredentials(t *testing.T) {
	operator := newOperator(t)
	ns := startServer(t, operator.options(t))
	file := filepath.Join(t.TempDir(), "li.creds")
	operator.write(t, file, time.Hour)
	s := newSiteOn(t, func(...nats.Option) *feed.Conn { return natstest.Dial(t, ns.ClientURL(), nats.UserCredentials(file)) }, 1)
	s.publish(1, 100)

	short := filepath.Join(t.TempDir(), "short.creds")
	operator.write(t, short, 3*time.Second)
	r := run(t, &Follow{Conn: natstest.Dial(t, ns.ClientURL(), nats.UserCredentials(short), nats.ReconnectWait(100*time.Millisecond))}, Options{})
	r.until(metrics.FeedLive)
	r.untilApplied(100)
	r.untilSaid(metrics.FeedLost, "the server refuses the login, or it has expired: nats: ")
	s.publish(101, 150)
	operator.write(t, short, time.Hour)
	r.until(metrics.FeedLive)
	r.untilApplied(150)
	r.mustEnd(1, 150)
}

// operator signs for a site with one account.
type operator struct {
	key, account nkeys.KeyPair
	claims       string // of the account, signed
}

func newOperator(t *testing.T) *operator {
	t.Helper()
	o := &operator{key: must(t)(nkeys.CreateOperator()), account: must(t)(nkeys.CreateAccount())}
	claims := jwt.NewAccountClaims(public(t, o.account))
	claims.Limits.JetStreamLimits = jwt.JetStreamLimits{MemoryStorage: -1, DiskStorage: -1}
	signed, err := claims.Encode(o.key)
	if err != nil {
		t.Fatal(err)
	}
	o.claims = signed
	return o
}

func (o *operator) options(t *testing.T) *server.Options {
	t.Helper()
	resolver := &server.MemAccResolver{}
	if err := resolver.Store(public(t, o.account), o.claims); err != nil {
		t.Fatal(err)
	}
	system := must(t)(nkeys.CreateAccount())
	claims, err := jwt.NewAccountClaims(public(t, system)).Encode(o.key)
	if err != nil {
		t.Fatal(err)
	}
	if err := resolver.Store(public(t, system), claims); err != nil {
		t.Fatal(err)
	}
	return &server.Options{
		JetStream: true, StoreDir: t.TempDir(), AccountResolver: resolver,
		TrustedKeys: []string{public(t, o.key)}, SystemAccount: public(t, system),
	}
}

// write makes a credentials file for a user that ends after a while.
func (o *operator) write(t *testing.T, file string, lasts time.Duration) {
	t.Helper()
	user := must(t)(nkeys.CreateUser())
	claims := jwt.NewUserClaims(public(t, user))
	claims.Expires = time.Now().Add(lasts).Unix()
	token, err := claims.Encode(o.account)
	if err != nil {
		t.Fatal(err)
	}
	seed, err := user.Seed()
	if err != nil {
		t.Fatal(err)
	}
	content, err := jwt.FormatUserConfig(token, seed)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func must(t *testing.T) func(nkeys.KeyPair, error) nkeys.KeyPair {
	t.Helper()
	return func(k nkeys.KeyPair, err error) nkeys.KeyPair {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
}

func public(t *testing.T, k nkeys.KeyPair) string {
	t.Helper()
	key, err := k.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	return key
}
