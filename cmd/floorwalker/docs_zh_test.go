package main

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const chinesePage = ".zh-CN.md"

// chinesePages are the names of the documents that exist in Chinese.
func chinesePages(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, folder := range []string{"", "docs"} {
		found, err := filepath.Glob(filepath.Join(moduleRoot(t), folder, "*"+chinesePage))
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range found {
			names = append(names, filepath.Join(folder, filepath.Base(page)))
		}
	}
	if len(names) < 20 {
		t.Fatalf("%d documents in Chinese", len(names))
	}
	return names
}

// englishOf is the page that a Chinese one says in Chinese.
func englishOf(name string) string { return strings.TrimSuffix(name, chinesePage) + ".md" }

// A page and its Chinese one lead to each other at once, and who reads Chinese
// is led on to Chinese pages where there are any.
func TestChinesePagesAreLinked(t *testing.T) {
	pages := chinesePages(t)
	link := regexp.MustCompile(`\]\(([^)#:]+\.md)(?:#[^)]*)?\)`)
	for _, name := range pages {
		for _, pair := range [][2]string{{name, englishOf(name)}, {englishOf(name), name}} {
			top := strings.SplitN(document(t, pair[0]), "\n", 9)
			if !strings.Contains(strings.Join(top[:8], "\n"), "]("+filepath.Base(pair[1])+")") {
				t.Errorf("%s does not lead to %s in its first lines", pair[0], pair[1])
			}
		}
		for _, m := range link.FindAllStringSubmatch(document(t, name), -1) {
			to := filepath.Join(filepath.Dir(name), m[1])
			if twin := strings.TrimSuffix(to, ".md") + chinesePage; to != englishOf(name) && slices.Contains(pages, twin) {
				t.Errorf("%s leads to %s, which exists in Chinese", name, to)
			}
		}
	}
}

// The rules have the same numbers in Chinese, and within each rule every number
// of the English text stands in the Chinese one.
func TestChineseRulesAreTheEnglishOnes(t *testing.T) {
	english, chinese := rulesOf(t, "docs/figures.md"), rulesOf(t, "docs/figures.zh-CN.md")
	if len(english) != 50 {
		t.Fatalf("docs/figures.md has %d rules", len(english))
	}
	number := regexp.MustCompile(`\d[\d.,:]*\d|\d`)
	for _, rule := range slices.Sorted(maps.Keys(english)) {
		if chinese[rule] == "" {
			t.Errorf("docs/figures.zh-CN.md does not have %s", rule)
			continue
		}
		said := number.FindAllString(chinese[rule], -1)
		for _, n := range number.FindAllString(english[rule], -1) {
			if !slices.Contains(said, n) {
				t.Errorf("docs/figures.zh-CN.md: %s does not say %s", rule, n)
			}
		}
	}
}

// rulesOf is the text of each rule of a page.
func rulesOf(t *testing.T, name string) map[string]string {
	t.Helper()
	rules := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^- \*\*(R\d+)\*\* (.*(?:\n  .*)*)`).FindAllStringSubmatch(document(t, name), -1) {
		if rules[m[1]] != "" {
			t.Errorf("%s has %s twice", name, m[1])
		}
		rules[m[1]] = m[2]
	}
	return rules
}

// What these pages quote from the program or tell to type is in both languages
// the same: names between backquotes, but for a word in Chinese, and blocks.
func TestChinesePagesQuoteTheSame(t *testing.T) {
	fences := regexp.MustCompile("(?ms)^```[a-z]*\n.*?^```$")
	for _, name := range []string{
		"docs/figures.zh-CN.md", "docs/operate.zh-CN.md", "docs/outcome.zh-CN.md", "docs/readings.zh-CN.md", "docs/report.zh-CN.md",
	} {
		english, chinese := document(t, englishOf(name)), document(t, name)
		if !slices.Equal(fences.FindAllString(english, -1), fences.FindAllString(chinese, -1)) {
			t.Errorf("%s has other blocks than %s", name, englishOf(name))
		}
		chinese = strings.Join(strings.Fields(chinese), " ")
		for _, m := range quoted.FindAllStringSubmatch(fences.ReplaceAllString(english, ""), -1) {
			words := strings.Join(strings.Fields(m[1]), " ")
			if !strings.Contains(chinese, words) && !slices.Contains(saidInChinese, words) {
				t.Errorf("%s does not say %s", name, words)
			}
		}
	}
}

// saidInChinese is quoted in English pages and put into Chinese.
var saidInChinese = []string{
	"platform:shop:platform-message-id", "floorwalker report FILE", "nats stream backup CHAT FOLDER",
	"stream CHAT ends earlier than it did: begun again",
}

// What the pages on tmux say of the status line is what the program writes there.
func TestStatusLineIsAsDocumented(t *testing.T) {
	says := phrases(t)
	for _, name := range []string{"docs/tmux.md", "docs/tmux.zh-CN.md"} {
		rows := regexp.MustCompile("(?m)^\\| `.*$").FindAllString(document(t, name), -1)
		if len(rows) != 4 {
			t.Errorf("%s: %d rows", name, len(rows))
		}
		for _, row := range rows {
			mustSay(t, row, says)
		}
	}
}
