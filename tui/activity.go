package tui

import "floorwalker/tui/theme"

// activityPanel is what supervisors did, newest first, two to a line where
// there is room.
type activityPanel struct{ *state }

// View draws title and commands in exactly height lines.
func (p activityPanel) View(w, height int) []string {
	lines := []string{p.rule(p.say(textActivity), false, w)}
	commands := p.allCommands()
	if p.outageFresh() && len(lines) < height {
		lines = append(lines, p.entry(p.outageText(), p.theme.Past, w))
	}
	if len(commands) == 0 && len(lines) == 1 {
		lines = append(lines, p.theme.Muted.Paint(fit(" "+p.say(textNoActivity), w, p.glyphs.more)))
	}
	perLine := max(w/70, 1)
	each := w / perLine
	for len(lines) < height && len(commands) > 0 {
		line, room := "", w
		for i := 0; i < perLine && len(commands) > 0; i++ {
			text, style := p.commandLine(&commands[0])
			if p.stale() {
				style = p.theme.Stale
			}
			line += p.entry(text, style, each)
			room -= each
			commands = commands[1:]
		}
		lines = append(lines, line+spaces(room))
	}
	return padded(lines, w, height)
}

func (p activityPanel) entry(text string, style theme.Style, w int) string {
	return style.Paint(fit(" "+text, w, p.glyphs.more))
}
