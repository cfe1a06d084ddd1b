package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

func document(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(moduleRoot(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// CI takes the test command from README.md; the other documents say the same.
func TestDocumentsNameOneTestCommand(t *testing.T) {
	if !strings.Contains(document(t, ".ci/run"), `grep -m1 '^go test ' README.md`) {
		t.Error(".ci/run does not take its test command from README.md")
	}
	command := regexp.MustCompile(`(?m)^go test .*$`)
	want := command.FindString(document(t, "README.md"))
	if want == "" {
		t.Fatal("README.md names no test command")
	}
	for _, name := range []string{"README.md", "README.zh-CN.md", "CONTRIBUTING.md"} {
		for _, got := range command.FindAllString(document(t, name), -1) {
			if got != want {
				t.Errorf("%s says %q, README.md %q", name, got, want)
			}
		}
	}
}

// What documents say to type exists.
func TestDocumentedCommandsAndFlagsExist(t *testing.T) {
	commands, flags := map[string]bool{}, map[string]bool{"help": true, "version": true}
	root := newRootCommand()
	for _, cmd := range append(root.Commands(), root) {
		commands[cmd.Name()] = true
		for _, c := range append(cmd.Commands(), cmd) {
			c.Flags().VisitAll(func(f *pflag.Flag) { flags[f.Name] = true })
		}
	}
	word := regexp.MustCompile("(?m)[`|] ?floorwalker ([a-z]+)|^floorwalker ([a-z]+)")
	flag := regexp.MustCompile(`(?m)[^-\w]--([a-z][a-z-]+)`)
	for _, name := range []string{
		"README.md", "README.zh-CN.md", "docs/operators.md", "docs/operators.zh-CN.md", "docs/scripts.md", "docs/scripts.zh-CN.md",
		"docs/tmux.md", "docs/tmux.zh-CN.md", "docs/alert.md", "docs/alert.zh-CN.md", "docs/shift.md", "docs/shift.zh-CN.md",
		"docs/outcome.md", "docs/outcome.zh-CN.md", "docs/report.md", "docs/report.zh-CN.md",
	} {
		text := document(t, name)
		for _, m := range word.FindAllStringSubmatch(text, -1) {
			if !commands[m[1]+m[2]] {
				t.Errorf("%s names the command %q, which does not exist", name, m[1]+m[2])
			}
		}
		for _, m := range flag.FindAllStringSubmatch(text, -1) {
			if !flags[m[1]] {
				t.Errorf("%s names the flag --%s, which does not exist", name, m[1])
			}
		}
	}
}

// Every command of every day has an example of itself in the README, or a word
// on it; docs/reference.md has them all.
func TestEveryCommandIsInTheReadme(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		text := document(t, name)
		for _, cmd := range newRootCommand().Commands() {
			if isOurs(cmd) && !strings.Contains(text, "floorwalker "+cmd.Name()) {
				t.Errorf("%s says nothing of floorwalker %s", name, cmd.Name())
			}
		}
	}
}

func isOurs(cmd *cobra.Command) bool {
	return (cmd.GroupID == groupScreens || cmd.GroupID == groupScripts) && cmd.Name() != "version"
}

// A document links to what is there, its Chinese version and its headings
// included.
func TestLinksOfDocuments(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]*)(?:#([^)]*))?\)`)
	for _, page := range pagesOf(t, "*.md") {
		for _, m := range link.FindAllStringSubmatch(document(t, page), -1) {
			to := page
			if m[1] != "" {
				to = filepath.Join(filepath.Dir(page), m[1])
			}
			if _, err := os.Stat(filepath.Join(moduleRoot(t), to)); err != nil {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			} else if m[2] != "" && !slices.Contains(anchorsOf(document(t, to)), m[2]) {
				t.Errorf("%s links to %s#%s, a heading that is not there", page, m[1], m[2])
			}
		}
	}
}

// pagesOf are the documents at the top and in docs that a pattern matches.
func pagesOf(t *testing.T, pattern string) []string {
	t.Helper()
	var names []string
	for _, folder := range []string{"", "docs"} {
		found, err := filepath.Glob(filepath.Join(moduleRoot(t), folder, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range found {
			names = append(names, filepath.Join(folder, filepath.Base(page)))
		}
	}
	if len(names) < 20 {
		t.Fatalf("%d documents", len(names))
	}
	return names
}

// anchorsOf are the headings of a page as links name them.
func anchorsOf(page string) []string {
	var anchors []string
	for _, m := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(page, -1) {
		anchor := regexp.MustCompile(`[^\pL\pN_ -]`).ReplaceAllString(strings.ToLower(m[1]), "")
		anchors = append(anchors, strings.ReplaceAll(anchor, " ", "-"))
	}
	return anchors
}

// Who begins with the README finds every page, in his language where it exists.
func TestReadmeLeadsToEveryPage(t *testing.T) {
	english, chinese := document(t, "README.md"), document(t, "README.zh-CN.md")
	for _, page := range pagesOf(t, "*.md") {
		readme := english
		if strings.HasSuffix(page, chinesePage) {
			readme = chinese
		}
		if !strings.Contains(readme, "]("+page+")") && !strings.HasPrefix(page, "README") {
			t.Errorf("the README does not lead to %s", page)
		}
	}
}

// Expressions that documents tell people to copy can be read.
func TestExpressionsOfDocuments(t *testing.T) {
	shown := regexp.MustCompile("(?m)--(?:warn|crit) '([^']+)'|expression = \"([^\"]+)\"|^\\| `([^`]*[<>][^`]*)` \\|")
	v := alarm.NewVocabulary(metrics.DefaultPolicy())
	for _, name := range []string{
		"docs/alert.md", "docs/alert.zh-CN.md", "docs/scripts.md", "docs/scripts.zh-CN.md", "docs/tutorial.md", "docs/tutorial.zh-CN.md",
	} {
		found := shown.FindAllStringSubmatch(document(t, name), -1)
		if len(found) == 0 {
			t.Errorf("%s shows no expression", name)
		}
		for _, m := range found {
			if strings.HasPrefix(m[3], "until") || strings.HasPrefix(m[3], "n>") || strings.HasPrefix(m[3], "coverage") || len(m[3]) == 1 {
				continue // clauses and comparisons that are described
			}
			if _, err := v.Parse(m[1] + m[2] + m[3]); err != nil {
				t.Errorf("%s: %q: %v", name, m[1]+m[2]+m[3], err)
			}
		}
	}
}

// Every key of a JSON snapshot is described.
func TestSnapshotKeysAreDocumented(t *testing.T) {
	for _, name := range []string{"docs/scripts.md", "docs/scripts.zh-CN.md"} {
		text := document(t, name)
		keysOfType(reflect.TypeFor[snapshotJSON](), func(_, key string) {
			if !strings.Contains(text, "`"+key+"`") && !strings.Contains(text, "`"+key+"[]`") {
				t.Errorf("%s does not describe the key %q", name, key)
			}
		})
	}
}

// Every event type is described, and every rule has its text.
func TestEventsAndRulesAreDocumented(t *testing.T) {
	for _, name := range []string{"docs/events.md", "docs/events.zh-CN.md"} {
		events := document(t, name)
		for kind := metrics.MessageCreated; kind <= metrics.BaselineSet; kind++ {
			if !strings.Contains(events, "`"+kind.String()+"`") {
				t.Errorf("%s does not describe %s", name, kind)
			}
		}
	}
	figures := document(t, "docs/figures.md")
	rule := regexp.MustCompile(`\(R(\d+)`)
	for _, f := range goFiles(t) {
		data := document(t, f.path)
		for _, m := range rule.FindAllStringSubmatch(data, -1) {
			if !strings.Contains(figures, "**R"+m[1]+"**") {
				t.Errorf("%s names rule R%s, which docs/figures.md does not have", f.path, m[1])
			}
		}
	}
}

// go.mod says where the modules of charm.land are developed.
func TestVanityModulesNameTheirRepository(t *testing.T) {
	required := regexp.MustCompile(`(?m)^\tcharm\.land/(\w+)/v\d+ \S+(.*)$`)
	found := required.FindAllStringSubmatch(document(t, "go.mod"), -1)
	if len(found) == 0 {
		t.Fatal("go.mod requires no charm.land module")
	}
	for _, m := range found {
		if want := " // github.com/charmbracelet/" + m[1]; m[2] != want {
			t.Errorf("go.mod: charm.land/%s is followed by %q, want %q", m[1], m[2], want)
		}
	}
}

// The picture in the README is of this screen: titles of columns and the keys
// below are the same, which is what does not change while one looks.
func TestPictureOfTheReadme(t *testing.T) {
	t.Parallel()
	const heads, waitingHeads, height = 2, 8, 30
	for name, lang := range map[string]string{"README.md": "en", "README.zh-CN.md": "zh"} {
		picture := strings.Split(strings.SplitN(document(t, name), "```\n", 3)[1], "\n")
		picture = picture[:len(picture)-1]
		if len(picture) != height {
			t.Fatalf("%s: the picture has %d lines", name, len(picture))
		}
		x := openTerminal(t, 120, height, "demo", "--as", "zhao", "--lang", lang)
		x.shows(strings.Join([]string{picture[heads], picture[waitingHeads], picture[height-1]}, "\n"))
		x.keys("Q")
		x.exits(exitOK)
	}
}
