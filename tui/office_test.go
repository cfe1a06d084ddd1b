package tui

import (
	"errors"
	"fmt"
	"strings"

	"floorwalker/metrics"
)

// fakeOffice is what stands behind a screen besides floor and desk: the log of
// what was looked at, the printer, and what is remembered.
type fakeOffice struct {
	log     []string
	printed []string
	saved   []Preferences
	broken  bool
}

var errBroken = errors.New("disk full")

func (f *fakeOffice) note(format string, args ...any) error {
	if f.broken {
		return errBroken
	}
	f.log = append(f.log, fmt.Sprintf(format, args...))
	return nil
}

func (f *fakeOffice) Unmasked(by metrics.Text, chat metrics.ConversationKey) error {
	return f.note("%s unmasked %s", by, chat.Conversation)
}

func (f *fakeOffice) Copied(by metrics.Text, chat metrics.ConversationKey, what string) error {
	return f.note("%s copied %s of %s", by, what, chat.Conversation)
}

func (f *fakeOffice) Exported(by metrics.Text, rows int) error {
	return f.note("%s exported %d", by, rows)
}

func (f *fakeOffice) Print(title string, lines []string) (string, error) {
	if f.broken {
		return "", errBroken
	}
	f.printed = append(f.printed, title+"\n"+strings.Join(lines, "\n"))
	return "/tmp/list", nil
}

func (f *fakeOffice) save(p Preferences) error {
	if f.broken {
		return errBroken
	}
	f.saved = append(f.saved, p)
	return nil
}

// allowed gives a screen an office and every right.
func allowed(f *fakeOffice) func(*Options) {
	return func(o *Options) {
		o.Rights = Rights{Unmask: true, Copy: true, Export: true}
		o.Auditor, o.Paper, o.Save = f, f, f.save
	}
}
