package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/feed"
)

type doctorFlags struct {
	connection
	json    bool
	bundle  string
	timeout time.Duration
}

func newDoctorCommand() *cobra.Command {
	var f doctorFlags
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look at everything a screen depends on, and say what to do",
		Long: "Look at everything a screen depends on: server, login and its expiry, rights,\n" +
			"streams and how full they are, history, gateways, clocks, the chat backend, this\n" +
			"terminal and its locale. Each finding says what to do about it. It changes nothing.\n\n" +
			"The exit code is that of the worst finding: 0 all is well, 1 something will need\n" +
			"care, 2 something is wrong, 3 the server cannot be asked. --bundle writes what a\n" +
			"maintainer needs, without passwords, buyers' words and names.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout())
		},
	}
	f.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&f.json, "json", false, "print the findings as JSON")
	cmd.Flags().StringVar(&f.bundle, "bundle", "", "write findings and configuration to `FILE`, nothing secret")
	cmd.Flags().DurationVar(&f.timeout, "timeout", 10*time.Second, "longest wait for the server's history")
	return cmd
}

// severity is how bad a finding is.
type severity string

// Severities; the exit code is that of the worst.
const (
	wellFinding severity = "ok"
	careFinding severity = "care"  // it will need somebody
	badFinding  severity = "bad"   // it is wrong now
	deadFinding severity = "blind" // it could not be looked at
)

var severityCodes = map[severity]int{
	wellFinding: exitOK, careFinding: exitWarning, badFinding: exitCritical, deadFinding: exitUnknown,
}

// diagnosis is one finding of the doctor.
type diagnosis struct {
	Topic    string   `json:"topic"`
	Severity severity `json:"severity"`
	What     string   `json:"what"`
	Do       string   `json:"do,omitzero"`      // what to do about it
	Details  []string `json:"details,omitzero"` // one a line
}

func well(topic, format string, args ...any) diagnosis {
	return diagnosis{Topic: topic, Severity: wellFinding, What: fmt.Sprintf(format, args...)}
}

func care(topic, do, format string, args ...any) diagnosis {
	return diagnosis{Topic: topic, Severity: careFinding, What: fmt.Sprintf(format, args...), Do: do}
}

func bad(topic, do, format string, args ...any) diagnosis {
	return diagnosis{Topic: topic, Severity: badFinding, What: fmt.Sprintf(format, args...), Do: do}
}

// blind is what could not be looked at, because of err.
func blind(topic string, err error) diagnosis {
	return diagnosis{Topic: topic, Severity: deadFinding, What: oneLine(feed.Redact(err).Error()), Do: feed.Hint(err)}
}

// doctorJSON is what --json prints, and --bundle beside more.
type doctorJSON struct {
	Schema   string      `json:"schema"`
	Version  int         `json:"version"`
	Program  string      `json:"program"`
	At       time.Time   `json:"at"`
	Findings []diagnosis `json:"findings"`
}

func (f *doctorFlags) run(ctx context.Context, out io.Writer) error {
	report := doctorJSON{Schema: "floorwalker/doctor", Version: 1, Program: versionNumber(), At: time.Now().UTC()}
	patient := &patient{flags: f, now: report.At}
	report.Findings = slices.Concat(patient.configuration(), patient.host(), patient.connection(ctx))
	if !f.json && isTerminal(os.Stdin) && isTerminal(os.Stdout) {
		report.Findings = append(report.Findings, askRuler(bufio.NewReader(os.Stdin), out))
	}
	if f.bundle != "" {
		if err := writeBundle(f.bundle, report, patient); err != nil {
			return err
		}
	}
	if f.json {
		if err := writeIndented(out, report); err != nil {
			return err
		}
	} else {
		printFindings(out, report.Findings)
	}
	return verdict(worst(report.Findings))
}

func worst(findings []diagnosis) int {
	code := exitOK
	for _, d := range findings {
		code = max(code, severityCodes[d.Severity])
	}
	return code
}

// printFindings prints the worst first, each with what to do.
func printFindings(out io.Writer, findings []diagnosis) {
	findings = slices.Clone(findings)
	slices.SortStableFunc(findings, func(a, b diagnosis) int {
		return cmp.Compare(severityCodes[b.Severity], severityCodes[a.Severity])
	})
	for _, d := range findings {
		fmt.Fprintf(out, "%-5s  %-10s  %s\n", d.Severity, d.Topic, oneLine(d.What))
		for _, line := range d.Details {
			fmt.Fprintf(out, "%-5s  %-10s    %s\n", "", "", oneLine(line))
		}
		if d.Do != "" {
			fmt.Fprintf(out, "%-5s  %-10s  do: %s\n", "", "", oneLine(d.Do))
		}
	}
}

// bundleJSON is what a maintainer needs to understand a site.
type bundleJSON struct {
	doctorJSON
	Streams     json.RawMessage   `json:"streams,omitzero"`
	Environment map[string]string `json:"environment"`
	Malformed   []string          `json:"malformed"` // where and why; not what
}

// shownVariables are those of the environment that tell nothing secret.
var shownVariables = []string{
	"TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "TZ", "NATS_CONTEXT", "NATS_TIMEOUT",
}

// hiddenVariables are those of which it matters only whether they are set.
var hiddenVariables = []string{
	"NATS_URL", "NATS_USER", "NATS_PASSWORD", "NATS_TOKEN", "NATS_CREDS", "NATS_NKEY", "NATS_JWT", "NATS_SEED",
	"NATS_CERT", "NATS_KEY", "NATS_CA", "NATS_SOCKS_PROXY", "TMUX", "SSH_TTY",
}

// writeBundle writes the bundle, for its owner alone. The payloads that a
// finding shows stay here: they hold what buyers wrote.
func writeBundle(path string, report doctorJSON, p *patient) error {
	report.Findings = slices.Clone(report.Findings)
	for i := range report.Findings {
		if report.Findings[i].Topic == topicMalformed {
			report.Findings[i].Details = nil
		}
	}
	b := bundleJSON{doctorJSON: report, Streams: p.streams, Environment: map[string]string{}, Malformed: []string{}}
	for _, name := range shownVariables {
		if value := os.Getenv(name); value != "" {
			b.Environment[name] = oneLine(value)
		}
	}
	for _, name := range hiddenVariables {
		if os.Getenv(name) != "" {
			b.Environment[name] = "set"
		}
	}
	for _, s := range p.samples {
		b.Malformed = append(b.Malformed, string(s.Where)+": "+string(s.Reason))
	}
	data, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return err
	}
	return replaceFile(path, append(data, '\n'), 0o600)
}

// askRuler draws signs that some fonts show too wide, and asks. A probe of the
// terminal would not do: through tmux it tells what tmux believes.
func askRuler(in *bufio.Reader, out io.Writer) diagnosis {
	const topic = "width"
	fmt.Fprintf(out, "\n%s|\n%s|\n%s|\nDo the three bars stand under each other? [y/n] ",
		strings.Repeat("0123456789", 2), "● ▲ ─ ☾ ✓ → … × ░ ★ ", "售前待回复投诉求助催")
	answer, err := in.ReadString('\n')
	switch {
	case err != nil:
		return blind(topic, err)
	case strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "y"):
		return well(topic, "the signs of the screen are as wide as they should be")
	}
	return bad(topic, "start with --ascii, or choose a font or a terminal setting that shows ambiguous signs narrow",
		"this terminal shows some signs too wide")
}
