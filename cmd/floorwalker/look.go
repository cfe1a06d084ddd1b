package main

import (
	"os"
	"time"

	"github.com/spf13/pflag"

	"floorwalker/feed/text"
	"floorwalker/metrics"
	"floorwalker/tui"
	"floorwalker/tui/theme"
)

// look is how a screen is to look.
type look struct {
	lang  string
	theme string
	ascii bool
}

// addFlags adds the look's flags to fs.
func (l *look) addFlags(fs *pflag.FlagSet) {
	fs.StringVar(&l.lang, "lang", "", "`language` of the screen, en or zh (default: the locale's)")
	fs.StringVar(&l.theme, "theme", "", "colors: default, dark, light, high-contrast or mono (NO_COLOR: mono)")
	fs.BoolVar(&l.ascii, "ascii", false, "draw with ASCII only, for terminals that show marks too wide")
}

// options are the screen's part that the look decides, and what every screen
// has.
func (l *look) options() (tui.Options, error) {
	lang, err := language(l.lang)
	if err != nil {
		return tui.Options{}, err
	}
	colors, err := theme.Named(l.theme, os.Getenv("NO_COLOR") != "")
	if err != nil {
		return tui.Options{}, usage("--theme takes one of those", "%w", err)
	}
	return tui.Options{
		Clock: func() metrics.Time { return metrics.TimeOf(time.Now()) },
		Clean: text.Clean,
		Zone:  hostZone(),
		Lang:  lang,
		Theme: colors,
		ASCII: l.ascii,
	}, nil
}

// hostZone is the zone of this host at present.
func hostZone() metrics.Zone {
	_, seconds := time.Now().Zone()
	return metrics.Zone(metrics.Span(seconds) * metrics.Second)
}
