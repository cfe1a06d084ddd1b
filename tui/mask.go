package tui

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"floorwalker/metrics"
)

// What the screen shows of a buyer unless somebody unmasks the conversation:
//
//   - of a name the first character, and of a Chinese one of three or more
//     also the last: 王*明, 刘*, L***;
//   - an id of at most opaqueID plain letters and digits as it is, for it says
//     nothing about a person; of a longer one, which may be a phone number or
//     a login, two characters at either end: 13***78;
//   - ids of conversations as they are: they mean something in the platform's
//     workbench only.
//
// What comes with a star in it was masked by the platform and stays.

// opaqueID is the length up to which an id is no phone number.
const opaqueID = 10

// maskName is a name as everybody may see it.
func maskName(name string) string {
	if strings.Contains(name, "*") {
		return name
	}
	first, _ := utf8.DecodeRuneInString(name)
	last, _ := utf8.DecodeLastRuneInString(name)
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		return ""
	case n == 1:
		return "*"
	case !unicode.Is(unicode.Han, first):
		return string(first) + "***"
	case n == 2:
		return string(first) + "*"
	default:
		return string(first) + "*" + string(last)
	}
}

// maskID is an id as everybody may see it.
func maskID(id string) string {
	switch {
	case strings.Contains(id, "*"):
		return id
	case !plainID(id):
		return maskName(id)
	case len(id) <= opaqueID:
		return id
	default:
		return id[:2] + "***" + id[len(id)-2:]
	}
}

// plainID says that an id has no character that a name has and a number has
// not.
func plainID(id string) bool {
	for _, r := range id {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' {
			return false
		}
	}
	return true
}

// buyer is what a row may say of the buyer in a conversation: the name, else
// the id, else the conversation.
func (s *state) buyer(name, id metrics.Text, chat metrics.ConversationKey) string {
	switch {
	case s.unmaskedNow(chat):
		return string(cmp.Or(name, id, chat.Conversation))
	case name != "":
		return maskName(string(name))
	case id != "":
		return maskID(string(id))
	default:
		return string(chat.Conversation)
	}
}

// buyerInFull is name and id, where both are known.
func (s *state) buyerInFull(name, id metrics.Text, chat metrics.ConversationKey) string {
	text := s.buyer(name, id, chat)
	if name == "" || id == "" || name == id {
		return text
	}
	return text + " " + s.glyphs.dot + " " + s.buyer("", id, chat)
}

// unmaskedNow says whether a conversation shows its buyer's name.
func (s *state) unmaskedNow(chat metrics.ConversationKey) bool {
	return s.unmasked == chat && s.local < s.unmaskedUntil
}
