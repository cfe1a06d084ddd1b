package stories

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A shift at a recorded call desk: the list is narrowed, a caller opened, the
// list held, and the window changed in size, all while calls come and go.
func TestAShiftOnRecordedData(t *testing.T) {
	recording := filepath.Join("..", "..", "shared", "data", "technion1999-dev", "sample.ndjson")
	if _, err := os.Stat(recording); err != nil {
		t.Skipf("the recording is not here: %v", err)
	}
	path, err := filepath.Abs(recording)
	if err != nil {
		t.Fatal(err)
	}
	x := open(t, "replay", path, "--tz", "+03:00", "--from", "1999-08-01T11:00:00+03:00", "--speed", "20", "--lang", "en")
	x.until("a replay that runs, with callers who wait", func(p picture) bool {
		return p.has("replay ×20", "1999-08-01") && p.after("11:01") && p.number(`waiting (\d+) `) > 3
	})

	x.filters("team:regular wait>30s").until("the callers of one team who have waited", func(p picture) bool {
		return p.matches(`waiting \d+ of \d+`) && p.matches(`unassigned|\d+/\d+`)
	})
	x.press("/").write(" left<").until("what the filter lacks, and the rows of the last good one", func(p picture) bool {
		return picture(p.footer()).has("a length must follow") && p.has("/team:regular wait>30s")
	})
	x.closes("/team:regular")

	x.press("Enter").until("one call from its first event on", func(p picture) bool { return p.matches(`─▸\S+ at `) && p.has("waits since") })
	x.backTo("─▸waiting")

	x.press("p").sees("HOLD +")
	held := x.until("calls that are held back", func(p picture) bool { return p.number(`HOLD \+(\d+) new`) > 0 })
	x.press("p").until("those that were held back", func(p picture) bool { return !p.has("HOLD") && p.clock() >= held.clock() })

	for _, size := range [][2]int{{80, 24}, {200, 60}, {40, 10}, {160, 45}} {
		x.resize(size[0], size[1]).until(fmt.Sprintf("a frame of %v that goes on", size), func(p picture) bool {
			return len(p.lines()) == size[1] && strings.Contains(p.footer(), "help") && strings.Contains(p.header(), "replay") && (p.clock() == "" || p.after(held.clock()))
		})
	}
	x.leaves()
}
