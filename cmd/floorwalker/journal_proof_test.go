package main

import (
	"path/filepath"
	"testing"
	"time"

	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// deaf does not hear what becomes of commands.
type deaf struct{}

func (deaf) Asked(metrics.Command)        {}
func (deaf) Replied(metrics.CommandReply) {}

// What the floor shows to be done is not told as open at the next start.
func TestTheFloorSettlesTheJournal(t *testing.T) {
	server := natstest.Start(t)
	journal, err := desk.OpenJournal(filepath.Join(t.TempDir(), "journal"))
	if err != nil {
		t.Fatal(err)
	}
	nc := server.Connect()
	silent, err := nc.SubscribeSync("cmd.v1.>")
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(server.Connect(), deaf{}, desk.Options{Timeout: time.Hour, Grace: time.Nanosecond, Journal: journal})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for range 2 {
		id, err := d.Send(metrics.Command{Verb: metrics.Nudge, Team: "presale", By: "zhao", Conversation: peersChat})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
		if _, err := silent.NextMsg(patience); err != nil {
			t.Fatal(err)
		}
	}
	p := &proofs{desk: d}
	for range 2 {
		p.hear(&metrics.View{Commands: []metrics.CommandStatus{
			{Command: metrics.Command{ID: ids[0]}, State: metrics.CommandDone}, {Command: metrics.Command{ID: ids[1]}, State: metrics.CommandAccepted},
		}})
	}
	left := d.Close(t.Context())
	if len(left) != 1 || left[0].ID != ids[1] {
		t.Errorf("left %+v, want %s", left, ids[1])
	}
	if err := journal.Close(); err != nil {
		t.Fatal(err)
	}
}
