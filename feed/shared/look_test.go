package shared

import (
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"floorwalker/metrics"
)

func TestLooksAreSeen(t *testing.T) {
	s := site(t)
	zhao, qian := open(t, s.Conn(), "zhao", "presale"), open(t, s.Conn(), "qian", "presale")
	other := Row(metrics.ConversationKey{Platform: "pdd", Shop: "s", Conversation: "c-2"})
	for _, thing := range []Thing{row, other} {
		if err := zhao.Look(t.Context(), "presale", thing, time.Hour); err != nil {
			t.Fatal(err)
		}
		seen := until(t, qian, "what zhao looks at", func(s State) bool { return len(s.About(Look, thing)) == 1 })
		if m := seen.About(Look, thing)[0]; m.By != "zhao" || m.Until.Sub(m.At) != metrics.Hour || len(seen.Marks) != 1 {
			t.Errorf("%+v", seen.Marks)
		}
	}
	// Who comes later is not told what is long over.
	if err := zhao.Look(t.Context(), "presale", row, time.Nanosecond); err != nil {
		t.Fatal(err)
	}
	sun := open(t, s.Conn(), "sun", "presale")
	if seen := until(t, sun, "everything is read", func(s State) bool { return s.Trouble == NoTrouble }); len(seen.Marks) != 0 {
		t.Errorf("%+v", seen.Marks)
	}
}

func TestASecondScreenOfOneName(t *testing.T) {
	s := site(t)
	here := open(t, s.Conn(), "zhao", "presale")
	here.SetPresence("")
	if seen := until(t, here, "he is on", func(s State) bool { return len(s.Supervisors()) == 1 }); seen.Twin {
		t.Errorf("alone, and not alone: %+v", seen)
	}
	there := open(t, s.Conn(), "zhao", "presale")
	there.SetPresence("")
	until(t, here, "there is another one", func(s State) bool { return s.Twin })
	until(t, there, "there is another one", func(s State) bool { return s.Twin })
	if err := there.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, here, "he is alone, and still on", func(s State) bool { return !s.Twin && len(s.Supervisors()) == 1 })
}

// A right that was missing once is no reason for a later silence, and one to
// write none for not reading.
func TestDenialsDoNotStick(t *testing.T) {
	s := site(t)
	b := open(t, s.Conn(), "zhao", "presale")
	until(t, b, "it reads", func(s State) bool { return s.Trouble == NoTrouble })
	for _, subject := range []string{"$JS.API.STREAM.INFO.KV_FLOOR", "$KV.FLOOR._.ack.x"} {
		b.hear(fmt.Errorf(`%w: Permissions Violation for Publish to "%s"`, nats.ErrPermissionViolation, subject))
	}
	s.Stop()
	seen := until(t, b, "the server is gone", func(s State) bool { return s.Trouble == Offline })
	if seen.Denied != "" {
		t.Errorf("denied: %s", seen.Denied)
	}
}
