package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/nats-io/nats.go"

	"floorwalker/tui"
)

// door is where people sign on to a screen, and off: the screen ends, and the
// next one is theirs. It implements tui.SignOn.
type door struct {
	words *doorText
	try   func(*person) error // asks the server whether it knows him

	mu   sync.Mutex
	used bool
	next *person // nil: nobody
}

// SignOn implements tui.SignOn.
func (d *door) SignOn(path string) error {
	p, err := readPerson(path)
	if err == nil {
		err = d.try(p)
	}
	if err != nil {
		return d.words.failure(err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.used, d.next = true, p
	return nil
}

// SignOff implements tui.SignOn.
func (d *door) SignOff() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.used, d.next = true, nil
}

// taken is who comes next, nobody for nil; ok is false if nobody used the door.
func (d *door) taken() (next *person, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.next, d.used
}

// run shows a screen, and another one in the name of whoever signs on to it.
func (f *watchFlags) run(ctx context.Context) error {
	if f.signOn != "" {
		p, err := readPerson(f.signOn)
		if err != nil {
			return fmt.Errorf("--sign-on: %w", err)
		}
		if f.as != "" {
			if p.name, err = supervisor(f.as); err != nil {
				return err
			}
		}
		f.signed = p
	}
	for {
		d := &door{words: doorWords[tui.English], try: f.knows}
		if err := f.session(ctx, d); err != nil || ctx.Err() != nil {
			return err
		}
		next, ok := d.taken()
		if !ok {
			return nil
		}
		f.signed = next
	}
}

// knows asks the server whether it takes somebody's login.
func (f *watchFlags) knows(p *person) error {
	as := f.connection
	as.signed = p
	conn, err := as.dial("sign-on", p.name, true)
	if err != nil {
		return err
	}
	conn.Close()
	return nil
}

// seat settles who sits at a screen with a door, and what he may do.
func (f *watchFlags) seat(s *station, d *door) error {
	d.words = doorWords[s.options.Lang]
	if f.signed != nil {
		s.options.Access.SignedOn = true
		s.permit(f.signed.name)
	} else if err := s.identify(); err != nil {
		return err
	}
	if s.options.Access.Nobody || s.options.Access.SignedOn || f.signOn != "" {
		s.options.Access.SignOn = d
	}
	return nil
}

// doorText is why somebody cannot sign on, in one language.
type doorText struct {
	noFile  string
	denied  string
	open    string
	noLogin string
	noName  string
	refused string
	silent  string
}

var doorWords = map[tui.Lang]*doorText{
	tui.English: {
		noFile:  "there is no such file",
		denied:  "the file cannot be read",
		open:    "others may read the file: chmod 600",
		noLogin: "neither credentials nor an nkey seed of a user",
		noName:  "the file does not say who it is",
		refused: "the server does not know this login",
		silent:  "the server does not answer",
	},
	tui.Chinese: {
		noFile:  "没有这个文件",
		denied:  "文件读不了",
		open:    "别人也能读这个文件:请 chmod 600",
		noLogin: "不是用户的凭据文件,也不是 nkey 种子",
		noName:  "文件里没有写明是谁",
		refused: "服务器不认识这个登录",
		silent:  "服务器没有应答",
	},
}

// failure is why somebody was not signed on, in words where there are some.
func (w *doorText) failure(err error) error {
	for _, known := range []struct {
		cause error
		words string
	}{
		{os.ErrNotExist, w.noFile},
		{os.ErrPermission, w.denied},
		{errLoginOpen, w.open},
		{errLoginNone, w.noLogin},
		{errLoginName, w.noName},
		{nats.ErrAuthorization, w.refused},
		{nats.ErrAuthExpired, w.refused},
		{nats.ErrNoServers, w.silent},
		{nats.ErrTimeout, w.silent},
	} {
		if errors.Is(err, known.cause) {
			return errors.New(known.words)
		}
	}
	return err
}
