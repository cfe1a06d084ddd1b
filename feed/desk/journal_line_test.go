package desk

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"floorwalker/feed"
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
	got, err := readJournal(bytes.NewReader(linesOf(t, askedEntry(want))), someDay)
	if err != nil || got.damaged != 0 || len(got.unresolved) != 1 || !reflect.DeepEqual(got.unresolved[0], want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestJournalForgets(t *testing.T) {
	old := everyField("old")
	old.Deadline = metrics.TimeOf(someDay.Add(-13 * time.Hour))
	lines := linesOf(t, askedEntry(old), askedEntry(everyField("a")), askedEntry(everyField("b")), journalEntry{Settled: "a"},
		askedEntry(everyField("c")), askedEntry(everyField("b")), journalEntry{Settled: "nobody's"})
	got, err := readJournal(bytes.NewReader(lines), someDay)
	if err != nil || got.damaged != 0 || len(got.unresolved) != 2 || got.unresolved[0].ID != "c" || got.unresolved[1].ID != "b" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestJournalKeepsRecords(t *testing.T) {
	owed := func(key string, age time.Duration) journalEntry {
		r := feed.NewAuditRecord(someDay, "presale", "zhao", feed.NewCommandRequest(everyField("m1")), feed.CommandReply{Code: CodeNotSent})
		return journalEntry{Owed: &owedRecord{Key: key, Since: someDay.Add(-age), Record: r}}
	}
	nobody := owed("x", 0)
	nobody.Owed.Record.Supervisor = ""
	lines := linesOf(t, owed("old", recordMemory+time.Second), owed("a", 0), owed("b", recordMemory), nobody, owed("c", time.Hour),
		journalEntry{Recorded: "a"}, owed("b", recordMemory), journalEntry{Recorded: "nobody's"})
	got, err := readJournal(bytes.NewReader(lines), someDay)
	if err != nil || got.damaged != 1 || len(got.owed) != 2 || !reflect.DeepEqual(got.owed[1], *owed("c", time.Hour).Owed) || got.owed[0].Key != "b" {
		t.Errorf("%+v, %v", got, err)
	}
}

// A crash cuts the file anywhere: what was whole before is found.
func TestJournalCutAnywhere(t *testing.T) {
	first := linesOf(t, askedEntry(everyField("a")))
	both := append(bytes.Clone(first), linesOf(t, askedEntry(everyField("b")))...)
	for n := len(first); n < len(both)-1; n++ {
		got, err := readJournal(bytes.NewReader(both[:n]), someDay)
		torn := min(n-len(first), 1)
		if err != nil || len(got.unresolved) != 1 || got.unresolved[0].ID != "a" || got.damaged != torn {
			t.Fatalf("cut at %d: %+v, %v", n, got, err)
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
		got, err := readJournal(strings.NewReader(bad+good), someDay)
		if err != nil || got.damaged != 1 || len(got.unresolved) != 1 || got.unresolved[0].ID != "a" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	got, err := readJournal(strings.NewReader(good+strings.Repeat("x", longestLine+1)), someDay)
	if err != nil || got.damaged != 1 || len(got.unresolved) != 1 {
		t.Errorf("an endless line: %+v, %v", got, err)
	}
}

func FuzzReadJournal(f *testing.F) {
	f.Add(linesOf(f, askedEntry(everyField("a")), journalEntry{Settled: "a"}))
	f.Add(linesOf(f, journalEntry{Owed: &owedRecord{Key: "k", Record: feed.AuditRecord{Team: "presale", Supervisor: "zhao"}}}, journalEntry{Recorded: "k"}))
	f.Add([]byte("\n\x00{\"sum\":\"\",\"entry\":null}\n"))
	f.Fuzz(func(t *testing.T, junk []byte) {
		found, err := readJournal(bytes.NewReader(junk), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		// What is read can be sent and written again.
		for _, c := range found.unresolved {
			again, err := readJournal(bytes.NewReader(linesOf(t, askedEntry(c))), time.Time{})
			if err != nil || again.damaged != 0 || len(again.unresolved) != 1 || again.unresolved[0].ID != c.ID || again.unresolved[0].Verb != c.Verb {
				t.Fatalf("%+v reads as %+v, %v", c, again, err)
			}
		}
		for _, o := range found.owed {
			again, err := readJournal(bytes.NewReader(linesOf(t, journalEntry{Owed: &o})), time.Time{})
			if err != nil || again.damaged != 0 || len(again.owed) != 1 || again.owed[0].subject() != o.subject() {
				t.Fatalf("%+v reads as %+v, %v", o, again, err)
			}
		}
	})
}
