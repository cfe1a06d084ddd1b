package live

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The page that says what shows each promise names tests that exist, and the
// same ones in Chinese.
func TestTrustPageNamesTests(t *testing.T) {
	slow := slowTests(t)
	named := testsOfPage(t, "trust.md")
	if len(named) < 40 {
		t.Fatalf("the page names %d tests", len(named))
	}
	for _, m := range named {
		isSlow, exists := slow[m[1]]
		if !exists {
			t.Errorf("docs/trust.md names %s, which does not exist", m[1])
		} else if isSlow != (m[2] != "") {
			t.Errorf("docs/trust.md marks %s wrongly", m[1])
		}
	}
	if chinese := testsOfPage(t, "trust.zh-CN.md"); !slices.EqualFunc(named, chinese, slices.Equal) {
		t.Errorf("docs/trust.zh-CN.md names %d tests, docs/trust.md %d, or in another order", len(chinese), len(named))
	}
}

// testsOfPage are the tests that a page names, each with the mark of a slow one.
func testsOfPage(t *testing.T, name string) [][]string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile("`(Test\\w+)`( †)?").FindAllStringSubmatch(string(page), -1)
}

// slowTests are the tests of all packages, and whether they are slow.
func slowTests(t *testing.T) map[string]bool {
	t.Helper()
	slow := map[string]bool{}
	for _, folders := range []string{"*", "*/*", "*/*/*"} {
		files, err := filepath.Glob(filepath.Join("..", "..", folders, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`func (Test\w+)`).FindAllStringSubmatch(string(content), -1) {
				slow[m[1]] = strings.HasPrefix(string(content), "//go:build full")
			}
		}
	}
	return slow
}
