package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/feed"
	"floorwalker/metrics"
)

func newValidateCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "validate FILE|-",
		Short: "Say what is wrong with a gateway's events, with samples",
		Long: "Say what is wrong with the events in an NDJSON file, plain or gzip, - for standard\n" +
			"input: the same reader as the screen's judges each line. Up to 20 of the lines\n" +
			"that are no events are shown, the last ones. Types that this version does not know\n" +
			"are no mistake; they are counted. The exit code is 0, or 1 if a line is no event.",
		Example: "  nats sub 'chat.v1.>' --raw | head -1000 | floorwalker validate -",
		Args:    oneArg("the file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return validateFile(cmd.Context(), cmd.OutOrStdout(), args[0], asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON")
	return cmd
}

// validationJSON is what --json prints.
type validationJSON struct {
	Schema    string       `json:"schema"`
	Version   int          `json:"version"`
	Events    uint64       `json:"events"`
	Malformed uint64       `json:"malformed"`
	Unknown   uint64       `json:"unknown"`
	Twice     int          `json:"twice"` // events whose id was there already
	Samples   []sampleJSON `json:"samples"`
}

type sampleJSON struct {
	Where  string `json:"where"`
	Reason string `json:"reason"`
	Head   string `json:"head"`
}

func validateFile(ctx context.Context, out io.Writer, name string, asJSON bool) error {
	lines, err := feed.OpenLines(name)
	if err != nil {
		return err
	}
	defer lines.Close()
	v, err := readValidation(ctx, lines)
	if err != nil {
		return err
	}
	if asJSON {
		err = writeIndented(out, v)
	} else {
		v.print(out)
	}
	if err == nil && v.Malformed > 0 {
		return verdict(exitError)
	}
	return err
}

// readValidation judges every line that is not blank.
func readValidation(ctx context.Context, lines *feed.Lines) (*validationJSON, error) {
	var decoder feed.Decoder
	v := &validationJSON{Schema: "floorwalker/validation", Version: 1, Samples: []sampleJSON{}}
	var e metrics.Event
	seen, now := map[metrics.Text]bool{}, metrics.TimeOf(time.Now())
	for {
		line, err := lines.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		where := func() string { return fmt.Sprintf("line %d", lines.Line()) }
		if long, ok := errors.AsType[*feed.LineError](err); ok {
			decoder.Malformed(nil, long, now, where())
			continue
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return nil, err
		}
		if len(line) == 0 || decoder.Decode(line, &e, now, where) != nil {
			continue
		}
		if seen[e.ID] {
			v.Twice++
		}
		seen[e.ID] = true
	}
	counts := decoder.Counts()
	v.Events, v.Malformed, v.Unknown = counts.Events, counts.Malformed, counts.Unknown
	for _, s := range decoder.Samples() {
		v.Samples = append(v.Samples, sampleJSON{string(s.Where), string(s.Reason), head(string(s.Head))})
	}
	return v, nil
}

func (v *validationJSON) print(out io.Writer) {
	for _, s := range v.Samples {
		fmt.Fprintf(out, "%s: %s\n    %s\n", s.Where, s.Reason, s.Head)
	}
	fmt.Fprintf(out, "%d events, %d of them twice; %d lines are no events, %d are of a type this version does not know\n",
		v.Events, v.Twice, v.Malformed, v.Unknown)
}
