package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/rogpeppe/go-internal/testscript"

	"floorwalker/feed"
)

// TestScripts runs testdata/script: what commands print, and how they exit.
// Beside testscript's own commands there are
//
//	server            start a NATS server of this script and name it in NATS_URL
//	server stop       stop it
//	server start      start it again, with what it stored
//	stored N          the stream holds N events
//	status N command  run the command, which must exit with code N
//	publish S PAYLOAD publish anything to a subject, stored when it returns
//	locked FILE       hold the lock of a check's state until the script ends
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("LC_ALL", "C.UTF-8")
			env.Setenv("GORACE", quickExit)
			env.Setenv("XDG_CONFIG_HOME", env.WorkDir+"/config")
			env.Setenv("XDG_STATE_HOME", env.WorkDir+"/state")
			env.Values[serverKey{}] = new(scriptServer)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"server":  serverCommand,
			"stored":  storedCommand,
			"status":  statusCommand,
			"locked":  lockedCommand,
			"publish": publishCommand,
		},
	})
}

// scriptServer is the server of a script, found under serverKey.
type (
	scriptServer struct{ *feed.Server }
	serverKey    struct{}
)

func serverCommand(ts *testscript.TestScript, _ bool, args []string) {
	s := ts.Value(serverKey{}).(*scriptServer)
	switch {
	case len(args) == 0:
		started, err := feed.Embedded(ts.MkAbs("jetstream"))
		ts.Check(err)
		s.Server = started
		ts.Defer(started.Stop)
		ts.Setenv("NATS_URL", started.URL())
	case args[0] == "stop":
		s.Stop()
	case args[0] == "start":
		ts.Check(s.Start())
	default:
		ts.Fatalf("usage: server [stop|start]")
	}
}

func storedCommand(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.ParseUint(args[0], 10, 64)
	ts.Check(err)
	nc, err := nats.Connect(ts.Getenv("NATS_URL"))
	ts.Check(err)
	defer nc.Close()
	js, err := jetstream.New(nc)
	ts.Check(err)
	stream, err := js.Stream(context.Background(), feed.StreamName)
	ts.Check(err)
	if got := stream.CachedInfo().State.Msgs; (got == want) == neg {
		ts.Fatalf("the stream holds %d events, want %d (negated: %t)", got, want, neg)
	}
}

func statusCommand(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if ended, ok := errors.AsType[*exec.ExitError](err); ok {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%v exits with %d (%v), want %d", args[1:], got, err, want)
	}
}

func lockedCommand(ts *testscript.TestScript, _ bool, args []string) {
	s, err := lockCheckState(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Defer(s.close)
}

func publishCommand(ts *testscript.TestScript, _ bool, args []string) {
	nc, err := nats.Connect(ts.Getenv("NATS_URL"))
	ts.Check(err)
	defer nc.Close()
	js, err := jetstream.New(nc)
	ts.Check(err)
	_, err = js.Publish(context.Background(), args[0], []byte(args[1]))
	ts.Check(err)
}
