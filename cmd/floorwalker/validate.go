package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/feed"
	"floorwalker/metrics"
)

type validateFlags struct {
	connection
	asJSON bool
	listen time.Duration
	enough int
}

func newValidateCommand() *cobra.Command {
	var f validateFlags
	cmd := &cobra.Command{
		Use:   "validate FILE|SUBJECT|-",
		Short: "Say what is wrong with a gateway's events, with samples",
		Long: "Say what is wrong with the events in an NDJSON file, plain or gzip, - for standard\n" +
			"input, or with those that a gateway publishes to a subject from now on: the same\n" +
			"reader as the screen's judges each one. On a subject it is also said when an event\n" +
			"belongs on another one, and when the header Nats-Msg-Id does not carry its id. Up to\n" +
			"20 of what is wrong are shown, the last ones. Types that this version does not know\n" +
			"are no mistake; they are counted. The exit code is 0, or 1 if something is wrong or\n" +
			"nothing was published.",
		Example: "  floorwalker validate events.ndjson\n  floorwalker validate 'chat.v1.>' --listen 30s",
		Args:    oneArg("the file or subject"),
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := f.judge(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return f.tell(cmd.OutOrStdout(), v)
		},
	}
	f.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print the result as JSON")
	cmd.Flags().DurationVar(&f.listen, "listen", 10*time.Second, "`how long` to listen to a subject")
	cmd.Flags().IntVar(&f.enough, "count", 1000, "stop listening after that many `messages`")
	return cmd
}

func (f *validateFlags) judge(ctx context.Context, name string) (*validation, error) {
	if isSubject(name) {
		return f.judgeSubject(ctx, name)
	}
	return judgeFile(ctx, name)
}

func (f *validateFlags) tell(out io.Writer, v *validation) error {
	result, err := v.result(), error(nil)
	if f.asJSON {
		err = writeIndented(out, result)
	} else {
		result.print(out)
	}
	if err == nil && !result.sound() {
		return verdict(exitError)
	}
	return err
}

// isSubject tells a subject from a file: it has what file names have not, and no
// file is called so.
func isSubject(name string) bool {
	if _, err := os.Stat(name); err == nil || name == "-" || strings.ContainsRune(name, os.PathSeparator) {
		return false
	}
	return strings.HasPrefix(name, "chat.") || strings.HasSuffix(name, ".>") || strings.Contains(name, "*")
}

// judgeFile judges every line that is not blank.
func judgeFile(ctx context.Context, name string) (*validation, error) {
	lines, err := feed.OpenLines(name)
	if err != nil {
		return nil, err
	}
	defer lines.Close()
	v := newValidation()
	for {
		line, err := lines.Next()
		if errors.Is(err, io.EOF) {
			return v, nil
		}
		where := func() string { return fmt.Sprintf("line %d", lines.Line()) }
		if long, ok := errors.AsType[*feed.LineError](err); ok {
			v.decoder.Malformed(nil, long, metrics.TimeOf(time.Now()), where())
			continue
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return nil, err
		}
		if len(line) > 0 {
			v.add(line, where)
		}
	}
}

// validation is what was found so far.
type validation struct {
	decoder feed.Decoder
	seen    map[metrics.Text]bool
	twice   int
	silent  string // subject on which nothing came; empty: something did, or it was a file
	address addressCheck
}

func newValidation() *validation { return &validation{seen: map[metrics.Text]bool{}} }

// add judges one payload. The event is nil if it is none of ours.
func (v *validation) add(data []byte, where func() string) *metrics.Event {
	var e metrics.Event
	if v.decoder.Decode(data, &e, metrics.TimeOf(time.Now()), where) != nil {
		return nil
	}
	if v.seen[e.ID] {
		v.twice++
	}
	v.seen[e.ID] = true
	return &e
}

// validationJSON is what --json prints.
type validationJSON struct {
	Schema    string       `json:"schema"`
	Version   int          `json:"version"`
	Events    uint64       `json:"events"`
	Malformed uint64       `json:"malformed"`
	Unknown   uint64       `json:"unknown"`
	Twice     int          `json:"twice"`     // events whose id was there already
	Misplaced int          `json:"misplaced"` // events on a subject that is not theirs
	Unmarked  int          `json:"unmarked"`  // events whose id is not in the header Nats-Msg-Id
	Silent    string       `json:"silent,omitempty"`
	Samples   []sampleJSON `json:"samples"`
}

type sampleJSON struct {
	Where  string `json:"where"`
	Reason string `json:"reason"`
	Head   string `json:"head"`
}

func (v *validation) result() *validationJSON {
	counts := v.decoder.Counts()
	r := &validationJSON{
		Schema: "floorwalker/validation", Version: 1, Samples: []sampleJSON{},
		Events: counts.Events, Malformed: counts.Malformed, Unknown: counts.Unknown, Twice: v.twice,
		Misplaced: v.address.misplaced, Unmarked: v.address.unmarked, Silent: oneLine(v.silent),
	}
	for _, s := range v.decoder.Samples() {
		r.Samples = append(r.Samples, sampleJSON{string(s.Where), string(s.Reason), head(string(s.Head))})
	}
	r.Samples = append(r.Samples, v.address.samples...)
	return r
}

func (r *validationJSON) sound() bool {
	return r.Malformed == 0 && r.Misplaced == 0 && r.Unmarked == 0 && r.Silent == ""
}

func (r *validationJSON) print(out io.Writer) {
	for _, s := range r.Samples {
		fmt.Fprintf(out, "%s: %s\n    %s\n", s.Where, s.Reason, s.Head)
	}
	fmt.Fprintf(out, "%d events, %d of them twice; %d lines are no events, %d are of a type this version does not know\n",
		r.Events, r.Twice, r.Malformed, r.Unknown)
	if r.Misplaced+r.Unmarked > 0 {
		fmt.Fprintf(out, "%d are on another subject than theirs, %d without their id in Nats-Msg-Id\n", r.Misplaced, r.Unmarked)
	}
	if r.Silent != "" {
		fmt.Fprintf(out, "nothing was published to %s\n", r.Silent)
	}
}
