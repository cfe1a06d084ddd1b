package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// phrases reads the tables out of their source: what is written there is what
// has to hold.
func phrases(t *testing.T) map[string]phrase {
	t.Helper()
	found := make(map[string]phrase)
	files, err := filepath.Glob("texts*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || len(lit.Elts) != 2 {
				return true
			}
			en, zh := literal(lit.Elts[0]), literal(lit.Elts[1])
			if en != "" || zh != "" {
				found[en+"|"+zh] = phrase{en, zh}
			}
			return true
		})
	}
	if len(found) < 150 {
		t.Fatalf("only %d phrases found", len(found))
	}
	return found
}

func literal(e ast.Expr) string {
	if b, ok := e.(*ast.BasicLit); ok && b.Kind == token.STRING {
		s, _ := strconv.Unquote(b.Value)
		return s
	}
	return ""
}

var verb = regexp.MustCompile(`%(\[\d+\])?[a-z]`)

func TestPhrasesAreWholeInBothLanguages(t *testing.T) {
	for name, p := range phrases(t) {
		if p.en == "" || p.zh == "" {
			t.Errorf("%s lacks a language", name)
		}
		if en, zh := verb.FindAllString(p.en, -1), verb.FindAllString(p.zh, -1); !slices.Equal(en, zh) {
			t.Errorf("%s: verbs %v and %v", name, en, zh)
		}
	}
}

// A sign that is one cell here and two on some terminal shifts the rest of its
// line; only glyphs, which have an ASCII twin, may be such.
func TestPhrasesHoldNoSignOfDoubtfulWidth(t *testing.T) {
	for name, p := range phrases(t) {
		for _, r := range p.en + p.zh {
			if r > unicode.MaxASCII && ansi.StringWidth(string(r)) != 2 {
				t.Errorf("%s holds %q", name, r)
			}
		}
	}
}

func TestASCIIGlyphsAreASCII(t *testing.T) {
	v := sampleView(English)
	p := picture(160, 45, English)
	p.ASCII = true
	for _, r := range Render(v, p) {
		if r > unicode.MaxASCII && r != '👍' && r != '中' && r != '文' {
			t.Fatalf("%q on an ASCII screen", r)
		}
	}
}
