package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/DeRuina/timberjack"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// diary is what a screen writes down about itself, a line of JSON each, in a file
// that is never large: when it began and ended, how the feed fared, what it told
// in passing, how commands went. It holds no words of buyers or agents and no
// credentials. A nil diary writes nothing.
type diary struct {
	log  *slog.Logger
	file *timberjack.Logger
	dir  string

	report   atomic.Pointer[string]          // of the last panic
	state    metrics.FeedState               // of the last view
	commands map[string]metrics.CommandState // by id
}

// The size of a diary's file, in megabytes, and how many older ones are kept.
const (
	diarySize = 5
	diaryKept = 3
)

// openDiary opens the diary of screens of this user.
func openDiary() (*diary, error) {
	dir, err := stateDir("log")
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		return nil, fmt.Errorf("no diary is kept: %w", err)
	}
	file := &timberjack.Logger{Filename: filepath.Join(dir, "floorwalker.jsonl"), MaxSize: diarySize, MaxBackups: diaryKept, FileMode: 0o600}
	log := slog.New(slog.NewJSONHandler(file, nil)).With("pid", os.Getpid())
	log.Info("the screen begins", "version", versionNumber())
	return &diary{log: log, file: file, dir: dir, commands: map[string]metrics.CommandState{}}, nil
}

// close ends the diary with what ended the screen, nil if the supervisor did, and
// says where the report of a panic is.
func (d *diary) close(err error) error {
	if d == nil {
		return err
	}
	if err != nil {
		d.log.Error("the screen ends", "error", oneLine(err.Error()))
	} else {
		d.log.Info("the screen ends")
	}
	if report := d.report.Load(); report != nil {
		err = feed.WithHint(err, "what is known is in "+*report+", without anybody's words")
	}
	return errors.Join(err, d.file.Close())
}

// view notes what is new in a view: the state of the feed, and outcomes of commands.
func (d *diary) view(v *metrics.View) {
	if d == nil {
		return
	}
	if v.Feed.State != d.state {
		d.state = v.Feed.State
		d.log.Info("the feed", "state", d.state.String(),
			"sequence", v.Feed.Sequence, "events", v.Feed.Events, "duplicates", v.Feed.Duplicates, "malformed", v.Feed.Malformed,
			"sources", v.Feed.Sources, "sources_up", v.Feed.SourcesUp, "lag_ms", int64(v.Feed.Lag), "skew_ms", int64(v.Feed.ClockSkew))
	}
	for i := range v.Commands {
		c := &v.Commands[i]
		if state, known := d.commands[c.ID]; known && state == c.State {
			continue
		}
		d.commands[c.ID] = c.State
		d.log.Info("a command", "state", c.State.String(), "id", c.ID, "verb", string(c.Verb), "code", c.Code)
	}
}

// notice writes down what people were told in passing.
func (d *diary) notice(text metrics.Text) {
	if d != nil {
		d.log.Info("told", "text", string(text))
	}
}

// crashed writes the report of a panic beside the diary, and where it is into it.
func (d *diary) crashed(value any, stack []byte) {
	if d == nil {
		return
	}
	name := filepath.Join(d.dir, "crash-"+time.Now().UTC().Format("20060102T150405.000")+".txt")
	report := fmt.Sprintf("floorwalker %s\n%s\n\n%s", versionNumber(), oneLine(fmt.Sprint(value)), stack)
	if err := os.WriteFile(name, []byte(report), 0o600); err != nil {
		d.log.Error("a panic", "error", err.Error())
		return
	}
	d.report.Store(&name)
	d.log.Error("a panic", "report", name)
}

// caught runs task and makes an error of its panic, reported.
func (d *diary) caught(task func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			stack := debug.Stack()
			d.crashed(r, stack)
			if err = errors.New("internal error, please report it: " + oneLine(fmt.Sprint(r))); d == nil {
				err = fmt.Errorf("%w\n%s", err, stack)
			}
		}
	}()
	return task()
}
