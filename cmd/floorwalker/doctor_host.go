package main

import (
	"cmp"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed"
	"floorwalker/metrics"
)

// patient is what the doctor looks at, and what he finds on the way.
type patient struct {
	flags   *doctorFlags
	now     time.Time
	config  *config.Config
	samples []feed.Sample   // malformed payloads
	streams json.RawMessage // configuration of the streams
}

// configuration looks at the configuration file. One that cannot be used is a
// finding, and everything else is looked at without it.
func (p *patient) configuration() []diagnosis {
	const topic = "config"
	err := p.flags.configure()
	p.config = p.flags.loaded
	if err != nil {
		d := bad(topic, feed.Hint(err), "%s", err)
		if invalid, ok := errors.AsType[*config.Invalid](err); ok {
			d.What = "it cannot be used"
			for _, problem := range invalid.Problems {
				d.Details = append(d.Details, problem.String())
			}
		}
		p.config = config.Default()
		p.flags.loaded = p.config
		return []diagnosis{d}
	}
	if p.config.File() == "" {
		return []diagnosis{well(topic, "no file: everything is as the program has it")}
	}
	d := well(topic, "%s", oneLine(p.config.File()))
	for _, w := range p.config.Warnings() {
		d.Severity, d.Do = careFinding, "floorwalker config check"
		d.Details = append(d.Details, w.String())
	}
	return []diagnosis{d}
}

// host looks at this machine.
func (p *patient) host() []diagnosis {
	out := []diagnosis{terminalFinding(), localeFinding(), zoneFinding(p.now, p.config.MetricsPolicy().Zone)}
	files := p.files()
	for _, file := range []struct{ variable, what string }{
		{"NATS_CREDS", "credentials"}, {"NATS_CERT", "client certificate"}, {"NATS_CA", "certificate authority"},
	} {
		if name := files[file.variable]; name != "" {
			out = append(out, p.expiryOfFile(name, file.what))
		}
	}
	for _, variable := range []string{"NATS_CREDS", "NATS_NKEY", "NATS_KEY"} {
		if d, open := secretFinding(files[variable]); open {
			out = append(out, d)
		}
	}
	return out
}

func terminalFinding() diagnosis {
	const topic = "terminal"
	if !isTerminal(os.Stdout) {
		return well(topic, "none: screens need one, scripts do not")
	}
	width, height, err := term.GetSize(os.Stdout.Fd())
	kind := os.Getenv("TERM")
	switch {
	case err != nil:
		return blind(topic, err)
	case kind == "" || kind == "dumb":
		return bad(topic, "export TERM=xterm-256color, or what your terminal is", "TERM is %q: no screen can be drawn", kind)
	case width < 40 || height < 10:
		return care(topic, "make it at least 80x24", "%dx%d is very small", width, height)
	}
	return well(topic, "%s, %dx%d", oneLine(kind), width, height)
}

func localeFinding() diagnosis {
	const topic = "locale"
	locale := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_CTYPE"), os.Getenv("LANG"))
	folded := strings.ReplaceAll(strings.ToLower(locale), "-", "")
	switch {
	case strings.Contains(folded, "utf8"):
		return well(topic, "%s", oneLine(locale))
	case strings.Contains(folded, "gbk"), strings.Contains(folded, "gb2312"), strings.Contains(folded, "gb18030"), strings.Contains(folded, "big5"):
		return bad(topic, "set the session to UTF-8 on both sides, and export LC_ALL=C.UTF-8", "%s is no UTF-8: Chinese will be garbled", oneLine(locale))
	}
	return care(topic, "export LC_ALL=C.UTF-8; sudo and cron drop it", "%q does not say UTF-8: the terminal may show signs wrong", oneLine(locale))
}

func zoneFinding(now time.Time, floor metrics.Zone) diagnosis {
	const topic = "zone"
	_, here := now.In(time.Local).Zone()
	if shops := int(metrics.Span(floor) / metrics.Second); here != shops {
		return well(topic, "this host is at UTC%+g h, the shops at UTC%+g h: the screen labels the shops' clock", float64(here)/3600, float64(shops)/3600)
	}
	return well(topic, "this host has the shops' time")
}

// expiryOfFile is when a login or certificate in a file ends.
func (p *patient) expiryOfFile(name, what string) diagnosis {
	data, err := os.ReadFile(name)
	if err != nil {
		return bad("login", "check the path, and who may read it", "%s: %s", what, err)
	}
	ends, err := expiryOf(data)
	if err != nil {
		return bad("login", "ask for a new one", "%s %s: %s", what, oneLine(name), err)
	}
	return expiryFinding(what+" "+oneLine(name), ends, p.now)
}

// expiryFinding warns 30, 7 and 1 days before something ends.
func expiryFinding(what string, ends, now time.Time) diagnosis {
	const topic, do = "expiry", "renew it before, and put the new file in its place: it is read again at the next reconnect"
	left := ends.Sub(now)
	days := int(left / (24 * time.Hour))
	switch {
	case ends.IsZero():
		return well(topic, "%s never expires", what)
	case left <= 0:
		return bad(topic, "renew it: nobody can connect with it", "%s expired on %s", what, ends.Format(time.DateOnly))
	case left <= 24*time.Hour:
		return bad(topic, do, "%s expires within a day, at %s", what, ends.Format(time.RFC3339))
	case left <= 7*24*time.Hour:
		return bad(topic, do, "%s expires in %d days, on %s", what, days, ends.Format(time.DateOnly))
	case left <= 30*24*time.Hour:
		return care(topic, do, "%s expires in %d days, on %s", what, days, ends.Format(time.DateOnly))
	}
	return well(topic, "%s is good until %s", what, ends.Format(time.DateOnly))
}

var userJWT = regexp.MustCompile(`(?s)-+BEGIN NATS USER JWT-+\s*(\S+)\s*-+END NATS USER JWT-+`)

// expiryOf is when what a file holds ends: a NATS user's JWT, or the first of
// its certificates to do so. Zero: never.
func expiryOf(data []byte) (time.Time, error) {
	if m := userJWT.FindSubmatch(data); m != nil {
		return expiryOfJWT(string(m[1]))
	}
	var first time.Time
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return time.Time{}, err
		}
		if first.IsZero() || c.NotAfter.Before(first) {
			first = c.NotAfter
		}
	}
	if first.IsZero() {
		return first, errors.New("neither a NATS login nor a certificate is in it")
	}
	return first, nil
}

func expiryOfJWT(token string) (time.Time, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return time.Time{}, errors.New("its JWT is damaged")
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return time.Time{}, errors.New("its JWT is damaged")
	}
	var claims struct {
		Expires int64 `json:"exp"`
	}
	if err := json.Unmarshal(payload, &claims); err != nil {
		return time.Time{}, errors.New("its JWT is damaged")
	}
	if claims.Expires == 0 {
		return time.Time{}, nil
	}
	return time.Unix(claims.Expires, 0).UTC(), nil
}

// secretFinding says that others may read a secret; open is false if nobody
// can, or if there is none.
func secretFinding(name string) (d diagnosis, open bool) {
	if name == "" {
		return d, false
	}
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return d, false
	}
	return bad("login", fmt.Sprintf("chmod 600 %s", oneLine(name)), "others on this host may read %s (%s)", oneLine(name), info.Mode().Perm()), true
}
