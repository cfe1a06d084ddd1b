package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
)

// version is set by the release build.
var version string

// versionNumber is the release, or the module version of `go install`, or
// "devel".
func versionNumber() string {
	if info, ok := debug.ReadBuildInfo(); ok && version == "" && info.Main.Version != "(devel)" {
		return cmp.Or(info.Main.Version, "devel")
	}
	return cmp.Or(version, "devel")
}

// versionLine is the version with the commit it was built from, if the build
// knows it.
func versionLine() string {
	commit, dirty := "", ""
	if revision := buildSetting("vcs.revision"); revision != "" {
		commit = ", commit " + revision[:min(12, len(revision))]
	}
	if buildSetting("vcs.modified") == "true" {
		dirty = " and changes"
	}
	return fmt.Sprintf("floorwalker %s (%s %s/%s%s%s)", versionNumber(), runtime.Version(), runtime.GOOS, runtime.GOARCH, commit, dirty)
}

// committed is when the sources were committed; today, if the build does not
// know it.
func committed() time.Time {
	at, err := time.Parse(time.RFC3339, buildSetting("vcs.time"))
	if err != nil {
		return time.Now()
	}
	return at
}

// buildSetting is what the linker noted under key; empty if nothing.
func buildSetting(key string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version and what it was built from",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), versionLine())
			return err
		},
	}
}
