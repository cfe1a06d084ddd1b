package tui

import (
	"io"
	"slices"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// fullFloor is a screen of 200x60 with 180 Chinese rows.
func fullFloor(b *testing.B) *driver {
	d := start(b, func(o *Options) { o.Lang, o.Theme = Chinese, theme.Default() })
	d.size(200, 60)
	row := d.view.Waiting[4]
	d.view.Waiting = slices.Clone(d.view.Waiting)
	for i := range 180 - len(d.view.Waiting) {
		row.Key.Conversation = metrics.Text("x" + string(rune('0'+i%10)) + string(rune('a'+i/10)))
		row.Since = ago(metrics.Span(i) * sec)
		d.view.Waiting = append(d.view.Waiting, row)
	}
	d.view.Lanes, d.view.Shops = sampleLanes(sampleIn[Chinese]), slices.Repeat(d.view.Shops, 20)
	d.show()
	return d
}

// A second passes: every age on the screen changes.
func BenchmarkViewTick(b *testing.B) {
	d := fullFloor(b)
	b.ReportAllocs()
	for b.Loop() {
		d.m.now = d.m.now.Add(metrics.Second)
		d.m.dirty = true
		d.m.View()
	}
}

// A key moves the cursor: two rows change.
func BenchmarkViewKey(b *testing.B) {
	d := fullFloor(b)
	b.ReportAllocs()
	down := keyPress("down")
	up := keyPress("up")
	for b.Loop() {
		d.m.Update(down)
		d.m.View()
		down, up = up, down
	}
}

// A view arrives: panels take it up and draw it.
func BenchmarkApplyView(b *testing.B) {
	d := fullFloor(b)
	b.ReportAllocs()
	for b.Loop() {
		d.m.apply(d.view)
		d.m.dirty = true
		d.m.View()
	}
}

// View and what the renderer does with it: parse into cells, find what
// changed, write it.
func BenchmarkViewAndDiff(b *testing.B) {
	d := fullFloor(b)
	screen := uv.NewTerminalRenderer(io.Discard, []string{"TERM=xterm-256color"})
	screen.SetFullscreen(true)
	screen.Resize(200, 60)
	cells := uv.NewScreenBuffer(200, 60)
	b.ReportAllocs()
	for b.Loop() {
		d.m.now = d.m.now.Add(metrics.Second)
		d.m.dirty = true
		cells.Clear()
		uv.NewStyledString(d.m.View().Content).Draw(cells, cells.Bounds())
		screen.Render(cells.RenderBuffer)
		if err := screen.Flush(); err != nil {
			b.Fatal(err)
		}
	}
}

// Three hundred people on one page, a second later.
func BenchmarkFloorPlan(b *testing.B) {
	d := fullFloor(b)
	d.view.Agents = slices.Repeat(d.view.Agents, 22)
	d.show()
	d.press("g")
	b.ReportAllocs()
	for b.Loop() {
		d.m.now = d.m.now.Add(metrics.Second)
		d.m.dirty = true
		d.m.View()
	}
}

// A conversation of five hundred steps is open, and a view brings it anew.
func BenchmarkConversation(b *testing.B) {
	d := fullFloor(b)
	d.press("home", "enter")
	told := sampleStory(sampleIn[Chinese])
	told.Key = d.m.chat.key
	told.Steps = slices.Repeat(told.Steps, 45)
	for i := range told.Steps {
		told.Steps[i].Time = told.Steps[i].Time.Add(metrics.Span(i))
	}
	b.ReportAllocs()
	for b.Loop() {
		again := *told
		d.view.Story = &again
		d.m.apply(d.view)
		d.m.dirty = true
		d.m.View()
	}
}
