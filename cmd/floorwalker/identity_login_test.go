package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"floorwalker/feed"
)

// issuer signs what others are known by.
type issuer struct {
	t    *testing.T
	pair nkeys.KeyPair
	key  string
}

func newIssuer(t *testing.T, create func() (nkeys.KeyPair, error)) issuer {
	t.Helper()
	pair, err := create()
	if err != nil {
		t.Fatal(err)
	}
	key, err := pair.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	return issuer{t, pair, key}
}

// creds writes credentials of a new user of an account.
func (account issuer) creds(name string) (path string) {
	account.t.Helper()
	user := newIssuer(account.t, nkeys.CreateUser)
	claims := jwt.NewUserClaims(user.key)
	claims.Name = name
	token, err := claims.Encode(account.pair)
	if err != nil {
		account.t.Fatal(err)
	}
	seed, err := user.pair.Seed()
	if err != nil {
		account.t.Fatal(err)
	}
	creds, err := jwt.FormatUserConfig(token, seed)
	if err != nil {
		account.t.Fatal(err)
	}
	path = filepath.Join(account.t.TempDir(), "somebody.creds")
	if err := os.WriteFile(path, creds, 0o600); err != nil {
		account.t.Fatal(err)
	}
	return path
}

// A server that knows accounts by their operator takes credentials that one of
// them has signed, whatever login the environment names, and no others.
func TestCredentialsAreTaken(t *testing.T) {
	operator, account := newIssuer(t, nkeys.CreateOperator), newIssuer(t, nkeys.CreateAccount)
	token, err := jwt.NewAccountClaims(account.key).Encode(operator.pair)
	if err != nil {
		t.Fatal(err)
	}
	accounts := &server.MemAccResolver{}
	if err := accounts.Store(account.key, token); err != nil {
		t.Fatal(err)
	}
	ns, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true, TrustedKeys: []string{operator.key}, AccountResolver: accounts,
	})
	if err != nil {
		t.Fatal(err)
	}
	ns.Start()
	t.Cleanup(func() { ns.Shutdown(); ns.WaitForShutdown() })
	if !ns.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not accept connections")
	}
	blank := filepath.Join(t.TempDir(), "blank.json")
	if err := os.WriteFile(blank, []byte("{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	connect := func(path string) error {
		p, err := readPerson(path)
		if err != nil {
			return err
		}
		conn, err := feed.Connect(feed.ConnectOptions{
			Server: "nats://" + ns.Addr().String(), Context: blank, FailFast: true, Login: p.login,
			Getenv: func(name string) string { return map[string]string{"NATS_TOKEN": "of somebody else"}[name] },
		})
		if err == nil {
			conn.Close()
		}
		return err
	}
	if err := connect(account.creds("zhao")); err != nil {
		t.Errorf("his own: %v", err)
	}
	if err := connect(newIssuer(t, nkeys.CreateAccount).creds("zhao")); !errors.Is(err, nats.ErrAuthorization) {
		t.Errorf("of an account that nobody knows: %v", err)
	}
}
