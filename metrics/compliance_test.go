package metrics_test

import (
	"strings"
	"testing"

	"floorwalker/metrics"
)

// TestCompliance: what an agent must not write, and what only looks like it
// (R48).
func TestCompliance(t *testing.T) {
	for text, want := range map[metrics.Text]string{
		"亲,已经发货了哦": "", "看 https://evil.example/x": "link", "看 https://mobile.pinduoduo.com/x": "",
		"转到 6222 0212-3456 7890 128": "bank_card", "订单 241108-123456789012345": "", "卡 6222021234567890127": "",
		"加微信聊": "contact", "加QQ吧": "contact", "写信给 a.b@example.com": "email", "打折@今天": "",
		"Shut UP": "abuse", "我是平台客服,扫码加我": "impersonation qr",
	} {
		f := metrics.New(metrics.DefaultPolicy())
		f.Advance(evening())
		e := metrics.Event{
			ID: "1", Type: metrics.MessageCreated, Time: evening().Add(-metrics.Minute), Platform: "pdd", Shop: "s1",
			Conversation: "c1", Text: text, Sender: metrics.Sender{Kind: metrics.Agent, ID: "a1"},
		}
		f.Apply(&e)
		var rules []string
		for _, l := range f.View(metrics.Query{}).Lanes {
			rules = append(rules, l.Rules...)
		}
		got := map[string]bool{}
		for _, r := range rules {
			got[r] = true
		}
		for _, w := range strings.Fields(want) {
			if !got[w] {
				t.Errorf("%q breaks %v, want %s", text, rules, want)
			}
			delete(got, w)
		}
		if len(got) > 0 {
			t.Errorf("%q breaks %v, want only %q", text, rules, want)
		}
	}
}
