// Command backend-go is a complete chat backend for floorwalker, small enough
// to be read in one go and copied: it answers nudge, take, reassign and note
// for an invented platform. It needs nothing of floorwalker but the contract,
// docs/commands.md and docs/events.md.
//
// Files: floor.go stands for the chat system that a real backend talks to,
// serve.go is the contract, outbox.go publishes what has happened.
//
//	NATS_URL=nats://backend@localhost backend-go
package main

import (
	"cmp"
	"context"
	"log"
	"os"
	"os/signal"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, cmp.Or(os.Getenv("NATS_URL"), nats.DefaultURL))
	stop()
	if err != nil {
		log.Fatal(err)
	}
}

// run serves until ctx ends.
func run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url, nats.Name("backend-go"), nats.MaxReconnects(-1))
	if err != nil {
		return err
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	out := newOutbox(js)
	defer out.close()
	f := exampleFloor()
	out.add(f.opening(time.Now())...)
	s, err := serve(nc, f, out)
	if err != nil {
		return err
	}
	log.Printf("serving commands on %s", nc.ConnectedUrlRedacted())
	<-ctx.Done()
	return s.Stop()
}
