package natstest

import (
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

// Operator is a server in operator mode: it knows accounts and users by what
// was signed for them. A script of nsc commands says what that is.
type Operator struct {
	tb      testing.TB
	url     string
	account nkeys.KeyPair            // in which everybody is
	claims  *jwt.AccountClaims       // of that account
	roles   map[string]nkeys.KeyPair // signing keys of the account, by role
	logins  map[string]nats.Option   // by user
}

// StartOperator runs a script of nsc commands, which describes an account with
// its roles and users, and starts a server that trusts what came of it. The
// server is stopped when the test ends.
func StartOperator(tb testing.TB, script string) *Operator {
	tb.Helper()
	account, key := newKey(tb, nkeys.CreateAccount)
	o := &Operator{
		tb: tb, account: account, claims: jwt.NewAccountClaims(key),
		roles: map[string]nkeys.KeyPair{}, logins: map[string]nats.Option{},
	}
	o.carryOut(script)
	o.start()
	return o
}

// start starts the server. Its resolver holds the account of the script and the
// system's, which answers what a user may do.
func (o *Operator) start() {
	o.tb.Helper()
	operator, operatorKey := newKey(o.tb, nkeys.CreateOperator)
	_, systemKey := newKey(o.tb, nkeys.CreateAccount)
	resolver := &server.MemAccResolver{}
	for _, claims := range []*jwt.AccountClaims{o.claims, jwt.NewAccountClaims(systemKey)} {
		signed, err := claims.Encode(operator)
		if err == nil {
			err = resolver.Store(claims.Subject, signed)
		}
		if err != nil {
			o.tb.Fatal(err)
		}
	}
	ns, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true, JetStream: true, StoreDir: o.tb.TempDir(),
		AccountResolver: resolver, TrustedKeys: []string{operatorKey}, SystemAccount: systemKey,
	})
	if err != nil {
		o.tb.Fatal(err)
	}
	ns.Start()
	o.tb.Cleanup(func() { ns.Shutdown(); ns.WaitForShutdown() })
	if !ns.ReadyForConnections(time.Minute) {
		o.tb.Fatal("the server does not accept connections")
	}
	o.url = ns.ClientURL()
}

// URL is where clients connect.
func (o *Operator) URL() string { return o.url }

// Login is how a user connects.
func (o *Operator) Login(user string) nats.Option {
	o.tb.Helper()
	login := o.logins[user]
	if login == nil {
		o.tb.Fatalf("no user %s", user)
	}
	return login
}

// Issue makes a user as nsc add user does: with the rights of a role, or
// with all of the account's if role is empty.
func (o *Operator) Issue(user, role string, tags ...string) {
	o.tb.Helper()
	token, seed := o.Sign(user, role, func(c *jwt.UserClaims) { c.Tags.Add(tags...) })
	o.logins[user] = nats.UserJWTAndSeed(token, seed)
}

// Sign is a token for a new user and his seed. It is signed with the key of a
// role, or of the account if role is empty, after change has seen what it says.
func (o *Operator) Sign(user, role string, change func(*jwt.UserClaims)) (token, seed string) {
	o.tb.Helper()
	pair, key := newKey(o.tb, nkeys.CreateUser)
	claims := jwt.NewUserClaims(key)
	signer := o.account
	if role != "" {
		if signer = o.roles[role]; signer == nil {
			o.tb.Fatalf("no role %s", role)
		}
		claims.SetScoped(true)
	}
	claims.Name, claims.IssuerAccount = user, o.claims.Subject
	change(claims)
	token, err := claims.Encode(signer)
	if err != nil {
		o.tb.Fatal(err)
	}
	secret, err := pair.Seed()
	if err != nil {
		o.tb.Fatal(err)
	}
	return token, string(secret)
}

// newKey makes a pair of keys, and names the public one.
func newKey(tb testing.TB, create func() (nkeys.KeyPair, error)) (nkeys.KeyPair, string) {
	tb.Helper()
	pair, err := create()
	if err != nil {
		tb.Fatal(err)
	}
	key, err := pair.PublicKey()
	if err != nil {
		tb.Fatal(err)
	}
	return pair, key
}
