package config

import (
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// positions finds where each key and list entry of a TOML document stands. The
// document must be valid: positions trusts it.
type positions struct {
	file   string
	data   []byte
	lines  []int // offsets at which lines begin
	found  origins
	arrays map[string]int // entries seen of each array of tables
	broken []Problem      // keys that cannot be used
}

// locate is the origin of everything in data.
func locate(file string, data []byte) (origins, []Problem) {
	p := &positions{file: file, data: data, lines: []int{0}, found: origins{}, arrays: map[string]int{}}
	for i, c := range data {
		if c == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	var parser unstable.Parser
	parser.Reset(data)
	var table path
	for parser.NextExpression() {
		switch e := parser.Expression(); e.Kind {
		case unstable.Table:
			table = p.keys(nil, e.Key())
		case unstable.ArrayTable:
			table = p.arrayTable(e.Key())
		case unstable.KeyValue:
			p.keyValue(table, e)
		default: // comments are not kept
		}
	}
	return p.found, p.broken
}

// keys marks the keys of a dotted name below base, and returns the way to the
// last. A name that leads through an array of tables means its last entry.
func (p *positions) keys(base path, it unstable.Iterator) path {
	for it.Next() {
		n := it.Node()
		base = base.then(string(n.Data))
		p.mark(base, n.Raw)
		if strings.ContainsFunc(base[len(base)-1], unicode.IsControl) {
			p.broken = append(p.broken, Problem{Origin: p.origin(n.Raw), Text: "a key cannot hold control characters"})
		}
		if count, ok := p.arrays[base.id()]; ok && !it.IsLast() {
			base = base.then(strconv.Itoa(count - 1))
		}
	}
	return base
}

func (p *positions) arrayTable(it unstable.Iterator) path {
	at := p.keys(nil, it)
	n := p.arrays[at.id()]
	p.arrays[at.id()] = n + 1
	entry := at.then(strconv.Itoa(n))
	for it := it; it.Next(); {
		if it.IsLast() {
			p.mark(entry, it.Node().Raw)
		}
	}
	return entry
}

func (p *positions) keyValue(table path, e *unstable.Node) {
	p.value(p.keys(table, e.Key()), e.Value())
}

// value marks what stands inside a value.
func (p *positions) value(at path, v *unstable.Node) {
	switch v.Kind {
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			p.keyValue(at, it.Node())
		}
	case unstable.Array:
		i := 0
		for it := v.Children(); it.Next(); i++ {
			entry := at.then(strconv.Itoa(i))
			p.mark(entry, it.Node().Raw)
			p.value(entry, it.Node())
		}
	default: // a scalar stands where its key does
	}
}

// mark notes where a path was first seen. Arrays, booleans and such carry no
// range of their own: they stand where what holds them does.
func (p *positions) mark(at path, raw unstable.Range) {
	if _, seen := p.found[at.id()]; !seen && raw.Length > 0 {
		p.found[at.id()] = p.origin(raw)
	}
}

func (p *positions) origin(raw unstable.Range) Origin {
	offset := int(raw.Offset)
	line := sort.SearchInts(p.lines, offset+1)
	start := p.lines[line-1]
	column := utf8.RuneCount(p.data[start:offset]) + 1
	return Origin{Kind: FromFile, Name: p.file, Line: line, Column: column}
}
