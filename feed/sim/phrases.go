package sim

import (
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// topic is what a buyer came about.
type topic struct {
	name   metrics.Text
	stage  metrics.Text // decides the team
	weight float64      // share among conversations
	work   metrics.Span // median time an undisturbed agent spends on one answer
	robot  float64      // probability that a robot's answer is good enough
	beyond float64      // probability that an agent must ask a supervisor
	turns  float64      // mean number of questions
}

// The stages of a sale. Presale has teams of its own, the others share one.
const (
	presale   metrics.Text = "presale"
	insale    metrics.Text = "insale"
	aftersale metrics.Text = "aftersale"
)

var topics = []topic{
	{name: "stock", stage: presale, weight: 13, work: 11 * metrics.Second, robot: .65, turns: 2.2},
	{name: "price", stage: presale, weight: 13, work: 14 * metrics.Second, robot: .45, turns: 2.6},
	{name: "size", stage: presale, weight: 11, work: 15 * metrics.Second, robot: .40, turns: 2.8},
	{name: "product", stage: presale, weight: 12, work: 20 * metrics.Second, robot: .35, turns: 2.6},
	{name: "bulk", stage: presale, weight: 2, work: 40 * metrics.Second, beyond: .25, turns: 4},
	{name: "shipping", stage: insale, weight: 15, work: 17 * metrics.Second, robot: .50, turns: 2.4},
	{name: "address", stage: insale, weight: 4, work: 22 * metrics.Second, turns: 2},
	{name: "logistics", stage: aftersale, weight: 12, work: 24 * metrics.Second, robot: .40, turns: 2.6},
	{name: "returns", stage: aftersale, weight: 9, work: 25 * metrics.Second, robot: .35, turns: 3.2},
	{name: "refund", stage: aftersale, weight: 4, work: 26 * metrics.Second, robot: .30, beyond: .03, turns: 3},
	{name: "quality", stage: aftersale, weight: 4, work: 34 * metrics.Second, beyond: .10, turns: 4},
	{name: "invoice", stage: aftersale, weight: 1, work: 20 * metrics.Second, robot: .5, turns: 2},
}

// phrases is what is said about one topic. An open entry is one turn: the
// short messages a buyer sends in a row.
type phrases struct {
	open                 [][]metrics.Text
	more, answers, robot []metrics.Text
}

// common is what is said whatever the topic.
type common struct {
	nags, thanks, welcomes, promises, greets []metrics.Text
	humans, handoffs, lost, closed, angry    []metrics.Text
	moved, asks, rights                      []metrics.Text
	adverts, others                          []metrics.Text
}

type language struct {
	common
	byTopic map[metrics.Text]phrases
}

var (
	sizes     = []string{"S", "M", "L", "XL", "2XL", "38", "40", "42"}
	colorsZH  = []string{"黑色", "白色", "藏青", "米色", "粉色", "奶茶色"}
	colorsEN  = []string{"black", "white", "navy", "beige", "pink"}
	cities    = []string{"杭州", "广州", "成都", "武汉", "沈阳", "郑州"}
	citiesEN  = []string{"Leeds", "Lyon", "Rotterdam", "Kraków", "Malmö"}
	discounts = []string{"3", "5", "10", "12.8", "19.9", "29"}
)

// fill puts this conversation's own details into a phrase's slots.
func (c *conversation) fill(t metrics.Text) metrics.Text {
	if !strings.Contains(string(t), "{") {
		return t
	}
	colors, towns := colorsZH, cities
	if c.shop.english {
		colors, towns = colorsEN, citiesEN
	}
	name := "-"
	if c.owner != nil {
		name = string(c.owner.name)
	}
	return own(strings.NewReplacer(
		"{order}", string(c.orderNumber()),
		"{name}", name,
		"{size}", pick(c.dice, sizes),
		"{color}", pick(c.dice, colors),
		"{city}", pick(c.dice, towns),
		"{price}", pick(c.dice, discounts),
		"{days}", strconv.Itoa(2+c.dice.IntN(6)),
		"{qty}", strconv.Itoa(2+c.dice.IntN(8)),
	).Replace(string(t)))
}
