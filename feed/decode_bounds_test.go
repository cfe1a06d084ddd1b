package feed_test

import (
	"fmt"
	"strings"
	"testing"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// listOf is n times what item makes, as a JSON array.
func listOf(n int, item func(i int) string) string {
	var items []string
	for i := range n {
		items = append(items, item(i))
	}
	return "[" + strings.Join(items, ",") + "]"
}

func TestDecodeBoundsTags(t *testing.T) {
	for n, fine := range map[int]bool{1: true, 50: true, 51: false, 5000: false} {
		data := `{"id":"x","type":"conversation.tagged","time":1,"conversation":"c","tags":` + listOf(n, func(i int) string { return fmt.Sprintf(`"t%d"`, i) }) + `}`
		var e metrics.Event
		err := feed.Decode([]byte(data), &e)
		if (err == nil) != fine || fine && len(e.Tags) != n || !fine && err.Error() != "tags: are more than 50" {
			t.Errorf("%d tags: %v", n, err)
		}
	}
}

// Of very many gaps none is forgotten: all the time between the first and the last
// may be missing.
func TestDecodeBoundsGaps(t *testing.T) {
	gap := func(i int) string {
		return fmt.Sprintf(`{"from":%d,"to":%d}`, 1_773_000_000_000-i*1000, 1_773_000_000_500-i*1000)
	}
	for _, n := range []int{0, 1, 100, 101, 1000} {
		data := `{"id":"x","type":"source.status","time":1773000000000,"platform":"pdd","shop":"s","missing":` + listOf(n, gap) + `}`
		var e metrics.Event
		if err := feed.Decode([]byte(data), &e); err != nil {
			t.Fatalf("%d gaps: %v", n, err)
		}
		first, last := metrics.Time(1_773_000_000_000-(n-1)*1000), metrics.Time(1_773_000_000_500)
		switch {
		case n <= 100 && len(e.Missing) != n,
			n > 100 && (len(e.Missing) != 1 || e.Missing[0] != metrics.Gap{From: first, To: last}):
			t.Errorf("%d gaps are read as %d: %v", n, len(e.Missing), e.Missing[0])
		}
	}
	data := `{"id":"x","type":"source.status","time":1,"platform":"pdd","missing":` +
		listOf(200, func(i int) string { return fmt.Sprintf(`{"from":%d,"to":1500000000}`, 1500000000+i/199) }) + `}`
	if err := feed.Decode([]byte(data), &metrics.Event{}); err == nil {
		t.Error("one gap of many ends before it begins")
	}
}
