package main

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/audit"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// clerk writes down in the audit stream whose data a supervisor looked at or
// took away. It implements tui.Auditor.
type clerk struct {
	stream audit.Publisher
	online func() bool
	front  *front // tells the teams that rights to write are bound to
	now    func() metrics.Time
	lang   tui.Lang // of what keeps it from that
}

// clerkPatience is how long a key waits for the server to have a record: a
// screen may not stand still, and without a record nothing is shown.
const clerkPatience = 500 * time.Millisecond

// auditExport is the verb of a list with buyers' names that was written.
const auditExport metrics.Verb = "export"

var (
	errAuditOffline = errors.New("not connected: nobody could write it down")
	errAuditTeam    = errors.New("nobody knows which team it belongs to")
)

// Unmasked implements tui.Auditor.
func (c *clerk) Unmasked(by metrics.Text, chat metrics.ConversationKey) error {
	return c.failure(c.write(by, chat, feed.AuditRecord{Verb: feed.AuditUnmask}))
}

// Copied implements tui.Auditor.
func (c *clerk) Copied(by metrics.Text, chat metrics.ConversationKey, what string) error {
	return c.failure(c.write(by, chat, feed.AuditRecord{Verb: feed.AuditCopy, Words: what}))
}

// Exported implements tui.Auditor: each team on the list has a record.
func (c *clerk) Exported(by metrics.Text, rows int) error {
	teams := c.front.teams()
	if len(teams) == 0 && rows > 0 {
		return c.failure(errAuditTeam)
	}
	ctx, cancel := context.WithTimeout(context.Background(), clerkPatience)
	defer cancel()
	for _, team := range teams {
		r := feed.AuditRecord{Verb: auditExport, Words: strconv.Itoa(rows) + " rows"}
		if err := c.store(ctx, by, team, r); err != nil {
			return c.failure(err)
		}
	}
	return nil
}

func (c *clerk) write(by metrics.Text, chat metrics.ConversationKey, r feed.AuditRecord) error {
	team := c.front.teamOf(chat)
	if team == "" {
		return errAuditTeam
	}
	r.Conversation = auditedAs(chat)
	ctx, cancel := context.WithTimeout(context.Background(), clerkPatience)
	defer cancel()
	return c.store(ctx, by, team, r)
}

// inTeams writes down what is about all that a supervisor may do: a record in
// each team on the floor whose records he may write, in one at least. Where he
// may not, he cannot act either.
func (c *clerk) inTeams(by metrics.Text, r feed.AuditRecord) error {
	teams := c.front.teams()
	if len(teams) == 0 {
		return c.failure(errAuditTeam)
	}
	ctx, cancel := context.WithTimeout(context.Background(), clerkPatience)
	defer cancel()
	failures := make([]error, len(teams))
	var writing sync.WaitGroup
	for i, team := range teams {
		writing.Go(func() { failures[i] = c.store(ctx, by, team, r) })
	}
	writing.Wait()
	if slices.Contains(failures, nil) {
		return nil
	}
	return c.failure(errors.Join(failures...))
}

// failure is an error of this clerk in the words of his supervisor.
func (c *clerk) failure(err error) error { return clerkWords[c.lang].failure(err) }

// hidden writes down that a conversation was taken off everybody's lists.
func (c *clerk) hidden(ctx context.Context, m tui.Mark) error {
	if m.Team == "" {
		return errAuditTeam
	}
	return c.store(ctx, m.By, m.Team, feed.AuditRecord{Verb: feed.AuditHide, Conversation: auditedAs(m.Chat)})
}

func auditedAs(chat metrics.ConversationKey) feed.CommandConversation {
	return feed.CommandConversation{
		Platform: string(chat.Platform), Shop: string(chat.Shop), Conversation: string(chat.Conversation),
	}
}

func (c *clerk) store(ctx context.Context, by, team metrics.Text, r feed.AuditRecord) error {
	if !c.online() {
		return errAuditOffline
	}
	r.Time, r.Team, r.Supervisor, r.By = c.now().Std(), string(team), string(by), string(by)
	return audit.Write(ctx, c.stream, r)
}
