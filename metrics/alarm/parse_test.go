package alarm

import (
	"errors"
	"strings"
	"testing"

	"floorwalker/metrics"
)

func vocabulary() *Vocabulary { return NewVocabulary(metrics.DefaultPolicy()) }

func parsed(t *testing.T, s string) *Expression {
	t.Helper()
	e, err := vocabulary().Parse(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return e
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text   string
		label  string
		bound  Bound
		length metrics.Span
		until  Bound
		least  int
	}{
		{text: "lost>3", label: "lost", bound: Bound{More, 3}},
		{text: " due >= 10  for 30s ", label: "due", bound: Bound{AtLeast, 10}, length: 30 * metrics.Second},
		{text: "team:presale waiting>20 until <12", label: "team:presale waiting", bound: Bound{More, 20}, until: Bound{Less, 12}},
		{
			text: "shop:s1 pdd_reply_1h.projected_3d<55% n>=100", label: "shop:s1 pdd_reply_1h.projected_3d",
			bound: Bound{Less, 55}, least: 100,
		},
		{text: "SHOP:pdd/s1 PDD_REPLY_1H.official.best<=49.99", label: "shop:pdd/s1 pdd_reply_1h.official.best", bound: Bound{AtMost, 49.99}},
		{text: `team:"售前 A" oldest>1.5h`, label: `team:"售前 A" oldest`, bound: Bound{More, 5400}},
		{text: "ｌｏｓｔ＞３", label: "lost", bound: Bound{More, 3}},
		{text: "team：售前A　waiting≥2", label: "team:售前A waiting", bound: Bound{AtLeast, 2}},
		{text: "agent:* silent>10m", label: "agent:* silent", bound: Bound{More, 600}},
		{text: "shop:s1 gate.nine_nine!=1", label: "shop:s1 gate.nine_nine", bound: Bound{Differs, 1}},
	} {
		e := parsed(t, c.text)
		if e.Label(e.Subject) != c.label || e.Bound != c.bound || e.For != c.length || e.Least != c.least || e.Text != c.text {
			t.Errorf("%s: %q %+v for %d n %d", c.text, e.Label(e.Subject), e.Bound, e.For, e.Least)
		}
		if (e.Until != nil) != (c.until != Bound{}) || e.Until != nil && *e.Until != c.until {
			t.Errorf("%s: until %+v, want %+v", c.text, e.Until, c.until)
		}
	}
}

func TestParseSaysWhatIsWrongAndWhere(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "at 1: an expression is needed, such as lost>3",
		"losst>3":                     `at 1: no figure is called "losst", did you mean lost?`,
		"team:pre lots>3":             `at 10: no figure is called "lots", did you mean lost?`,
		"lost":                        "at 5: a comparison must stand here: > >= < <= = or !=",
		"lost>":                       "at 6: a value must stand here",
		"lost>>3":                     "at 6: a value must stand here",
		"lost!3":                      `at 5: "!" is no comparison: > >= < <= = and != are`,
		"lost>many":                   `at 6: "many" is no number`,
		"lost>NaN":                    `at 6: "NaN" is no number`,
		"lost>1e9":                    `at 6: "1e9" is no number`,
		"oldest>5":                    `at 8: "5" is no length: write 90s, 5m or 1h`,
		"lost>3 for 5":                `at 12: "5" is no length: write 90s, 5m or 1h`,
		"lost>3 fro 5s":               `at 8: "fro" is no clause: for, until, n>= and coverage>= are, did you mean for?`,
		"lost>3 until 5":              "at 14: a comparison must stand here: > >= < <= = or !=",
		"lost>3 n>5":                  "at 9: >= must stand here",
		"lost>3 n>=-5":                `at 11: "-5" is out of range`,
		"lost>3 n>=1.5":               `at 11: "1.5" is no whole number`,
		"lost>3 n>=1 for 5s N>=2":     `at 20: "N" is said twice`,
		"lost>3 for 5s for 5s":        `at 15: "for" is said twice`,
		"lost>3 until <2 until <1":    `at 17: "until" is said twice`,
		"lost>3 coverage>=101":        `at 18: "101" is out of range`,
		"store:s1 lost>3":             `at 1: "store" is no scope: team:, agent: and shop: are`,
		"shp:s1 lost>3":               `at 1: "shp" is no scope: team:, agent: and shop: are, did you mean shop?`,
		"shop: lost>3":                "at 1: a name must follow shop:",
		"team:[a lost>3":              `at 1: "[a" is no pattern: a [ must be closed`,
		"pdd_reply_1h<55":             "at 1: pdd_reply_1h is not of a floor but of a shop",
		"team:pre coverage<9":         "at 10: coverage is not of a team but of a shop",
		`team:"pre lost>3`:            "at 6: the quote is not closed",
		"shop:s1 pdd_reply_1h.soon<1": `at 9: no figure is called "pdd_reply_1h.soon", did you mean pdd_reply_1h.n?`,
		strings.Repeat("x", 2000):     "at 1: longer than 1000 bytes",
	} {
		_, err := vocabulary().Parse(text)
		wrong, ok := errors.AsType[*ParseError](err)
		if !ok || wrong.Text != text || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// Whatever is typed is either an expression that means the same when it is
// read again, or an error that points into it.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"lost>3", "due>=10 for 30s", "team:presale waiting>20 until <12", `team:"a b" oldest>1.5h n>=3`,
		"shop:s1 pdd_reply_1h.projected_3d<55 coverage>=99.5", "ｌｏｓｔ＞３", "x\"", "lost>3 for", "team:[ lost>1", "\x00>\xff",
	} {
		f.Add(s)
	}
	v := vocabulary()
	f.Fuzz(func(t *testing.T, s string) {
		e, err := v.Parse(s)
		if err != nil {
			wrong, ok := errors.AsType[*ParseError](err)
			if !ok || wrong.At < 1 || wrong.At > len([]rune(s))+1 || strings.Contains(err.Error(), "\x00") {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if e.Figure == nil || e.Bound.Value != e.Bound.Value || e.For < 0 || e.Least < 0 || !e.Figure.has(e.Kind) {
			t.Fatalf("%q: %+v", s, e)
		}
		again, err := v.Parse(e.Text)
		if err != nil || again.Label(again.Subject) != e.Label(e.Subject) || again.Bound != e.Bound {
			t.Fatalf("%q: %+v then %+v, %v", s, e, again, err)
		}
	})
}
