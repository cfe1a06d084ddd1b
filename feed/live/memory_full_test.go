//go:build full && !race

package live

import (
	"runtime"
	"strconv"
	"testing"

	"floorwalker/metrics"
)

// Ten million buyers appear in a day, each with an order, and a hundred thousand
// of them wait: all are known and counted, in the memory of a small host.
func TestTenMillionBuyersInADay(t *testing.T) {
	const buyers, waiting = 10_000_000, 100_000
	f := metrics.New(metrics.DefaultPolicy())
	f.HoldTexts(heldTexts)
	before := heap()
	for i := range buyers {
		name := metrics.Text(strconv.Itoa(i))
		e := metrics.Event{
			ID: "o" + name, Type: metrics.OrderPlaced, Time: base.Add(metrics.Span(i) * 8), Team: "presale", Platform: "pdd", Shop: "s1",
			Order: "o" + name, Buyer: "u" + name, Amount: 1999,
		}
		f.Apply(&e)
	}
	for i := range waiting {
		name := metrics.Text(strconv.Itoa(i * (buyers / waiting)))
		e := metrics.Event{
			ID: "m" + name, Type: metrics.MessageCreated, Time: base.Add(buyers*8 + metrics.Span(i)), Team: "presale", Platform: "pdd", Shop: "s1",
			Conversation: "c" + name, Sender: metrics.Sender{Kind: metrics.Buyer, ID: "u" + name}, Text: "在吗", Amount: metrics.NoAmount,
		}
		f.Apply(&e)
	}
	f.Advance(base.Add(buyers*8 + waiting))
	v := f.View(metrics.Query{})
	bytes := heap() - before
	runtime.KeepAlive(f)
	t.Logf("%d bytes in all, %d a buyer", bytes, bytes/buyers)
	if v.Feed.Events != buyers+waiting || v.Counts.Waiting != waiting {
		t.Errorf("%d events are counted, %d wait", v.Feed.Events, v.Counts.Waiting)
	}
	if bytes > 4<<30 {
		t.Errorf("%d MiB", bytes>>20)
	}
}
