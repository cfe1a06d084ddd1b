package main

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// natsContext is what the doctor reads of a context of the nats CLI: the files
// that it names.
type natsContext struct {
	Creds string `json:"creds"`
	NKey  string `json:"nkey"`
	Cert  string `json:"cert"`
	Key   string `json:"key"`
	CA    string `json:"ca"`
}

// files are what a login and TLS are read from, by the variable that stands for
// each: what flags, configuration and environment name, else what the context
// does. A login of theirs takes the place of the context's.
func (p *patient) files() map[string]string {
	c, login := p.context(), false
	for _, name := range []string{"NATS_CREDS", "NATS_NKEY", "NATS_USER", "NATS_TOKEN", "NATS_JWT"} {
		login = login || p.flags.getenv(name) != ""
	}
	if login {
		c.Creds, c.NKey = "", ""
	}
	files := map[string]string{"NATS_CREDS": c.Creds, "NATS_NKEY": c.NKey, "NATS_CERT": c.Cert, "NATS_KEY": c.Key, "NATS_CA": c.CA}
	for name, file := range files {
		files[name] = homeFile(cmp.Or(p.flags.getenv(name), file))
	}
	return files
}

// context is the context in use; the zero one if there is none, or if it cannot
// be read: then the connection says why.
func (p *patient) context() (c natsContext) {
	name := cmp.Or(p.flags.context, os.Getenv("NATS_CONTEXT"))
	folder := filepath.Join(cmp.Or(os.Getenv("XDG_CONFIG_HOME"), homeFile("~/.config")), "nats")
	if name == "" {
		selected, err := os.ReadFile(filepath.Join(folder, "context.txt"))
		if err != nil {
			return c
		}
		name = strings.TrimSpace(string(selected))
	}
	if !strings.HasSuffix(name, ".json") {
		name = filepath.Join(folder, "context", name+".json")
	}
	data, err := os.ReadFile(name)
	if err != nil || json.Unmarshal(data, &c) != nil {
		return natsContext{}
	}
	return c
}

// homeFile is a path with ~ in front as the home directory.
func homeFile(name string) string {
	rest, ok := strings.CutPrefix(name, "~/")
	if home, err := os.UserHomeDir(); ok && err == nil {
		return filepath.Join(home, rest)
	}
	return name
}
