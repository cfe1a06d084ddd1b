//go:build full && !race

package live

import (
	"runtime"
	"strconv"
	"testing"

	"floorwalker/metrics"
)

// Ten million buyers appear in a day, each with an order, and a hundred thousand
// of them wait: all are known and counted, in the memory of a small host, as a screen
// packs what is at rest.
func TestTenMillionBuyersInADay(t *testing.T) {
	const buyers, waiting = 10_000_000, 100_000
	f := metrics.New(metrics.DefaultPolicy())
	f.HoldTexts(heldTexts)
	days := OpenSegments(t.TempDir())
	defer func() { _ = days.Close() }() // of a folder that goes anyway
	f.SealInto(days)
	before := heap()
	for i := range buyers {
		name := metrics.Text(strconv.Itoa(i))
		e := metrics.Event{
			ID: "o" + name, Type: metrics.OrderPlaced, Time: base.Add(metrics.Span(i) * 8), Team: "presale", Platform: "pdd", Shop: "s1",
			Order: "o" + name, Buyer: "u" + name, Amount: 1999,
		}
		f.Apply(&e)
		if i%packAfter == 0 {
			f.Advance(e.Time)
			for f.Settle(1000) > 0 || f.Seal(1000) {
			}
		}
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
	if f.Packed() < buyers*9/10 {
		t.Errorf("%d orders are packed", f.Packed())
	}
	if bytes > 400<<20 {
		t.Errorf("%d MiB", bytes>>20)
	}
}
