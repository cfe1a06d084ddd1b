package main

import (
	_ "embed" // the schema of snapshots
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed"
)

// The schema of a snapshot belongs to no Go type. docs/schemas has a copy.
//
//go:embed schema/snapshot.schema.json
var snapshotContractText string

// schemaNames are the contracts that have a schema, in the order of use.
var schemaNames = []string{"event", "command-request", "command-reply", "snapshot", "config"}

// schemaNamed is the JSON Schema (2020-12) of a contract.
func schemaNamed(name string) (string, error) {
	switch name {
	case "event":
		return feed.EventSchema, nil
	case "command-request":
		return feed.CommandRequestSchema, nil
	case "command-reply":
		return feed.CommandReplySchema, nil
	case "snapshot":
		return snapshotContractText, nil
	case "config":
		data, err := config.Schema()
		return string(data), err
	}
	return "", usage("floorwalker schema takes "+strings.Join(schemaNames, ", "), "there is no schema %q", name)
}

func newSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema NAME",
		Short: "Print the JSON Schema of events, commands, snapshots or the configuration",
		Long: "Print a JSON Schema (2020-12): event is what a gateway publishes, command-request\n" +
			"and command-reply what goes to a chat backend and back, snapshot what snapshot\n" +
			"--format json prints, config the configuration file for editors.",
		Example:           "  floorwalker schema event > event.schema.json",
		ValidArgsFunction: cobra.FixedCompletions(schemaNames, cobra.ShellCompDirectiveNoFileComp),
		Args:              oneArg("the name"),
		RunE:              func(cmd *cobra.Command, args []string) error { return printSchema(cmd.OutOrStdout(), args[0]) },
	}
}

func printSchema(out io.Writer, name string) error {
	schema, err := schemaNamed(name)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, strings.TrimSpace(schema))
	return err
}
