package main

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"floorwalker/feed"
	"floorwalker/feed/text"
)

// Completion from the live floor: what it takes when somebody waits for it at a
// prompt. Without an answer in time nothing is offered, and nothing is said.
const (
	completionPatience = 300 * time.Millisecond
	completionPast     = 24 * time.Hour // agents who were on since
	completionEvents   = 5000           // of them, at most
)

// floorNames are those that the stream knows, each sorted.
type floorNames struct {
	teams, shops, agents []string // shops as platform/shop
}

// namesOfFloor asks the server that cmd would connect to.
func namesOfFloor(cmd *cobra.Command) floorNames {
	ctx, stop := context.WithTimeout(context.Background(), completionPatience)
	defer stop()
	found := make(chan floorNames, 1)
	go func() { found <- askNames(ctx, connectionOf(cmd)) }()
	select {
	case names := <-found:
		return names
	case <-ctx.Done():
		return floorNames{}
	}
}

// connectionOf is the connection that cmd's flags describe so far.
func connectionOf(cmd *cobra.Command) *connection {
	c := &connection{timeout: completionPatience}
	flags := pflag.NewFlagSet(cmd.Name(), pflag.ContinueOnError)
	c.addFlags(flags)
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if flags.Lookup(f.Name) != nil {
			_ = flags.Set(f.Name, f.Value.String()) // it was taken once
		}
	})
	return c
}

// askNames finds what it can; what the login may not see is not offered.
func askNames(ctx context.Context, c *connection) (names floorNames) {
	conn, err := c.dial("completion", "", true)
	if err != nil {
		return names
	}
	defer conn.Close()
	name := c.loaded.Connection.Stream
	stream, err := conn.JetStream().Stream(ctx, name)
	if err != nil {
		return names
	}
	if info, err := stream.Info(ctx, jetstream.WithSubjectFilter(feed.AllEvents)); err == nil {
		names.teams, names.shops = teamsAndShops(info.State.Subjects)
	}
	names.agents = agentsOf(ctx, stream)
	return names
}

// teamsAndShops reads them out of the subjects of events.
func teamsAndShops(subjects map[string]uint64) (teams, shops []string) {
	for subject := range subjects {
		parts := strings.Split(subject, ".")
		if len(parts) < 5 {
			continue
		}
		team, ok := feed.Untoken(parts[2])
		if ok && team != "" {
			teams = append(teams, team)
		}
		platform, okPlatform := feed.Untoken(parts[3])
		shop, okShop := feed.Untoken(parts[4])
		if okPlatform && okShop && platform != "" && shop != "" {
			shops = append(shops, platform+"/"+shop)
		}
	}
	return sortedOnce(teams), sortedOnce(shops)
}

// agentsOf are people whose presence was told lately, the newest first if there
// is no time for all.
func agentsOf(ctx context.Context, stream jetstream.Stream) []string {
	since := time.Now().Add(-completionPast)
	consumer, err := stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{
		FilterSubjects: []string{"chat.v1.*._._.*"},
		DeliverPolicy:  jetstream.DeliverByStartTimePolicy, OptStartTime: &since,
	})
	if err != nil {
		return nil
	}
	batch, err := consumer.FetchNoWait(completionEvents)
	if err != nil {
		return nil
	}
	var agents []string
	for m := range batch.Messages() {
		var said struct {
			Agent string `json:"agent"`
		}
		if json.Unmarshal(m.Data(), &said) == nil && said.Agent != "" {
			agents = append(agents, said.Agent)
		}
		if ctx.Err() != nil {
			break
		}
	}
	return sortedOnce(agents)
}

// sortedOnce is a list for a shell, which takes one word a line.
func sortedOnce(list []string) []string {
	kept := list[:0]
	for _, name := range list {
		if name = string(text.Clean(name)); name != "" && !strings.ContainsAny(name, " \t\n\"") {
			kept = append(kept, name)
		}
	}
	slices.Sort(kept)
	return slices.Compact(kept)
}

// ofField are the names that a field takes: team:, shop: or agent:.
func (n floorNames) ofField(field string) []string {
	switch field {
	case "team":
		return n.teams
	case "shop":
		return n.shops
	case "agent", "owner":
		return n.agents
	}
	return nil
}

// fieldCompletion completes the name in the last word of what is typed, such as
// team:pre; false if that word is of another kind. A filter wants shops without
// their platform.
func fieldCompletion(cmd *cobra.Command, typed string, platforms bool) ([]string, bool) {
	before := typed[:strings.LastIndex(typed, " ")+1]
	word := strings.TrimPrefix(typed[len(before):], "!")
	not := strings.TrimSuffix(typed[len(before):], word)
	field, name, ok := strings.Cut(word, ":")
	if !ok || !slices.Contains([]string{"team", "shop", "agent", "owner"}, field) {
		return nil, false
	}
	var words []string
	for _, known := range namesOfFloor(cmd).ofField(field) {
		if _, shop, ok := strings.Cut(known, "/"); ok && field == "shop" && !platforms {
			known = shop
		}
		if strings.HasPrefix(known, name) {
			words = append(words, before+not+field+":"+known)
		}
	}
	return words, true
}
