package live

import (
	"strings"
	"testing"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// A gateway may publish on the subjects of its own platform, and claim in the
// payload to be another's: such an event changes nothing, live, in history or in
// the past that somebody goes to.
func TestEventsOfOthersAreLeftOut(t *testing.T) {
	s := newSite(t)
	forge := func(id metrics.Text) {
		t.Helper()
		e := message(1)
		e.ID, e.Platform, e.Text = id, "feige", "forged"
		data, err := feed.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, subject := range []string{"chat.v1.presale.pdd.s1.c1", "chat.v1.presale._._._"} {
			if _, err := s.js.Publish(t.Context(), subject, data); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.publish(1, 3)
	forge("history")
	r := s.follow()
	r.until(metrics.FeedLive)
	forge("live")
	s.publish(4, 5)
	r.untilApplied(5)
	r.mustHave(1, 5)
	natstest.Eventually(t, "what is forged is counted", func() bool { return r.view().Feed.Malformed == 4 && r.view().Feed.Events == 5 })
	for _, sample := range r.Malformed() {
		if !strings.Contains(string(sample.Reason), "is not that of its subject") || !strings.HasPrefix(string(sample.Where), "chat.v1.presale.") {
			t.Errorf("%+v", sample)
		}
	}
	past := s.travel(PastOptions{})
	past.Seek(seconds(60))
	if v := past.at(seconds(60)); v.Feed.Events != 5 {
		t.Errorf("%d events in the past", v.Feed.Events)
	}
}
