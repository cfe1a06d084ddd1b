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

// language is the one that the flag, a variable, the configuration file or the
// locale asks for.
func (c *configuration) language(flag string) (tui.Lang, error) {
	if lang, err := language(flag); err != nil || flag != "" {
		return lang, err
	}
	all, err := c.inForce()
	if err != nil {
		return tui.English, err
	}
	return language(all.Screen.Language)
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

// languageCode is the language as flags and files name it.
func languageCode(lang tui.Lang) string {
	if lang == tui.Chinese {
		return "zh"
	}
	return "en"
}
