package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"floorwalker/cmd/floorwalker/config"
)

func newConfigCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Check, show or begin the configuration file",
		Long: "Check, show or begin the configuration file: connection, rules of shops, teams,\n" +
			"people, roster, keys, alerts. docs/configuration.md describes every key.",
		Example: "  floorwalker config init\n  floorwalker config check\n  floorwalker config show",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newConfigCheckCommand(), newConfigShowCommand(), newConfigInitCommand())
	return cmd
}

func newConfigCheckCommand() *cobra.Command {
	var c configuration
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong with the configuration, and where",
		Long: "Say what is wrong with the configuration, each mistake with its place, what is\n" +
			"allowed there and the nearest name. Warnings do not keep it from being used. The\n" +
			"exit code is 0, or 1 if it cannot be used.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			err := config.Check(cmd.OutOrStdout(), c.sources())
			if _, said := errors.AsType[*config.Invalid](err); said {
				return verdict(exitError)
			}
			return err
		},
	}
	c.addFlags(cmd.Flags())
	return cmd
}

func newConfigShowCommand() *cobra.Command {
	var c configuration
	cmd := &cobra.Command{
		Use:   "show",
		Short: "Print the configuration in force, and where each value came from",
		Long: "Print the configuration in force as TOML, and behind each value the file and line,\n" +
			"variable or default it came from. Secrets are replaced by ***.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.show(cmd.OutOrStdout()) },
	}
	c.addFlags(cmd.Flags())
	return cmd
}

func (c *configuration) show(out io.Writer) error {
	all, err := c.inForce()
	if err != nil {
		return err
	}
	if all.File() == "" {
		fmt.Fprintf(out, "# no file; the first of these that is there is read: %q\n", config.Paths(os.Getenv))
	} else {
		fmt.Fprintf(out, "# %s\n", oneLine(all.File()))
	}
	return config.Show(out, all)
}

func newConfigInitCommand() *cobra.Command {
	var lang string
	cmd := &cobra.Command{
		Use:   "init [FILE|-]",
		Short: "Write a commented example to begin with",
		Long: "Write a commented example in which every setting is switched off, to FILE, to\n" +
			"standard output for -, or to where floorwalker looks for it first. A file that is\n" +
			"there already stays as it is.",
		Args: atMostOne("floorwalker config init FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return initConfig(cmd.OutOrStdout(), lang, append(args, "")[0])
		},
	}
	cmd.Flags().StringVar(&lang, "lang", "", "`language` of the comments, en or zh (default: the locale's)")
	return cmd
}

func initConfig(out io.Writer, flag, name string) error {
	lang, err := language(flag)
	if err != nil {
		return err
	}
	if name == "-" {
		return config.Init(out, languageCode(lang))
	}
	name = cmp.Or(name, os.Getenv("FLOORWALKER_CONFIG"), config.Paths(os.Getenv)[0])
	if err := config.InitFile(name, languageCode(lang)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s\n", oneLine(name))
	return err
}
