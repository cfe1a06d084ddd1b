package main

import (
	"flag"
	"os"
	"runtime"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// testDir holds what is built once for all tests of a run.
var testDir string

// tests runs them with a testDir, which is gone afterwards.
type tests struct{ *testing.M }

func (m tests) Run() int {
	var err error
	if testDir, err = os.MkdirTemp("", "floorwalker-test-"); err != nil {
		panic(err)
	}
	defer os.RemoveAll(testDir)
	return m.M.Run()
}

// quickExit keeps the race detector from sleeping for a second when a command
// ends, which hundreds of them do here. What it has found by then it reports.
const quickExit = "atexit_sleep_ms=10"

// TestMain makes this test binary the command floorwalker of scripts and
// terminals, so that they run the code under test with its race detector. Most
// of these tests wait for a terminal or a server: more of them run at a time than
// there are processors, unless -parallel says how many.
func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0))); err != nil {
		panic(err)
	}
	if err := os.Setenv("GORACE", quickExit); err != nil {
		panic(err)
	}
	testscript.Main(tests{m}, map[string]func(){"floorwalker": main})
}
