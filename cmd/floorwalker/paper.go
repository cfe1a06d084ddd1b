package main

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"floorwalker/metrics"
)

// paperFolder writes lists to files that their owner alone can read. It
// implements tui.Paper.
type paperFolder struct {
	path string // a folder, or the file to replace; empty: a folder of the user's state
	now  func() metrics.Time
	zone metrics.Zone
}

// Print implements tui.Paper.
func (p *paperFolder) Print(title string, lines []string) (where string, err error) {
	at := p.now().Std().In(p.zone.Location())
	if where, err = p.file(at); err != nil {
		return "", err
	}
	page := title + "  " + at.Format(time.DateTime) + "\n\n" + strings.Join(lines, "\n") + "\n"
	return where, replaceFile(where, []byte(page), 0o600)
}

// file is where a list of that time goes. Its folder is there afterwards.
func (p *paperFolder) file(at time.Time) (string, error) {
	name := at.Format("20060102-150405") + ".txt"
	if p.path == "" {
		dir, err := stateDir("paper")
		if err != nil {
			return "", err
		}
		return filepath.Join(dir, name), os.MkdirAll(dir, 0o700)
	}
	if info, err := os.Stat(p.path); err == nil && info.IsDir() {
		return filepath.Join(p.path, name), nil
	}
	return p.path, nil
}
