package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
	"floorwalker/tui"
)

func newAlertsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "alerts",
		Short: "Try the rules of alerts",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAlertsTestCommand())
	return cmd
}

type alertsTestFlags struct {
	origin
	send bool
}

func newAlertsTestCommand() *cobra.Command {
	var f alertsTestFlags
	cmd := &cobra.Command{
		Use:   "test [FILE]",
		Short: "Judge the rules of alerts once, and say what each comes to",
		Long: "Judge the rules of an alert file and of the configuration once, as watch would,\n" +
			"and say what each comes to: calm, pending, firing or unknown. Nobody is told,\n" +
			"unless with --send, which sends one alert of kind test to every receiver. The\n" +
			"exit code is 0, 2 when a rule is wrong or there is none, 3 when the floor is not\n" +
			"up to date, 1 when a receiver could not be told.",
		Args: atMostOne("floorwalker alerts test FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), strings.Join(args, ""))
		},
	}
	f.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&f.send, "send", false, "send one test alert to every receiver")
	return cmd
}

func (f *alertsTestFlags) run(ctx context.Context, out io.Writer, path string) error {
	all, err := f.inForce()
	if err != nil {
		return err
	}
	rules, err := alertRulesOf(path, all)
	if err != nil {
		return err
	}
	if len(rules.rules) == 0 {
		return usage("floorwalker alerts test FILE, or [alerts] in the configuration", "there is no rule to try")
	}
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	opened, err := f.open(ctx, "alerts")
	if err != nil {
		return err
	}
	defer opened.close()
	reports := alarm.NewWatcher(rules.rules).NeedsReport()
	o := observe(ctx, opened, metrics.Query{Limit: 1}, reports, words(tui.English))
	seen, stale := o.next(ctx)
	if err := o.dismiss(); err != nil {
		return err
	}
	if seen.view != nil {
		printVerdicts(out, rules, seen)
	}
	if f.send {
		return errors.Join(stale, f.sendTest(ctx, out, rules, opened))
	}
	return stale
}

// printVerdicts prints a line a subject.
func printVerdicts(out io.Writer, rules *alertRules, seen observation) {
	for _, r := range rules.rules {
		if r.Text == never {
			continue
		}
		outcome, _ := r.Evaluate(alarm.Evidence{View: seen.view, Report: seen.report}, alarm.State{})
		f := finding{rule: rule{r.Expression, r.Critical}}
		for i := range outcome.Readings {
			reading := &outcome.Readings[i]
			fmt.Fprintf(out, "%-8s %s: %s\n", reading.Verdict, r.Name, oneLine(f.words(reading)))
		}
	}
	if rules.isQuiet(seen.view.Now, seen.view.Zone) {
		fmt.Fprintln(out, "quiet hours: only critical alerts go out")
	}
}

// sendTest tells every receiver, and waits until they were told.
func (f *alertsTestFlags) sendTest(ctx context.Context, out io.Writer, rules *alertRules, o *opened) error {
	a := alertJSON{
		Schema: alertSchema, Version: alertVersion, Kind: "test", Name: "test", Severity: "warning",
		Words: "a test: nothing is wrong", At: time.Now().Format(time.RFC3339),
	}
	var publish func(string, []byte) error
	if o.conn != nil {
		publish = func(subject string, data []byte) error {
			return errors.Join(o.conn.Publish(subject, data), o.conn.FlushTimeout(deadServer))
		}
	}
	if err := newAlertPost(rules, publish, nil).deliver(ctx, a); err != nil {
		return err
	}
	fmt.Fprintf(out, "sent to %d subjects, %d programs and %d hooks\n", len(rules.publish), len(rules.exec), len(rules.hooks))
	return nil
}
