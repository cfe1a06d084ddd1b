package tui

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

func picture(w, h int, lang Lang) Picture {
	return Picture{Width: w, Height: h, Who: "zhao", Zone: metrics.Shanghai, Lang: lang, Keys: true}
}

func TestPlainPictures(t *testing.T) {
	sizes := []struct{ w, h int }{{80, 24}, {120, 40}, {160, 45}}
	for lang, name := range map[Lang]string{English: "en", Chinese: "zh"} {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size.w, size.h), func(t *testing.T) {
				out := Render(sampleView(lang), picture(size.w, size.h, lang))
				requireGrid(t, out, size.w, size.h)
				golden.RequireEqual(t, out+"\n")
			})
		}
	}
}

func TestASCIIPicture(t *testing.T) {
	p := picture(100, 20, Chinese)
	p.ASCII = true
	out := Render(sampleView(Chinese), p)
	requireGrid(t, out, 100, 20)
	golden.RequireEqual(t, out+"\n")
}

func TestDialogPictures(t *testing.T) {
	for name, keys := range map[string][]string{
		"reassign": {"down", "r"}, "help": {"?"}, "menu": {"f9"},
		"nudge": {"down", "down", "n"}, "status": {"tab", "o"}, "bulk": {"*", "r"}, "palette": {":", "a"}, "explain": {"e"},
		"spread": {"*", "r", "wait", "1"}, "alerts": {"!"}, "words": {"down", "down", "N"}, "clear": {"down", "down", "M"},
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t)
			d.size(100, 30)
			d.alert(sampleAlerts()...)
			for _, key := range keys {
				if key == "wait" {
					d.pass(200)
					continue
				}
				d.press(key)
			}
			d.pass(400)
			requireGrid(t, d.screen(), 100, 30)
			golden.RequireEqual(t, d.screen()+"\n")
		})
	}
}

// A cut feed must not look calm.
func TestDarkPicture(t *testing.T) {
	v := sampleView(English)
	v.Feed.State, v.Feed.Since = metrics.FeedLost, ago(72*sec)
	out := Render(v, picture(120, 24, English))
	requireGrid(t, out, 120, 24)
	golden.RequireEqual(t, out+"\n")
}

func TestThemedPictures(t *testing.T) {
	for _, th := range theme.All() {
		t.Run(th.Name, func(t *testing.T) {
			p := picture(120, 24, English)
			p.Theme = th
			out := Render(sampleView(English), p)
			requireGrid(t, out, 120, 24)
			golden.RequireEqual(t, out+"\n")
		})
	}
}

// The screens that take the place of the panels, at every size and in both
// languages.
func TestPagePictures(t *testing.T) {
	sizes := []struct{ w, h int }{{80, 24}, {120, 40}, {160, 45}}
	pages := map[string][]string{
		"plan": {"g"}, "rules": {"f4"}, "people": {"f3"}, "activity": {"f6"}, "wall": {"W"}, "chat": {"enter"}, "shop": {"f4", "down", "enter"},
		"move": {"down", "down", "r"},
	}
	for name, keys := range pages {
		for lang, suffix := range map[Lang]string{English: "en", Chinese: "zh"} {
			for _, size := range sizes {
				t.Run(fmt.Sprintf("%s-%s-%dx%d", name, suffix, size.w, size.h), func(t *testing.T) {
					d := start(t, func(o *Options) { o.Lang = lang })
					d.view = sampleView(lang)
					samplePages(d.view, lang)
					d.view.Lanes = nil
					d.view.Move.Key = d.view.Waiting[1].Key
					d.size(size.w, size.h)
					d.show()
					d.live(4)
					d.press("home")
					d.press(keys...).show()
					d.pass(200)
					requireGrid(t, d.screen(), size.w, size.h)
					golden.RequireEqual(t, d.screen()+"\n")
				})
			}
		}
	}
}
