package config

import (
	"fmt"
	"regexp"
	"strings"
)

// OriginKind is a layer of the configuration, the weakest first.
type OriginKind uint8

// Layers.
const (
	FromDefault OriginKind = iota
	FromFile
	FromEnvironment
	FromFlag
)

// Origin is where a value was given.
type Origin struct {
	Kind   OriginKind
	Name   string // of the file, the variable or the flag
	Line   int    // in a file, from 1; 0 elsewhere
	Column int    // in runes, from 1; 0 elsewhere
}

// String is the origin as Show prints it: file:line, the name of the variable or
// flag, or default.
func (o Origin) String() string {
	switch o.Kind {
	case FromFile:
		return fmt.Sprintf("%s:%d", o.Name, o.Line)
	case FromDefault:
		return "default"
	}
	return o.Name
}

// position is the origin as editors jump to it.
func (o Origin) position() string {
	if o.Kind == FromFile && o.Column > 0 {
		return fmt.Sprintf("%s:%d:%d", o.Name, o.Line, o.Column)
	}
	return o.String()
}

// path is the way to a value: keys, and numbers of list entries.
type path []string

// join makes one string of keys. TOML keys that hold it are refused before they
// get here.
const join = "\x00"

func (p path) id() string { return strings.Join(p, join) }

func (p path) then(key string) path { return append(p[:len(p):len(p)], key) }

var bare = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// String is the path as TOML writes it.
func (p path) String() string {
	keys := make([]string, len(p))
	for i, k := range p {
		if keys[i] = k; !bare.MatchString(k) {
			keys[i] = quote(k)
		}
	}
	return strings.Join(keys, ".")
}

// origins tells where each value was given, by path id.
type origins map[string]Origin

// of is where the value of p was given, or else the nearest thing around it.
func (o origins) of(p path) Origin {
	for n := len(p); n > 0; n-- {
		if at, ok := o[p[:n].id()]; ok {
			return at
		}
	}
	return Origin{}
}

// given reports whether p itself was given anywhere.
func (o origins) given(p path) bool {
	_, ok := o[p.id()]
	return ok
}
