package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
	"floorwalker/tui"
)

type reportFlags struct {
	configuration
	reportScope
	now     string
	tz      string
	format  string
	knobs   string // JSON file of knobs, which --config may name too; empty: none
	explain string
	lang    string
	bom     bool
}

// Formats of a report beside formatJSON.
const (
	formatCSV      = "csv"
	formatMarkdown = "markdown"
)

func newReportCommand() *cobra.Command {
	var f reportFlags
	cmd := &cobra.Command{
		Use:   "report FILE|-",
		Short: "Print every figure of the events in a file",
		Long: "Print every figure of the events in an NDJSON file, plain or gzip, - for standard\n" +
			"input: each shop's days, agents, windows, gates, budgets, forecasts and waiting\n" +
			"list, judged as of --now. What is later than --now has not happened yet; for a\n" +
			"file of the past --now must be given, since it is the time of this machine's\n" +
			"clock otherwise. Lines that are no events are named, counted and left out.\n\n" +
			"json is everything, for scripts; csv is the figures by day, a figure a line;\n" +
			"markdown is for people, in the language of --lang. --explain prints the rules\n" +
			"behind a rate, and the conversations on each side of its fraction.",
		Args: oneArg("the file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), args[0])
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.now, "now", "", "judge as of this `time` (default: the clock of this machine)")
	flags.StringVar(&f.format, "format", formatJSON, "json, csv or markdown")
	f.addFlags(flags)
	flags.Lookup("config").Usage = "configuration `file`, or one of knobs as a JSON object, that changes how figures are counted"
	flags.StringVar(&f.shop, "shop", "", "print this `platform/shop` only")
	flags.StringVar(&f.day, "day", "", "print this local `date` only, such as 2026-11-11")
	flags.StringVar(&f.metric, "metric", "", "print this figure only, by its `id`, such as pdd_reply_5m or csat")
	flags.StringVar(&f.explain, "explain", "", "print where one rate comes from: its `path`, days.DATE.METRIC or rolling.METRIC.official")
	flags.StringVar(&f.tz, "tz", "", "`zone` of the shops' days, such as +03:00 or Asia/Tokyo (default: the policy's, +08:00)")
	flags.StringVar(&f.lang, "lang", "", "`language` of markdown, en or zh (default: the locale's)")
	flags.BoolVar(&f.bom, "bom", false, "begin csv with a byte order mark, which Excel needs to see UTF-8")
	return cmd
}

func (f *reportFlags) run(ctx context.Context, out, errOut io.Writer, name string) error {
	f.takeKnobs()
	r, err := f.output(out)
	if err != nil {
		return err
	}
	if r.policy, err = f.policy(); err != nil {
		return err
	}
	now, err := f.judgedAt(r)
	if err != nil {
		return err
	}
	if err := f.checkNames(r.policy); err != nil {
		return err
	}
	lines, err := feed.OpenLines(name)
	if err != nil {
		return err
	}
	defer lines.Close()
	in := reportInput{lines: lines, floor: metrics.New(r.policy), now: now, errOut: errOut, meter: newMeter(errOut)}
	if err := in.readAll(ctx); err != nil {
		return err
	}
	r.Report, r.unknown = in.report(), in.decoder.Counts().Unknown
	if f.explain != "" {
		return r.explain(in.floor, f.shop, f.explain)
	}
	if err := f.narrow(r); err != nil {
		return err
	}
	return r.write(r)
}

// report is what there is to print: the floor's figures, cut down to what was
// asked for.
type report struct {
	*metrics.Report
	policy  *metrics.Policy
	unknown uint64      // lines of a type this version does not know
	scope   reportScope // what was asked for

	out          io.Writer
	lang         tui.Lang
	bom          bool // before CSV
	write        func(*report) error
	writeExplain func(*report, *metrics.Explanation) error
}

// rules are those of a shop by its key.
func (r *report) rules(key string) metrics.Rules {
	return r.policy.For(shopKey(key))
}

// shopKey takes platform/shop apart.
func shopKey(key string) metrics.ShopKey {
	platform, shop, _ := strings.Cut(key, "/")
	return metrics.ShopKey{Platform: text.Clean(platform), Shop: text.Clean(shop)}
}

// output checks the flags about the output.
func (f *reportFlags) output(out io.Writer) (*report, error) {
	r := &report{out: out, bom: f.bom}
	switch f.format {
	case formatJSON:
		r.write, r.writeExplain = writeReportJSON, writeExplainJSON
	case formatCSV:
		r.write, r.writeExplain = writeReportCSV, writeExplainCSV
	case formatMarkdown:
		r.write, r.writeExplain = writeReportMarkdown, writeExplainMarkdown
	default:
		return nil, usage("--format takes json, csv or markdown", "unknown format %q", f.format)
	}
	if f.explain != "" && f.day+f.metric != "" {
		return nil, usage("--explain days.2026-11-11.pdd_reply_5m names both", "--explain goes with neither --day nor --metric")
	}
	var err error
	if r.lang, err = f.language(f.lang); err != nil {
		return nil, err
	}
	if f.bom && f.format != formatCSV {
		return nil, usage("floorwalker report --format csv --bom", "--bom is for csv")
	}
	return r, nil
}

// takeKnobs tells a JSON object of knobs from a configuration file, as --config
// may name either.
func (f *reportFlags) takeKnobs() {
	data, err := os.ReadFile(f.path)
	isObject := strings.HasSuffix(f.path, ".json") || bytes.HasPrefix(bytes.TrimSpace(data), []byte("{"))
	if err == nil && isObject {
		f.knobs, f.path = f.path, ""
	}
}

// policy is the one configured, or the default one changed by the knobs.
func (f *reportFlags) policy() (*metrics.Policy, error) {
	if f.knobs == "" {
		all, err := f.inForce()
		if err != nil {
			return nil, err
		}
		return all.MetricsPolicy(), nil
	}
	p := metrics.DefaultPolicy()
	knobs, err := os.ReadFile(f.knobs)
	if err != nil {
		return nil, err
	}
	if err := p.ReadKnobs(knobs); err != nil {
		return nil, usage("every knob and what it takes: docs/report.md", "%s: %w", f.knobs, err)
	}
	return p, nil
}

// judgedAt is the instant of --now, and puts every shop in the zone of --tz. A
// zone with daylight saving is taken as it is at that instant.
func (f *reportFlags) judgedAt(r *report) (metrics.Time, error) {
	location, err := parseZone(f.tz, r.policy.Zone)
	if err != nil {
		return 0, err
	}
	now, err := parseTime("--now", f.now, location)
	if err != nil {
		return 0, err
	}
	if f.now == "" {
		now = metrics.TimeOf(time.Now())
	}
	if f.tz != "" {
		r.policy = inZone(r.policy, zoneAt(location, now))
	}
	return now, nil
}
