package feed

import "floorwalker/metrics"

// requirement is what an event must have.
type requirement struct {
	field  string
	met    func(e *metrics.Event) bool
	reason string // why it is malformed otherwise
}

const missing = "is missing"

var (
	hasID           = requirement{"id", func(e *metrics.Event) bool { return e.ID != "" }, missing}
	hasTime         = requirement{"time", func(e *metrics.Event) bool { return e.Time != 0 }, missing}
	hasPlatform     = requirement{"platform", func(e *metrics.Event) bool { return e.Platform != "" }, missing}
	hasShop         = requirement{"shop", func(e *metrics.Event) bool { return e.Shop != "" }, missing}
	hasConversation = requirement{"conversation", func(e *metrics.Event) bool { return e.Conversation != "" }, missing}
	hasRef          = requirement{"ref", func(e *metrics.Event) bool { return e.Ref != "" }, missing}
	hasAgent        = requirement{"agent", func(e *metrics.Event) bool { return e.Agent != "" }, missing}
	hasOrder        = requirement{"order", func(e *metrics.Event) bool { return e.Order != "" }, missing}
	hasBuyer        = requirement{"buyer", func(e *metrics.Event) bool { return e.Buyer != "" }, missing}
	hasMetric       = requirement{"metric", func(e *metrics.Event) bool { return e.Metric != "" }, missing}
	hasDay          = requirement{"day", func(e *metrics.Event) bool { return e.Day != 0 }, missing}

	knowsSender = requirement{
		"sender.kind",
		func(e *metrics.Event) bool { return e.Sender.Kind != metrics.UnknownSender }, "is not buyer, agent, robot, auto or system",
	}
	knowsPresence = requirement{
		"status",
		func(e *metrics.Event) bool { return e.Presence != metrics.UnknownPresence }, "is not online, away, busy or offline",
	}
	scoresInFive  = requirement{"score", inFive, "is not 1 to 5"}
	starsInFive   = requirement{"stars", inFive, "is not 1 to 5"}
	countsAdd     = requirement{"ok", func(e *metrics.Event) bool { return e.OK >= 0 && e.OK <= e.N }, "is not between 0 and n"}
	capacityCount = requirement{"capacity", func(e *metrics.Event) bool { return e.Capacity >= 0 }, "is negative"}
	itemsCount    = requirement{"items", func(e *metrics.Event) bool { return e.Items >= 0 }, "is negative"}
	gapsRunOn     = requirement{"missing", gapsRun, "has a gap that ends before it begins"}

	complainsOf = requirement{
		"conversation, order or buyer",
		func(e *metrics.Event) bool { return e.Conversation != "" || e.Order != "" || e.Buyer != "" }, missing,
	}
	refunds = requirement{"refund or order", func(e *metrics.Event) bool { return e.Refund != "" || e.Order != "" }, missing}
)

func inFive(e *metrics.Event) bool { return e.Score >= 1 && e.Score <= 5 }

func gapsRun(e *metrics.Event) bool {
	for _, g := range e.Missing {
		if g.From == 0 || g.To < g.From {
			return false
		}
	}
	return true
}

// always is what every event needs.
var always = []requirement{hasID, hasTime, capacityCount, itemsCount, gapsRunOn}

// requirements is what the events of a type need beside that. What is not here
// is optional, and its absence has a meaning (docs/events.md).
var requirements = [...][]requirement{
	metrics.MessageCreated:          {hasConversation, knowsSender},
	metrics.MessageRecalled:         {hasConversation, hasRef},
	metrics.MessageDeleted:          {hasConversation, hasRef},
	metrics.ConversationOpened:      {hasConversation},
	metrics.ConversationClosed:      {hasConversation},
	metrics.ConversationAssigned:    {hasConversation},
	metrics.ConversationTransferred: {hasConversation},
	metrics.ConversationHandoff:     {hasConversation},
	metrics.ConversationTagged:      {hasConversation},
	metrics.ConversationEscalated:   {hasConversation},
	metrics.EscalationAnswered:      {hasConversation},
	metrics.AgentStatusChanged:      {hasAgent, knowsPresence},
	metrics.RatingInvited:           {hasConversation},
	metrics.RatingSubmitted:         {hasConversation, scoresInFive},
	metrics.OrderPlaced:             {hasOrder, hasBuyer},
	metrics.OrderUpdated:            {hasOrder},
	metrics.ReviewSubmitted:         {hasOrder, starsInFive},
	metrics.ComplaintOpened:         {complainsOf},
	metrics.RefundRequested:         {refunds},
	metrics.RefundCompleted:         {refunds},
	metrics.RefundDisputed:          {refunds},
	metrics.SourceReported:          {hasPlatform},
	metrics.BaselineSet:             {hasPlatform, hasShop, hasMetric, hasDay, countsAdd},
}

// check says what e lacks for its type.
func check(e *metrics.Event) error {
	for _, list := range [...][]requirement{always, requirements[e.Type]} {
		for _, r := range list {
			if !r.met(e) {
				return malformed(r.field, r.reason)
			}
		}
	}
	return nil
}
