package tui

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"floorwalker/metrics"
)

// silence lets gateways fall silent: up of 12 still report, and the shops named
// are judged as of some time ago.
func (d *driver) silence(up int, shops ...metrics.Text) *driver {
	v := *d.view
	v.Feed.SourcesUp = up
	v.Shops = nil
	for _, r := range d.view.Shops {
		r.Covered = true
		for _, name := range shops {
			r.Covered = r.Covered && r.Key.Shop != name
		}
		v.Shops = append(v.Shops, r)
	}
	d.view = &v
	d.show()
	return d
}

func TestASilentGatewayIsNoCalmShop(t *testing.T) {
	d := start(t)
	d.sees("▲✓    0:19   2:41 3m").misses("gateways")
	d.silence(11, "flag-17")
	d.sees("✖ sources 11/12", "✖ flag-17 silent for 0:00, gateways 11 of 12: may be answered, more may wait", "▲due<1m 10?", "lost 12 (2h14m)?").
		misses("● live", "▲✓")
	d.sees("0:19?  2:41? 3m", " 0:49 3m") // flag-03 is known
	d.live(65)
	d.sees("silent for 1:05").silence(12).sees("● live 12/12").misses("gateways", "0:19?", "dark for")
}

func TestAFloorWithoutGatewaysIsDark(t *testing.T) {
	d := start(t)
	d.silence(0, "flag-17", "flag-03", "dy-beauty").sees("✖ sources 0/12", "silent for 0:00", "every shop", "0:19?  2:41? 3m", " 0:49? 3m")
	d.press("W").sees("every shop").misses("  10  ").press("esc")
	d.live(300)
	d.drop("k3")
	d.silence(12).sees("dark for 5:00", "1 of the 25 rows listed before are gone")
}

// What breaks unseen may have been answered: it does not ring, not even when it
// is known. What breaks elsewhere does.
func TestNoBellForWhatASilentGatewayHides(t *testing.T) {
	d := start(t)
	d.silence(11, "flag-17")
	d.breakLine("k4", metrics.RowLost) // of flag-17
	d.rang(0, "not known")
	d.silence(12)
	d.rang(0, "known again")
	d.silence(11, "flag-03")
	d.breakLine("k5", metrics.RowLost)
	d.rang(1, "of a shop that is seen")
}

func TestBlindPictures(t *testing.T) {
	for lang, name := range map[Lang]string{English: "en", Chinese: "zh"} {
		for _, size := range []struct{ w, h int }{{80, 24}, {160, 45}} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size.w, size.h), func(t *testing.T) {
				d := start(t, func(o *Options) { o.Lang = lang })
				d.size(size.w, size.h)
				d.silence(10, d.view.Shops[1].Key.Shop)
				requireGrid(t, d.screen(), size.w, size.h)
				golden.RequireEqual(t, d.screen()+"\n")
			})
		}
	}
}
