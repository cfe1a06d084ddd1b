package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"floorwalker/feed/sim"
	"floorwalker/metrics"
)

const chinesePage = ".zh-CN.md"

// englishOf is the page that a Chinese one says in Chinese.
func englishOf(name string) string { return strings.TrimSuffix(name, chinesePage) + ".md" }

// A page and its Chinese one lead to each other at once, and who reads Chinese
// is led on to Chinese pages where there are any.
func TestChinesePagesAreLinked(t *testing.T) {
	pages := pagesOf(t, "*"+chinesePage)
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

// What these pages quote of names that do not change with the language, between
// backquotes, is quoted in Chinese too.
func TestChinesePagesQuoteTheSame(t *testing.T) {
	for _, name := range []string{
		"CHANGELOG.zh-CN.md", "SECURITY.zh-CN.md", "docs/alert.zh-CN.md", "docs/architecture.zh-CN.md", "docs/configuration.zh-CN.md", "docs/events.zh-CN.md",
		"docs/figures.zh-CN.md", "docs/operate.zh-CN.md", "docs/outcome.zh-CN.md", "docs/publish.zh-CN.md", "docs/readings.zh-CN.md",
		"docs/report.zh-CN.md", "docs/scripts.zh-CN.md", "docs/secure.zh-CN.md", "docs/simulation.zh-CN.md",
	} {
		chinese := strings.Join(strings.Fields(document(t, name)), " ")
		for _, m := range quoted.FindAllStringSubmatch(fences.ReplaceAllString(document(t, englishOf(name)), ""), -1) {
			words := strings.Join(strings.Fields(m[1]), " ")
			if !strings.Contains(chinese, words) && !slices.Contains(saidInChinese, words) {
				t.Errorf("%s does not say %s", name, words)
			}
		}
	}
}

// fences are blocks of a document.
var fences = regexp.MustCompile("(?ms)^```[a-z]*\n.*?^```$")

// saidInChinese is quoted in English pages and put into Chinese.
var saidInChinese = []string{
	"platform:shop:platform-message-id", "id@team", "ID@OLDTEAM", "_INBOX_USER",
	"[policy.gates.NAME]", "on_break TEAM", "floorwalker report FILE", "nats stream backup CHAT FOLDER",
	"stream CHAT ends earlier than it did: begun again",
}

// What these pages tell to type and what comes of it is the same in Chinese, so
// that it is tried once.
func TestChineseCommandsAreTheEnglishOnes(t *testing.T) {
	for _, name := range []string{"docs/operate.zh-CN.md", "docs/outcome.zh-CN.md", "docs/report.zh-CN.md"} {
		english, chinese := fences.FindAllString(document(t, englishOf(name)), -1), fences.FindAllString(document(t, name), -1)
		if !slices.Equal(english, chinese) {
			t.Errorf("%s: %d blocks, %d in Chinese, or another word", englishOf(name), len(english), len(chinese))
		}
	}
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

// The hours that demo can play are named with the time at which they open.
func TestScenariosAreDocumented(t *testing.T) {
	for _, name := range []string{"docs/simulation.md", "docs/simulation.zh-CN.md"} {
		for _, s := range sim.Scenarios() {
			row := fmt.Sprintf("(?m)^\\| `%s`[^|]*\\| %02d:%02d \\|", s.Name, s.At/metrics.Hour, s.At%metrics.Hour/metrics.Minute)
			if !regexp.MustCompile(row).MatchString(document(t, name)) {
				t.Errorf("%s does not name %s, which opens at %s", name, s.Name, s.At.Std())
			}
		}
	}
}
