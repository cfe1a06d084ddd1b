package metrics

import (
	"fmt"
	"strconv"
	"strings"
)

// FilterError says which word of a filter is not understood, and what is
// allowed there. An incomplete word ("wait>") is one too: whoever reads while
// somebody types keeps the last good filter.
type FilterError struct {
	Word    Text
	Allowed string // in plain English; the screen has its own words by Field
	Field   Field
}

func (e *FilterError) Error() string {
	return fmt.Sprintf("%q: %s", string(e.Word), e.Allowed)
}

var fieldNames = map[string]Field{
	"team": TeamField, "shop": ShopField, "agent": OwnerField, "owner": OwnerField, "buyer": BuyerField,
	"stage": StageField, "tag": TagField, "tier": TierField, "plat": PlatformField, "state": StateField,
}

// ParseFilter reads a filter as people type it: words separated by blanks, all
// of which must hold.
//
//	发货 !退款            words that the row contains, or not
//	team:售前 shop:旗舰    fields: team shop agent owner buyer stage tag tier plat
//	owner:none owner:offline
//	state:due|past|lost|night|waiting
//	wait>5m left<60s     lengths in s, m or h; m is the default
//
// A leading ! turns any word round. Text has been cleaned by whoever read it.
func ParseFilter(text Text) (Filter, error) {
	f := Filter{Term: text}
	for _, word := range strings.Fields(string(text)) {
		c, err := parseCondition(word)
		if err != nil {
			return Filter{}, err
		}
		f.Conditions = append(f.Conditions, c)
	}
	return f, nil
}

func parseCondition(word string) (Condition, error) {
	var c Condition
	rest := word
	if trimmed, not := strings.CutPrefix(rest, "!"); not {
		c.Not, rest = true, trimmed
	}
	if rest == "" {
		return c, &FilterError{Word: Text(word), Allowed: "a word must follow the !"}
	}
	for name, field := range map[string]Field{"wait": WaitField, "left": LeftField} {
		if after, ok := strings.CutPrefix(rest, name); ok && after != "" && (after[0] == '<' || after[0] == '>') {
			c.Field, c.Less = field, after[0] == '<'
			return c, c.parseLength(word, after[1:])
		}
	}
	name, value, ok := strings.Cut(rest, ":")
	field, known := fieldNames[strings.ToLower(name)]
	if !ok || !known {
		c.Word = Text(strings.ToLower(rest))
		return c, nil
	}
	c.Field, c.Word = field, Text(strings.ToLower(value))
	if value == "" {
		return c, &FilterError{Text(word), "a value must follow the :", field}
	}
	if field == StateField && !isState(string(c.Word)) {
		return c, &FilterError{Text(word), "state is one of due, past, lost, night, waiting", field}
	}
	return c, nil
}

func isState(s string) bool {
	for _, name := range rowStateNames {
		if name == s {
			return true
		}
	}
	return false
}

// parseLength reads 90s, 5m, 1.5h or 5 (minutes).
func (c *Condition) parseLength(word, s string) error {
	unit := Minute
	for suffix, u := range map[string]Span{"s": Second, "m": Minute, "h": Hour} {
		if strings.HasSuffix(s, suffix) {
			unit, s = u, strings.TrimSuffix(s, suffix)
			break
		}
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n < 0 || n > 1e6 {
		return &FilterError{Text(word), "a length such as 90s, 5m or 1h must follow", c.Field}
	}
	c.Than = Span(n * float64(unit))
	return nil
}
