// Package text makes strings from outside safe to show. It is the only maker of
// metrics.Text: whatever reaches a terminal, a file or a log went through here
// or is our own.
//
// A cleaned text is valid UTF-8 in NFC without escape sequences, control,
// format, private-use and surrogate characters, without invisible or
// emoji-joining ones, bounded in length, and as wide in cells whether a
// terminal counts grapheme clusters or code points. HTML entities stay as they
// are.
package text

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"floorwalker/metrics"
)

// Bounds of cleaned text.
const (
	MaxText = 2000 // runes of a message or a reason
	MaxName = 64   // runes of a name or a label
	MaxID   = 256  // bytes of an identifier
)

// Clean makes one line of at most MaxText runes. Line ends, tabs and line or
// paragraph separators become a space. Text that was cut ends in "…".
func Clean(s string) metrics.Text { return clean(s, MaxText, false) }

// CleanLines is Clean for transcripts: every kind of line end becomes \n.
func CleanLines(s string) metrics.Text { return clean(s, MaxText, true) }

// Name makes one line of at most MaxName runes.
func Name(s string) metrics.Text { return clean(s, MaxName, false) }

// Plain is s as Clean would have it, if it can be seen at a glance that nothing has
// to be done with it; then s is valid UTF-8, too.
func Plain(s string) (_ metrics.Text, ok bool) {
	if len(s) > MaxText || !isPlain(s) {
		return "", false
	}
	return metrics.Text(s), true
}

// ID takes an identifier as it is. Identifiers are compared and sent back to
// where they came from, so they are never altered: one that is longer than
// MaxID bytes, or that Clean would change, is refused. The empty identifier is
// fine.
func ID(s string) (metrics.Text, error) {
	if len(s) > MaxID {
		return "", fmt.Errorf("longer than %d bytes", MaxID)
	}
	if !isPlain(s) && clean(s, MaxText, false) != metrics.Text(s) {
		return "", errUnprintable
	}
	return metrics.Text(s), nil
}

var errUnprintable = errors.New("has characters that an identifier may not have")

// clean is the way every text takes. Input is cut before anything expensive is
// done with it, so its cost is bounded however long it is.
func clean(s string, limit int, lines bool) metrics.Text {
	if len(s) <= limit && isPlain(s) {
		return metrics.Text(s)
	}
	s, cut := head(s, limit*rawPerRune)
	if !cut && utf8.RuneCountInString(s) <= limit && isPlain(s) {
		return metrics.Text(s)
	}
	return shorten(settle(filter(s, lines)), limit, cut)
}

// rawPerRune is how many bytes of input are looked at for each rune of output:
// room for escape sequences and marks between the runes that stay.
const rawPerRune = 8

// head is s cut to at most limit bytes, not within a character.
func head(s string, limit int) (_ string, cut bool) {
	if len(s) <= limit {
		return s, false
	}
	for i := range utf8.UTFMax {
		if utf8.RuneStart(s[limit-i]) {
			return s[:limit-i], true
		}
	}
	return s[:limit], true
}

// shorten cuts s to limit runes and marks it if that, or an earlier cut, took
// something away.
func shorten(s string, limit int, cut bool) metrics.Text {
	if !cut && (len(s) <= limit || utf8.RuneCountInString(s) <= limit) {
		return metrics.Text(s)
	}
	n := 0
	for i := range s {
		if n++; n == limit {
			s = s[:i]
			break
		}
	}
	// A cut between the halves of a flag or a syllable leaves one that is
	// counted differently.
	return metrics.Text(settle(s) + "…")
}
