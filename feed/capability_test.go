package feed

import (
	"testing"

	"pgregory.net/rapid"

	"floorwalker/metrics"
)

func TestCapabilityTravels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.StringMatching(`[a-zA-Z0-9_*/,.旗舰店 -]{1,12}`)
		want := Capability{Why: id.Draw(t, "why")}
		for range rapid.IntRange(1, 4).Draw(t, "shops") {
			k := metrics.ShopKey{Platform: metrics.Text(id.Draw(t, "platform"))}
			if rapid.Bool().Draw(t, "one shop") {
				k.Shop = metrics.Text(id.Draw(t, "shop"))
			}
			want.Shops = append(want.Shops, k)
		}
		got := ParseCapability(want.Metadata())
		if got.Everywhere || got.Why != want.Why || len(got.Shops) != len(want.Shops) {
			t.Fatalf("%+v, was %+v", got, want)
		}
		for i := range want.Shops {
			if got.Shops[i] != want.Shops[i] {
				t.Fatalf("%+v, was %+v", got.Shops[i], want.Shops[i])
			}
		}
	})
}

func TestCapabilityAllows(t *testing.T) {
	flagship := metrics.ShopKey{Platform: "pdd", Shop: "flagship"}
	for shops, want := range map[string]bool{
		"*": true, "pdd/flagship": true, "pdd/*": true, "feige/beauty,pdd/*": true, "feige/*": false, "pdd/home": false, "": false,
		"=ZZ/x,pdd/flagship": true, "pdd": false, "pdd/=1B": false,
	} {
		c := ParseCapability(map[string]string{MetadataShops: shops})
		if c.Allows(flagship) != want {
			t.Errorf("%q allows %v: %+v", shops, !want, c)
		}
	}
	if !ParseCapability(nil).Allows(flagship) {
		t.Error("a backend that says nothing is taken to be unable")
	}
}
