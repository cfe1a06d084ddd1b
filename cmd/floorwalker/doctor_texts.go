package main

import (
	"fmt"

	"floorwalker/tui"
)

// doctorText is what the doctor says, in each language. The verbs are those of
// package fmt, the same in every language.
type doctorText struct{ en, zh string }

func (t doctorText) in(l tui.Lang) string {
	if l == tui.Chinese {
		return t.zh
	}
	return t.en
}

// sentence is a text with what belongs into it, which may be a sentence again.
type sentence struct {
	text doctorText
	args []any
}

func (t doctorText) with(args ...any) sentence { return sentence{t, args} }

// verbatim is what others say, in their words.
func verbatim(s string) sentence { return doctorText{"%s", "%s"}.with(s) }

// in is the sentence in a language; empty if there is none.
func (s sentence) in(l tui.Lang) string {
	if len(s.args) == 0 {
		return s.text.in(l)
	}
	args := make([]any, len(s.args))
	for i, a := range s.args {
		switch part := a.(type) {
		case sentence:
			args[i] = part.in(l)
		case doctorText:
			args[i] = part.in(l)
		default:
			args[i] = a
		}
	}
	return fmt.Sprintf(s.text.in(l), args...)
}

// What the doctor looks at. The English word is the key of the JSON.
var (
	topicConfig    = doctorText{"config", "配置"}
	topicTerminal  = doctorText{"terminal", "终端"}
	topicLocale    = doctorText{"locale", "语言"}
	topicZone      = doctorText{"zone", "时区"}
	topicLogin     = doctorText{"login", "登录"}
	topicExpiry    = doctorText{"expiry", "有效期"}
	topicWidth     = doctorText{"width", "字宽"}
	topicServer    = doctorText{"server", "服务器"}
	topicTLS       = doctorText{"tls", "加密"}
	topicRights    = doctorText{"rights", "权限"}
	topicStreams   = doctorText{"streams", "数据流"}
	topicCopies    = doctorText{"copies", "副本"}
	topicFill      = doctorText{"fill", "占用"}
	topicHistory   = doctorText{"history", "历史"}
	topicClock     = doctorText{"clock", "时钟"}
	topicBackend   = doctorText{"backend", "后台"}
	topicFeed      = doctorText{"feed", "读取"}
	topicSources   = doctorText{"sources", "网关"}
	topicLag       = doctorText{"lag", "延迟"}
	topicMalformed = doctorText{"malformed", "坏数据"}
	topicCoverage  = doctorText{"coverage", "完整度"}
)

// How bad it is, and what stands before what to do.
var (
	textWell  = doctorText{"ok", "正常"}
	textCare  = doctorText{"care", "注意"}
	textBad   = doctorText{"bad", "有误"}
	textBlind = doctorText{"blind", "不明"}
	textDo    = doctorText{"do: %s", "办法：%s"}
)

// This host.
var (
	textUnusable  = doctorText{"it cannot be used", "无法使用"}
	textNoFile    = doctorText{"no file: everything is as the program has it", "没有配置文件：全部采用默认值"}
	doCheckConfig = doctorText{"floorwalker config check", "运行 floorwalker config check"}

	textNoTerminal    = doctorText{"none: screens need one, scripts do not", "没有：屏幕需要终端，脚本不需要"}
	textDumb          = doctorText{"TERM is %q: no screen can be drawn", "TERM 为 %q：无法显示屏幕"}
	doTerm            = doctorText{"export TERM=xterm-256color, or what your terminal is", "export TERM=xterm-256color，或所用终端的名称"}
	textSmall         = doctorText{"%dx%d is very small", "%dx%d 太小"}
	doLarger          = doctorText{"make it at least 80x24", "请调到至少 80x24"}
	textTerminal      = doctorText{"%s, %dx%d", "%s，%dx%d"}
	textGarbled       = doctorText{"%s is no UTF-8: Chinese will be garbled", "%s 不是 UTF-8：中文会乱码"}
	doUTF8            = doctorText{"set the session to UTF-8 on both sides, and export LC_ALL=C.UTF-8", "两端会话都设为 UTF-8，并 export LC_ALL=C.UTF-8"}
	textNotUTF8       = doctorText{"%q does not say UTF-8: the terminal may show signs wrong", "%q 未注明 UTF-8：符号可能显示错误"}
	doLocale          = doctorText{"export LC_ALL=C.UTF-8; sudo and cron drop it", "export LC_ALL=C.UTF-8；sudo 和 cron 会丢掉它"}
	textOtherZone     = doctorText{"this host is at UTC%+g h, the shops at UTC%+g h: the screen labels the shops' clock", "本机为 UTC%+g，店铺为 UTC%+g：屏幕会标明店铺时间"}
	textSameZone      = doctorText{"this host has the shops' time", "本机与店铺时区相同"}
	textCredentials   = doctorText{"credentials", "凭据"}
	textCertificate   = doctorText{"client certificate", "客户端证书"}
	textAuthority     = doctorText{"certificate authority", "证书机构"}
	textServersOwn    = doctorText{"the server's certificate", "服务器证书"}
	textNamed         = doctorText{"%s %s", "%s %s"}
	textWrongLogin    = doctorText{"%s: %s", "%s：%s"}
	doReadable        = doctorText{"check the path, and who may read it", "检查路径，以及谁可读取"}
	doNewLogin        = doctorText{"ask for a new one", "申请新的"}
	textNoLogin       = doctorText{"neither a NATS login nor a certificate is in it", "其中既无 NATS 凭据也无证书"}
	textDamaged       = doctorText{"its JWT is damaged", "其中的 JWT 已损坏"}
	textOpenSecret    = doctorText{"others on this host may read %s (%s)", "本机其他人可读取 %s（%s）"}
	doCloseSecret     = doctorText{"chmod 600 %s", "chmod 600 %s"}
	textNeverExpires  = doctorText{"%s never expires", "%s 永不过期"}
	textExpired       = doctorText{"%s expired on %s", "%s 已于 %s 过期"}
	doRenewNow        = doctorText{"renew it: nobody can connect with it", "请更换：已无法用它连接"}
	textExpiresSoon   = doctorText{"%s expires within a day, at %s", "%s 一天之内过期：%s"}
	textExpiresInDays = doctorText{"%s expires in %d days, on %s", "%s 还有 %d 天过期：%s"}
	doRenew           = doctorText{"renew it before, and put the new file in its place: it is read again at the next reconnect", "请提前更换，并用新文件替换原文件：下次重连时会重新读取"}
	textGoodUntil     = doctorText{"%s is good until %s", "%s 有效期至 %s"}

	textRuler    = doctorText{"Do the three bars stand under each other? [y/n] ", "三条竖线是否上下对齐？[y/n] "}
	textNarrow   = doctorText{"the signs of the screen are as wide as they should be", "屏幕符号宽度正常"}
	textTooWide  = doctorText{"this terminal shows some signs too wide", "此终端有些符号显示过宽"}
	doNarrow     = doctorText{"start with --ascii, or choose a font or a terminal setting that shows ambiguous signs narrow", "用 --ascii 启动，或换字体，或在终端设置中让歧义宽度字符按窄字符显示"}
	textUnmarked = doctorText{"no answer: %s", "没有回答：%s"}
)

// The server, and what is on it.
var (
	textNoServer   = doctorText{"connect: %s", "连接失败：%s"}
	doRunning      = doctorText{"is the server running? name it with --server, --context or NATS_URL", "服务器在运行吗？用 --server、--context 或 NATS_URL 指定"}
	doLogin        = doctorText{"check the credentials of the NATS context, or NATS_CREDS", "检查 NATS context 中的凭据，或 NATS_CREDS"}
	textServer     = doctorText{"%s, version %s, answers in %s", "%s，版本 %s，响应 %s"}
	textFar        = doctorText{"the way to the server and back takes %s", "到服务器往返需 %s"}
	doNearer       = doctorText{"run it on a host nearer to the server", "请在离服务器更近的主机上运行"}
	textLocalPlain = doctorText{"none, to a server on this host", "无（服务器就在本机）"}
	textPlain      = doctorText{"none: buyers' words and passwords travel in the clear", "无：买家消息和密码明文传输"}
	doTLS          = doctorText{"give the server a certificate, and use tls:// in its URL", "给服务器配置证书，并在地址中使用 tls://"}

	textWhoAmI    = doctorText{"ask who I am: %s", "查询登录身份：%s"}
	textUser      = doctorText{"user %q of account %q", "账户 %[2]q 的用户 %[1]q"}
	textAnything  = doctorText{"%s may publish anything, also commands in anybody's name", "%s 可以发布任何内容，包括冒用他人名义的命令"}
	doGrant       = doctorText{"grant each person cmd.v1.*.NAME.> and the requests of a reader: docs/operators.md", "给每人只授权 cmd.v1.*.姓名.> 以及读者所需的请求：docs/operators.zh-CN.md"}
	textPublish   = doctorText{"may publish: %s", "可发布：%s"}
	textSubscribe = doctorText{"may subscribe: %s", "可订阅：%s"}
	textAll       = doctorText{"everything", "全部"}
	textButNot    = doctorText{"%s, but not %s", "%s，但不含 %s"}

	textAsPlanned   = doctorText{"%s is as planned", "%s 与规划一致"}
	textMissing     = doctorText{"%s does not exist", "%s 不存在"}
	doSetup         = doctorText{"floorwalker setup, with an administrator's login", "用管理员凭据运行 floorwalker setup"}
	textNotPlanned  = doctorText{"%s is not as planned", "%s 与规划不一致"}
	doEdit          = doctorText{"if that is not on purpose, change it with nats stream edit; floorwalker setup --dry-run prints the plan", "若非有意，请用 nats stream edit 修改；floorwalker setup --dry-run 打印规划"}
	textNoBound     = doctorText{"%s has no bound in bytes", "%s 没有容量上限"}
	doBound         = doctorText{"set max_bytes: age alone can fill the disk", "请设置 max_bytes：仅靠时限可能写满磁盘"}
	textFull        = doctorText{"%s is %d %% full", "%s 已用 %d%%"}
	doRaise         = doctorText{"raise max_bytes before the oldest days are dropped: figures over 3 and 30 days lose them without a word", "请在最早的数据被丢弃前调大 max_bytes：3 天和 30 天的指标会悄悄缺数据"}
	textFill        = doctorText{"%s is %d %% full, %d messages", "%s 已用 %d%%，%d 条消息"}
	textNoMajority  = doctorText{"%d of %d copies of %s are up: nothing new can be stored", "%[3]s 的 %[2]d 个副本只有 %[1]d 个在线：无法存入新数据"}
	doNodes         = doctorText{"start the servers that are down; publishers keep what they have and try again, and screens say lost until then", "启动停掉的服务器；在此之前发布方留着数据并重试，屏幕显示断开"}
	textFewerCopies = doctorText{"%d of %d copies of %s are up", "%[3]s 的 %[2]d 个副本有 %[1]d 个在线"}
	doNode          = doctorText{"start the server that is down before another one fails", "请在下一台出故障之前启动停掉的服务器"}
	textAllCopies   = doctorText{"all %d copies of %s are up", "%[2]s 的 %[1]d 个副本全部在线"}
	doAskCluster    = doctorText{"are most servers of the cluster up? may this login ask (docs/operators.md)? ask again in a few seconds", "集群的多数服务器在线吗？此登录有权查询吗（docs/operators.zh-CN.md）？几秒后再查一次"}
	textNoEvents    = doctorText{"%s holds no events yet", "%s 还没有事件"}
	doNatsSub       = doctorText{"is the gateway publishing? nats sub 'chat.v1.>' shows", "网关在发布吗？可用 nats sub 'chat.v1.>' 查看"}
	textCut         = doctorText{"%s reaches back %d days, the beginning was dropped", "%s 只能回溯 %d 天，更早的已被丢弃"}
	doReach         = doctorText{"raise max_bytes or max_age: the windows of the platforms need 36 days", "请调大 max_bytes 或 max_age：平台的统计窗口需要 36 天"}
	textReach       = doctorText{"%s reaches back %d days", "%s 可回溯 %d 天"}

	textNoClock   = doctorText{"the server does not say what time it has", "服务器没有报告时间"}
	textSameClock = doctorText{"as the server's", "与服务器一致"}
	textClockOff  = doctorText{"this host and the server differ by %s", "本机与服务器相差 %s"}
	doChrony      = doctorText{"chronyc tracking, on both hosts", "在两台主机上运行 chronyc tracking"}

	textNoBackend   = doctorText{"nobody answers commands", "没有后台响应命令"}
	doBackend       = doctorText{"start the chat backend, docs/commands.md; until then commands are off", "请启动客服后台，见 docs/commands.zh-CN.md；在此之前命令不可用"}
	textAskBackend  = doctorText{"ask the backend what it can do: %s", "查询后台能力：%s"}
	textBackend     = doctorText{"%s %s answers", "%s %s 有响应"}
	textEverywhere  = doctorText{"%s: everywhere", "%s：全部店铺可用"}
	textInSomeShops = doctorText{"%s: in %d shops or platforms; elsewhere not: %s", "%s：%d 个店铺或平台可用；其他不可用：%s"}
)

// The floor as a screen would follow it.
var (
	textRead         = doctorText{"%d events read in %s", "读取 %d 个事件，用时 %s"}
	textNoGateway    = doctorText{"no gateway has ever said that it lives", "从未有网关报告在线"}
	doHeartbeat      = doctorText{"have gateways send source.status every 5 s: without it a gateway that dies looks like a calm shop", "请让网关每 5 秒发送 source.status：否则网关断了，看起来只是店铺清闲"}
	textSilent       = doctorText{"%d of %d gateways are silent: nobody knows who waits there", "%[2]d 个网关中有 %[1]d 个没有响应：不知道那里谁在等"}
	doGateway        = doctorText{"look at the gateway: its token, its process, its network", "检查网关：令牌、进程、网络"}
	textAllHeard     = doctorText{"all %d gateways are heard", "%d 个网关全部在线"}
	textNothingYet   = doctorText{"no event has come yet", "还没有收到事件"}
	doPublishing     = doctorText{"is the gateway publishing?", "网关在发布吗？"}
	textNewest       = doctorText{"the newest event is %s old", "最新事件距今 %s"}
	doQuiet          = doctorText{"is that normal at this hour? if not, look at the gateway", "这个时段正常吗？若不正常，请检查网关"}
	textLate         = doctorText{"events come %s late", "事件晚到 %s"}
	doLoad           = doctorText{"look at the load of server and gateway", "检查服务器和网关的负载"}
	textAllEvents    = doctorText{"every payload is an event", "所有数据都是有效事件"}
	textMalformed    = doctorText{"%d payloads were no events, %d of a type this version does not know", "%d 条数据不是事件，%d 条类型此版本不认识"}
	doTellGateway    = doctorText{"tell whoever runs the gateway; docs/events.md says what an event needs", "请告知网关维护人员；事件格式见 docs/events.zh-CN.md"}
	textSample       = doctorText{"%s: %s: %s", "%s：%s：%s"}
	textGap          = doctorText{"%s: %s %% of today is known, %s is missing", "%s：今天的数据完整度 %s%%，缺 %s"}
	textGaps         = doctorText{"%d shops have a gap today", "今天有 %d 个店铺数据缺失"}
	doFillGap        = doctorText{"have the gateway publish what it held back; figures of these shops are shown with ≈ and their gates are unknown", "请让网关补发缺失数据；这些店铺的指标带 ≈，门槛状态不明"}
	textNotUpToDate  = doctorText{"not up to date: %s", "数据不是最新：%s"}
	textNothingSeen  = doctorText{"nothing was seen in time", "限定时间内没有读到数据"}
	textStillReading = doctorText{"not up to date: caught up to %d of %d", "数据不是最新：已读到 %d，共 %d"}
	doMoreTime       = doctorText{"give it longer with --timeout", "用 --timeout 给更长时间"}
)
