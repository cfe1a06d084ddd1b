package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"floorwalker/feed"
)

// database is a PostgreSQL server, reached through psql.
type database struct{ dsn string }

// schema is where the tables are, apart from everything else in the database.
const schema = "floorwalker_bench"

var errNoPsql = feed.WithHint(errors.New("psql is not installed"), "install the client of PostgreSQL, postgresql-client in Debian")

// run gives psql a script, with variables of the form name=value, and is what it
// prints: a line for each row, the columns parted by |.
func (d database) run(ctx context.Context, script io.Reader, variables ...string) (string, error) {
	program, err := exec.LookPath("psql")
	if err != nil {
		return "", errNoPsql
	}
	args := []string{"--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set", "ON_ERROR_STOP=1", "--dbname", d.dsn}
	for _, v := range variables {
		args = append(args, "--set", v)
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(os.Environ(), "PGOPTIONS=-c search_path="+schema+" -c client_min_messages=warning")
	var out, wrong bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = script, &out, &wrong
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("psql: %w: %s", err, strings.TrimSpace(wrong.String()))
	}
	return out.String(), nil
}

func (d database) do(ctx context.Context, script string, variables ...string) (string, error) {
	return d.run(ctx, strings.NewReader(script), variables...)
}

// timed runs a query several times in one session and is how long each took.
func (d database) timed(ctx context.Context, query string, times int, variables ...string) (took []time.Duration, err error) {
	out, err := d.do(ctx, "\\timing on\n\\o "+os.DevNull+"\n"+strings.Repeat(query, times), variables...)
	for line := range strings.Lines(out) {
		rest, isTime := strings.CutPrefix(line, "Time: ")
		if !isTime {
			continue
		}
		number, _, _ := strings.Cut(rest, " ")
		ms, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return nil, fmt.Errorf("psql said %q", line)
		}
		took = append(took, time.Duration(ms*float64(time.Millisecond)))
	}
	if err == nil && len(took) != times {
		err = fmt.Errorf("psql timed %d of %d queries", len(took), times)
	}
	return took, err
}

// process is the id of the server, to ask what it costs; 0 if it runs elsewhere.
func (d database) process(ctx context.Context) int {
	dir, err := d.do(ctx, "show data_directory")
	if err != nil {
		return 0
	}
	file, err := os.ReadFile(filepath.Join(strings.TrimSpace(dir), "postmaster.pid"))
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(file), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		return 0
	}
	return pid
}

// cost is the processor time that the server's sessions need for what do does. A
// session counts when it has ended, hence the wait.
func (d database) cost(ctx context.Context, pid int, do func() error) (time.Duration, error) {
	before := cpuOfChildren(pid)
	if err := do(); err != nil {
		return 0, err
	}
	wait(ctx, 300*time.Millisecond)
	return cpuOfChildren(pid) - before, nil
}
