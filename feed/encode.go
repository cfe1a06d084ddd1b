package feed

import (
	"fmt"

	"github.com/go-json-experiment/json"

	"floorwalker/metrics"
)

// Encode is the envelope of e, the way Decode reads it. It refuses what Decode
// would refuse.
func Encode(e *metrics.Event) ([]byte, error) {
	if e.Type == metrics.UnknownEvent {
		return nil, malformed("type", "is missing")
	}
	if err := check(e); err != nil {
		return nil, err
	}
	data, err := json.Marshal(wireOf(e))
	if err != nil {
		return nil, describe(err)
	}
	if len(data) > MaxPayload {
		return nil, malformed("", fmt.Sprintf("has %d bytes, more than %d", len(data), MaxPayload))
	}
	return data, nil
}

func wireOf(e *metrics.Event) *wire {
	w := &wire{
		ID: string(e.ID), Type: e.Type.String(), Time: stamp(e.Time), Received: stamp(e.Received), Producer: string(e.Producer),
		Platform: string(e.Platform), Shop: string(e.Shop), Team: string(e.Team), Conversation: string(e.Conversation),
		Sender: wireSender{Kind: e.Sender.Kind.String(), ID: string(e.Sender.ID), Name: string(e.Sender.Name), Tier: string(e.Sender.Tier)},
		Agent:  string(e.Agent), Name: string(e.Name),
		Text: string(e.Text), Media: string(e.Media),
		Private: e.Private, Assisted: e.Assisted, Offline: e.Offline, Quick: e.Quick, Ref: string(e.Ref),
		From: string(e.From), By: string(e.By), Reason: string(e.Reason), Command: string(e.Command),
		Stage: string(e.Stage), Topic: string(e.Topic), Priority: string(e.Priority), Tags: stringsOf(e.Tags), Tier: string(e.Tier),
		Status: e.Presence.String(), Native: string(e.Native), Capacity: e.Capacity,
		Score: e.Score, Target: string(e.Target), InvitedAt: stamp(e.InvitedAt),
		Order: string(e.Order), Buyer: string(e.Buyer), Items: e.Items,
		ShipBy: stamp(e.ShipBy), Shipped: e.Shipped, Refund: string(e.Refund), Liable: string(e.Liable),
		State: string(e.State), Watermark: stamp(e.Watermark), Metric: string(e.Metric), OK: e.OK, N: e.N,
	}
	if e.Type == metrics.ReviewSubmitted {
		w.Score, w.Stars = 0, e.Score
	}
	if hasAmount(e) {
		amount := float64(e.Amount) / 100
		w.Amount = &amount
	}
	if e.Ungrouped {
		w.Grouped = new(bool)
	}
	if e.Day != 0 {
		w.Day = e.Day.String()
	}
	for _, g := range e.Missing {
		w.Missing = append(w.Missing, wireGap{From: stamp(g.From), To: stamp(g.To)})
	}
	return w
}

// hasAmount lets events that never carry an amount be made without NoAmount.
func hasAmount(e *metrics.Event) bool {
	if e.Type == metrics.OrderPlaced || e.Type == metrics.OrderUpdated {
		return e.Amount != metrics.NoAmount
	}
	return e.Amount > 0
}

func stringsOf(texts []metrics.Text) []string {
	if len(texts) == 0 {
		return nil
	}
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = string(t)
	}
	return out
}
