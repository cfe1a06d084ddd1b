package main

import (
	"fmt"
	"io"
	"strings"

	"floorwalker/metrics"
	"floorwalker/tui"
)

// Texts of the status line.
var tmuxTexts = struct{ due, past, lost, complaints, asks, sources, stale reportText }{
	due: reportText{"due %d", "将过 %d"}, past: reportText{"past %d", "过线 %d"}, lost: reportText{"lost %d", "已丢 %d"},
	complaints: reportText{"complaints %d", "投诉 %d"}, asks: reportText{"asks %d", "求助 %d"},
	sources: reportText{"sources %d/%d", "数据源 %d/%d"}, stale: reportText{"floor not up to date", "数据不是最新"},
}

// writeTmux writes one line for status-right: what is about to be late, and
// whether that can be trusted. Colors are tmux's own, and a sign that tmux
// would obey is doubled.
func writeTmux(w io.Writer, v *metrics.View, lang tui.Lang, styled bool) error {
	paint := func(style, s string) string {
		s = strings.ReplaceAll(s, "#", "##")
		if !styled {
			return s
		}
		return "#[" + style + "]" + s + "#[default]"
	}
	if v.Feed.State != metrics.FeedLive {
		_, err := fmt.Fprintln(w, paint("fg=red,reverse", tmuxTexts.stale.in(lang)))
		return err
	}
	var parts []string
	add := func(style string, t reportText, n int) {
		if n > 0 {
			parts = append(parts, paint(style, fmt.Sprintf(t.in(lang), n)))
		}
	}
	if v.Feed.SourcesUp < v.Feed.Sources {
		parts = append(parts, paint("fg=red,reverse", fmt.Sprintf(tmuxTexts.sources.in(lang), v.Feed.SourcesUp, v.Feed.Sources)))
	}
	add("fg=yellow,bold", tmuxTexts.due, v.Counts.Due)
	add("fg=red", tmuxTexts.past, v.Counts.Past)
	add("fg=red,bold", tmuxTexts.lost, v.Counts.Lost)
	lanes := map[metrics.LaneKind]int{}
	for i := range v.Lanes {
		lanes[v.Lanes[i].Kind]++
	}
	add("fg=magenta,bold", tmuxTexts.complaints, lanes[metrics.LaneComplaint])
	add("fg=magenta", tmuxTexts.asks, lanes[metrics.LaneAsk])
	if len(parts) == 0 {
		parts = []string{paint("fg=green", fmt.Sprintf(tmuxTexts.due.in(lang), 0))}
	}
	_, err := fmt.Fprintln(w, strings.Join(parts, " "))
	return err
}
