package main

import (
	"cmp"
	"os"
	"strings"

	"floorwalker/feed/live"
	"floorwalker/tui"
)

// language is the one asked for by the flag, else the one of the locale, else
// English.
func language(flag string) (tui.Lang, error) {
	if flag == "" {
		return localeLanguage(), nil
	}
	lang, ok := tui.ParseLang(flag)
	if !ok {
		return lang, usage("--lang takes en or zh", "unknown language %q", flag)
	}
	return lang, nil
}

// localeLanguage reads the variables that say in which language messages are
// wanted, the strongest first.
func localeLanguage() tui.Lang {
	locale := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
	if strings.HasPrefix(strings.ToLower(locale), "zh") {
		return tui.Chinese
	}
	return tui.English
}

// words is what the feed says of itself in a language.
func words(lang tui.Lang) *live.Words {
	if lang == tui.Chinese {
		return live.Chinese
	}
	return live.English
}
