package bench

import (
	"bufio"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"floorwalker/metrics"
)

// cluster starts a PostgreSQL server that ends with the test.
func cluster(t *testing.T) (dsn string) {
	t.Helper()
	if _, err := exec.LookPath("psql"); err != nil {
		t.Skip("psql is not installed")
	}
	cmd := exec.Command("./sql/cluster", "sh", "-c", "echo $PGHOST; cat")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Skip(err) // no shell here
	}
	host, err := bufio.NewReader(out).ReadString('\n')
	if errors.Is(err, io.EOF) {
		if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 77 {
			t.Fatal(err)
		}
		t.Skip("no PostgreSQL server is installed")
	}
	t.Cleanup(func() {
		if err := errors.Join(in.Close(), cmd.Wait()); err != nil {
			t.Error(err)
		}
	})
	return "dbname=postgres user=postgres host=" + strings.TrimSpace(host)
}

func TestSQL(t *testing.T) {
	dsn := cluster(t)
	t.Run("says the same", func(t *testing.T) { saysTheSame(t, dsn) })
	t.Run("fails", func(t *testing.T) { failsWithWords(t, dsn) })
}

// saysTheSame holds two programs that know nothing of each other against each
// other: both ways in SQL and the floor show the same lines at every instant.
func saysTheSame(t *testing.T, dsn string) {
	figures, err := measureSQL(t.Context(), &Options{DSN: dsn, Day: 4000})
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, f := range figures {
		if strings.Contains(f.Name, "differ") {
			compared++
			if f.Value != 0 {
				t.Errorf("%s: %g", f.Name, f.Value)
			}
		}
	}
	if compared != len(ways()) {
		t.Errorf("%d ways compared", compared)
	}
}

// failsWithWords: what psql says of a mistake is the error.
func failsWithWords(t *testing.T, dsn string) {
	d := database{dsn}
	if _, err := d.do(t.Context(), "select nonsense"); err == nil || !strings.Contains(err.Error(), "nonsense") {
		t.Errorf("got %v", err)
	}
	if _, err := d.timed(t.Context(), "select nonsense;\n", 2); err == nil {
		t.Error("it was timed")
	}
}

// The day that is compared has all that the comparison is about.
func TestWorkdayHasEverything(t *testing.T) {
	day := newWorkday(4000)
	f := metrics.New(metrics.DefaultPolicy())
	var last metrics.Time
	for i := range day.steps {
		e := day.event(i)
		if e.Time < last {
			t.Fatalf("event %d is before the one before it", i)
		}
		last = e.Time
		f.Apply(&e)
	}
	f.Advance(last)
	v := f.View(metrics.Query{})
	if c := v.Counts; c.Due+c.Past == 0 || c.Lost == 0 || c.Waiting == c.Lost || c.Night > 0 || c.Closed > 0 || c.Unassigned == 0 {
		t.Errorf("%+v", c)
	}
	starts := map[string]bool{}
	for _, line := range figureLines(v) {
		start, _, _ := strings.Cut(line, "|")
		starts[start] = true
	}
	for _, want := range []string{"row", "queue", "agent", "rate"} {
		if !starts[want] {
			t.Errorf("no line begins with %q", want)
		}
	}
}
