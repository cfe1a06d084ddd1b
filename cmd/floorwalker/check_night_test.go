package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

// rowsBelow is the cells of the rows of a table below a heading of a document.
func rowsBelow(t *testing.T, path, heading string) (rows [][]string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(data), "\n## "+heading+"\n")
	if !found {
		t.Fatalf("%s: no %q", path, heading)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	for line := range strings.SplitSeq(section, "\n") {
		if cells := strings.Split(line, " | "); strings.HasPrefix(line, "| ") && len(cells) > 1 {
			rows = append(rows, cells)
		}
	}
	return rows[1:]
}

// phrases are all that the program can say, as patterns; one with commas or
// colons also part by part.
func phrases(t *testing.T) []*regexp.Regexp {
	t.Helper()
	var all []string
	for _, dir := range []string{".", "../../tui", "../../feed", "../../feed/live", "../../metrics", "../../metrics/alarm"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if s, err := strconv.Unquote(lit.Value); err == nil {
						all = append(append(all, s), joints.Split(s, -1)...)
					}
				}
				return true
			})
		}
	}
	slices.Sort(all)
	var patterns []*regexp.Regexp
	for _, s := range slices.Compact(all) {
		if p := pattern(s); p != nil {
			patterns = append(patterns, p)
		}
	}
	return patterns
}

var (
	joints  = regexp.MustCompile(`[,，] ?|: |：`)
	verb    = regexp.MustCompile(`%(?:\[\d\])?[a-z]`)
	telling = regexp.MustCompile(`[a-z]{3}|\p{Han}`)
)

// pattern is what a format can become; nil if it says nothing by itself.
func pattern(format string) *regexp.Regexp {
	parts := verb.Split(format, -1)
	if !telling.MatchString(strings.Join(parts, " ")) {
		return nil
	}
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile(`^[●✖]? ?` + strings.Join(parts, `.*`) + `$`)
}

var quoted = regexp.MustCompile("`([^`]+)`")

// mustSay holds what a cell quotes against what the program says, judges or takes.
func mustSay(t *testing.T, cell string, says []*regexp.Regexp) {
	t.Helper()
	vocabulary := alarm.NewVocabulary(metrics.DefaultPolicy())
	for _, q := range quoted.FindAllStringSubmatch(cell, -1) {
		words := q[1]
		if _, err := vocabulary.Parse(words); err == nil || strings.HasPrefix(words, "--") || words == "?" {
			continue
		}
		if !slices.ContainsFunc(says, func(p *regexp.Regexp) bool { return p.MatchString(words) || p.MatchString(" "+words) }) {
			t.Errorf("nothing in the program says %q", words)
		}
	}
}

// nights are the rows about what breaks at night that the view of the floor tells
// of: what it is then, by the place of the row.
var nights = map[int]func(*metrics.View){
	0:  func(v *metrics.View) { v.Feed.SourcesUp = 11 },
	1:  func(v *metrics.View) { v.Feed.State = metrics.FeedLost },
	2:  func(v *metrics.View) { v.Feed.State = metrics.FeedLost },
	3:  func(v *metrics.View) { v.Feed.State = metrics.FeedCatchingUp },
	4:  func(v *metrics.View) { v.Feed.SourcesUp = 0 },
	5:  func(v *metrics.View) { v.Feed.State = metrics.FeedLost },
	6:  func(v *metrics.View) { v.Feed.State = metrics.FeedLost },
	7:  func(v *metrics.View) { v.Feed.State = metrics.FeedFailed },
	8:  func(v *metrics.View) { v.Feed.ClockSkew = 5 * metrics.Second },
	9:  func(v *metrics.View) { v.Feed.LastEvent = v.Now.Add(-metrics.Hour) },
	10: func(v *metrics.View) { v.Feed.State = metrics.FeedLost },
	11: func(*metrics.View) {},
	12: func(v *metrics.View) { v.Now = v.Zone.Midnight(v.Zone.Date(v.Now)) },
	13: func(v *metrics.View) { v.Feed.KnownSince = v.Now.Add(-metrics.Minute) },
	15: func(*metrics.View) {},
}

// What the documents say of the trust line and of bad nights is what the program
// says, in both languages, and the exit codes are those of a check.
func TestNightsAreAsDocumented(t *testing.T) {
	says := phrases(t)
	for _, doc := range []struct{ path, line, night string }{
		{"../../docs/operators.md", "The trust line", "At night"},
		{"../../docs/operators.zh-CN.md", "信任行", "夜里"},
	} {
		for _, row := range rowsBelow(t, doc.path, doc.line) {
			mustSay(t, row[0], says)
		}
		rows := rowsBelow(t, doc.path, doc.night)
		if len(rows) != 16 {
			t.Errorf("%s: %d rows", doc.path, len(rows))
		}
		for i, row := range rows {
			for _, cell := range row[1:4] {
				mustSay(t, cell, says)
			}
			if want, change := row[2][:1], nights[i]; change != nil && want != strconv.Itoa(codeOf(t, change)) {
				t.Errorf("%s: %s: exit code %s, a check gives %d", doc.path, row[0], want, codeOf(t, change))
			}
		}
	}
}

// codeOf is the exit code of a check of a calm floor but for change.
func codeOf(t *testing.T, change func(*metrics.View)) int {
	t.Helper()
	rules, err := parseRules(alarm.NewVocabulary(metrics.DefaultPolicy()), nil, []string{"lost>0"})
	if err != nil {
		t.Fatal(err)
	}
	v := &metrics.View{Now: 1_794_369_600_000, Zone: metrics.Shanghai, Feed: metrics.Feed{State: metrics.FeedLive, Sources: 12, SourcesUp: 12}}
	change(v)
	return judge(rules, alarm.Evidence{View: v}, map[string]alarm.State{}).code()
}
