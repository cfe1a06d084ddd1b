package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// reloader reads the configuration again when a file of it changes, or when it
// is asked to, and keeps the one in force when the new one makes no sense.
type reloader struct {
	sources config.Options
	lang    tui.Lang
	say     func(line string)
	judge   func(*metrics.Policy) // takes a changed policy; nil: this floor cannot be judged anew

	mu      sync.Mutex
	current *config.Config
	stamps  string // of the files that current was made of
}

// newReloader watches over the configuration of a station.
func newReloader(s *station, say func(string), judge func(*metrics.Policy)) *reloader {
	r := &reloader{sources: s.sources, lang: s.options.Lang, say: say, judge: judge, current: s.config}
	r.stamps = r.look()
	return r
}

// rereads has a screen's configuration read again: by the task that it returns,
// when a file changes, and by whoever sits there, if there is a file.
func (s *station) rereads(say func(string), judge func(*metrics.Policy)) (task func(context.Context) error) {
	r := newReloader(s, say, judge)
	if r.stamps != "" {
		s.options.Reload = func() { say(r.reload()) }
	}
	return r.run
}

// reloadEvery is how often the files are looked at. A poll works on every file
// system, network shares included.
const reloadEvery = time.Second

// run reloads when a file changes, until ctx ends.
func (r *reloader) run(ctx context.Context) error {
	tick := time.NewTicker(reloadEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			r.reloadIfChanged()
		case <-ctx.Done():
			return nil
		}
	}
}

func (r *reloader) reloadIfChanged() {
	r.mu.Lock()
	changed := r.look() != r.stamps
	r.mu.Unlock()
	if changed {
		r.say(r.reload())
	}
}

// reload reads the configuration again and says in one line what came of it.
func (r *reloader) reload() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	words := reloadWords[r.lang]
	r.stamps = r.look() // before reading: what is written meanwhile is read again
	next, err := loadConfig(r.sources)
	if err != nil {
		return fmt.Sprintf(words.kept, oneLine(err.Error()))
	}
	changes := config.Diff(r.current, next)
	policy := next.MetricsPolicy()
	judged := policy.Version() != r.current.MetricsPolicy().Version()
	if judged && r.judge != nil {
		r.judge(policy)
	}
	r.current = next
	switch later := laterOf(changes, r.judge != nil); {
	case len(changes) == 0:
		return words.same
	case len(later) > 0:
		return fmt.Sprintf(words.later, strings.Join(later, ", "))
	case judged:
		return words.judged
	}
	return words.read
}

// maxLater is how many keys are named that wait for the next start.
const maxLater = 3

// laterOf are the keys of which a screen takes the new value at its next start:
// all but the rules that the floor is judged by.
func laterOf(changes []config.Change, judges bool) []string {
	var later []string
	for _, c := range changes {
		section, _, _ := strings.Cut(c.Key, ".")
		switch section {
		case "policy", "shops", "people", "roster":
			if judges {
				continue
			}
		}
		if later = append(later, c.Key); len(later) > maxLater {
			return append(later[:maxLater], "…")
		}
	}
	return later
}

// look is when the files were changed that the configuration is made of, those
// included that are not there yet. The caller holds mu.
func (r *reloader) look() string {
	names := append(config.Paths(os.Getenv), os.Getenv("FLOORWALKER_CONFIG"), r.sources.Path,
		r.current.File(), r.current.Resolve(r.current.Roster.Path))
	var b strings.Builder
	for _, name := range names {
		if info, err := os.Stat(name); err == nil {
			fmt.Fprintf(&b, "%s %d %d\n", name, info.ModTime().UnixNano(), info.Size())
		}
	}
	return b.String()
}

// reloadText is what a reload can come to, in one language.
type reloadText struct {
	same   string
	read   string
	judged string
	later  string // keys
	kept   string // what is wrong
}

var reloadWords = map[tui.Lang]reloadText{
	tui.English: {
		same:   "configuration read again: nothing has changed",
		read:   "configuration read again",
		judged: "configuration read again: the floor is judged anew",
		later:  "configuration read again; at the next start: %s",
		kept:   "configuration not read again, the former one stays in force: %s",
	},
	tui.Chinese: {
		same:   "已重新读取配置：没有变化",
		read:   "已重新读取配置",
		judged: "已重新读取配置：整个现场重新计算",
		later:  "已重新读取配置；以下各项下次启动时生效：%s",
		kept:   "配置未能重新读取，仍沿用原来的：%s",
	},
}
