// Command floorwalker is the terminal of a customer-service supervisor: every
// queue, waiting conversation and agent of the floor on one screen, live.
package main

import (
	"context"
	"os"
	"syscall"

	"charm.land/fang/v2"
)

func main() { os.Exit(run()) }

// run carries out the command line and gives the exit code. An interrupt, a
// hang-up or a polite kill ends every command in order.
func run() int {
	err := fang.Execute(
		context.Background(), newRootCommand(),
		fang.WithErrorHandler(printError),
		fang.WithVersion(versionNumber()),
		fang.WithoutManpage(), // ours is one a command
		fang.WithNotifySignal(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP),
	)
	return exitCode(err)
}
