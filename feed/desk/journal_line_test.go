package desk

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"floorwalker/metrics"
)

var someDay = time.Date(2026, 11, 11, 12, 0, 0, 0, time.UTC)

// everyField is a command with everything that travels.
func everyField(id string) metrics.Command {
	return metrics.Command{
		ID: id, Verb: metrics.Reassign, Team: "presale", By: "zhao", To: "wang", ExpectOwner: "li", Why: "没回", Seen: 7, Undoes: "m0",
		Conversation: metrics.ConversationKey{Platform: "pdd", Shop: "flag-17", Conversation: "c-7731"}, Capacity: 3,
		Priority: "high", Tags: []metrics.Text{"催"}, Words: "稍等", Agent: "sun", Presence: metrics.Away,
		Asked: metrics.TimeOf(someDay.Add(-time.Hour)), Deadline: metrics.TimeOf(someDay),
	}
}

func linesOf(t testing.TB, entries ...journalEntry) []byte {
	t.Helper()
	var all []byte
	for _, e := range entries {
		line, err := encodeEntry(e)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, line...)
	}
	return all
}

func TestJournalKeepsEveryField(t *testing.T) {
	want := everyField("m1")
	got, damaged, err := readJournal(bytes.NewReader(linesOf(t, askedEntry(want))), someDay.Add(-time.Minute))
	if err != nil || damaged != 0 || len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("%+v, %d damaged, %v", got, damaged, err)
	}
}

func TestJournalForgets(t *testing.T) {
	old := everyField("old")
	old.Deadline = metrics.TimeOf(someDay.Add(-13 * time.Hour))
	lines := linesOf(t, askedEntry(old), askedEntry(everyField("a")), askedEntry(everyField("b")), journalEntry{Settled: "a"},
		askedEntry(everyField("c")), askedEntry(everyField("b")), journalEntry{Settled: "nobody's"})
	got, damaged, err := readJournal(bytes.NewReader(lines), someDay.Add(-journalMemory))
	if err != nil || damaged != 0 || len(got) != 2 || got[0].ID != "c" || got[1].ID != "b" {
		t.Errorf("%+v, %d damaged, %v", got, damaged, err)
	}
}

// A crash cuts the file anywhere: what was whole before is found.
func TestJournalCutAnywhere(t *testing.T) {
	first := linesOf(t, askedEntry(everyField("a")))
	both := append(bytes.Clone(first), linesOf(t, askedEntry(everyField("b")))...)
	for n := len(first); n < len(both)-1; n++ {
		got, damaged, err := readJournal(bytes.NewReader(both[:n]), someDay.Add(-time.Minute))
		torn := min(n-len(first), 1)
		if err != nil || len(got) != 1 || got[0].ID != "a" || damaged != torn {
			t.Fatalf("cut at %d: %+v, %d damaged, %v", n, got, damaged, err)
		}
	}
}

func TestJournalOfNonsense(t *testing.T) {
	good := string(linesOf(t, askedEntry(everyField("a"))))
	nobody := everyField("x")
	nobody.By = ""
	for name, bad := range map[string]string{
		"a flipped letter": strings.Replace(good, "wang", "wong", 1),
		"no checksum":      `{"entry":{"settled":"a"}}` + "\n",
		"nothing said":     fmt.Sprintf(`{"sum":%q,"entry":{}}`, checksum([]byte("{}"))) + "\n",
		"nobody asked":     string(linesOf(t, askedEntry(nobody))),
		"an empty line":    "\n",
		"no JSON":          "asked for something\n",
	} {
		got, damaged, err := readJournal(strings.NewReader(bad+good), someDay.Add(-time.Minute))
		if err != nil || damaged != 1 || len(got) != 1 || got[0].ID != "a" {
			t.Errorf("%s: %+v, %d damaged, %v", name, got, damaged, err)
		}
	}
	got, damaged, err := readJournal(strings.NewReader(good+strings.Repeat("x", longestLine+1)), someDay.Add(-time.Minute))
	if err != nil || damaged != 1 || len(got) != 1 {
		t.Errorf("an endless line: %+v, %d damaged, %v", got, damaged, err)
	}
}

func FuzzReadJournal(f *testing.F) {
	f.Add(linesOf(f, askedEntry(everyField("a")), journalEntry{Settled: "a"}))
	f.Add([]byte("\n\x00{\"sum\":\"\",\"entry\":null}\n"))
	f.Fuzz(func(t *testing.T, junk []byte) {
		commands, _, err := readJournal(bytes.NewReader(junk), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range commands { // what is read can be sent and written again
			again, damaged, err := readJournal(bytes.NewReader(linesOf(t, askedEntry(c))), time.Time{})
			if err != nil || damaged != 0 || len(again) != 1 || again[0].ID != c.ID || again[0].Verb != c.Verb {
				t.Fatalf("%+v reads as %+v, %d damaged, %v", c, again, damaged, err)
			}
		}
	})
}
