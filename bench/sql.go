package bench

import (
	"bufio"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"floorwalker/metrics"
)

// SQLPart is the comparison with a database, in a schema of its own that is dropped
// at the end.
const SQLPart = "sql"

//go:embed sql/*.sql
var scripts embed.FS

func script(names ...string) string {
	var all strings.Builder
	for _, name := range names {
		data, err := scripts.ReadFile("sql/" + name + ".sql")
		if err != nil {
			panic(err) // it is part of the program
		}
		all.Write(data)
	}
	return all.String()
}

// way is one of two in which a database can have the figures of a floor.
type way struct {
	name   string
	setUp  string
	query  string
	tables string
}

// ways are a table of events that is asked, and state that each event changes.
func ways() []way {
	return []way{
		{"computed", script("schema"), script("computed", "figures"), "event"},
		{"kept", script("schema", "kept"), script("looked_up", "figures"), "event, conversation, consumer_day"},
	}
}

// contest is a floor and a database that get the same events.
type contest struct {
	database
	day    *workday
	floor  *metrics.Floor
	now    metrics.Time
	loaded int // events
}

const (
	polled = 5 * time.Second // how often a helpdesk's screen asks
	asked  = 15              // times that each query is timed
	share  = 100             // one event in so many is inserted by itself
)

// measureSQL compares with the way helpdesks do it: figures by SQL, asked for every
// five seconds.
func measureSQL(ctx context.Context, o *Options) (all []Figure, err error) {
	var c *contest
	for _, w := range ways() {
		c = &contest{database: database{o.DSN}, day: newWorkday(o.Day), floor: metrics.New(metrics.DefaultPolicy())}
		figures, err := c.measure(ctx, w)
		for _, f := range figures {
			f.Name = w.name + ": " + f.Name
			all = append(all, f)
		}
		if err = errors.Join(err, c.drop(context.WithoutCancel(ctx))); err != nil {
			return all, err
		}
	}
	return append(all, c.own()), nil
}

func (c *contest) drop(ctx context.Context) error {
	_, err := c.do(ctx, "drop schema if exists "+schema+" cascade")
	return err
}

// measure loads the day, compares the figures now and then, and times a refresh of
// the full screen at the end of the day.
func (c *contest) measure(ctx context.Context, w way) ([]Figure, error) {
	if err := c.drop(ctx); err != nil {
		return nil, err
	}
	if _, err := c.do(ctx, "create schema "+schema+";\n"+w.setUp); err != nil {
		return nil, err
	}
	pid := c.process(ctx)
	differ := 0
	var loading time.Duration
	singles := len(c.day.steps) / share
	bulk := len(c.day.steps) - singles
	for _, until := range []int{bulk / 7, bulk / 3, bulk * 2 / 3, bulk} {
		spent, err := c.cost(ctx, pid, func() error { return c.load(ctx, w.tables, until) })
		if err != nil {
			return nil, err
		}
		loading += spent
		n, err := c.differ(ctx, w)
		if err != nil {
			return nil, err
		}
		differ += n
	}
	inserting, err := c.cost(ctx, pid, func() error { return c.insert(ctx) })
	if err != nil {
		return nil, err
	}
	n, err := c.differ(ctx, w)
	if err != nil {
		return nil, err
	}
	var took []time.Duration
	refreshing, err := c.cost(ctx, pid, func() (err error) {
		took, err = c.timed(ctx, w.query, asked, c.instant()...)
		return err
	})
	if err != nil {
		return nil, err
	}
	refresh := percentile(took, 50)
	return []Figure{
		{Name: fmt.Sprintf("lines that differ from the floor's, at 5 instants of %d events", c.loaded), Value: float64(differ + n)},
		{Name: "a refresh, median of 15", Value: refresh, Unit: "ms", AtLeast: true},
		{Name: "a refresh, processor of the server", Value: micros(refreshing) / asked / 1000, Unit: "ms", AtLeast: true},
		{Name: "age of what is shown, mean, asked every 5 s", Value: milliseconds(polled)/2 + refresh, Unit: "ms", AtLeast: true},
		{Name: "age of what is shown, at most", Value: milliseconds(polled) + refresh, Unit: "ms", AtLeast: true},
		{Name: "an event loaded in bulk, processor of the server", Value: micros(loading) / float64(bulk), Unit: "us", AtLeast: true},
		{Name: "an event inserted by itself, processor of the server", Value: micros(inserting) / float64(singles), Unit: "us", AtLeast: true},
	}, nil
}

// own is what the same costs the floor. What events cost it is measured elsewhere.
func (c *contest) own() Figure {
	s := site{floor: c.floor, now: c.now}
	return Figure{Name: "the floor: a view, processor", Value: median(s.views()) / 1000, Unit: "ms", AtLeast: true}
}

// load copies events into the table, and into the floor.
func (c *contest) load(ctx context.Context, tables string, until int) error {
	from := c.loaded
	read, write := io.Pipe()
	go func() {
		out := bufio.NewWriter(write)
		fmt.Fprintln(out, "copy event from stdin;")
		for i := from; i < until; i++ {
			e := c.day.event(i)
			fmt.Fprintln(out, strings.Join(c.values(&e), "\t"))
		}
		fmt.Fprintf(out, "\\.\nvacuum analyze %s;\n", tables)
		_ = write.CloseWithError(out.Flush()) // the reader's error is the one that counts
	}()
	_, err := c.run(ctx, read)
	_ = read.Close() // ends the goroutine if psql has not read everything
	c.apply(until)
	return err
}

// insert adds the rest of the day, each event in a transaction of its own.
func (c *contest) insert(ctx context.Context) error {
	var b strings.Builder
	for i := c.loaded; i < len(c.day.steps); i++ {
		e := c.day.event(i)
		values := strings.Join(c.values(&e), "', '")
		fmt.Fprintf(&b, "insert into event values ('%s');\n", strings.ReplaceAll(values, `'\N'`, "null"))
	}
	_, err := c.do(ctx, b.String())
	c.apply(len(c.day.steps))
	return err
}

// values are the columns of an event; \N is none.
func (c *contest) values(e *metrics.Event) []string {
	sender, person, body := `\N`, `\N`, `\N`
	switch {
	case e.Type == metrics.MessageCreated:
		sender, person, body = e.Sender.Kind.String(), string(e.Sender.ID), string(e.Text)
	case e.Agent != "":
		person = string(e.Agent)
	}
	return []string{
		string(e.ID), c.day.date.String(), stampOf(e.Time), e.Type.String(), string(e.Shop), string(e.Team), string(e.Conversation), sender, person, body,
	}
}

func stampOf(t metrics.Time) string { return t.Std().UTC().Format("2006-01-02 15:04:05.000Z07:00") }

func (c *contest) apply(until int) {
	for ; c.loaded < until; c.loaded++ {
		e := c.day.event(c.loaded)
		c.floor.Apply(&e)
		c.now = e.Time
	}
	c.floor.Advance(c.now)
}

// instant are the variables of a query.
func (c *contest) instant() []string {
	return []string{"day=date '" + c.day.date.String() + "'", "now=timestamptz '" + stampOf(c.now) + "'"}
}

// differ counts the lines that only one of database and floor has.
func (c *contest) differ(ctx context.Context, w way) (n int, err error) {
	out, err := c.do(ctx, w.query, c.instant()...)
	if err != nil {
		return 0, err
	}
	theirs := strings.Split(strings.TrimSpace(out), "\n")
	ours := figureLines(c.floor.View(metrics.Query{Limit: 180}))
	slices.Sort(theirs)
	slices.Sort(ours)
	for len(theirs) > 0 && len(ours) > 0 {
		switch strings.Compare(theirs[0], ours[0]) {
		case 0:
			theirs, ours = theirs[1:], ours[1:]
		case -1:
			theirs, n = theirs[1:], n+1
		default:
			ours, n = ours[1:], n+1
		}
	}
	return n + len(theirs) + len(ours), nil
}

// figureLines are what a view says, as the query prints it.
func figureLines(v *metrics.View) (lines []string) {
	add := func(columns ...any) {
		line := make([]string, len(columns))
		for i, c := range columns {
			line[i] = fmt.Sprint(c)
		}
		lines = append(lines, strings.Join(line, "|"))
	}
	for i, w := range v.Waiting {
		add("row", i+1, string(w.Key.Shop+"/"+w.Key.Conversation), int64(w.Since), int64(w.Deadline), w.State, w.Charged, "")
	}
	for _, q := range v.Queues {
		if q.Waiting > 0 {
			add("queue", q.Name, "", q.Waiting, q.Due, q.Past, q.Lost, q.Unassigned)
		}
	}
	for _, a := range v.Agents {
		if a.Load > 0 {
			add("agent", a.ID, "", a.Load, a.Waiting, a.Past, "", "")
		}
	}
	for _, s := range v.Shops {
		add("rate", s.Key.Shop, int64(s.Threshold/metrics.Second), s.Today.OK, s.Today.N, s.Today.Pending, "", "")
	}
	return lines
}
