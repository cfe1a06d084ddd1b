package alarm

import "floorwalker/metrics"

// everyone, ofTeams and so on are the subjects that figures have.
var (
	everyone = []Kind{Floor, Team, Agent, Shop}
	groups   = []Kind{Floor, Team, Shop}
	ofTeams  = []Kind{Floor, Team}
	ofFloor  = []Kind{Floor}
	ofAgents = []Kind{Agent}
	ofShops  = []Kind{Shop}
)

// countFigures are the counts of waiting conversations (R50).
func countFigures() []Figure {
	counts := func(name string, kinds []Kind, m Meaning, of func(*metrics.Counts) int) Figure {
		return Figure{Name: name, Kinds: kinds, Meaning: m, read: func(p *place) sample { return count(of(&p.counts)) }}
	}
	oldest := func(name string, kinds []Kind, m Meaning, of func(*metrics.Counts) metrics.Time) Figure {
		return Figure{
			Name: name, Kinds: kinds, Unit: Length, Meaning: m,
			read: func(p *place) sample { return longest(of(&p.counts), p.View.Now) },
		}
	}
	return []Figure{
		counts("waiting", everyone, Meaning{"buyers who wait for a human, night included", "待回复的会话，含夜间"},
			func(c *metrics.Counts) int { return c.Waiting }),
		counts("due", groups, Meaning{"at most a minute to a line that still counts", "一分钟内将过线"}, func(c *metrics.Counts) int { return c.Due }),
		counts("past", append(groups, Agent), Meaning{"past a line; the next can be kept (agents: any line broken)", "已过线，下一条线还可救（客服：已过任意一条线）"},
			func(c *metrics.Counts) int { return c.Past }),
		counts("lost", groups, Meaning{"past every line", "所有线都已过"}, func(c *metrics.Counts) int { return c.Lost }),
		counts("night", groups, Meaning{"waiting, and not assessed", "不计考核的待回复"}, func(c *metrics.Counts) int { return c.Night }),
		counts("unassigned", ofTeams, Meaning{"waiting with nobody in charge", "未分配"}, func(c *metrics.Counts) int { return c.Unassigned }),
		counts("closed", []Kind{Floor, Shop}, Meaning{"closed without an answer", "未回复就关闭"}, func(c *metrics.Counts) int { return c.Closed }),
		counts("left_over", []Kind{Floor, Shop}, Meaning{"unanswered since a day before", "前一天遗留未回复"},
			func(c *metrics.Counts) int { return c.LeftOver }),
		oldest("oldest", append(ofTeams, Agent), Meaning{"longest wait", "最久等待"}, func(c *metrics.Counts) metrics.Time { return c.Oldest }),
		oldest("oldest_lost", ofTeams, Meaning{"longest wait among the lost", "已丢中的最久等待"},
			func(c *metrics.Counts) metrics.Time { return c.OldestLost }),
	}
}

// laneFigures are how much is pinned above the list (R48).
func laneFigures() []Figure {
	lanes := func(name string, kind metrics.LaneKind, m Meaning) Figure {
		return Figure{Name: name, Kinds: everyone, Meaning: m, read: func(p *place) sample {
			n := 0
			for i := range p.View.Lanes {
				if l := &p.View.Lanes[i]; l.Kind == kind && p.holds(l) {
					n++
				}
			}
			return count(n)
		}}
	}
	return []Figure{
		lanes("complaints", metrics.LaneComplaint, Meaning{"open complaints", "未结投诉"}),
		lanes("asks", metrics.LaneAsk, Meaning{"agents who ask the supervisor", "客服求助"}),
		lanes("vip", metrics.LaneVIP, Meaning{"VIP buyers pinned", "置顶的 VIP"}),
		lanes("large", metrics.LaneLarge, Meaning{"buyers with a large order pinned", "置顶的大单买家"}),
		lanes("ratings", metrics.LaneRating, Meaning{"bad ratings and reviews of the last half hour", "半小时内的差评"}),
		lanes("hits", metrics.LaneHit, Meaning{"agents' messages that break a rule, last half hour", "半小时内的违规用语"}),
	}
}

// peopleFigures are a team's people and pace; of the floor, those of all teams.
func peopleFigures() []Figure {
	sum := func(name string, m Meaning, of func(*metrics.Queue) int) Figure {
		return Figure{Name: name, Kinds: ofTeams, Meaning: m, trust: trustPeople, read: func(p *place) sample {
			n := 0
			for _, q := range p.queues {
				n += of(q)
			}
			return count(n)
		}}
	}
	pace := func(name string, m Meaning, of func(*metrics.Queue) float64) Figure {
		return Figure{Name: name, Kinds: ofTeams, Unit: PerMinute, Meaning: m, read: func(p *place) sample {
			x := 0.0
			for _, q := range p.queues {
				x += of(q)
			}
			return number(x)
		}}
	}
	return []Figure{
		sum("online", Meaning{"agents online or busy", "在线或忙碌的客服"}, func(q *metrics.Queue) int { return q.Online }),
		sum("away", Meaning{"agents on a break", "小休的客服"}, func(q *metrics.Queue) int { return q.Away }),
		sum("free", Meaning{"free places of agents online", "在线客服的空位"}, func(q *metrics.Queue) int { return q.Free }),
		sum("planned", Meaning{"people the roster plans for now (R47)", "排班应到"}, func(q *metrics.Queue) int { return q.Planned }),
		sum("absent", Meaning{"planned and not there (R47)", "应到未到"}, func(q *metrics.Queue) int { return q.Planned - q.Present }),
		pace("arrivals", Meaning{"buyer turns begun a minute, last 5 minutes", "近5分钟每分钟进线"},
			func(q *metrics.Queue) float64 { return q.ArrivalsPerMinute }),
		pace("replies", Meaning{"turns answered by a human a minute, last 5 minutes", "近5分钟每分钟回复"},
			func(q *metrics.Queue) float64 { return q.RepliesPerMinute }),
	}
}

// feedFigures are about how events came: known as long as the feed is live.
func feedFigures() []Figure {
	feed := func(name string, unit Unit, m Meaning, of func(*metrics.View) sample) Figure {
		return Figure{
			Name: name, Kinds: ofFloor, Unit: unit, Meaning: m, trust: trustFeed,
			read: func(p *place) sample { return of(p.View) },
		}
	}
	return []Figure{
		feed("sources_down", Count, Meaning{"gateways that have fallen silent", "失联的数据源"},
			func(v *metrics.View) sample { return count(v.Feed.Sources - v.Feed.SourcesUp) }),
		feed("malformed", Count, Meaning{"payloads that were no events", "无法解析的数据"},
			func(v *metrics.View) sample { return number(float64(v.Feed.Malformed)) }),
		feed("conflicts", Count, Meaning{"events that contradict one with the same id", "同号不同内容的事件"},
			func(v *metrics.View) sample { return number(float64(v.Feed.Conflicts)) }),
		feed("lag", Length, Meaning{"from the broker's stamp to here", "数据延迟"}, func(v *metrics.View) sample { return span(v.Feed.Lag) }),
		feed("clock_off", Length, Meaning{"between this host's clock and the broker's", "本机与服务器时钟差"},
			func(v *metrics.View) sample { return span(max(v.Feed.ClockSkew, -v.Feed.ClockSkew)) }),
		feed("data_age", Length, Meaning{"since the newest event", "距最新事件"}, dataAge),
	}
}

// clockSlack is how far ahead of this clock others may run.
const clockSlack = metrics.Minute

// dataAge has no value while the newest event is dated far ahead: it would hide
// that nothing comes after it.
func dataAge(v *metrics.View) sample {
	return when(v.Feed.LastEvent <= v.Now.Add(clockSlack), age(v.Feed.LastEvent, v.Now))
}

// agentFigures are of one person.
func agentFigures() []Figure {
	own := func(name string, unit Unit, m Meaning, of func(*metrics.AgentRow, metrics.Time) sample) Figure {
		return Figure{
			Name: name, Kinds: ofAgents, Unit: unit, Meaning: m,
			read: func(p *place) sample { return of(p.agent, p.View.Now) },
		}
	}
	return []Figure{
		own("load", Count, Meaning{"open conversations owned", "接待中"}, func(a *metrics.AgentRow, _ metrics.Time) sample { return count(a.Load) }),
		own("capacity", Count, Meaning{"conversations the agent takes at once", "接待上限"},
			func(a *metrics.AgentRow, _ metrics.Time) sample { return when(a.Capacity > 0, count(a.Capacity)) }),
		own("answered", Count, Meaning{"turns answered today", "今日回复"},
			func(a *metrics.AgentRow, _ metrics.Time) sample { return count(a.Answered) }),
		own("silent", Length, Meaning{"since the last message, while online", "没发言（在线）"}, silent),
		own("in_state", Length, Meaning{"in the present state", "当前状态时长"},
			func(a *metrics.AgentRow, now metrics.Time) sample { return age(a.Since, now) }),
		own("overrun", Length, Meaning{"away beyond what the roster grants (R47)", "小休超时"},
			func(a *metrics.AgentRow, _ metrics.Time) sample { return span(a.Overrun) }),
		own("reply_3m", Percent, Meaning{"own answers within 3 minutes, today (R37)", "今日3分钟回复率（自己的表）"},
			func(a *metrics.AgentRow, _ metrics.Time) sample { return percentOf(a.Reply3m) }),
		own("mean_response", Length, Meaning{"mean response today (R32)", "今日平均响应"}, func(a *metrics.AgentRow, _ metrics.Time) sample {
			return of(a.Answered, when(a.Answered > 0, span(a.MeanResponse)))
		}),
		own("pace", Length, Meaning{"median own wait of the last 20 answers (R49)", "近20次回复用时中位数"},
			func(a *metrics.AgentRow, _ metrics.Time) sample { return when(a.Pace > 0, span(a.Pace)) }),
	}
}

// silent is how long somebody online has not said a word; who is not online is
// not silent.
func silent(a *metrics.AgentRow, now metrics.Time) sample {
	if a.Presence != metrics.Online && a.Presence != metrics.Busy {
		return count(0)
	}
	return age(max(a.LastSaid, a.Since), now)
}

func percentOf(t metrics.Tally) sample {
	hundredths, ok := t.Percent()
	return of(t.N, when(ok, number(float64(hundredths)/100)))
}
