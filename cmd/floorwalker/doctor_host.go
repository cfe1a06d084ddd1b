package main

import (
	"cmp"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// patient is what the doctor looks at, and what he finds on the way.
type patient struct {
	flags    *doctorFlags
	lang     tui.Lang
	now      time.Time
	config   *config.Config
	samples  []feed.Sample   // malformed payloads
	streams  json.RawMessage // configuration of the streams
	minority bool            // most copies of a stream are down
}

// configuration looks at the configuration file. One that cannot be used is a
// finding, and everything else is looked at without it.
func (p *patient) configuration() []diagnosis {
	err := p.flags.configure()
	p.config = p.flags.loaded
	if err != nil {
		d := diagnosis{topic: topicConfig, severity: badFinding, what: verbatim(err.Error()), do: hinted(err)}
		if invalid, ok := errors.AsType[*config.Invalid](err); ok {
			d.what = textUnusable.with()
			for _, problem := range invalid.Problems {
				d.details = append(d.details, verbatim(problem.String()))
			}
		}
		p.config = config.Default()
		p.flags.loaded = p.config
		return []diagnosis{d}
	}
	if p.config.File() == "" {
		return []diagnosis{well(topicConfig, textNoFile)}
	}
	d := diagnosis{topic: topicConfig, severity: wellFinding, what: verbatim(oneLine(p.config.File()))}
	for _, w := range p.config.Warnings() {
		d.severity, d.do = careFinding, doCheckConfig.with()
		d.details = append(d.details, verbatim(w.String()))
	}
	return []diagnosis{d}
}

// host looks at this machine.
func (p *patient) host() []diagnosis {
	out := []diagnosis{terminalFinding(), localeFinding(), zoneFinding(p.now, p.config.MetricsPolicy().Zone)}
	files := p.files()
	for _, file := range []struct {
		variable string
		what     doctorText
	}{{"NATS_CREDS", textCredentials}, {"NATS_CERT", textCertificate}, {"NATS_CA", textAuthority}} {
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
	if !isTerminal(os.Stdout) {
		return well(topicTerminal, textNoTerminal)
	}
	width, height, err := term.GetSize(os.Stdout.Fd())
	kind := os.Getenv("TERM")
	switch {
	case err != nil:
		return blind(topicTerminal, err)
	case kind == "" || kind == "dumb":
		return bad(topicTerminal, doTerm.with(), textDumb, kind)
	case width < 40 || height < 10:
		return care(topicTerminal, doLarger.with(), textSmall, width, height)
	}
	return well(topicTerminal, textTerminal, oneLine(kind), width, height)
}

func localeFinding() diagnosis {
	locale := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_CTYPE"), os.Getenv("LANG"))
	folded := strings.ReplaceAll(strings.ToLower(locale), "-", "")
	switch {
	case strings.Contains(folded, "utf8"):
		return diagnosis{topic: topicLocale, severity: wellFinding, what: verbatim(oneLine(locale))}
	case strings.Contains(folded, "gbk"), strings.Contains(folded, "gb2312"), strings.Contains(folded, "gb18030"), strings.Contains(folded, "big5"):
		return bad(topicLocale, doUTF8.with(), textGarbled, oneLine(locale))
	}
	return care(topicLocale, doLocale.with(), textNotUTF8, oneLine(locale))
}

func zoneFinding(now time.Time, floor metrics.Zone) diagnosis {
	_, here := now.In(time.Local).Zone()
	if shops := int(metrics.Span(floor) / metrics.Second); here != shops {
		return well(topicZone, textOtherZone, float64(here)/3600, float64(shops)/3600)
	}
	return well(topicZone, textSameZone)
}

// expiryOfFile is when a login or certificate in a file ends.
func (p *patient) expiryOfFile(name string, what doctorText) diagnosis {
	data, err := os.ReadFile(name)
	if err != nil {
		return bad(topicLogin, doReadable.with(), textWrongLogin, what, err)
	}
	named := textNamed.with(what, oneLine(name))
	ends, wrong := expiryOf(data)
	if wrong != nil {
		return bad(topicLogin, doNewLogin.with(), textWrongLogin, named, *wrong)
	}
	return expiryFinding(named, ends, p.now)
}

// expiryFinding warns 30, 7 and 1 days before something ends.
func expiryFinding(what sentence, ends, now time.Time) diagnosis {
	left := ends.Sub(now)
	days := int(left / (24 * time.Hour))
	switch {
	case ends.IsZero():
		return well(topicExpiry, textNeverExpires, what)
	case left <= 0:
		return bad(topicExpiry, doRenewNow.with(), textExpired, what, ends.Format(time.DateOnly))
	case left <= 24*time.Hour:
		return bad(topicExpiry, doRenew.with(), textExpiresSoon, what, ends.Format(time.RFC3339))
	case left <= 7*24*time.Hour:
		return bad(topicExpiry, doRenew.with(), textExpiresInDays, what, days, ends.Format(time.DateOnly))
	case left <= 30*24*time.Hour:
		return care(topicExpiry, doRenew.with(), textExpiresInDays, what, days, ends.Format(time.DateOnly))
	}
	return well(topicExpiry, textGoodUntil, what, ends.Format(time.DateOnly))
}

var userJWT = regexp.MustCompile(`(?s)-+BEGIN NATS USER JWT-+\s*(\S+)\s*-+END NATS USER JWT-+`)

// expiryOf is when what a file holds ends: a NATS user's JWT, or the first of
// its certificates to do so. Zero: never. Wrong says that it holds neither.
func expiryOf(data []byte) (ends time.Time, wrong *sentence) {
	if m := userJWT.FindSubmatch(data); m != nil {
		return expiryOfJWT(string(m[1]))
	}
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			said := verbatim(err.Error())
			return time.Time{}, &said
		}
		if ends.IsZero() || c.NotAfter.Before(ends) {
			ends = c.NotAfter
		}
	}
	if ends.IsZero() {
		return ends, &sentence{text: textNoLogin}
	}
	return ends, nil
}

func expiryOfJWT(token string) (ends time.Time, wrong *sentence) {
	var claims struct {
		Expires int64 `json:"exp"`
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return ends, &sentence{text: textDamaged}
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(payload, &claims) != nil {
		return ends, &sentence{text: textDamaged}
	}
	if claims.Expires == 0 {
		return ends, nil
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
	return bad(topicLogin, doCloseSecret.with(oneLine(name)), textOpenSecret, oneLine(name), info.Mode().Perm()), true
}
