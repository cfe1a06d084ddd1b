package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

type snapshotFlags struct {
	origin
	look
	view     string
	filter   string
	sort     string
	format   string
	template string
	size     string
	every    time.Duration
	out      string
	bom      bool
}

func newSnapshotCommand() *cobra.Command {
	var f snapshotFlags
	cmd := &cobra.Command{
		Use:   "snapshot [CONVERSATION]",
		Short: "Print the floor once, in any of nine formats",
		Long: "Print the floor once: what watch would show now, with --at what is known of then,\n" +
			"or with --file what replay would show at --until. The exit code is 0, or 3 when\n" +
			"the server cannot be reached or the floor is not up to date within --timeout.\n\n" +
			"--view is overview, queues, waiting, agents, shops, lanes or conversation, which\n" +
			"takes platform/shop/conversation. --format is text, ansi, json, ndjson, csv, tsv,\n" +
			"prom, markdown or tmux. docs/scripts.md describes each.",
		Args: atMostOne("floorwalker snapshot --view conversation platform/shop/conversation"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), strings.Join(args, ""))
		},
	}
	f.origin.addFlags(cmd.Flags())
	f.look.addFlags(cmd.Flags())
	flags := cmd.Flags()
	flags.StringVar(&f.view, "view", string(viewOverview), "overview, queues, waiting, agents, shops, lanes or conversation")
	flags.StringVar(&f.filter, "filter", "", "waiting rows to show, as the screen's / takes it, such as 'team:presale wait>5m'")
	flags.StringVar(&f.sort, "sort", "left", "waiting rows by time `left` or by wait")
	flags.StringVar(&f.format, "format", formatText, "text, ansi, json, ndjson, csv, tsv, prom, markdown or tmux")
	flags.StringVar(&f.template, "template", "", "`text/template` over the keys of json, or @FILE with one")
	flags.StringVar(&f.size, "size", "", "`WxH` of the overview in cells (default: the terminal's, else 160x45)")
	flags.DurationVar(&f.every, "every", 0, "go on, and print again after each `interval`")
	flags.StringVar(&f.out, "out", "", "replace `FILE` at once instead of printing")
	flags.BoolVar(&f.bom, "bom", false, "begin csv with a byte order mark, which Excel needs to see UTF-8")
	return cmd
}

// view is a part of the floor that a snapshot shows.
type view string

// Views.
const (
	viewOverview     view = "overview"
	viewQueues       view = "queues"
	viewWaiting      view = "waiting"
	viewAgents       view = "agents"
	viewShops        view = "shops"
	viewLanes        view = "lanes"
	viewConversation view = "conversation"
)

// snapshot is what to print, and how.
type snapshot struct {
	view  view
	query metrics.Query
	write func(io.Writer, observation) error
}

// maxRows is the most waiting rows in a snapshot: more than any floor has.
const maxRows = 1 << 20

func (f *snapshotFlags) run(ctx context.Context, out io.Writer, conversation string) error {
	s, err := f.snapshot(conversation)
	if err != nil {
		return err
	}
	if f.every < 0 || f.every > 0 && f.file != "" || f.every > 0 && f.at != "" {
		return usage("floorwalker snapshot --every 60s --out FILE", "--every is for a server's present, and more than 0")
	}
	lang, err := f.language(f.lang)
	if err != nil {
		return err
	}
	f.words = f.needsWords()
	opening, cancel := context.WithTimeout(ctx, f.timeout)
	opened, err := f.open(opening, "snapshot")
	cancel()
	if err != nil {
		return errors.Join(err, f.unreached(s, out))
	}
	defer opened.close()
	o := observe(ctx, opened, s.query, f.needsReport(s), words(lang))
	err = f.printAll(ctx, o, s, out)
	return errors.Join(err, o.dismiss())
}

// snapshot checks the flags about what to print.
func (f *snapshotFlags) snapshot(conversation string) (*snapshot, error) {
	s := &snapshot{view: view(f.view), query: metrics.Query{Limit: maxRows}}
	if f.view == string(viewOverview) && (f.format == formatText || f.format == formatANSI) {
		s.query.Limit = 0 // as the screen
	}
	switch f.sort {
	case "left":
	case "wait":
		s.query.Sort = metrics.ByWait
	default:
		return nil, usage("--sort takes left or wait", "unknown order %q", f.sort)
	}
	var err error
	if s.query.Filter, err = metrics.ParseFilter(text.Clean(f.filter)); err != nil {
		return nil, usage("the words of a filter: docs/scripts.md", "--filter %w", err)
	}
	if err := f.conversation(s, conversation); err != nil {
		return nil, err
	}
	if _, ok := views[s.view]; !ok && s.view != viewOverview {
		return nil, usage("--view takes overview, queues, waiting, agents, shops, lanes or conversation", "unknown view %q", f.view)
	}
	s.write, err = f.writer(s)
	return s, err
}

// conversation reads the argument, which one view needs.
func (f *snapshotFlags) conversation(s *snapshot, name string) error {
	const form = "floorwalker snapshot --view conversation platform/shop/conversation"
	switch {
	case s.view != viewConversation && name != "":
		return usage(form, "unexpected argument %q", name)
	case s.view != viewConversation:
		return nil
	}
	parts := strings.SplitN(name, "/", 3)
	if len(parts) != 3 {
		return usage(form, "which conversation? %q does not say", name)
	}
	key, err := feed.CommandConversation{Platform: parts[0], Shop: parts[1], Conversation: parts[2]}.Key()
	if err != nil {
		return usage(form, "conversation %q: %w", name, err)
	}
	s.query.Story = key
	return nil
}

// needsReport says whether figures beyond those of the view are printed.
func (f *snapshotFlags) needsReport(s *snapshot) bool {
	if s.view != viewOverview {
		return s.view == viewShops
	}
	return f.format == formatJSON || f.format == formatProm || f.template != ""
}

// needsWords says whether the last words of conversations are printed, or decide
// what is.
func (f *snapshotFlags) needsWords() bool {
	return f.format == formatText || f.format == formatANSI || f.filter != ""
}

// printAll prints once, or again and again until ctx ends.
func (f *snapshotFlags) printAll(ctx context.Context, o *observer, s *snapshot, out io.Writer) error {
	for {
		soon, cancel := context.WithTimeout(ctx, f.timeout)
		seen, err := o.next(soon)
		cancel()
		if seen.view != nil {
			err = errors.Join(err, f.print(s, seen, out))
		}
		if f.every == 0 {
			return err
		}
		if err != nil && exitCode(err) != exitStale {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-o.ctx.Done():
			return nil
		case <-time.After(f.every):
		}
	}
}

// print writes one snapshot, to the file of --out all at once.
func (f *snapshotFlags) print(s *snapshot, seen observation, out io.Writer) error {
	if s.view == viewConversation && seen.view.Story == nil {
		return fmt.Errorf("no conversation %s is known", oneLine(keyOf(s.query.Story)))
	}
	if f.out == "" {
		return s.write(out, seen)
	}
	var all bytes.Buffer
	if err := s.write(&all, seen); err != nil {
		return err
	}
	return replaceFile(f.out, all.Bytes(), f.mode())
}

// mode is who may read the file of --out: the collector of prom runs as another
// user, and its figures name no buyer.
func (f *snapshotFlags) mode() fs.FileMode {
	if f.format == formatProm {
		return 0o644
	}
	return 0o600
}

// unreached prints what a server that is not there leaves to say: for a
// collector, that nothing is known.
func (f *snapshotFlags) unreached(s *snapshot, out io.Writer) error {
	if f.format != formatProm || f.template != "" {
		return nil
	}
	return f.print(s, observation{view: &metrics.View{Now: metrics.TimeOf(time.Now()), Zone: metrics.Shanghai}}, out)
}

func keyOf(k metrics.ConversationKey) string {
	return string(k.Platform) + "/" + string(k.Shop) + "/" + string(k.Conversation)
}

// staleness is an error unless v is up to date.
func staleness(v *metrics.View) error {
	switch {
	case v == nil:
		return failed(exitStale, errors.New("nothing was seen in time"))
	case v.Feed.State == metrics.FeedLive:
		return nil
	case v.Feed.State == metrics.FeedCatchingUp:
		return failed(exitStale, feed.WithHint(
			fmt.Errorf("not up to date: caught up to %d of %d", v.Feed.Sequence, v.Feed.Target), "give it longer with --timeout"))
	case v.Feed.Text != "":
		return failed(exitStale, fmt.Errorf("not up to date: %s", v.Feed.Text))
	}
	return failed(exitStale, fmt.Errorf("not up to date: %s", v.Feed.State))
}

// templateText is the template of the flag, or of the file that it names.
func templateText(flag string) (string, error) {
	name, isFile := strings.CutPrefix(flag, "@")
	if !isFile {
		return flag, nil
	}
	data, err := os.ReadFile(name)
	return string(data), err
}
