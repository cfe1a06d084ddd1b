package main

import (
	"slices"
	"strings"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

// views are those that are tables.
var views = map[view]func(observation) ([]column, [][]cell){
	viewQueues: queueRows, viewWaiting: waitingRows, viewAgents: agentRows, viewShops: shopRows,
	viewLanes: laneRows, viewConversation: storyRows,
}

// tableOf is a view as rows.
func tableOf(v view, seen observation) *table {
	t := &table{now: seen.view.Now, zone: seen.view.Zone, feed: seen.view.Feed}
	t.columns, t.rows = views[v](seen)
	return t
}

func word(key, en, zh string) column   { return column{key, reportText{en, zh}, false} }
func figure(key, en, zh string) column { return column{key, reportText{en, zh}, true} }

func textCell[T ~string](s T) cell { return cell{value: string(s)} }
func count(n int) cell             { return cell{value: n} }

// lengthCell is a length in milliseconds; nil is none.
func lengthCell(ms *int64) cell {
	if ms == nil {
		return cell{}
	}
	return cell{*ms, length(metrics.Span(*ms))}
}

// length is a length as people write it, with its sign.
func length(s metrics.Span) string {
	if s < 0 {
		return "-" + length(-s)
	}
	return alarm.Length.Format(float64(s) / float64(metrics.Second))
}

func timeCell(t metrics.Time, v *metrics.View) cell {
	at := instant(t, v.Zone)
	if at == nil {
		return cell{}
	}
	return cell{*at, t.Std().In(v.Zone.Location()).Format("15:04:05")}
}

var countColumns = []column{
	figure("waiting", "waiting", "待回复"), figure("due", "due", "将过线"), figure("past", "past", "过线"),
	figure("lost", "lost", "已丢"), figure("night", "night", "不计"), figure("unassigned", "unassigned", "未分配"),
	figure("oldest_ms", "oldest", "最久"),
}

func countCells(c metrics.Counts, now metrics.Time) []cell {
	return []cell{
		count(c.Waiting), count(c.Due), count(c.Past), count(c.Lost), count(c.Night), count(c.Unassigned),
		lengthCell(age(c.Oldest, now)),
	}
}

func queueRows(seen observation) (columns []column, rows [][]cell) {
	columns = slices.Concat([]column{word("team", "team", "班组")}, countColumns, []column{
		figure("arrivals_per_minute", "in/min", "进线/分"), figure("replies_per_minute", "out/min", "回复/分"),
		figure("online", "online", "在线"), figure("away", "away", "小休"), figure("free", "free", "空位"),
		figure("planned", "planned", "应到"), figure("present", "present", "实到"),
	})
	for _, q := range seen.view.Queues {
		planned, present := cell{}, cell{}
		if q.Planned > 0 { // 0: no roster says
			planned, present = count(q.Planned), count(q.Present)
		}
		rows = append(rows, slices.Concat([]cell{textCell(q.Name)}, countCells(q.Counts, seen.view.Now), []cell{
			{value: q.ArrivalsPerMinute}, {value: q.RepliesPerMinute}, count(q.Online), count(q.Away), count(q.Free), planned, present,
		}))
	}
	return columns, rows
}

func waitingRows(seen observation) (columns []column, rows [][]cell) {
	columns = []column{
		word("state", "state", "状态"), figure("left_ms", "left", "剩余"), figure("waited_ms", "waited", "已等"), figure("line_ms", "line", "线"),
		word("owner", "owner", "接待客服"), word("charged", "charged", "计考核"), word("team", "team", "班组"),
		word("platform", "platform", "平台"), word("shop", "shop", "店铺"), word("conversation", "conversation", "会话"),
		word("stage", "stage", "阶段"), word("tags", "tags", "标"), word("lane", "lane", "置顶"),
		figure("severity", "severity", "级别"), figure("messages", "messages", "消息数"), figure("transfers", "transfers", "转接次数"),
	}
	v := seen.view
	for i := range v.Waiting {
		r := &v.Waiting[i]
		w := jsonOfWaiting(r, v)
		rows = append(rows, []cell{
			textCell(w.State), lengthCell(w.LeftMS), lengthCell(&w.WaitedMS), lengthCell(w.LineMS),
			textCell(w.Owner), textCell(w.Charged), textCell(w.Team),
			textCell(w.Platform), textCell(w.Shop), textCell(w.Conversation),
			textCell(w.Stage), textCell(strings.Join(w.Tags, " ")), textCell(w.Lane),
			count(w.Severity), count(w.Messages), count(w.Transfers),
		})
	}
	return columns, rows
}

func agentRows(seen observation) (columns []column, rows [][]cell) {
	columns = []column{
		word("id", "agent", "客服"), word("name", "name", "姓名"), word("team", "team", "班组"), word("presence", "state", "状态"),
		word("native", "native", "平台状态"), word("since", "since", "开始于"), figure("load", "load", "接待"), figure("capacity", "capacity", "上限"),
		figure("waiting", "waiting", "待回复"), figure("past", "past", "过线"), figure("oldest_ms", "oldest", "最久"),
		word("last_said", "last said", "最后发言"), figure("overrun_ms", "overrun", "小休超时"), figure("answered", "answered", "已回复"),
		figure("mean_response_ms", "mean", "平均响应"), figure("reply_3m_pct", "3 min %", "3分率"), figure("reply_3m_n", "of", "计入"),
	}
	v := seen.view
	for i := range v.Agents {
		a := jsonOfAgent(&v.Agents[i], v)
		rows = append(rows, []cell{
			textCell(a.ID), textCell(a.Name), textCell(a.Team), textCell(a.Presence),
			textCell(a.Native), timeCell(v.Agents[i].Since, v), count(a.Load),
			{value: deref(a.Capacity)},
			count(a.Waiting), count(a.Past), lengthCell(a.OldestMS),
			timeCell(v.Agents[i].LastSaid, v), lengthCell(&a.OverrunMS), count(a.Answered),
			lengthCell(a.MeanResponseMS),
			{value: deref(a.Reply3m.Pct)},
			count(a.Reply3m.Counted),
		})
	}
	return columns, rows
}

func shopRows(seen observation) (columns []column, rows [][]cell) {
	columns = []column{
		word("platform", "platform", "平台"), word("shop", "shop", "店铺"), word("metric", "measure", "指标"), word("definition", "counts", "口径"),
		figure("today_pct", "today", "今日"), figure("today_n", "of", "计入"), figure("today_pending", "open", "未定"),
		figure("official_pct", "official", "官方窗口"), figure("official_n", "of", "计入"), figure("days", "days", "天数"),
		figure("projected_pct", "tomorrow", "明日"), figure("line_pct", "line", "线"), word("kept", "kept", "达标"),
		figure("left", "may miss", "还可超时"), figure("recover", "to mend", "需补救"),
		figure("coverage_pct", "coverage", "覆盖率"), word("gates", "gates", "门槛"),
	}
	for i := range seen.view.Shops {
		s := jsonOfShop(&seen.view.Shops[i], seen)
		gates := make([]string, len(s.Gates))
		for g, gate := range s.Gates {
			gates[g] = gate.ID + "=" + gate.State
		}
		rows = append(rows, []cell{
			textCell(s.Platform), textCell(s.Shop), textCell(s.Metric), textCell(s.Definition.Words),
			{value: deref(s.Today.Pct)},
			count(s.Today.Counted), count(s.Today.Pending),
			{value: deref(s.Official.Pct)},
			count(s.Official.Counted), count(s.Definition.Days),
			{value: deref(s.Projected.Pct)},
			{value: s.Definition.LinePct},
			{value: deref(s.Kept)},
			{value: deref(s.Left)},
			{value: deref(s.Recover)},
			{value: deref(s.CoveragePct)},
			textCell(strings.Join(gates, " ")),
		})
	}
	return columns, rows
}

func laneRows(seen observation) (columns []column, rows [][]cell) {
	columns = []column{
		word("kind", "lane", "置顶"), figure("age_ms", "since", "已过"), word("team", "team", "班组"), word("platform", "platform", "平台"),
		word("shop", "shop", "店铺"), word("conversation", "conversation", "会话"), word("agent", "agent", "客服"),
		figure("score", "score", "评分"), word("rules", "rules", "违规"),
	}
	v := seen.view
	for i := range v.Lanes {
		l := jsonOfLane(&v.Lanes[i], v)
		rows = append(rows, []cell{
			textCell(l.Kind), lengthCell(&l.AgeMS), textCell(l.Team), textCell(l.Platform),
			textCell(l.Shop), textCell(l.Conversation), textCell(l.Agent),
			{value: deref(l.Score)},
			textCell(strings.Join(l.Rules, " ")),
		})
	}
	return columns, rows
}

func storyRows(seen observation) (columns []column, rows [][]cell) {
	columns = []column{
		word("time", "time", "时间"), word("type", "event", "事件"), word("sender", "sender", "发送方"), word("who", "who", "谁"),
		figure("wait_ms", "wait ended", "结束等待"), figure("score", "score", "评分"), word("rules", "rules", "违规"),
	}
	v := seen.view
	for i := range v.Story.Steps {
		step := &v.Story.Steps[i]
		s := jsonOfStep(step, v)
		rows = append(rows, []cell{
			timeCell(step.Time, v), textCell(s.Type), textCell(s.Sender), textCell(s.Who),
			lengthCell(s.WaitMS),
			{value: deref(s.Score)},
			textCell(strings.Join(s.Rules, " ")),
		})
	}
	return columns, rows
}
