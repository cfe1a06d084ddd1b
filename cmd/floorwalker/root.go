package main

import "github.com/spf13/cobra"

// Groups of commands in the help.
const (
	groupScreens = "screens"
	groupScripts = "scripts"
	groupTools   = "tools"
)

// newRootCommand is the whole command line. Without a command it is watch.
func newRootCommand() *cobra.Command {
	root := newWatchCommand()
	root.Use = "floorwalker"
	root.Short = "The terminal of a customer-service supervisor"
	root.Long = "Every queue, waiting conversation and agent of a customer-service floor on one\n" +
		"screen, live from NATS. Without a command: watch."
	root.Args = knownCommand
	root.SetFlagErrorFunc(flagError)
	root.AddGroup(&cobra.Group{ID: groupScreens, Title: "Screens"}, &cobra.Group{ID: groupScripts, Title: "For scripts and administrators"},
		&cobra.Group{ID: groupTools, Title: "Configuration and integration"})
	addCommands(root, groupScreens, newWatchCommand(), newDemoCommand(), newReplayCommand())
	addCommands(root, groupScripts,
		newSnapshotCommand(), newCheckCommand(), newReportCommand(), newAlertsCommand(), newDoctorCommand(),
		newImportCommand(), newSetupCommand(), newVersionCommand())
	addCommands(root, groupTools, newConfigCommand(), newAuditCommand(), newSchemaCommand(), newValidateCommand())
	root.AddCommand(newDevCommand(), newManCommand())
	addCompletions(root)
	return root
}

func addCommands(root *cobra.Command, group string, commands ...*cobra.Command) {
	for _, cmd := range commands {
		cmd.GroupID = group
	}
	root.AddCommand(commands...)
}

// knownCommand refuses a word that is no command, and suggests one like it.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "floorwalker --help lists the commands"
	if like := cmd.SuggestionsFor(args[0]); len(like) > 0 {
		hint = "did you mean floorwalker " + like[0] + "?"
	}
	return usage(hint, "unknown command %q", args[0])
}
