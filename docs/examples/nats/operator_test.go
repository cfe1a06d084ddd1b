package natsserver

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

const script = "operator.sh"

// The server puts in place of these the name of the user, and each of his tags.
const (
	anyName     = "{{name()}}"
	anyTeam     = "{{tag(team)}}"
	anyPlatform = "{{tag(platform)}}"
)

// roles are the rights of users whose names are not known yet.
var roles = []struct {
	name, about string
	rights      feed.Rights
}{
	{"observer", "watches the teams of his tags", feed.ObserverRights(anyName, feed.StreamName, anyTeam)},
	{"supervisor", "watches them and acts in them, under his own name", feed.SupervisorRights(anyName, feed.StreamName, anyTeam)},
	// In a list with a template the server drops what names a queue group, so the
	// backend has none.
	{"backend", "carries out commands; answers to it go to _INBOX_backend, whatever its name", feed.BackendRights("backend")},
	{"gateway", "publishes the events of the platforms of its tags", feed.GatewayRights(anyName, anyPlatform)},
	{"auditor", "reads who moved what", feed.AuditorRights(anyName)},
}

// inPlace puts the server's templates where ids were escaped to become tokens.
var inPlace = strings.NewReplacer(
	feed.Token(metrics.Text(anyName)), anyName, feed.Token(metrics.Text(anyTeam)), anyTeam, feed.Token(metrics.Text(anyPlatform)), anyPlatform,
)

// operatorScript is the whole script.
func operatorScript() string {
	var b strings.Builder
	b.WriteString(`#!/bin/sh
# The logins of nats-server.conf, for servers in operator mode, by nsc 2:
# docs/secure.md. Made from the program by a test. Change the users at the end.
#
# A role is a signing key of the account. Whoever is signed with it has exactly
# the rights that stand here: the server puts his name and his tags into them.
set -eu

nsc add operator --name SHOPS --sys
nsc add account --name FLOOR
nsc edit account --name FLOOR --js-mem-storage -1 --js-disk-storage -1 --js-streams -1 --js-consumer -1

# role NAME RIGHTS...
role() {
  name=$1
  shift
  key=$(nsc edit account --name FLOOR --sk generate 2>&1 | grep -o 'A[A-Z2-7]\{55\}' | tail -n 1)
  nsc edit signing-key --account FLOOR --sk "$key" --role "$name" "$@"
}
`)
	for _, r := range roles {
		fmt.Fprintf(&b, "\n# %s\nrole %s%s\n", r.about, r.name, inPlace.Replace(permissions(r.rights)))
	}
	b.WriteString("\n# creates the streams: floorwalker setup\nnsc add user --account FLOOR --name admin\n")
	for _, u := range users {
		fmt.Fprintf(&b, "# %s\nnsc add user --account FLOOR --name %s -K %s", u.about, u.name, u.role)
		if u.tags != "" {
			fmt.Fprintf(&b, " --tag %s", u.tags)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// permissions are rights as arguments of nsc, quoted for the shell.
func permissions(r feed.Rights) string {
	var b strings.Builder
	for _, list := range []struct {
		flag     string
		subjects []string
	}{{"--allow-pub", r.Publish}, {"--allow-sub", r.Subscribe}} {
		for _, s := range list.subjects {
			fmt.Fprintf(&b, " \\\n  %s '%s'", list.flag, s)
		}
	}
	if r.Responses {
		b.WriteString(" \\\n  --allow-pub-response=1 --response-ttl 10s")
	}
	return b.String()
}

func TestScriptIsOfTheseRights(t *testing.T) { mustBe(t, script, operatorScript()) }

// Who a user is and what he may do is signed: nobody can take another's name, or
// another role, with what he was given.
func TestIdentityCannotBeForged(t *testing.T) {
	o := natstest.StartOperator(t, script)
	nothing := func(*jwt.UserClaims) {}
	token, seed := o.Sign("zhao", "supervisor", nothing)

	renamed := strings.Split(token, ".")
	claims, err := base64.RawURLEncoding.DecodeString(renamed[1])
	if err != nil || !strings.Contains(string(claims), `"zhao"`) {
		t.Fatalf("%s: %v", claims, err)
	}
	renamed[1] = base64.RawURLEncoding.EncodeToString([]byte(strings.ReplaceAll(string(claims), `"zhao"`, `"qian"`)))

	_, seedOfQian := o.Sign("qian", "supervisor", nothing)
	greedy, seedOfGreedy := o.Sign("wall", "observer", func(c *jwt.UserClaims) { c.Pub.Allow.Add("cmd.v1.>") })
	unknown, seedOfUnknown := natstest.StartOperator(t, script).Sign("zhao", "supervisor", nothing)

	for name, c := range map[string]struct {
		token, seed string
		may         bool
	}{
		"as it was given":            {token, seed, true},
		"another name put into it":   {strings.Join(renamed, "."), seed, false},
		"somebody else's token":      {token, seedOfQian, false},
		"more than the role allows":  {greedy, seedOfGreedy, false},
		"signed by somebody unknown": {unknown, seedOfUnknown, false},
	} {
		nc, err := nats.Connect(o.URL(), nats.UserJWTAndSeed(c.token, c.seed))
		if err == nil {
			nc.Close()
		}
		if c.may != (err == nil) || !c.may && !errors.Is(err, nats.ErrAuthorization) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
