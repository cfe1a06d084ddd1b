package main

import (
	"errors"
	"os"
	"slices"

	"github.com/spf13/pflag"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
	"floorwalker/tui"
)

// configuration is where a command's configuration comes from: the file, the
// variables, and those of its flags that stand for a key.
type configuration struct {
	path   string
	flags  *pflag.FlagSet
	loaded *config.Config
}

// flagKeys are the flags that stand for a key of the file.
var flagKeys = map[string]string{
	"server": "connection.url", "context": "connection.context", "creds": "connection.creds",
	"nkey": "connection.nkey", "user": "connection.user",
	"tlsca": "connection.tls_ca", "subject": "connection.subject",
	"as": "identity.by", "read-only": "identity.read_only",
	"lang": "screen.language", "theme": "screen.theme", "ascii": "screen.ascii",
}

func (c *configuration) addFlags(fs *pflag.FlagSet) {
	fs.StringVar(&c.path, "config", "", "configuration `file` (FLOORWALKER_CONFIG; default: floorwalker config show names it)")
	c.flags = fs
}

// inForce is the configuration, read at the first call.
func (c *configuration) inForce() (*config.Config, error) {
	if c.loaded != nil {
		return c.loaded, nil
	}
	loaded, err := loadConfig(c.sources())
	c.loaded = loaded
	return loaded, err
}

// sources are what the configuration is made of, once flags are parsed.
func (c *configuration) sources() config.Options {
	o := config.Options{Path: c.path, Environ: os.Environ(), Vocabulary: vocabulary()}
	if c.flags == nil {
		return o
	}
	c.flags.Visit(func(f *pflag.Flag) {
		if key := flagKeys[f.Name]; key != "" {
			o.Flags = append(o.Flags, config.Flag{Name: "--" + f.Name, Key: key, Value: f.Value.String()})
		}
	})
	return o
}

// loadConfig reads a configuration. One that makes no sense is an error of
// whoever typed it, like a wrong flag.
func loadConfig(o config.Options) (*config.Config, error) {
	c, err := config.Load(o)
	if _, invalid := errors.AsType[*config.Invalid](err); invalid {
		return nil, failed(exitUsage, err)
	}
	if err != nil {
		return nil, err
	}
	if err := tui.CheckKeys(screenKeys(c)); err != nil {
		return nil, usage("floorwalker config check", "keys: %w", err)
	}
	return c, nil
}

// vocabulary is what the screen and the alerts have names for.
func vocabulary() config.Vocabulary {
	return config.Vocabulary{
		Actions: tui.ActionKeys(),
		Columns: tui.PanelColumns(),
		Expression: func(p *metrics.Policy, rule string) error {
			_, err := alarm.NewVocabulary(p).Parse(rule)
			return err
		},
	}
}

// screenKeys are the keys of actions that this version has; those of a newer
// one are passed over.
func screenKeys(c *config.Config) map[string][]string {
	known, keys := tui.ActionKeys(), map[string][]string{}
	for action, words := range c.Keys {
		if _, ok := known[action]; ok {
			keys[action] = slices.Clone(words)
		}
	}
	return keys
}
