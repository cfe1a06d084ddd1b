package natstest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nkeys"
	"github.com/spf13/pflag"
)

// standIn takes the place of nsc while a script runs: it notes what it was told,
// an argument a line and an empty one after each call, and where it is to
// generate a key it names one that was made before.
const standIn = `#!/bin/sh
printf '%s\n' "$@" '' >>"$NSC_DIR/calls"
case "$*" in *'--sk generate'*)
	sed -n '1s/.*/[ OK ] added signing key "&"/p' "$NSC_DIR/keys" >&2
	sed -i 1d "$NSC_DIR/keys" ;;
esac
`

// maxRoles is how many keys a script may generate.
const maxRoles = 9

// carryOut runs a script by the shell, and does what nsc would have done.
func (o *Operator) carryOut(script string) {
	o.tb.Helper()
	keys := map[string]nkeys.KeyPair{}
	var names []string
	for range maxRoles {
		pair, key := newKey(o.tb, nkeys.CreateAccount)
		keys[key] = pair
		names = append(names, key)
	}
	for call := range strings.SplitSeq(o.calls(script, names), "\n\n") {
		if call != "" {
			o.call(strings.Split(call, "\n"), keys)
		}
	}
}

// calls runs a script with the stand-in, and returns what that has noted.
func (o *Operator) calls(script string, keys []string) string {
	o.tb.Helper()
	dir := o.tb.TempDir()
	for name, content := range map[string]string{"nsc": standIn, "keys": strings.Join(keys, "\n") + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o700); err != nil {
			o.tb.Fatal(err)
		}
	}
	cmd := exec.CommandContext(o.tb.Context(), "sh", script)
	cmd.Env = append(os.Environ(), "NSC_DIR="+dir, "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	if out, err := cmd.CombinedOutput(); err != nil {
		o.tb.Fatalf("%s: %v\n%s", script, err, out)
	}
	calls, err := os.ReadFile(filepath.Join(dir, "calls"))
	if err != nil {
		o.tb.Fatal(err)
	}
	return string(calls)
}

// told is what a call of nsc says.
type told struct {
	*pflag.FlagSet
	name, role, sk, signer string
	tags                   []string
	limits                 jwt.JetStreamLimits
	permissions            jwt.Permissions
	response               jwt.ResponsePermission
}

// flags are those of nsc that scripts may use.
func (c *told) flags() {
	c.String("account", "", "")
	c.Bool("sys", false, "")
	c.StringVar(&c.name, "name", "", "")
	c.StringVar(&c.role, "role", "", "")
	c.StringVar(&c.sk, "sk", "", "")
	c.StringVarP(&c.signer, "private-key", "K", "", "")
	c.StringSliceVar(&c.tags, "tag", nil, "")
	c.Int64Var(&c.limits.MemoryStorage, "js-mem-storage", 0, "")
	c.Int64Var(&c.limits.DiskStorage, "js-disk-storage", 0, "")
	c.Int64Var(&c.limits.Streams, "js-streams", jwt.NoLimit, "")
	c.Int64Var(&c.limits.Consumer, "js-consumer", jwt.NoLimit, "")
	c.StringSliceVar((*[]string)(&c.permissions.Pub.Allow), "allow-pub", nil, "")
	c.StringSliceVar((*[]string)(&c.permissions.Sub.Allow), "allow-sub", nil, "")
	c.IntVar(&c.response.MaxMsgs, "allow-pub-response", 0, "")
	c.Lookup("allow-pub-response").NoOptDefVal = "1"
	c.DurationVar(&c.response.Expires, "response-ttl", 0, "")
}

// call does what nsc would have done.
func (o *Operator) call(args []string, keys map[string]nkeys.KeyPair) {
	o.tb.Helper()
	c := told{FlagSet: pflag.NewFlagSet("nsc", pflag.ContinueOnError)}
	c.flags()
	if err := c.Parse(args); err != nil {
		o.tb.Fatalf("nsc %q: %v", args, err)
	}
	switch what := strings.Join(c.Args(), " "); what {
	case "add operator", "add account": // they are there
	case "edit account":
		if c.sk == "" {
			o.claims.Limits.JetStreamLimits = c.limits
		}
	case "edit signing-key":
		o.addRole(&c, keys[c.sk])
	case "add user":
		o.Issue(c.name, c.signer, c.tags...)
	default:
		o.tb.Fatalf("nsc %s is not known here", what)
	}
}

// addRole makes a key one that gives those it signs for exactly these rights.
func (o *Operator) addRole(c *told, key nkeys.KeyPair) {
	o.tb.Helper()
	if key == nil {
		o.tb.Fatalf("role %s: nobody has generated the key %q", c.role, c.sk)
	}
	scope := jwt.NewUserScope()
	scope.Role, scope.Key, scope.Template.Permissions = c.role, c.sk, c.permissions
	if c.response.MaxMsgs != 0 {
		scope.Template.Resp = &c.response
	}
	o.claims.SigningKeys.AddScopedSigner(scope)
	o.roles[c.role] = key
}
