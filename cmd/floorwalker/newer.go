package main

import (
	"context"
	"debug/buildinfo"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"floorwalker/metrics"
	"floorwalker/tui"
)

// newerEvery is how often a screen looks whether it was replaced on disk.
const newerEvery = time.Minute

// newer notices that another build was installed in the place of the program
// that runs. It says so once for each.
type newer struct {
	path    string
	every   time.Duration
	running *debug.BuildInfo // nil: not known
	lang    tui.Lang
	tell    func(metrics.Text) // must not block
}

// newerInstalled is a task beside a screen.
func newerInstalled(lang tui.Lang, tell func(metrics.Text)) func(context.Context) error {
	path, err := os.Executable()
	if err != nil {
		return func(context.Context) error { return nil }
	}
	n := &newer{path: path, every: newerEvery, lang: lang, tell: tell}
	n.running, _ = debug.ReadBuildInfo()
	return n.run
}

// run looks until ctx ends. A file that is not there for a moment is being
// replaced.
func (n *newer) run(ctx context.Context) error {
	seen, _ := os.Stat(n.path)
	look := time.NewTicker(n.every)
	defer look.Stop()
	for {
		select {
		case <-look.C:
			file, err := os.Stat(n.path)
			if err != nil || sameFile(file, seen) {
				continue
			}
			if seen = file; n.isAnother() {
				n.tell(newerTexts[n.lang])
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// sameFile reports whether nobody has written a file since.
func sameFile(a, b fs.FileInfo) bool {
	return b != nil && os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

// isAnother reports whether the file is a build of other sources. A build that
// does not know its commit is taken for one: its file was written.
func (n *newer) isAnother() bool {
	there, err := buildinfo.ReadFile(n.path)
	if err != nil { // half written, or no program: the next look tells
		return false
	}
	return n.running == nil || revisionOf(there) == "" || revisionOf(there) != revisionOf(n.running)
}

// revisionOf is the commit of a build, and whether it had changes; empty if the
// build does not know it.
func revisionOf(info *debug.BuildInfo) (revision string) {
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" || s.Key == "vcs.modified" {
			revision += s.Value
		}
	}
	return revision
}

var newerTexts = [...]metrics.Text{
	tui.English: "another version of floorwalker is installed: it is used from the next start",
	tui.Chinese: "已安装另一版本的 floorwalker,下次启动时生效",
}
