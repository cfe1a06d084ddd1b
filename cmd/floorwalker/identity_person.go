package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// person is somebody who has signed on with a file of his own: credentials, or
// an nkey seed.
type person struct {
	name  metrics.Text
	login nats.Option
	key   string // the public one, which tells logins apart
}

// maxLoginFile bounds what is read, in bytes.
const maxLoginFile = 64 << 10

var (
	errLoginOpen = errors.New("others may read the file")
	errLoginNone = errors.New("neither credentials nor an nkey seed of a user")
	errLoginName = errors.New("the file does not say who it is")
)

// readPerson reads the file of somebody's login, once: it may be a pipe that a
// key is decrypted into. Credentials say whose they are; a seed is that of whom
// its file is named after.
func readPerson(path string) (*person, error) {
	data, err := readLogin(path)
	if err != nil {
		return nil, err
	}
	defer clear(data)
	pair, err := nkeys.ParseDecoratedUserNKey(data)
	if err != nil {
		return nil, feed.WithHint(errLoginNone, "a .creds file, or a seed that begins with SU")
	}
	key, err := pair.PublicKey()
	if err != nil {
		return nil, errLoginNone
	}
	base := filepath.Base(path)
	p := &person{login: nats.Nkey(key, pair.Sign), key: key}
	name := strings.TrimSuffix(base, filepath.Ext(base))
	if bytes.Contains(data, []byte("NATS USER JWT")) {
		token, err := nkeys.ParseDecoratedJWT(data)
		if err != nil {
			return nil, errLoginNone
		}
		claims, err := jwt.DecodeUserClaims(token)
		if err != nil {
			return nil, errLoginNone
		}
		name = claims.Name
		p.login = nats.UserJWT(func() (string, error) { return token, nil }, pair.Sign)
	}
	if p.name, err = text.ID(name); err != nil || name == "" {
		return nil, errLoginName
	}
	return p, nil
}

// readLogin is what a file holds that nobody else may read.
func readLogin(path string) ([]byte, error) {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, err
		}
		path = filepath.Join(home, rest)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
		return nil, feed.WithHint(errLoginOpen, fmt.Sprintf("chmod 600 %q", path))
	}
	return io.ReadAll(io.LimitReader(file, maxLoginFile))
}
