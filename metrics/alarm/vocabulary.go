package alarm

import (
	"fmt"
	"slices"
	"strings"

	"floorwalker/metrics"
)

// Vocabulary is every figure that expressions may name.
type Vocabulary struct {
	figures map[string]*Figure
	list    []Figure
	policy  *metrics.Policy
}

// NewVocabulary is the figures of a floor under a policy: its rates, means and
// gates are named by their ids.
func NewVocabulary(p *metrics.Policy) *Vocabulary {
	v := &Vocabulary{figures: map[string]*Figure{}, policy: p}
	plain := slices.Concat(countFigures(), laneFigures(), peopleFigures(), feedFigures(), agentFigures(), dayFigures())
	for i := range p.Rules.Gates {
		plain = append(plain, gateFigure(&p.Rules.Gates[i]))
	}
	v.list = append(v.list, plain...)
	v.add(plain)
	for i := range p.Rules.Metrics {
		m := &p.Rules.Metrics[i]
		figures := meanFigures
		if !m.IsMean() {
			figures = rateFigures
		}
		v.add(figures(m))
		v.list = append(v.list, Figure{Name: m.ID, Kinds: ofShops, Unit: v.figures[m.ID].Unit, Meaning: meaningOf(m)})
	}
	v.list = append(v.list, suffixes()...)
	return v
}

func (v *Vocabulary) add(figures []Figure) {
	for i := range figures {
		v.figures[figures[i].Name] = &figures[i]
	}
}

// List names everything once, in groups: figures, then rates and means by id,
// then what may follow a rate's id, which begins with a dot.
func (v *Vocabulary) List() []Figure { return slices.Clone(v.list) }

// suffixes are what may follow the id of a rate.
func suffixes() []Figure {
	var out []Figure
	for _, w := range rateWindows {
		out = append(out, Figure{Name: "." + w.name, Kinds: ofShops, Unit: Percent, Meaning: w.Meaning})
	}
	for _, p := range rateParts[1:] {
		out = append(out, Figure{Name: ".[window.]" + p.name, Kinds: ofShops, Unit: p.unit, Meaning: p.Meaning})
	}
	for _, o := range outlooks {
		out = append(out, Figure{Name: "." + o.name, Kinds: ofShops, Unit: o.unit, Meaning: o.Meaning})
	}
	return out
}

// nearest is the figure whose name is most like name; empty if none is like it.
func (v *Vocabulary) nearest(name string) string {
	names := make([]string, 0, len(v.figures))
	for known := range v.figures {
		names = append(names, known)
	}
	slices.Sort(names)
	return nearest(name, names)
}

// nearest is the name that takes the fewest changes to get, if that is at most
// a third of its letters.
func nearest(name string, names []string) (best string) {
	name = strings.ToLower(name)
	fewest := max(1, len(name)/3) + 1
	for _, known := range names {
		if d := distance(name, known, fewest); d < fewest {
			best, fewest = known, d
		}
	}
	return best
}

// distance is how many letters must be changed, added, dropped or swapped with
// the next to make a of b; it gives up at most.
func distance(a, b string, most int) int {
	if len(a)-len(b) >= most || len(b)-len(a) >= most {
		return most
	}
	var before []int // the row before the last
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			row[j+1] = min(last[j+1], row[j]) + 1
			if a[i] == b[j] {
				row[j+1] = min(row[j+1], last[j])
			} else {
				row[j+1] = min(row[j+1], last[j]+1)
			}
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

// units are what a rate counts, in both languages.
var units = map[metrics.Unit]Meaning{
	metrics.PerMessage:  {"messages", "消息"},
	metrics.PerTurn:     {"turns", "回合"},
	metrics.PerConsumer: {"consumers", "消费者"},
	metrics.PerSession:  {"sessions", "会话"},
	metrics.PerFirst:    {"sessions, first answers", "会话首次应答"},
}

// meaningOf says what a rate or mean is.
func meaningOf(m *metrics.Metric) Meaning {
	if m.IsMean() {
		if m.First {
			return Meaning{"first response time", "首次响应时长"}
		}
		return Meaning{"response time", "响应时长"}
	}
	within := formatLength(float64(m.Threshold) / float64(metrics.Second))
	return Meaning{
		fmt.Sprintf("%s answered within %s", units[m.Unit].EN, within),
		fmt.Sprintf("%s内得到回复的%s", within, units[m.Unit].ZH),
	}
}
