package proof_test

import (
	"errors"
	"fmt"
	"testing"

	"floorwalker/metrics"
	"floorwalker/metrics/proof"
)

const ten = metrics.Time(1773108000000) // 2026-03-10T10:00:00+08:00

func asks(id string, at metrics.Time) (metrics.Event, []byte) {
	e := metrics.Event{
		ID: metrics.Text(id), Type: metrics.MessageCreated, Time: at, Platform: "pdd", Shop: "s1", Team: "t1",
		Conversation: "c1", Sender: metrics.Sender{Kind: metrics.Buyer, ID: "u1"}, Text: "在吗",
	}
	line := fmt.Sprintf(`{"id":%q,"type":"message.created","time":%d,"platform":"pdd","shop":"s1","team":"t1",`+
		`"conversation":"c1","sender":{"kind":"buyer","id":"u1"},"text":"在吗"}`, id, at)
	return e, []byte(line)
}

func TestCompare(t *testing.T) {
	f := metrics.New(metrics.DefaultPolicy())
	first, firstLine := asks("e1", ten)
	second, secondLine := asks("e2", ten.Add(metrics.Hour))
	now := ten.Add(2 * metrics.Hour)
	f.Advance(now)
	f.Apply(&first)
	lines := [][]byte{firstLine, secondLine}
	if err := proof.Compare(f, lines, now, nil); !errors.Is(err, proof.ErrDiffers) {
		t.Errorf("a floor that missed an event: %v", err)
	}
	f.Apply(&second)
	if err := proof.Compare(f, lines, now, nil); err != nil {
		t.Error(err)
	}
	if err := proof.Compare(f, lines[:1], now, nil); !errors.Is(err, proof.ErrDiffers) {
		t.Errorf("a floor that knows more: %v", err)
	}
	f.Advance(now.Add(metrics.Hour))
	if err := proof.Compare(f, lines, now, nil); !errors.Is(err, proof.ErrDiffers) {
		t.Errorf("a floor at another instant: %v", err)
	}
}
