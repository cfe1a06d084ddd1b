package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/feed"
	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
	"floorwalker/tui"
)

type checkFlags struct {
	origin
	warn, crit  []string
	list        bool
	lang        string
	state       string
	maintenance string
	assessed    bool
}

func newCheckCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say in one line and one exit code whether something is wrong",
		Long: "Say in one line and one exit code whether something is wrong, as monitoring\n" +
			"plugins do: 0 nothing is, 1 a --warn expression fires, 2 a --crit expression\n" +
			"fires, 3 it cannot be told. What is stale, disconnected, behind a silent gateway\n" +
			"or built on a gap cannot be told: it is never 0.\n\n" +
			"  floorwalker check --warn 'lost>3 for 30s' --crit 'shop:s1 pdd_reply_1h.projected_3d<55'\n\n" +
			"--list names every figure. Between two runs --state keeps since when an\n" +
			"expression holds, and what still fires until it has recovered.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), cmd.OutOrStdout()) },
	}
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return untold(cmd.OutOrStdout(), flagError(cmd, err))
	})
	flags := cmd.Flags()
	f.addFlags(flags)
	flags.StringArrayVar(&f.warn, "warn", nil, "`expression` that is a warning; may be given again")
	flags.StringArrayVar(&f.crit, "crit", nil, "`expression` that is critical; may be given again")
	flags.BoolVar(&f.list, "list", false, "name every figure, and what it is")
	flags.StringVar(&f.lang, "lang", "", "`language` of --list, en or zh (default: the locale's)")
	flags.StringVar(&f.state, "state", "", "`file` that keeps what is known between runs (default: one for these expressions)")
	flags.StringVar(&f.maintenance, "maintenance", "", "`file` of times in which nothing is judged")
	flags.BoolVar(&f.assessed, "assessed-hours-only", false, "judge nothing outside the assessed hours")
	return cmd
}

func (f *checkFlags) run(ctx context.Context, out io.Writer) error {
	if f.list {
		lang, err := f.language(f.lang)
		if err != nil {
			return err
		}
		all, err := f.inForce()
		if err != nil {
			return err
		}
		return listFigures(out, alarm.NewVocabulary(all.MetricsPolicy()), lang)
	}
	status, err := f.status(ctx)
	if err != nil {
		return untold(out, err)
	}
	fmt.Fprintln(out, status.line())
	return verdict(status.code())
}

// untold prints the line of a check that cannot tell because of err, and gives
// the error that ends it. Monitoring takes a wrong command line as unknown.
func untold(out io.Writer, err error) error {
	fmt.Fprintf(out, "FLOOR UNKNOWN: %s\n", pluginText(err.Error()))
	return failed(exitUnknown, err)
}

// status checks the flags, looks at the floor, and judges the expressions.
func (f *checkFlags) status(ctx context.Context) (*checkStatus, error) {
	if err := f.configure(); err != nil {
		return nil, err
	}
	policy := f.loaded.MetricsPolicy()
	rules, err := parseRules(alarm.NewVocabulary(policy), f.warn, f.crit)
	if err != nil {
		return nil, err
	}
	if reason, err := f.pause(policy.Rules, metrics.TimeOf(time.Now())); err != nil || reason != "" {
		return &checkStatus{pause: reason}, err
	}
	file, err := openCheckState(f.statePath(rules))
	if err != nil {
		return nil, err
	}
	defer file.close()
	seen, stale, err := f.look(ctx, rules)
	if err != nil {
		return nil, err
	}
	status := judge(rules, alarm.Evidence{View: seen.view, Report: seen.report}, file.states)
	status.stale, status.note = stale, file.note
	return status, file.write()
}

// look observes the floor. What is seen too late is judged too, as unknown;
// stale says why.
func (f *checkFlags) look(ctx context.Context, rules []rule) (seen observation, stale, err error) {
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	opened, err := f.open(ctx, "check")
	if err != nil {
		return seen, nil, err
	}
	defer opened.close()
	o := observe(ctx, opened, metrics.Query{Limit: 1}, needReport(rules), words(tui.English))
	seen, stale = o.next(ctx)
	if err := o.dismiss(); err != nil {
		return seen, nil, err
	}
	if seen.view == nil {
		return seen, nil, stale
	}
	return seen, stale, nil
}

// pause is why nothing is judged now; empty if it is.
func (f *checkFlags) pause(rules metrics.Rules, now metrics.Time) (string, error) {
	if f.assessed && !rules.Window.Contains(rules.Zone.TimeOfDay(now)) {
		return "outside the assessed hours", nil
	}
	if f.maintenance == "" {
		return "", nil
	}
	data, err := os.ReadFile(f.maintenance)
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return maintenanceAt(string(data), now, rules.Zone, f.maintenance)
}

// rule is an expression, and how bad it is if it fires.
type rule struct {
	*alarm.Expression
	critical bool
}

func parseRules(v *alarm.Vocabulary, warn, crit []string) ([]rule, error) {
	var rules []rule
	for _, list := range []struct {
		texts    []string
		critical bool
	}{{crit, true}, {warn, false}} {
		for _, text := range list.texts {
			e, err := v.Parse(text)
			if err != nil {
				return nil, badExpression(text, err)
			}
			rules = append(rules, rule{e, list.critical})
		}
	}
	if len(rules) == 0 {
		return nil, usage("floorwalker check --warn 'lost>3' --crit 'lost>10'", "nothing to check: give --warn or --crit")
	}
	return rules, nil
}

func badExpression(text string, err error) error {
	return usage("floorwalker check --list names every figure", "expression %q: %w", text, err)
}

func needReport(rules []rule) bool {
	for _, r := range rules {
		if r.NeedsReport() {
			return true
		}
	}
	return false
}

// listFigures prints what expressions may name.
func listFigures(out io.Writer, v *alarm.Vocabulary, lang tui.Lang) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, f := range v.List() {
		meaning := f.Meaning.EN
		if lang == tui.Chinese {
			meaning = f.Meaning.ZH
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.Name, kindList(f.Kinds), f.Unit, meaning)
	}
	return w.Flush()
}

func kindList(kinds []alarm.Kind) string {
	s := ""
	for i, k := range kinds {
		if i > 0 {
			s += ","
		}
		s += k.String()
	}
	return s
}

// openCheckState opens the state of a check, which belongs to one run at a time.
func openCheckState(path string, err error) (*checkState, error) {
	if err != nil {
		return nil, err
	}
	s, err := lockCheckState(path)
	if errors.Is(err, errLocked) {
		return nil, feed.WithHint(errors.New("another check with this state still runs"), "give it less often, or a --timeout below the interval")
	}
	return s, err
}
