package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTextIsMadeHereOnly walks the program: no code but this package's may turn
// a string that is not a constant into a metrics.Text.
func TestTextIsMadeHereOnly(t *testing.T) {
	root := moduleRoot(t)
	packages := map[string][]*ast.File{}
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != root || isExempt(root, path)):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(packages) < 3 {
		t.Fatalf("only %d packages found under %s", len(packages), root)
	}
	for _, pkg := range packages {
		constants := constantsOf(pkg)
		for _, f := range pkg {
			for _, at := range conversions(f, constants) {
				t.Errorf("%s: converts to metrics.Text; use package text", files.Position(at))
			}
		}
	}
}

// TestConversionsAreFound keeps the test above from passing blindly.
func TestConversionsAreFound(t *testing.T) {
	const source = `package p
		import m "floorwalker/metrics"
		const yes = "a" + "b"
		var no = "c"
		var (
			_ = m.Text("literal")
			_ = m.Text(yes + "d")
			_ = m.Text(("e"))
			_ = m.Text(no)
			_ = m.Text("f" + no)
			_ = (m.Text)(f())
			_ = []m.Text{m.Text(string(rune(1)))}
		)`
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var lines []int
	for _, at := range conversions(f, constantsOf([]*ast.File{f})) {
		lines = append(lines, files.Position(at).Line)
	}
	if want := []int{9, 10, 11, 12}; len(lines) != len(want) || lines[0] != want[0] || lines[3] != want[3] {
		t.Errorf("found conversions in lines %v, want %v", lines, want)
	}
}

func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// isExempt names the package that defines the type and the one that makes it.
func isExempt(root, path string) bool {
	return path == filepath.Join(root, "metrics") || path == filepath.Join(root, "feed", "text")
}

// constantsOf are the names of the constants that a package declares.
func constantsOf(pkg []*ast.File) map[string]bool {
	names := map[string]bool{}
	for _, f := range pkg {
		ast.Inspect(f, func(n ast.Node) bool {
			if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.CONST {
				for _, spec := range d.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						names[name.Name] = true
					}
				}
			}
			return true
		})
	}
	return names
}

// conversions are the places where f converts to metrics.Text what is no
// constant.
func conversions(f *ast.File, constants map[string]bool) (found []token.Pos) {
	name := ""
	for _, imported := range f.Imports {
		if imported.Path.Value == `"floorwalker/metrics"` {
			name = "metrics"
			if imported.Name != nil {
				name = imported.Name.Name
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return true
		}
		to, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok || to.Sel.Name != "Text" {
			return true
		}
		if from, ok := to.X.(*ast.Ident); ok && from.Name == name && !isConstant(call.Args[0], constants) {
			found = append(found, call.Pos())
		}
		return true
	})
	return found
}

func isConstant(e ast.Expr, constants map[string]bool) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		return true
	case *ast.Ident:
		return constants[e.Name]
	case *ast.BinaryExpr:
		return isConstant(e.X, constants) && isConstant(e.Y, constants)
	}
	return false
}
