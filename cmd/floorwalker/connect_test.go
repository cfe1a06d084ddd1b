package main

import (
	"strings"
	"testing"

	"floorwalker/feed"
)

func TestFlagsLieOverTheEnvironment(t *testing.T) {
	for _, name := range []string{"CREDS", "NKEY", "USER", "PASSWORD", "TOKEN", "JWT", "SEED", "CERT", "KEY", "CA"} {
		t.Setenv("NATS_"+name, "env-"+strings.ToLower(name))
	}
	tests := []struct {
		flags connection
		want  map[string]string
	}{
		{connection{}, map[string]string{"NATS_TOKEN": "env-token", "NATS_CREDS": "env-creds", "NATS_CA": "env-ca"}},
		{connection{creds: "f"}, map[string]string{"NATS_CREDS": "f", "NATS_TOKEN": "", "NATS_USER": "", "NATS_NKEY": "", "NATS_CA": "env-ca"}},
		{connection{user: "zhao"}, map[string]string{"NATS_USER": "zhao", "NATS_PASSWORD": "env-password", "NATS_CREDS": "", "NATS_JWT": ""}},
		{connection{tlsCA: "f"}, map[string]string{"NATS_CA": "f", "NATS_CERT": "env-cert", "NATS_TOKEN": "env-token"}},
	}
	for _, tt := range tests {
		for name, want := range tt.want {
			if got := tt.flags.getenv(name); got != want {
				t.Errorf("%+v: %s is %q, want %q", tt.flags, name, got, want)
			}
		}
	}
}

func TestHalfACertificate(t *testing.T) {
	t.Setenv("NATS_CERT", "")
	t.Setenv("NATS_KEY", "")
	c := connection{tlsCert: "cert.pem"}
	_, err := c.dial("test", "", true)
	if exitCode(err) != exitUsage || feed.Hint(err) == "" {
		t.Errorf("error %v with hint %q, want a usage error with a hint", err, feed.Hint(err))
	}
}
