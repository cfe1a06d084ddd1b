package metrics_test

import (
	"errors"
	"testing"

	"floorwalker/metrics"
)

// TestFilterGrammar asks one small floor by every field.
func TestFilterGrammar(t *testing.T) {
	f := metrics.New(metrics.DefaultPolicy())
	now := evening()
	f.Advance(now)
	say := func(id, conversation, text metrics.Text, ago metrics.Span, change func(*metrics.Event)) {
		e := metrics.Event{
			ID: id, Type: metrics.MessageCreated, Time: now.Add(-ago), Platform: "pdd", Shop: "旗舰店-17", Team: "售前A",
			Conversation: conversation, Text: text, Sender: metrics.Sender{Kind: metrics.Buyer, ID: "u-" + conversation, Name: "王小明"},
		}
		if change != nil {
			change(&e)
		}
		f.Apply(&e)
	}
	say("1", "c1", "什么时候发货", 130*metrics.Second, nil)
	say("2", "c2", "Refund please", 10*metrics.Minute, func(e *metrics.Event) { e.Team, e.Shop, e.Sender.Tier = "after", "s2", "VIP" })
	say("3", "c3", "退款", 90*metrics.Minute, nil)
	move := metrics.Event{
		ID: "4", Type: metrics.ConversationAssigned, Time: now.Add(-metrics.Hour), Platform: "pdd",
		Shop: "旗舰店-17", Conversation: "c3", Agent: "li", Name: "李娜",
	}
	f.Apply(&move)
	tag := metrics.Event{
		ID: "5", Type: metrics.ConversationTagged, Time: now.Add(-metrics.Minute), Platform: "pdd",
		Shop: "s2", Conversation: "c2", Stage: "aftersale", Tags: []metrics.Text{"催发货"},
	}
	f.Apply(&tag)

	for text, want := range map[metrics.Text]string{
		"": "c1 c2 c3", "发货": "c1", "REFUND": "c2", "!refund": "c1 c3", "team:售前a": "c1 c3", "team:售前": "",
		"shop:旗舰": "c1 c3", "shop:s2": "c2", "agent:李": "c3", "owner:none": "c1 c2", "owner:offline": "c3",
		"buyer:小明": "c1 c2 c3", "stage:aftersale": "c2", "tag:催发货": "c2", "tier:vip": "c2", "plat:pdd !tier:vip": "c1 c3",
		"state:lost": "c3", "state:due": "c1", "wait>5m": "c2 c3", "wait<3": "c1", "left<60s": "c1", "left>1m wait>5m": "c2",
		"plat:jd": "",
	} {
		filter, err := metrics.ParseFilter(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		got := ""
		for _, w := range f.View(metrics.Query{Filter: filter}).Waiting {
			if got != "" {
				got += " "
			}
			got += string(w.Key.Conversation)
		}
		if got != want {
			t.Errorf("%q shows %q, want %q", text, got, want)
		}
	}
	for _, text := range []metrics.Text{"wait>", "wait>x", "left<-1", "team:", "state:gone", "!", "发货 state:"} {
		var bad *metrics.FilterError
		if _, err := metrics.ParseFilter(text); !errors.As(err, &bad) {
			t.Errorf("%q is taken: %v", text, err)
		}
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, seed := range []string{"", "发货 !x", "wait>5m", "left<60s", "state:due", "!!", "a:b:c", "wait>1e999h"} {
		f.Add(seed)
	}
	floor := openFloor(3)
	f.Fuzz(func(t *testing.T, text string) {
		filter, err := metrics.ParseFilter(metrics.Text(text))
		if err != nil {
			return
		}
		if v := floor.View(metrics.Query{Filter: filter}); v.Matched > v.Counts.Waiting {
			t.Errorf("%q: %d of %d rows match", text, v.Matched, v.Counts.Waiting)
		}
	})
}
