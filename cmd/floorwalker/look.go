package main

import (
	"os"
	"time"

	"github.com/spf13/pflag"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed/text"
	"floorwalker/metrics"
	"floorwalker/tui"
	"floorwalker/tui/theme"
)

// look is how a screen is to look, as its flags say.
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

// check refuses flags that name what does not exist.
func (l *look) check() error {
	if _, err := language(l.lang); err != nil {
		return err
	}
	return checkTheme(l.theme)
}

func checkTheme(name string) error {
	if _, err := theme.Named(name, false); err != nil {
		return usage("--theme takes one of those", "%w", err)
	}
	return nil
}

// screenOptions are the screen's part that its look decides, and what every
// screen has.
func screenOptions(s config.Screen) (tui.Options, error) {
	lang, err := language(s.Language)
	if err != nil {
		return tui.Options{}, err
	}
	colors, err := theme.Named(s.Theme, os.Getenv("NO_COLOR") != "")
	if err != nil {
		return tui.Options{}, usage("--theme takes one of those", "%w", err)
	}
	return tui.Options{
		Clock: func() metrics.Time { return metrics.TimeOf(time.Now()) },
		Clean: text.Clean,
		Zone:  s.Zone.Metrics(hostZone()),
		Lang:  lang,
		Theme: colors,
		ASCII: s.ASCII,
	}, nil
}

// hostZone is the zone of this host at present.
func hostZone() metrics.Zone {
	_, seconds := time.Now().Zone()
	return metrics.Zone(metrics.Span(seconds) * metrics.Second)
}
