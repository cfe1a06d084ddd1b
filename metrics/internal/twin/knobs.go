package twin

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// knobs are the choices that the specification leaves to the house, under the
// names of its section "Knobs". Times are in milliseconds.
type knobs struct {
	zone                 int64 // offset from UTC
	window               window
	business             bool
	replySkew            int64
	producerSkew         map[string]int64
	cancelRecalled       bool // buyer_recall=cancel
	countRecalled        bool // agent_recall=count
	reopenGap            int64
	clockFromMessage     bool // agent_clock=buyer_message
	chargeTransfer       bool // transfer_unanswered=charge
	transferGiven        bool // the knob was given at all
	ratingForAll         bool // csat_attribution=all
	ratingByRatingTime   bool // csat_time=rating
	conversionWindow     int64
	fcrWindow            int64
	shortAbandon         int64
	minAvgHorizon        int64
	ladder               []int64
	ownLadder            bool // the ladder was configured, not preset
	levels               []int64
	penaltyMinConsumers  int64
	penaltyCNY           int64
	priorWeight          float64
	ingestCutoff         *int64
	rollingGates         bool // gate_series=rolling3
	holidays             map[string]bool
	promise              int64
	promisePhrases       []string
	humanWords           []string
	robotHealthWindow    int64
	contactCentreTarget  int64
	dueWithin            int64
	paceWindow           int64
	paceTurns, paceFloor int
}

func defaultKnobs() knobs {
	return knobs{
		zone:                8 * hour,
		window:              window{8 * hour, 23 * hour},
		reopenGap:           600 * second,
		conversionWindow:    24 * hour,
		fcrWindow:           24 * hour,
		shortAbandon:        10 * second,
		minAvgHorizon:       hour,
		ladder:              inSeconds(180, 300, 900, 3600),
		levels:              inSeconds(30, 60, 180, 300, 600, 900, 3600),
		penaltyMinConsumers: 100,
		penaltyCNY:          1000,
		priorWeight:         50,
		promise:             480 * second,
		promisePhrases:      []string{"稍等", "马上", "查一下", "一会儿", "one moment", "let me check"},
		humanWords:          []string{"人工", "human", "agent"},
		robotHealthWindow:   15 * minute,
		contactCentreTarget: 30 * second,
		dueWithin:           60 * second,
		paceWindow:          2 * hour,
		paceTurns:           20,
		paceFloor:           5,
	}
}

func inSeconds(values ...int64) []int64 {
	for i := range values {
		values[i] *= second
	}
	return values
}

// readKnobs lays the given knobs over the defaults. An unknown name is an
// error: a mistyped knob must not pass for the default.
func readKnobs(given map[string]any) (knobs, error) {
	k := defaultKnobs()
	for name, value := range given {
		if err := k.set(name, value); err != nil {
			return k, fmt.Errorf("knob %s: %w", name, err)
		}
	}
	if k.window.from >= k.window.to {
		return k, fmt.Errorf("window ends at or before its start")
	}
	return k, nil
}

func (k *knobs) set(name string, value any) (err error) {
	switch name {
	case "tz_offset_min":
		k.zone, err = scaled(value, minute)
	case "window_start":
		k.window.from, err = timeOfDay(value)
	case "window_end":
		k.window.to, err = timeOfDay(value)
	case "clock":
		k.business, err = choice(value, "wall", "business")
	case "reply_skew_ms":
		k.replySkew, err = scaled(value, 1)
	case "producer_skew_ms":
		k.producerSkew = map[string]int64{}
		m, ok := value.(map[string]any)
		if !ok {
			return fmt.Errorf("not a map: %v", value)
		}
		for producer, offset := range m {
			if k.producerSkew[producer], err = scaled(offset, 1); err != nil {
				return err
			}
		}
	case "buyer_recall":
		k.cancelRecalled, err = choice(value, "keep", "cancel")
	case "agent_recall":
		k.countRecalled, err = choice(value, "void", "count")
	case "reopen_gap_s":
		k.reopenGap, err = scaled(value, second)
	case "agent_clock":
		k.clockFromMessage, err = choice(value, "assignment", "buyer_message")
	case "transfer_unanswered":
		k.transferGiven = true
		k.chargeTransfer, err = choice(value, "forgive", "charge")
	case "csat_attribution":
		k.ratingForAll, err = choice(value, "last", "all")
	case "csat_time":
		k.ratingByRatingTime, err = choice(value, "invite", "rating")
	case "conversion_window_s":
		k.conversionWindow, err = scaled(value, second)
	case "fcr_window_s":
		k.fcrWindow, err = scaled(value, second)
	case "short_abandon_s":
		k.shortAbandon, err = scaled(value, second)
	case "min_avg_horizon_s":
		k.minAvgHorizon, err = scaled(value, second)
	case "ladder_s":
		k.ownLadder = true
		k.ladder, err = secondsList(value)
	case "levels_s":
		k.levels, err = secondsList(value)
	case "penalty_min_consumers":
		k.penaltyMinConsumers, err = scaled(value, 1)
	case "penalty_cny":
		k.penaltyCNY, err = scaled(value, 1)
	case "prior_weight":
		k.priorWeight, err = number(value)
	case "ingest_cutoff":
		if value == nil {
			k.ingestCutoff = nil
			return nil
		}
		raw, _ := json.Marshal(value)
		var m moment
		if err = m.UnmarshalJSON(raw); err == nil {
			cutoff := int64(m)
			k.ingestCutoff = &cutoff
		}
	case "gate_series":
		k.rollingGates, err = choice(value, "daily", "rolling3")
	case "holidays":
		dates, e := texts(value)
		err = e
		k.holidays = map[string]bool{}
		for _, date := range dates {
			k.holidays[date] = true
		}
	case "promise_s":
		k.promise, err = scaled(value, second)
	case "promise_phrases":
		k.promisePhrases, err = texts(value)
	case "human_words":
		k.humanWords, err = texts(value)
	default:
		return fmt.Errorf("unknown")
	}
	return err
}

// choice reads a knob of two words: the default and the other reading.
func choice(value any, usual, other string) (bool, error) {
	switch value {
	case usual:
		return false, nil
	case other:
		return true, nil
	}
	return false, fmt.Errorf("want %s or %s, have %v", usual, other, value)
}

func number(value any) (float64, error) {
	switch n := value.(type) {
	case float64:
		return n, nil
	case int:
		return float64(n), nil
	case int64:
		return float64(n), nil
	case json.Number:
		return n.Float64()
	}
	return 0, fmt.Errorf("not a number: %v", value)
}

func scaled(value any, unit int64) (int64, error) {
	n, err := number(value)
	return int64(n * float64(unit)), err
}

func secondsList(value any) ([]int64, error) {
	switch list := value.(type) {
	case []any:
		var out []int64
		for _, v := range list {
			ms, err := scaled(v, second)
			if err != nil {
				return nil, err
			}
			out = append(out, ms)
		}
		return out, nil
	case []int:
		var out []int64
		for _, v := range list {
			out = append(out, int64(v)*second)
		}
		return out, nil
	}
	return nil, fmt.Errorf("not a list of seconds: %v", value)
}

func texts(value any) ([]string, error) {
	switch list := value.(type) {
	case []string:
		return list, nil
	case []any:
		var out []string
		for _, v := range list {
			text, ok := v.(string)
			if !ok {
				return nil, fmt.Errorf("not a text: %v", v)
			}
			out = append(out, text)
		}
		return out, nil
	}
	return nil, fmt.Errorf("not a list of texts: %v", value)
}

// timeOfDay reads "08:30:00" (24:00:00 is the end of the day) as milliseconds
// since midnight.
func timeOfDay(value any) (int64, error) {
	text, _ := value.(string)
	total, unit := int64(0), hour
	for _, part := range strings.Split(text, ":") {
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil || n < 0 || unit == 0 {
			return 0, fmt.Errorf("not a time of day: %v", value)
		}
		total += n * unit
		unit = unit / 60
		if unit < second {
			unit = 0
		}
	}
	if total > 24*hour {
		return 0, fmt.Errorf("beyond 24:00:00: %v", value)
	}
	return total, nil
}
