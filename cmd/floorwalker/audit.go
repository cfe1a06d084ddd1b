package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/feed"
	"floorwalker/feed/audit"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

type auditFlags struct {
	connection
	since, until string
	team         string
	supervisor   string
	verbs        []string
	format       string
	timeout      time.Duration
}

func newAuditCommand() *cobra.Command {
	var f auditFlags
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "List who asked for what, and what came of it",
		Long: "List who asked for what, knowing what, and what came of it: every command to the\n" +
			"chat backend, and every name that was shown, copied or written to paper. It takes\n" +
			"an auditor's login. Records that make no sense are counted and left out.\n\n" +
			"json is an object a line; csv opens in a spreadsheet.",
		Example: "  floorwalker audit --since '2026-11-11 20:00' --team presale\n" +
			"  floorwalker audit --verb copy,unmask,export --format csv",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f.addFlags(cmd.Flags())
	flags := cmd.Flags()
	flags.StringVar(&f.since, "since", "", "records stored at this `time` or later, by the server's clock, or since so long, such as 24h")
	flags.StringVar(&f.until, "until", "", "records stored at this `time` or before")
	flags.StringVar(&f.team, "team", "", "of this `team` only")
	flags.StringVar(&f.supervisor, "supervisor", "", "of this `person` only")
	flags.StringSliceVar(&f.verbs, "verb", nil, "of these `verbs` only, such as reassign,copy")
	flags.StringVar(&f.format, "format", formatText, "text, json or csv")
	flags.DurationVar(&f.timeout, "timeout", time.Minute, "longest time it may take")
	return cmd
}

// auditJSON is a record as scripts get it. It is a contract: keys are added,
// never renamed.
type auditJSON struct {
	Sequence     uint64    `json:"sequence"`
	Stored       time.Time `json:"stored"`
	ID           string    `json:"id"`
	Time         time.Time `json:"time"`
	Team         string    `json:"team"`
	Supervisor   string    `json:"supervisor"`
	Verb         string    `json:"verb"`
	Platform     string    `json:"platform"`
	Shop         string    `json:"shop"`
	Conversation string    `json:"conversation"`
	From         string    `json:"from"`
	To           string    `json:"to"`
	Why          string    `json:"why"`
	Words        string    `json:"words"`
	Undoes       string    `json:"undoes"`
	Seen         uint64    `json:"seen"`
	Status       string    `json:"status"`
	Code         string    `json:"code"`
	Text         string    `json:"text"`
	Owner        string    `json:"owner"`
}

func (f *auditFlags) run(ctx context.Context, out, errOut io.Writer) error {
	writers := map[string]func(io.Writer, *time.Location) auditWriter{
		formatText: newAuditText, formatJSON: newAuditJSON, formatCSV: newAuditCSV,
	}
	open, ok := writers[f.format]
	if !ok {
		return usage("--format takes text, json or csv", "unknown format %q", f.format)
	}
	if err := f.configure(); err != nil {
		return err
	}
	zone := f.loaded.MetricsPolicy().Zone.Location()
	filter, err := f.filter(time.Now(), zone)
	if err != nil {
		return err
	}
	f.connection.timeout = min(f.timeout, deadServer)
	conn, err := f.dial("audit", "", true)
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	w := open(out, zone)
	malformed, err := audit.Read(ctx, conn.JetStream(), filter, func(e audit.Entry) error { return w.write(jsonOfEntry(&e)) })
	if malformed > 0 {
		fmt.Fprintf(errOut, "floorwalker: %d records make no sense and are left out\n", malformed)
	}
	if err != nil {
		return err
	}
	return w.end()
}

// filter checks the flags about what is wanted.
func (f *auditFlags) filter(now time.Time, zone *time.Location) (audit.Filter, error) {
	var filter audit.Filter
	since, err := auditTime("--since", f.since, now, zone)
	if err != nil {
		return filter, err
	}
	until, err := auditTime("--until", f.until, now, zone)
	if err != nil {
		return filter, err
	}
	filter.Since, filter.Until = since, until
	if filter.Team, err = text.ID(f.team); err != nil {
		return filter, usage("a team as events name it", "--team: %w", err)
	}
	if filter.Supervisor, err = text.ID(f.supervisor); err != nil {
		return filter, usage("a name as commands are signed", "--supervisor: %w", err)
	}
	for _, v := range f.verbs {
		if !slices.Contains(auditVerbs(), v) {
			return filter, usage("--verb takes "+strings.Join(auditVerbs(), ", "), "unknown verb %q", v)
		}
		filter.Verbs = append(filter.Verbs, metrics.Verb(v))
	}
	return filter, nil
}

// auditTime is an instant, or so long before now; empty is none.
func auditTime(flag, s string, now time.Time, zone *time.Location) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if d, err := time.ParseDuration(s); err == nil && d > 0 {
		return now.Add(-d), nil
	}
	at, err := parseTime(flag, s, zone)
	return at.Std(), err
}

func jsonOfEntry(e *audit.Entry) auditJSON {
	a := auditJSON{
		Sequence: e.Sequence, Stored: e.Stored.UTC(), ID: string(e.ID), Time: e.Time.UTC(), Team: string(e.Team),
		Supervisor: string(e.Supervisor), Verb: string(e.Verb), Platform: string(e.Conversation.Platform),
		Shop: string(e.Conversation.Shop), Conversation: string(e.Conversation.Conversation), From: string(e.From),
		To: auditTarget(e), Why: string(e.Why), Words: string(e.Words), Undoes: string(e.Undoes), Seen: e.Seen,
		Status: string(e.Status), Code: string(e.Code), Text: string(e.Text), Owner: string(e.Owner),
	}
	return a
}

// auditTarget is where something was to go, or what somebody was to be.
func auditTarget(e *audit.Entry) string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+value)
		}
	}
	add("", string(e.To))
	add("", string(e.Agent))
	add("team ", string(e.ToTeam))
	if e.ToQueue {
		add("", "queue")
	}
	if e.Presence != 0 {
		add("", e.Presence.String())
	}
	if e.Capacity != 0 {
		add("capacity ", strconv.Itoa(e.Capacity))
	}
	add("priority ", string(e.Priority))
	for _, tag := range e.Tags {
		add("#", string(tag))
	}
	return strings.Join(parts, " ")
}

// auditVerbs are those that records can have.
func auditVerbs() []string {
	verbs := []string{
		string(feed.AuditCopy), string(feed.AuditUnmask), string(feed.AuditHide), string(auditExport),
		string(feed.AuditElevate), string(feed.AuditElevateEnd),
	}
	for _, v := range feed.Verbs() {
		verbs = append(verbs, string(v))
	}
	return verbs
}
