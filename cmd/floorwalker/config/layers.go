package config

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	tomlparser "github.com/knadh/koanf/parsers/toml/v2"
	"github.com/knadh/koanf/providers/confmap"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/rawbytes"
	"github.com/knadh/koanf/v2"
	"github.com/pelletier/go-toml/v2"
)

// prefix is what our variables begin with.
const prefix = "FLOORWALKER_"

// fileVariable names the file to read.
const fileVariable = prefix + "CONFIG"

// layers are file, environment and flags, laid over each other by koanf, and
// where each value came from.
type layers struct {
	merged   *koanf.Koanf
	origins  origins
	problems []Problem
}

func newLayers() *layers {
	// Keys may hold any character but the one that separates them here.
	return &layers{merged: koanf.New(join), origins: origins{}}
}

// addFile adds a TOML document. After a syntax error nothing of it is used:
// half a file would be another configuration.
func (l *layers) addFile(name string, data []byte) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // as some editors begin a file
	var whole map[string]any
	if err := toml.Unmarshal(data, &whole); err != nil {
		l.problems = append(l.problems, syntaxProblem(name, err))
		return
	}
	found, broken := locate(name, data)
	l.problems = append(l.problems, broken...)
	if len(broken) > 0 {
		return
	}
	l.load(rawbytes.Provider(data), tomlparser.Parser())
	for id, at := range found {
		l.origins[id] = at
	}
}

// syntaxProblem is what the parser says, at the place it names.
func syntaxProblem(file string, err error) Problem {
	at := Origin{Kind: FromFile, Name: file, Line: 1, Column: 1}
	if de, ok := errors.AsType[*toml.DecodeError](err); ok {
		at.Line, at.Column = de.Position()
	}
	return Problem{Origin: at, Text: "not TOML: " + strings.TrimPrefix(err.Error(), "toml: ")}
}

// addEnvironment adds the variables that begin with FLOORWALKER_. An empty one
// says nothing, one that means nothing is a warning.
func (l *layers) addEnvironment(environ []string) {
	known := map[string]setting{}
	for _, s := range settings() {
		known[variable(s.at)] = s
	}
	names := slices.Sorted(maps.Keys(known))
	l.load(env.Provider(join, env.Opt{
		Prefix:      prefix,
		EnvironFunc: func() []string { return environ },
		TransformFunc: func(name, value string) (string, any) {
			from := Origin{Kind: FromEnvironment, Name: name}
			s, ok := known[name]
			switch {
			case name == fileVariable, value == "":
				return "", nil
			case !ok:
				l.problems = append(l.problems, Problem{
					Severity: Warning, Origin: from,
					Text: "means nothing to this version", Nearest: nearest(name, names),
				})
				return "", nil
			}
			l.origins[s.at.id()] = from
			return s.at.id(), fromString(s.typ, value)
		},
	}), nil)
}

// variable is the name of the variable for a setting.
func variable(at path) string {
	return prefix + strings.ToUpper(strings.Join(at, "_"))
}

// addFlags adds what the command line says.
func (l *layers) addFlags(flags []Flag) {
	known, given := settings(), map[string]any{}
	for _, f := range flags {
		from := Origin{Kind: FromFlag, Name: f.Name}
		i := slices.IndexFunc(known, func(s setting) bool { return s.at.String() == f.Key })
		if i < 0 {
			l.problems = append(l.problems, Problem{Origin: from, Text: "there is no key " + f.Key})
			continue
		}
		id := known[i].at.id()
		given[id], l.origins[id] = fromString(known[i].typ, f.Value), from
	}
	l.load(confmap.Provider(given, join), nil)
}

// load lays one more layer over the others. Its providers are in memory and
// have been parsed before, so it cannot fail but by a fault of the program.
func (l *layers) load(p koanf.Provider, parser koanf.Parser) {
	if err := l.merged.Load(p, parser); err != nil {
		l.problems = append(l.problems, Problem{Text: err.Error()})
	}
}

// readFile reads the file that is asked for, or the first that exists of the
// usual ones. Without any there is nothing to read.
func readFile(o *Options) (name string, data []byte, err error) {
	if asked, by := o.asked(); asked != "" {
		data, err := readBounded(asked)
		if err != nil {
			return asked, nil, fmt.Errorf("%s: %w", by, err)
		}
		return asked, data, nil
	}
	for _, name := range Paths(o.getenv) {
		data, err := readBounded(name)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		return name, data, err
	}
	return "", nil, nil
}
