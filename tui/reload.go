package tui

import tea "charm.land/bubbletea/v2"

// The configuration is read again by Options.Reload. It may wait for a file, so
// it is called beside the screen, one call a key; what came of it is told as a
// notice.
var (
	actReload = phrase{"read the configuration again", "重新读取配置"}

	whyNoConfiguration = phrase{"no configuration file; one that appears is read by itself", "没有配置文件;出现后会自动读取"}
)

func (m *Model) reloadOff() phrase {
	if m.reload == nil {
		return whyNoConfiguration
	}
	return phrase{}
}

func (m *Model) readAgain() tea.Cmd {
	read := m.reload
	return func() tea.Msg {
		read()
		return nil
	}
}
