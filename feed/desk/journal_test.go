package desk_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func openJournal(t *testing.T, path string) *desk.Journal {
	t.Helper()
	j, err := desk.OpenJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() }) // which the test may have done itself
	return j
}

// crashed is a copy of a journal as it lies on the disk now.
func crashed(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(t.TempDir(), "journal")
	if err := os.WriteFile(left, append(data, `{"sum":"00`...), 0o600); err != nil {
		t.Fatal(err)
	}
	return left
}

func TestCommandsAreOnDiskBeforeTheyAreSent(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	path := filepath.Join(t.TempDir(), "journal")
	d := open(t, s.Connect(), w, desk.Options{Timeout: never, Journal: openJournal(t, path)})
	id := send(t, d, move())
	b.request(t, 0)
	data, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(data), id) {
		t.Fatalf("it came before it was written: %s, %v", data, err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestCrashIsSettledAtTheNextStart(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	path := filepath.Join(t.TempDir(), "journal")
	d := open(t, s.Connect(), w, desk.Options{Timeout: never, Journal: openJournal(t, path)})
	answered, open1 := send(t, d, move()), send(t, d, move())
	m, _ := b.request(t, 0)
	b.answer(t, m, feed.CommandReply{ID: answered, Status: feed.CommandAccepted})
	w.expect(t, answered, "accepted")

	j := openJournal(t, crashed(t, path))
	if j.Damaged() != 1 || len(j.Unresolved()) != 1 {
		t.Fatalf("%d damaged, left %+v", j.Damaged(), j.Unresolved())
	}
	after := &watcher{}
	again := open(t, s.Connect(), after, desk.Options{Timeout: never, Journal: j})
	after.expect(t, open1, "unknown restart")
	if after.asked[0].ID != open1 || after.asked[0].To != "wangfang" || len(after.of(answered)) != 0 {
		t.Errorf("told of %+v", after.asked)
	}
	if b.count() != 2 {
		t.Fatalf("%d requests: it was sent again by itself", b.count())
	}
	retry := after.asked[0]
	if id := send(t, again, retry); id != open1 {
		t.Errorf("the retry is %s", id)
	}
	m, q := b.request(t, 2)
	if q.ID != open1 {
		t.Errorf("the retry asks for %s", q.ID)
	}
	b.answer(t, m, feed.CommandReply{ID: open1, Status: feed.CommandDuplicate})
	after.expect(t, open1, "unknown restart", "asked", "accepted")
}

func TestWhatIsUnresolvedAtTheEndStays(t *testing.T) {
	s := natstest.Start(t)
	w := &watcher{}
	listen(t, s.Connect())
	path := filepath.Join(t.TempDir(), "journal")
	j := openJournal(t, path)
	d := open(t, s.Connect(), w, desk.Options{Timeout: never, Grace: 1, Journal: j})
	id := send(t, d, move())
	if left := d.Close(t.Context()); len(left) != 1 {
		t.Fatalf("left %v", left)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if left := openJournal(t, path).Unresolved(); len(left) != 1 || left[0].ID != id {
		t.Errorf("left %+v", left)
	}
}

func TestJournalBelongsToOneProcess(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files are not locked here")
	}
	path := filepath.Join(t.TempDir(), "journal")
	j := openJournal(t, path)
	_, err := desk.OpenJournal(path)
	if err == nil || feed.Hint(err) == "" {
		t.Fatalf("two have it: %v", err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	openJournal(t, path)
}

func TestJournalThatCannotBe(t *testing.T) {
	if _, err := desk.OpenJournal(filepath.Join(t.TempDir(), "missing", "journal")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
	path := filepath.Join(t.TempDir(), "journal")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.OpenJournal(path); err == nil {
		t.Error("a folder is no journal")
	}
}

func TestCommandsGoOutWithoutADisk(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	j := openJournal(t, filepath.Join(t.TempDir(), "journal"))
	if err := j.Close(); err != nil { // as good as a disk that is full
		t.Fatal(err)
	}
	trouble := make(chan error, 10)
	d := open(t, s.Connect(), w, desk.Options{Timeout: never, Journal: j, OnError: func(err error) { trouble <- err }})
	id := send(t, d, move())
	m, _ := b.request(t, 0)
	if err := <-trouble; !errors.Is(err, os.ErrClosed) {
		t.Errorf("%v", err)
	}
	b.answer(t, m, feed.CommandReply{ID: id, Status: feed.CommandAccepted})
	w.expect(t, id, metrics.CommandAccepted.String())
}
