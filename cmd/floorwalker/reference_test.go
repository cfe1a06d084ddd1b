package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
	"floorwalker/tui"
)

var writeReference = flag.Bool("write-reference", false, "write docs/reference.md anew, in each language")

// docs/reference.md is made of the commands themselves, in each language.
func TestReferenceIsOfTheseCommands(t *testing.T) {
	for name, lang := range map[string]tui.Lang{"docs/reference.md": tui.English, "docs/reference.zh-CN.md": tui.Chinese} {
		r := reference{lang: lang, said: map[string]bool{}}
		want := r.text()
		for _, english := range r.missing {
			t.Errorf("%s: nothing says %q in Chinese", name, english)
		}
		if *writeReference {
			if err := os.WriteFile(filepath.Join(moduleRoot(t), name), []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if document(t, name) != want {
			t.Errorf("%s is not up to date: go test ./cmd/floorwalker -run Reference -write-reference", name)
		}
		if lang == tui.Chinese {
			for english := range referenceInChinese {
				if !r.said[english] {
					t.Errorf("no command says %q", english)
				}
			}
		}
	}
}

// reference is the page in one language.
type reference struct {
	strings.Builder
	lang    tui.Lang
	said    map[string]bool // texts of commands and flags that were put into Chinese
	missing []string        // those that could not be
}

// in is the text of the page's language.
func (r *reference) in(english, chinese string) string {
	if r.lang == tui.Chinese {
		return chinese
	}
	return english
}

// of is what a command or flag says of itself, in the page's language.
func (r *reference) of(english string) string {
	if r.lang == tui.English {
		return english
	}
	chinese, ok := referenceInChinese[english]
	if !ok {
		r.missing = append(r.missing, english)
		return english
	}
	r.said[english] = true
	return chinese
}

func (r *reference) text() string {
	r.WriteString(r.in(
		"# Reference: commands, keys, figures\n\n中文：[reference.zh-CN.md](reference.zh-CN.md)\n\n"+
			"Made from the program by a test; `floorwalker COMMAND --help` says the same.\n"+
			"Exit codes are in [operators.md](operators.md#exit-codes), keys of the configuration in\n"+
			"[configuration.md](configuration.md), figures in [figures.md](figures.md).\n",
		"# 参考：命令、按键、指标\n\n[English](reference.md)\n\n"+
			"由测试从程序生成；`floorwalker 命令 --help` 说的一样，是英文。退出码见\n"+
			"[operators.zh-CN.md](operators.zh-CN.md#退出码)，配置的键见 [configuration.zh-CN.md](configuration.zh-CN.md)，\n"+
			"指标的口径见 [figures.zh-CN.md](figures.zh-CN.md)。\n"))
	root := newRootCommand()
	for _, cmd := range append([]*cobra.Command{root}, root.Commands()...) {
		if cmd == root || isDocumented(cmd) || cmd.Name() == "dev" {
			r.command(cmd, cmd != root)
		}
	}
	r.keys()
	r.figures()
	return r.String()
}

// keys lists the actions by the names that [keys] of the configuration takes.
func (r *reference) keys() {
	r.WriteString(r.in(
		"\n## Keys of the screen\n\nBy the names of actions that `keys` of the configuration takes; `?` on the screen lists\n"+
			"them too, and says why one is off.\n\n| action | keys | on the screen |\n|---|---|---|\n",
		"\n## 屏幕上的按键\n\n操作的名字就是配置里 `keys` 用的名字；屏幕上按 `?` 也列出，并写明哪个为什么不可用。\n\n"+
			"| 操作 | 按键 | 屏幕上写作 |\n|---|---|---|\n"))
	actions, labels := tui.ActionKeys(), tui.ActionLabels(r.lang)
	for _, action := range slices.Sorted(maps.Keys(actions)) {
		keys := r.in("none: `:` and its name", "没有：按 `:` 再输入名字")
		if len(actions[action]) > 0 {
			keys = "`` " + strings.Join(actions[action], " ``, `` ") + " ``"
		}
		fmt.Fprintf(r, "| `%s` | %s | %s |\n", action, strings.ReplaceAll(keys, "|", "\\|"), labels[action])
	}
}

// figures lists what expressions of check and alerts may ask for.
func (r *reference) figures() {
	r.WriteString(r.in(
		"\n## Figures of check and alerts\n\nThose that every policy has; `floorwalker check --list` names those of yours too.\n\n"+
			"| figure | of | meaning |\n|---|---|---|\n",
		"\n## check 和告警的指标\n\n每种规则都有的；`floorwalker check --list --lang zh` 另外列出自己配置的。范围：`floor` 全场、`team` 班组、`agent` 客服、\n"+
			"`shop` 店铺。\n\n| 指标 | 范围 | 含义 |\n|---|---|---|\n"))
	for _, f := range alarm.NewVocabulary(metrics.DefaultPolicy()).List() {
		if strings.Contains(f.Name, ".") {
			continue // windows and parts of rates, which docs/scripts.md describes
		}
		var of []string
		for _, k := range f.Kinds {
			of = append(of, k.String())
		}
		fmt.Fprintf(r, "| `%s` | %s | %s |\n", f.Name, strings.Join(of, r.in(", ", "、")), r.in(f.Meaning.EN, f.Meaning.ZH))
	}
}

// command describes one, and those below it if it is to go deeper.
func (r *reference) command(cmd *cobra.Command, deeper bool) {
	fmt.Fprintf(r, "\n## %s\n\n%s%s\n\n", cmd.CommandPath(), r.of(cmd.Short), r.in(".", "。"))
	if cmd.Example != "" {
		fmt.Fprintf(r, "```\n%s\n```\n\n", strings.ReplaceAll(strings.TrimPrefix(cmd.Example, "  "), "\n  ", "\n"))
	}
	rows := 0
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" || f.Name == "version" {
			return
		}
		if rows++; rows == 1 {
			r.WriteString(r.in("| flag | meaning |\n|---|---|\n", "| 选项 | 含义 |\n|---|---|\n"))
		}
		r.flag(f)
	})
	if rows == 0 {
		fmt.Fprintf(r, "`%s`\n", cmd.UseLine())
	}
	if !deeper {
		return
	}
	for _, below := range cmd.Commands() {
		if isDocumented(below) {
			r.command(below, true)
		}
	}
}

// flag is the row of one, with its default as the help has it.
func (r *reference) flag(f *pflag.Flag) {
	value, usage := pflag.UnquoteUsage(f)
	name := strings.TrimSpace("--" + f.Name + " " + value)
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	usage = strings.ReplaceAll(r.of(usage), "|", "\\|")
	if !slices.Contains([]string{"", "0", "0s", "false", "[]"}, f.DefValue) {
		usage += fmt.Sprintf(r.in(" (default `%s`)", "（默认 `%s`）"), f.DefValue)
	}
	fmt.Fprintf(r, "| `%s` | %s |\n", name, usage)
}
