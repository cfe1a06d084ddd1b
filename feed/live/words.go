package live

import (
	"errors"
	"fmt"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Words is what View.Feed.Text can say, in one language. The verbs are those
// of package fmt.
type Words struct {
	Connecting  string // no server yet
	Lost        string // the connection is gone
	Refused     string // what the server said to the login
	NoAnswer    string // the server is there, the stream does not answer
	NoMajority  string // name of the stream
	NoStream    string // name of the stream
	NoJetStream string
	Denied      string // what the server said
	Recreated   string // name of the stream
	Damaged     string // name of the stream
	Shrunk      string // name of the stream
	Missing     string // from, to: removed before they were read
	Missed      string // from, to: published while nobody listened
	Dropped     string // number of messages
	NoSubject   string // subject, what is wrong with it
	Truncated   string // file, line
	Unreadable  string // file, line, what the system said
	NotHeld     string // instant asked for, that at which the stream begins
	NotYet      string // instant asked for
	PastEnds    string // instant up to which the past was read
	NoBreach    string // the same
}

// English and Chinese are the languages of the program.
var (
	English = &Words{
		Connecting:  "no server answers yet",
		Lost:        "the connection to the server is gone",
		Refused:     "the server refuses the login, or it has expired: %s",
		NoAnswer:    "the stream does not answer",
		NoMajority:  "most copies of stream %s are down: nothing new can be stored",
		NoStream:    "there is no stream %s: floorwalker setup creates it",
		NoJetStream: "the server has no JetStream: start it with -js, or use --subject",
		Denied:      "not allowed: %s",
		Damaged:     "what was kept of past days cannot be read: reading stream %s again",
		Recreated:   "stream %s was created anew: what it had before is gone",
		Shrunk:      "stream %s ends earlier than it did: begun again",
		Missing:     "events stored from %s to %s were removed before they were read",
		Missed:      "events from %s to %s were not heard: the connection was gone",
		Dropped:     "%d messages were lost: they came faster than they could be read",
		NoSubject:   "cannot subscribe to %s: %v",
		Truncated:   "%s: line %d: the compressed file ends too early",
		Unreadable:  "%s: line %d: cannot be read: %v",
		NotHeld:     "the stream holds nothing of %s: it begins at %s",
		NotYet:      "%s has not come yet",
		PastEnds:    "what was the present when this past was opened: %s",
		NoBreach:    "no other line broke until %s",
	}
	Chinese = &Words{
		Connecting:  "尚未连上服务器",
		Lost:        "与服务器的连接已断开",
		Refused:     "服务器拒绝登录，或凭据已过期：%s",
		NoAnswer:    "数据流没有响应",
		NoMajority:  "数据流 %s 的多数副本不在线：无法存入新事件",
		NoStream:    "数据流 %s 不存在：请运行 floorwalker setup 创建",
		NoJetStream: "服务器未启用 JetStream：请用 -js 启动，或改用 --subject",
		Denied:      "没有权限：%s",
		Damaged:     "本机保存的往日数据无法读取：正在重新读取数据流 %s",
		Recreated:   "数据流 %s 已被重建：之前的数据已丢失",
		Shrunk:      "数据流 %s 比之前短：已从头读取",
		Missing:     "%s 至 %s 存入的事件在读取前已被删除",
		Missed:      "%s 至 %s 连接中断，期间的事件未收到",
		Dropped:     "丢失 %d 条消息：到达速度超过读取速度",
		NoSubject:   "无法订阅 %s：%v",
		Truncated:   "%s：第 %d 行：压缩文件不完整",
		Unreadable:  "%s：第 %d 行：无法读取：%v",
		NotHeld:     "数据流中没有 %s 的数据：最早为 %s",
		NotYet:      "%s 还没有到",
		PastEnds:    "已到打开这段历史时的时刻：%s",
		NoBreach:    "直到 %s 再没有会话过线",
	}
)

// say is a sentence of Words, cleaned: what others said may be part of it.
func say(format string, args ...any) metrics.Text {
	return text.Clean(fmt.Sprintf(format, args...))
}

// unreadable says why a file could not be read to its end.
func (w *Words) unreadable(err error) metrics.Text {
	at, ok := errors.AsType[*feed.LineError](err)
	switch {
	case !ok:
		return text.Clean(err.Error())
	case errors.Is(err, feed.ErrTruncated):
		return say(w.Truncated, at.Name, at.Line)
	}
	return say(w.Unreadable, at.Name, at.Line, at.Err)
}

// clockTime is t as the supervisor reads it, to the second.
func clockTime(t metrics.Time, zone metrics.Zone) string {
	return t.Std().In(zone.Location()).Format("01-02 15:04:05")
}
