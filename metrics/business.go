package metrics

import "slices"

// order is what conversion needs of an order.
type order struct {
	at     Time
	buyer  uint64
	formed bool
}

// caseDigest is orders, disputes and refunds of a shop.
type caseDigest struct {
	placed   map[Date]int
	disputes map[Date]int
	baskets  map[Date]map[uint64]*basket
	unpriced map[Date]int
	refunds  map[Date][]Span // by day of completion
	ordersOf map[uint64][]order
}

// basket is what one buyer ordered in a day (R43).
type basket struct {
	orders int
	amount int64 // hundredths
	items  int
}

func (f *Floor) digestCases(d *shopDigest) {
	d.cases = caseDigest{
		placed: map[Date]int{}, disputes: map[Date]int{}, baskets: map[Date]map[uint64]*basket{},
		unpriced: map[Date]int{}, refunds: map[Date][]Span{}, ordersOf: map[uint64][]order{},
	}
	for e := range f.allCases(d.shop) {
		d.digestCase(e)
	}
}

// digestCase books one order, refund, or complaint without conversation.
func (d *shopDigest) digestCase(e *entity) {
	z := d.shop.rules.Zone
	requested := e.first(kindRefundRequested, d.now)
	completed := false
	for i := range e.facts {
		f := &e.facts[i]
		if f.time > d.now {
			break
		}
		day := z.Date(f.time)
		d.day(day)
		switch f.kind {
		case kindOrder:
			d.placed(f, day)
		case kindRefundDisputed:
			if f.flags&flagSeller != 0 {
				d.cases.disputes[day]++
			}
		case kindRefundCompleted:
			if !completed && requested != 0 && requested <= f.time {
				completed = true
				d.cases.refunds[day] = append(d.cases.refunds[day], f.time.Sub(requested))
			}
		case kindComplaint:
			d.day(day).complaints++
			d.agent(day, uint32(f.who)).complaints++
		}
	}
}

// first is the time of the first fact of a kind up to now, 0 without one.
func (e *entity) first(k factKind, now Time) Time {
	for i := range e.facts {
		if e.facts[i].kind == k && e.facts[i].time <= now {
			return e.facts[i].time
		}
	}
	return 0
}

func (d *shopDigest) placed(f *fact, day Date) {
	c := &d.cases
	formed := f.flags&flagUngrouped == 0
	c.placed[day]++
	c.ordersOf[f.who] = append(c.ordersOf[f.who], order{f.time, f.who, formed})
	if !formed {
		return
	}
	if f.flags&flagNoAmount != 0 {
		c.unpriced[day]++
		return
	}
	if c.baskets[day] == nil {
		c.baskets[day] = map[uint64]*basket{}
	}
	b := c.baskets[day][f.who]
	if b == nil {
		b = &basket{}
		c.baskets[day][f.who] = b
	}
	b.orders++
	b.amount += f.arg
	b.items += int(f.extra)
}

// ConversionFigure is how many who asked then bought (R35).
type ConversionFigure struct {
	Inquirers int     `json:"inquirers"`
	Converted int     `json:"converted"`
	Pct       *string `json:"pct"`
}

func (d *shopDigest) conversion(day Date) ConversionFigure {
	var f ConversionFigure
	midnight := d.shop.rules.Zone.Midnight(day)
	for buyer, asked := range d.talks[day] {
		orders := d.cases.ordersOf[buyer]
		if slices.ContainsFunc(orders, func(o order) bool { return o.at >= midnight && o.at < asked }) {
			continue
		}
		f.Inquirers++
		until := asked.Add(d.shop.rules.ConversionWindow)
		if slices.ContainsFunc(orders, func(o order) bool { return o.formed && o.at >= asked && o.at <= until }) {
			f.Converted++
		}
	}
	f.Pct = ratio(f.Converted, f.Inquirers)
	return f
}

// ComplaintFigure is complaints over the consumers who wrote that day (R35).
type ComplaintFigure struct {
	Count     int     `json:"count"`
	Consumers int     `json:"consumers"`
	Pct       *string `json:"pct"`
}

func (d *shopDigest) complaints(day Date) ComplaintFigure {
	f := ComplaintFigure{Count: d.day(day).complaints, Consumers: len(d.talks[day])}
	f.Pct = ratio(f.Count, f.Consumers)
	return f
}

// RefundFigure is disputes and refund times over 30 days, the day included
// (R35).
type RefundFigure struct {
	Orders     int        `json:"orders_30d"`
	Disputes   int        `json:"disputes_30d"`
	DisputePct *string    `json:"dispute_pct"`
	RefundTime SpanFigure `json:"refund_time"`
}

const refundDays = 30

func (d *shopDigest) refunds(day Date) RefundFigure {
	var f RefundFigure
	var times []Span
	for k := day - refundDays + 1; k <= day; k++ {
		f.Orders += d.cases.placed[k]
		f.Disputes += d.cases.disputes[k]
		times = append(times, d.cases.refunds[k]...)
	}
	f.DisputePct = ratio(f.Disputes, f.Orders)
	f.RefundTime = spanFigure(times)
	return f
}

// BasketFigure is what the day's buyers ordered (R43). Sums and quotients are
// texts of two decimals, cut.
type BasketFigure struct {
	Orders        int     `json:"orders"`
	WithoutAmount int     `json:"without_amount"` // left out of everything else
	Buyers        int     `json:"buyers"`
	Amount        *string `json:"amount"`
	Items         *string `json:"items"`
	Value         *string `json:"basket_value"`
	ItemsPerBuyer *string `json:"items_per_buyer"`
}

func (d *shopDigest) basket(day Date) BasketFigure {
	f := BasketFigure{WithoutAmount: d.cases.unpriced[day], Buyers: len(d.cases.baskets[day])}
	amount, items := 0, 0
	for _, b := range d.cases.baskets[day] {
		f.Orders += b.orders
		amount += int(b.amount)
		items += b.items
	}
	f.Amount, f.Items = pct(amount, true), pct(items*100, true)
	if f.Buyers > 0 {
		f.Value, f.ItemsPerBuyer = pct(amount/f.Buyers, true), pct(items*100/f.Buyers, true)
	}
	return f
}
