package metrics

// Query is what a screen wants to see. The zero Query is the default screen.
type Query struct {
	Sort   SortOrder
	Filter Filter
	Limit  int // waiting rows returned; 0: 200; pinned ones come on top of it
	Group  GroupBy
	Story  ConversationKey // whose story View.Story tells; zero: none
	Shop   ShopKey         // whose page View.Page is; zero: none
	Move   ConversationKey // for whom View.Move ranks people; zero: none
}

// GroupBy says what the rows of View.Queues are.
type GroupBy uint8

// Groupings.
const (
	ByTeam GroupBy = iota
	ByShop
	ByPlatform
	ByStage
)

// SortOrder orders the waiting list.
type SortOrder uint8

// Orders. ByDeadline is "who do I save next": the next line that can still be
// kept, then rows beyond every line by severity, then night rows. ByWait is
// longest first, as Feige shows it.
const (
	ByDeadline SortOrder = iota
	ByWait
)
