package tui

import (
	"strings"
	"testing"

	"floorwalker/metrics"
)

// floorOf opens a screen on the sample floor that answers what it is asked.
func floorOf(t *testing.T, change ...func(*Options)) *driver {
	d := start(t, change...)
	samplePages(d.view, d.m.lang)
	d.show()
	return d
}

func TestAShopTellsItsDays(t *testing.T) {
	d := floorOf(t)
	d.press("f4", "down", "enter")
	if want := (metrics.ShopKey{Platform: "pdd", Shop: "flag-17"}); d.lastAsked().Shop != want {
		t.Fatalf("asked for %v", d.lastAsked().Shop)
	}
	d.show()
	d.sees("as of 20:41:05", "T-3 11-08 ≈49.02 402/820", "T-1 11-10 51.65 437/846", "today 51.04 341/668", "0:00 51.71",
		"may still miss: 41 ppl more, or 82", "expected 50.9 % (80 of 100 days: 50.1 to 51.6), 61 to come, fails the line in 12.0",
		"14 still open, last decided 20:55", "closed, 7 still count, last 21:08", "9.9 Specials", "shut; can be open from 2026-11-13", "sign-up 11-14",
		"11-09 ✖ 58.57", "11-11 ✓ 64.52 so far", "applies, 682 buyers", "silent for 4:12!", "hands over 14.2 a minute (normally 5.4)", "19:00  ! 34.44    59/90")
	d.press("esc").sees("▸shop rules").press("esc").sees("▸waiting")
	if d.lastAsked().Shop != (metrics.ShopKey{}) {
		t.Error("still asks for the shop")
	}
}

func TestWhatIsOwedCanBeOpened(t *testing.T) {
	d := floorOf(t)
	d.press("P").sees("only on the page of a shop").press("f4", "down", "enter").show()
	d.sees("needs 11 people to answer 80 % within 3:00, at 90 turns an hour", "promised and silent since 2", "ask the robot for a human in vain 1", "2026-11-11 → further notice  P4")
	d.press("P").sees("1 p3  wants a human", "3 p2  promised").press("2")
	if got := d.lastAsked().Story; got != key("p1") {
		t.Errorf("opened %v", got)
	}
	d.press("esc").sees("▸flag-17")
}

func TestPenalties(t *testing.T) {
	d := start(t)
	for want, p := range map[string]metrics.PenaltyFigure{
		"does not apply so far: 40 buyers":      {Consumers: 40},
		"costs CNY 3000 as things stand":        {Applies: true, Consumers: 200, CNY: 3000},
		"200 buyers today: nothing to pay as t": {Applies: true, Consumers: 200},
	} {
		if got := strings.Join(d.m.penaltyLines(&p, 90), "\n"); !strings.Contains(got, want) {
			t.Errorf("%q", got)
		}
	}
}

func TestAShopLeadsToItsBuyers(t *testing.T) {
	d := floorOf(t)
	d.press("f4", "down", "enter", "enter")
	q := d.lastAsked()
	if q.Filter.Term != "shop:flag-17" || len(q.Filter.Conditions) != 1 || q.Filter.Conditions[0].Field != metrics.ShopField {
		t.Fatalf("asked %+v", q)
	}
	d.show()
	d.sees("▸waiting", "/shop:flag-17").press("esc")
	if d.lastAsked().Filter.Term != "" {
		t.Error("still narrowed")
	}
}

func TestPeopleArePlannedAndPresent(t *testing.T) {
	d := start(t)
	d.press("f3").sees("planned 14  present 9  missing 5", "on break 3", "planned and present", "▸agents 14", "pace", "over", "12m").misses("waiting 63 ·")
	d.press("end").sees("▸Lin").press("o").sees("status of Lin").press("esc", "enter").sees("─ Lin · lin ─").press("esc", "esc").sees("▸waiting")
}

func TestTooManyAreOnABreak(t *testing.T) {
	d := start(t, func(o *Options) { o.OnBreak = map[metrics.Text]int{"presale-A": 2, "aftersale": 1} })
	d.sees(" 9/3!/14 ", " 7/1/8 ").press("f3").sees("on break 3, may be 2", "on break 1, may be 1")
}

func TestTheWallIsReadFromAfar(t *testing.T) {
	d := start(t)
	d.press("W").sees("███", "due within a minute", "longest lost wait 2h14m", "presale-A").press("r").sees("choose a waiting row first")
	d.view.Feed.State = metrics.FeedLost
	d.show()
	d.sees("████").misses("█   ████  \n")
	if d.m.wallNumber(10) != "?" {
		t.Error("counts what is not known")
	}
	d.press("esc").sees("▸waiting")
}

func TestPagesDoNotGoRoundInACircle(t *testing.T) {
	d := floorOf(t)
	for range 5 {
		d.press("f6", "W", "f3", "f4", "g")
	}
	if len(d.m.trail) > 6 {
		t.Errorf("%d pages to come back through", len(d.m.trail))
	}
	for range 6 {
		d.press("esc")
	}
	d.sees("▸waiting 63")
}

func TestGrouping(t *testing.T) {
	d := start(t)
	for _, want := range []metrics.GroupBy{metrics.ByShop, metrics.ByPlatform, metrics.ByStage, metrics.ByTeam} {
		d.press("b")
		if got := d.lastAsked().Group; got != want {
			t.Fatalf("by %v, want %v", got, want)
		}
	}
	d.press("b")
	d.view.Queues = []metrics.Queue{{Name: "Flag-17", Counts: metrics.Counts{Waiting: 3}}}
	d.show()
	d.sees("─ shops ─", "Flag-17", "grouped: shops")
	d.press("tab", "tab", "enter")
	if f := d.lastAsked().Filter; f.Term != "shop:Flag-17" || f.Conditions[0].Word != "flag-17" {
		t.Errorf("asked %+v", f)
	}
	d.show()
	d.press("enter")
	if f := d.lastAsked().Filter; f.Term != "" {
		t.Errorf("still narrowed: %+v", f)
	}
	d.press("f3").sees("b groups by team again")
}

// planned opens the picker on the row that the sample plan is about.
func planned(t *testing.T, change ...func(*Options)) *driver {
	d := floorOf(t, change...)
	d.press("down", "down").on("k4").press("r")
	if d.lastAsked().Move != key("k4") {
		t.Fatalf("asked about %v", d.lastAsked().Move)
	}
	d.show()
	return d
}

func TestThePickerSaysWhatWillComeOfIt(t *testing.T) {
	d := planned(t)
	d.misses("1 nudge").pass(150)
	d.sees("1 nudge Li Na", "too late ≈0:25", "2 take it", "tight ≈0:15", "3 Wang Fang", "tight ≈0:16", "answers in 0:14", "knows the shop",
		"own clock from 3:00", "4 Tang", "5 Ma Lin", "in time ≈0:06", "knows the buyer", "· Gu Yue", "no: silent while buyers wait", "0 back to the queue")
	d.press("3")
	d.sentOnly(metrics.Command{Verb: metrics.Reassign, Conversation: key("k4"), Team: "presale-A", ExpectOwner: "li", To: "wang"})
	d.show()
	if d.lastAsked().Move != (metrics.ConversationKey{}) {
		t.Error("still asks for the plan")
	}
}

func TestNudgeAndTakeComeFirst(t *testing.T) {
	for digit, want := range map[string]metrics.Command{
		"1": {Verb: metrics.Nudge, Agent: "li"}, "2": {Verb: metrics.Take},
	} {
		d := planned(t)
		d.pass(150)
		d.press(digit)
		want.Conversation, want.Team, want.ExpectOwner = key("k4"), "presale-A", "li"
		d.sentOnly(want)
	}
}

// A digit must not change its meaning under a hand: once the choices can be
// taken they stay.
func TestAPlanThatComesTooLateIsNotTaken(t *testing.T) {
	d := start(t)
	d.press("down", "down", "r")
	d.pass(250)
	d.misses("1 Ma Lin")
	d.pass(200)
	d.sees("1 Ma Lin")
	d.view.Move = sampleMove(sampleIn[English])
	d.show()
	d.pass(200)
	d.sees("1 Ma Lin").misses("1 nudge")
}

func TestAPlanArmsAfterItWasSeen(t *testing.T) {
	d := planned(t)
	d.press("3").sees("too early")
	d.pass(99)
	d.press("3")
	d.pass(150)
	d.sees("3 Wang Fang")
	moved := *d.view.Move
	moved.People = append([]metrics.Candidate{moved.People[2]}, moved.People[:2]...)
	d.view.Move = &moved
	d.show()
	d.sees("3 Wang Fang", "5 Ma Lin").press("9").sees("no such choice")
	d.press("3")
	if len(d.desk.sent) != 1 || d.desk.sent[0].To != "wang" || d.armedUnseen {
		t.Errorf("sent %+v", d.desk.sent)
	}
}

// From a person one gets to those who wait for him, and nudges him where he is.
func TestAPersonLeadsToHisBuyers(t *testing.T) {
	d := start(t)
	d.press("tab").sees("▸agents").press("n").sees("nudge about ", "now Li Na").press("esc")
	d.press("enter").sees("─ Li Na · li ─", "Enter shows who waits").press("enter").sees("▸waiting")
	if f := d.lastAsked().Filter; f.Term != "agent:li" || f.Conditions[0].Field != metrics.OwnerField {
		t.Errorf("asked %+v", f)
	}
	d.press("esc", "f3", "end").sees("▸Lin").press("n").sees("nudge: none of the rows listed is this agent's")
}
