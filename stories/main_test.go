package stories

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	// The program is built by a command, which go test does not see: without
	// these it would take a story as told although the program has changed.
	_ "floorwalker/feed/desk"
	_ "floorwalker/feed/live"
	_ "floorwalker/feed/sim"
	_ "floorwalker/tui"
)

// program is the built floorwalker, without the race detector: stories are about
// what is seen, and a floor at thirty times its pace needs the speed.
var program string

func TestMain(m *testing.M) {
	os.Exit(built(m.Run))
}

// built runs the stories with a fresh program.
func built(run func() int) int {
	dir, err := os.MkdirTemp("", "floorwalker-stories-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "floorwalker")
	if out, err := exec.Command("go", "build", "-o", program, "../cmd/floorwalker").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		return 1
	}
	return run()
}
