package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// goFile is a Go file of the module.
type goFile struct {
	path string // from the module's root, with slashes
	*ast.File
	lines int
}

func (f *goFile) folder() string { return path.Dir(f.path) }

func (f *goFile) isTest() bool { return strings.HasSuffix(f.path, "_test.go") }

// goFiles are the Go files of the module.
func goFiles(t *testing.T) []*goFile {
	t.Helper()
	files, err := parseModule()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// parseModule parses every Go file above this folder, once a test run: under the
// race detector that takes seconds.
var parseModule = sync.OnceValues(func() ([]*goFile, error) {
	const root = "../.."
	set := token.NewFileSet()
	var files []*goFile
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		parsed, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		files = append(files, &goFile{filepath.ToSlash(rel), parsed, set.File(parsed.Pos()).LineCount()})
		return nil
	})
	return files, err
})

// The import table of docs/architecture.md.
func TestFoldersImportWhatTheyMay(t *testing.T) {
	for _, f := range goFiles(t) {
		for _, spec := range f.Imports {
			name := strings.Trim(spec.Path.Value, `"`)
			if why := forbidden(f, name); why != "" {
				t.Errorf("%s imports %s: %s", f.path, name, why)
			}
		}
	}
}

// forbidden says why f must not import name; empty if it may. The screen's tests
// clean the texts that they make.
func forbidden(f *goFile, name string) string {
	own, ours := strings.CutPrefix(name, "floorwalker/")
	top, _, _ := strings.Cut(f.path, "/")
	switch {
	case ours && strings.HasPrefix(own, "cmd/") && f.folder() != "cmd/floorwalker":
		return "nothing imports cmd"
	case top == "metrics" && !f.isTest() && own == "metrics" && f.folder() != "metrics":
		return ""
	case top == "metrics" && !f.isTest() && ours && !strings.HasPrefix(own, "metrics/"):
		return "metrics stands alone"
	case top == "metrics" && !f.isTest() && !ours && strings.Contains(name, "."):
		return "metrics imports the standard library only"
	case top == "metrics" && !f.isTest() && (name == "os" || name == "net" || name == "log"):
		return "metrics does no I/O"
	case top == "tui" && own == "feed/text" && f.isTest():
		return ""
	case top == "tui" && ours && strings.HasPrefix(own, "feed"):
		return "the screen draws views, it does not read the feed"
	case top == "tui" && (strings.Contains(name, "nats") || name == "net"):
		return "the screen does not know the network"
	case top == "feed" && (strings.HasPrefix(name, "charm.land/") || ours && strings.HasPrefix(own, "tui")):
		return "the feed does not draw"
	}
	return ""
}

// cleanAlready are the files that convert what is clean for another reason.
var cleanAlready = map[string]string{
	"cmd/floorwalker/report_markdown.go": "a report's key, back into platform and shop",
	"metrics/alarm/evidence.go":          "a report's key, back into platform and shop",
	"tui/complete.go":                    "the name of a state",
	"tui/lanes.go":                       "a number",
}

// Package feed/text is the only maker of metrics.Text from what is not ours:
// elsewhere only literals are converted.
func TestOnlyCleaningMakesText(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.isTest() || f.folder() == "feed/text" || f.Name.Name == "metrics" || cleanAlready[f.path] != "" {
			continue
		}
		ast.Inspect(f.File, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				return true
			}
			to, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || to.Sel.Name != "Text" || !isPackage(to.X, "metrics") {
				return true
			}
			if _, constant := call.Args[0].(*ast.BasicLit); !constant {
				t.Errorf("%s converts to metrics.Text what may not be clean; use feed/text", f.path)
			}
			return true
		})
	}
}

func isPackage(x ast.Expr, name string) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == name
}

func TestFilesAreShort(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.lines > 500 {
			t.Errorf("%s has %d lines, more than 500", f.path, f.lines)
		}
	}
}
