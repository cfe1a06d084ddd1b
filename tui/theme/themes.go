package theme

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// tokens are the colors of a palette; nil is the terminal's own color, or
// the attribute a role falls back to. The background is never painted: people
// chose it.
type tokens struct {
	ink, soft         ansi.Color // text, and text that steps back
	accent            ansi.Color // keys, focus, what I did
	due, past         ansi.Color // what can still be saved
	lost, night, lane ansi.Color
	good, bad         ansi.Color
	bar, onBar        ansi.Color // the selected row
}

func rgb(hex uint32) ansi.Color {
	return ansi.RGBColor{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex)}
}

// Default uses the sixteen colors the terminal is set to, whatever they are.
func Default() Theme {
	return styled("default", tokens{
		accent: ansi.Cyan,
		due:    ansi.Yellow,
		past:   ansi.Red,
		lost:   ansi.Magenta,
		night:  ansi.Blue,
		lane:   ansi.Red,
		good:   ansi.Green,
		bad:    ansi.Red,
	})
}

// Dark is for dark backgrounds, in muted colors that leave the eye to what is
// due.
func Dark() Theme {
	return styled("dark", tokens{
		ink:    rgb(0xd8dee9),
		soft:   rgb(0x7b8494),
		accent: rgb(0x88c0d0),
		due:    rgb(0xf2c14e),
		past:   rgb(0xe8806a),
		lost:   rgb(0xb48ead),
		night:  rgb(0x6f8fbf),
		lane:   rgb(0xff6b6b),
		good:   rgb(0x9cc58a),
		bad:    rgb(0xff6b6b),
		bar:    rgb(0x2f4358),
		onBar:  rgb(0xffffff),
	})
}

// Light is for light backgrounds; every ink has a contrast of 4.5 or more on
// white.
func Light() Theme {
	return styled("light", tokens{
		ink:    rgb(0x24292f),
		soft:   rgb(0x66707b),
		accent: rgb(0x0b6bcb),
		due:    rgb(0x8a5a00),
		past:   rgb(0xb3261e),
		lost:   rgb(0x7a3e8e),
		night:  rgb(0x3c5a99),
		lane:   rgb(0xb3261e),
		good:   rgb(0x1a6b34),
		bad:    rgb(0xb3261e),
		bar:    rgb(0xcfe3fa),
		onBar:  rgb(0x10151b),
	})
}

// HighContrast uses full brightness only; nothing steps back.
func HighContrast() Theme {
	return styled("high-contrast", tokens{
		ink:    ansi.BrightWhite,
		soft:   ansi.BrightWhite,
		accent: ansi.BrightCyan,
		due:    ansi.BrightYellow,
		past:   ansi.BrightRed,
		lost:   ansi.BrightMagenta,
		night:  ansi.BrightCyan,
		lane:   ansi.BrightRed,
		good:   ansi.BrightGreen,
		bad:    ansi.BrightRed,
		bar:    ansi.BrightYellow,
		onBar:  ansi.Black,
	})
}

// Mono has no color: bold, faint, underlined and reversed only.
func Mono() Theme { return styled("mono", tokens{}) }

// All are the themes in the order in which the screen goes through them.
func All() []Theme {
	return []Theme{Default(), Dark(), Light(), HighContrast(), Mono()}
}

// Named finds a theme; the empty name is Default, or Mono where color is not
// wanted (NO_COLOR). The error names the choices.
func Named(name string, noColor bool) (Theme, error) {
	if name == "" {
		if noColor {
			return Mono(), nil
		}
		return Default(), nil
	}
	all := All()
	i := slices.IndexFunc(all, func(t Theme) bool { return t.Name == name })
	if i < 0 {
		names := make([]string, len(all))
		for i, t := range all {
			names[i] = t.Name
		}
		return Theme{}, fmt.Errorf("no theme %q: choose %s", name, strings.Join(names, ", "))
	}
	return all[i], nil
}

// Next is the theme after t in All.
func Next(t Theme) Theme {
	all := All()
	i := slices.IndexFunc(all, func(o Theme) bool { return o.Name == t.Name })
	return all[(i+1)%len(all)]
}
