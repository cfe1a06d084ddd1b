package tui

import (
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
)

// guard tells of a panic before Bubble Tea catches it, restores the terminal and
// ends: by then it is only on the terminal.
type guard struct {
	*Model
	tell func(value any, stack []byte)
}

func (g guard) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	defer g.catch()
	_, cmd := g.Model.Update(msg)
	return g, cmd
}

func (g guard) View() tea.View {
	defer g.catch()
	return g.Model.View()
}

func (g guard) catch() {
	if r := recover(); r != nil {
		if g.tell != nil {
			g.tell(r, debug.Stack())
		}
		panic(r)
	}
}
