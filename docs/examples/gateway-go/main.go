// Command gateway-go is a complete gateway for floorwalker, small enough to be
// read in one go and copied: it takes the webhooks of an invented helpdesk over
// HTTP and publishes what they say as events. It needs nothing of floorwalker
// but the contract, docs/events.md. docs/publish.md leads through it.
//
// Files: helpdesk.go is what a webhook becomes, webhook.go takes it, event.go is
// the contract, outbox.go publishes, heartbeat.go says up to where.
//
//	HELPDESK_SECRET=... HELPDESK_SHOPS=shop-1 NATS_URL=nats://gateway:...@localhost NATS_INBOX=_INBOX_gateway gateway-go
package main

import (
	"cmp"
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// config is what a run needs to know.
type config struct {
	url      string // of the NATS server
	inbox    string // first part of the subjects of answers; the server's permissions name it
	secret   string // with which the helpdesk signs
	shops    []string
	state    string        // file that outlives a run
	beat     time.Duration // between two reports; screens expect 5 s
	patience time.Duration // how long a webhook may wait for its answer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := start(ctx)
	stop()
	if err != nil {
		log.Fatal(err)
	}
}

func start(ctx context.Context) error {
	c := config{
		url:    cmp.Or(os.Getenv("NATS_URL"), nats.DefaultURL),
		inbox:  cmp.Or(os.Getenv("NATS_INBOX"), "_INBOX"),
		secret: os.Getenv("HELPDESK_SECRET"),
		shops:  strings.FieldsFunc(os.Getenv("HELPDESK_SHOPS"), func(r rune) bool { return r == ',' }),
		state:  cmp.Or(os.Getenv("STATE_FILE"), "gateway.state"),
		beat:   5 * time.Second, patience: time.Second,
	}
	if c.secret == "" || len(c.shops) == 0 {
		return errors.New("set HELPDESK_SECRET, and HELPDESK_SHOPS to the ids of the shops by comma")
	}
	listener, err := net.Listen("tcp", cmp.Or(os.Getenv("LISTEN"), "127.0.0.1:8080"))
	if err != nil {
		return err
	}
	return run(ctx, c, listener)
}

// run takes webhooks until ctx ends.
func run(ctx context.Context, c config, listener net.Listener) error {
	nc, err := nats.Connect(c.url, nats.Name("gateway-go"), nats.MaxReconnects(-1), nats.RetryOnFailedConnect(true),
		nats.ReconnectWait(retryAfter), nats.ReconnectBufSize(-1), nats.CustomInboxPrefix(c.inbox))
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	out := newOutbox(js)
	h, err := newHeartbeat(out, c, time.Now())
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	var both sync.WaitGroup
	ctx, stop := context.WithCancel(ctx)
	defer both.Wait()
	defer stop()
	both.Go(func() { out.run(ctx) })
	both.Go(func() { h.run(ctx) })
	log.Printf("taking webhooks on http://%s/", listener.Addr())
	return serve(ctx, &receiver{out: out, secret: []byte(c.secret), patience: c.patience}, listener)
}

// serve answers until ctx ends, then finishes what it has begun.
func serve(ctx context.Context, r *receiver, listener net.Listener) error {
	s := &http.Server{Handler: r, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), r.patience+time.Second)
	defer cancel()
	return s.Shutdown(last)
}
