package live

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The page that says what shows each promise names tests that exist.
func TestTrustPageNamesTests(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "trust.md"))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, folders := range []string{"*", "*/*", "*/*/*"} {
		found, err := filepath.Glob(filepath.Join("..", "..", folders, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	slow := map[string]bool{}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`func (Test\w+)`).FindAllStringSubmatch(string(content), -1) {
			slow[m[1]] = strings.HasPrefix(string(content), "//go:build full")
		}
	}
	named := regexp.MustCompile("`(Test\\w+)`( †)?").FindAllStringSubmatch(string(page), -1)
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
}
