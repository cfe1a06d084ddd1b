package main

import (
	"os"
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

// TestMain makes this test binary the command floorwalker of scripts and
// terminals, so that they run the code under test with its race detector.
func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"floorwalker": main})
}
