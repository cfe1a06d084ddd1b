package twin

import (
	"encoding/json"
	"fmt"
	"math/big"
)

// basket is R43 for a day: the amounts of the orders formed that day over
// their distinct buyers, and the same with the number of items. Orders without
// an amount are left out of everything and counted; an order without buyer is
// a buyer of its own; one that does not say how many items has none.
func (s shop) basket(d int64) map[string]any {
	orders, without := int64(0), int64(0)
	amount, items := new(big.Rat), new(big.Rat)
	buyers := map[string]bool{}
	for _, e := range s.events {
		if e.Type != "order.placed" || s.k.dayOf(e.at) != d || !formed(e) {
			continue
		}
		if e.Amount == "" {
			without++
			continue
		}
		orders++
		amount.Add(amount, exact(e.Amount))
		items.Add(items, exact(e.Items))
		buyer := "buyer " + e.Buyer
		if e.Buyer == "" {
			buyer = "event " + e.ID
		}
		buyers[buyer] = true
	}
	n := int64(len(buyers))
	return map[string]any{
		"orders": orders, "without_amount": without, "buyers": n,
		"amount": cut(amount, 1), "items": cut(items, 1),
		"basket_value": cut(amount, n), "items_per_buyer": cut(items, n),
	}
}

// exact reads a decimal number without rounding it.
func exact(n json.Number) *big.Rat {
	r, ok := new(big.Rat).SetString(n.String())
	if !ok {
		return new(big.Rat)
	}
	return r
}

// cut divides and writes two decimals, cut (R26); nil over nobody (R25).
func cut(sum *big.Rat, n int64) any {
	if n == 0 {
		return nil
	}
	cents := new(big.Int).Mul(sum.Num(), big.NewInt(100))
	cents.Quo(cents, new(big.Int).Mul(sum.Denom(), big.NewInt(n)))
	whole, rest := new(big.Int).QuoRem(cents, big.NewInt(100), new(big.Int))
	return fmt.Sprintf("%s.%02d", whole, rest.Abs(rest).Int64())
}
