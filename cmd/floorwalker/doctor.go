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

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"floorwalker/feed"
	"floorwalker/tui"
)

type doctorFlags struct {
	connection
	json    bool
	lang    string
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
	cmd.Flags().StringVar(&f.lang, "lang", "", "`language` of the findings, en or zh (default: the locale's); JSON is English")
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
	topic    doctorText
	severity severity
	what     sentence
	do       sentence   // what to do about it; empty: nothing
	details  []sentence // one a line
}

func well(topic, what doctorText, args ...any) diagnosis {
	return diagnosis{topic: topic, severity: wellFinding, what: what.with(args...)}
}

func care(topic doctorText, do sentence, what doctorText, args ...any) diagnosis {
	return diagnosis{topic: topic, severity: careFinding, what: what.with(args...), do: do}
}

func bad(topic doctorText, do sentence, what doctorText, args ...any) diagnosis {
	return diagnosis{topic: topic, severity: badFinding, what: what.with(args...), do: do}
}

// blind is what could not be looked at, because of err.
func blind(topic doctorText, err error) diagnosis {
	return diagnosis{topic: topic, severity: deadFinding, what: verbatim(redacted(err)), do: hinted(err)}
}

func redacted(err error) string { return oneLine(feed.Redact(err).Error()) }

// hinted is what an error says that can be done about it.
func hinted(err error) sentence {
	if hint := feed.Hint(err); hint != "" {
		return verbatim(hint)
	}
	return sentence{}
}

// findingJSON is a diagnosis for scripts, in English whatever people read.
type findingJSON struct {
	Topic    string   `json:"topic"`
	Severity severity `json:"severity"`
	What     string   `json:"what"`
	Do       string   `json:"do,omitzero"`
	Details  []string `json:"details,omitzero"`
}

func findingsJSON(findings []diagnosis) []findingJSON {
	out := []findingJSON{}
	for _, d := range findings {
		f := findingJSON{Topic: d.topic.en, Severity: d.severity, What: d.what.in(tui.English), Do: d.do.in(tui.English)}
		for _, line := range d.details {
			f.Details = append(f.Details, line.in(tui.English))
		}
		out = append(out, f)
	}
	return out
}

// doctorJSON is what --json prints, and --bundle beside more.
type doctorJSON struct {
	Schema   string        `json:"schema"`
	Version  int           `json:"version"`
	Program  string        `json:"program"`
	At       time.Time     `json:"at"`
	Findings []findingJSON `json:"findings"`
}

func (f *doctorFlags) run(ctx context.Context, out io.Writer) error {
	lang, err := language(f.lang)
	if err != nil {
		return err
	}
	report := doctorJSON{Schema: "floorwalker/doctor", Version: 1, Program: versionNumber(), At: time.Now().UTC()}
	if f.json || f.lang == "" && localeFinding().severity == badFinding { // Chinese would be garbled
		lang = tui.English
	}
	patient := &patient{flags: f, lang: lang, now: report.At}
	findings := slices.Concat(patient.configuration(), patient.host(), patient.connection(ctx))
	if !f.json && isTerminal(os.Stdin) && isTerminal(os.Stdout) {
		findings = append(findings, askRuler(bufio.NewReader(os.Stdin), out, lang))
	}
	report.Findings = findingsJSON(findings)
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
		printFindings(out, findings, lang)
	}
	return verdict(worst(findings))
}

func worst(findings []diagnosis) int {
	code := exitOK
	for _, d := range findings {
		code = max(code, severityCodes[d.severity])
	}
	return code
}

// severityTexts are what people read of a severity.
var severityTexts = map[severity]doctorText{
	wellFinding: textWell, careFinding: textCare, badFinding: textBad, deadFinding: textBlind,
}

// printFindings prints the worst first, each with what to do.
func printFindings(out io.Writer, findings []diagnosis, lang tui.Lang) {
	findings = slices.Clone(findings)
	slices.SortStableFunc(findings, func(a, b diagnosis) int {
		return cmp.Compare(severityCodes[b.severity], severityCodes[a.severity])
	})
	line := func(severity, topic, rest string) {
		fmt.Fprintf(out, "%s  %s  %s\n", cells(severity, 5), cells(topic, 10), rest)
	}
	for _, d := range findings {
		line(severityTexts[d.severity].in(lang), d.topic.in(lang), oneLine(d.what.in(lang)))
		for _, detail := range d.details {
			line("", "", "  "+oneLine(detail.in(lang)))
		}
		if do := d.do.in(lang); do != "" {
			line("", "", textDo.with(oneLine(do)).in(lang))
		}
	}
}

// cells is s with blanks behind it, in all so many cells of a terminal.
func cells(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-ansi.StringWidth(s)))
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
		if report.Findings[i].Topic == topicMalformed.en {
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
func askRuler(in *bufio.Reader, out io.Writer, lang tui.Lang) diagnosis {
	fmt.Fprintf(out, "\n%s|\n%s|\n%s|\n%s",
		strings.Repeat("0123456789", 2), "● ▲ ─ ☾ ✓ → … × ░ ★ ", "售前待回复投诉求助催", textRuler.in(lang))
	answer, err := in.ReadString('\n')
	answer = strings.ToLower(strings.TrimSpace(answer))
	switch {
	case err != nil:
		return diagnosis{topic: topicWidth, severity: deadFinding, what: textUnmarked.with(err)}
	case strings.HasPrefix(answer, "y"), strings.HasPrefix(answer, "是"):
		return well(topicWidth, textNarrow)
	}
	return bad(topicWidth, doNarrow.with(), textTooWide)
}
