package main

// referenceInChinese is what commands and flags say of themselves, in Chinese:
// the program's help is English, and docs/reference.zh-CN.md is for those who
// would rather not read it. The test of the page finds what is missing or over.
var referenceInChinese = map[string]string{
	// Commands.
	"The terminal of a customer-service supervisor":                             "客服主管的终端",
	"Show the floor, live":                                                      "实时屏幕",
	"Show a simulated floor, with nothing else needed":                          "模拟现场的屏幕，不需要别的任何东西",
	"Play an NDJSON file of events through the screen":                          "用屏幕回放一个 NDJSON 事件文件",
	"Print the floor once, in any of nine formats":                              "把现场输出一次，九种格式",
	"Say in one line and one exit code whether something is wrong":              "用一行结果和一个退出码说明有没有问题",
	"Print every figure of the events in a file":                                "打印一个事件文件的全部数字",
	"Try the rules of alerts":                                                   "试告警规则",
	"Judge the rules of alerts once, and say what each comes to":                "把告警规则判断一次，写明每条的结果",
	"Look at everything a screen depends on, and say what to do":                "检查屏幕依赖的一切，并说怎么办",
	"Publish the events of an NDJSON file to the stream":                        "把 NDJSON 文件里的事件发布到数据流",
	"Create the streams and buckets on a NATS server, or check them":            "在 NATS 服务器上创建数据流和桶，或检查已有的",
	"Print the version and what it was built from":                              "打印版本，以及由什么构建",
	"Check, show or begin the configuration file":                               "检查、显示或新建配置文件",
	"Say what is wrong with the configuration, and where":                       "写明配置哪里不对",
	"Write a commented example to begin with":                                   "写一份带注释的样例",
	"Print the configuration in force, and where each value came from":          "打印生效的配置，以及每个值的来处",
	"List who asked for what, and what came of it":                              "列出谁要求了什么，结果如何",
	"Print the JSON Schema of events, commands, snapshots or the configuration": "打印事件、命令、快照或配置的 JSON Schema",
	"Say what is wrong with a gateway's events, with samples":                   "写明网关的事件哪里不对，附样例",
	"Measure the program itself":                                                "测量程序自己",
	"Measure the program against its budgets, on this machine":                  "在本机上对照预算测量程序",
	"Play the same simulated shifts with and without suggestions":               "同样的模拟班次，用建议和不用建议各演一遍",
	"Live through a bad time and prove every figure afterwards":                 "经历一段坏时光，事后逐个核对数字",

	// The server and the login.
	"configuration file (FLOORWALKER_CONFIG; default: floorwalker config show names it)": "配置文件（FLOORWALKER_CONFIG；默认见 floorwalker config show）",
	"A context of the nats tool, its name or file (NATS_CONTEXT)":                        "nats 工具的 context，写名字或文件（NATS_CONTEXT）",
	"The URLs of the NATS server, separated by commas (NATS_URL)":                        "NATS 服务器地址，用逗号分开（NATS_URL）",
	"credentials file (NATS_CREDS)":                                                      "凭据文件（NATS_CREDS）",
	"file with an nkey seed (NATS_NKEY)":                                                 "nkey 种子文件（NATS_NKEY）",
	"certificate authority file (NATS_CA)":                                               "证书机构文件（NATS_CA）",
	"client certificate file (NATS_CERT)":                                                "客户端证书文件（NATS_CERT）",
	"client key file (NATS_KEY)":                                                         "客户端私钥文件（NATS_KEY）",
	"user name (NATS_USER), with the password in NATS_PASSWORD":                          "用户名（NATS_USER），密码放在 NATS_PASSWORD",
	"name that signs commands (default: your user name)":                                 "命令署名（默认：自己的用户名）",
	"file of your own credentials or nkey seed, read once: it may be a pipe":             "自己的凭据或 nkey 种子文件，只读一次：可以是管道",
	"read SUBJECT without JetStream, such as 'chat.v1.>'":                                "不经 JetStream 直接读主题，如 'chat.v1.>'",

	// Screens.
	"file of alert rules, one a line; docs/scripts.md":                     "告警规则文件，每行一条；见 docs/scripts.zh-CN.md",
	"draw with ASCII only, for terminals that show marks too wide":         "只用 ASCII 画，用于标记显示过宽的终端",
	"play the stream from this time, read-only":                            "从这一刻起播放数据流，只读",
	"read the whole stream, not what was kept of it at the last start":     "重读整个数据流，不用上次保存的",
	"language of the screen, en or zh (default: the locale's)":             "屏幕的语言，en 或 zh（默认按系统语言）",
	"file or folder for lists on paper (default: a folder of your own)":    "纸质名单写到哪个文件或目录（默认：自己的目录）",
	"show only, command nothing":                                           "只看，不发命令",
	"with --at, seconds of the floor in one second; 0: as fast as it goes": "配合 --at：一秒播放现场的几秒；0 为尽量快",
	"colors: default, dark, light, high-contrast or mono (NO_COLOR: mono)": "配色：default、dark、light、high-contrast 或 mono（NO_COLOR 即 mono）",

	// Demo, replay and soak.
	"people on the payroll, up to 500 (default 24)":                                            "客服人数，最多 500（默认 24）",
	"local time of day at which it begins":                                                     "从当地几点开始",
	"conversations a minute in the peak (default: what the agents can just handle)":            "高峰每分钟来多少会话（默认：客服刚好接得住）",
	"an hour to live through, by its name; list names them":                                    "要经历的一个钟头，写名字；写 list 列出名字",
	"number that the floor grows from":                                                         "生成现场的种子",
	"seconds of the floor in one second":                                                       "一秒演现场的几秒",
	"seconds of the floor in one second; 0: as fast as it goes":                                "一秒播放现场的几秒；0 为尽量快",
	"play what was before this time at once":                                                   "这一刻之前的一下子播完",
	"stop at this time, and show the floor as it was then":                                     "到这一刻停住，显示那时的现场",
	"zone of the floor's clocks, such as +03:00 or Asia/Tokyo (default: the policy's, +08:00)": "现场的时区，如 +03:00 或 Asia/Tokyo（默认按规则，+08:00）",
	"how long things go wrong":                                                                 "故障持续多久",
	"time between two faults, on average":                                                      "两次故障平均隔多久",
	"number that the floor and its troubles grow from":                                         "生成现场和故障的种子",

	// Snapshot, check and alerts.
	"the floor as the stream tells it of this time":                                    "数据流所说的这一刻的现场",
	"read an NDJSON FILE instead of a server, - for standard input":                    "读 NDJSON 文件而不是服务器，- 为标准输入",
	"longest wait for the server's history; it has to answer within 3 s":               "等服务器历史的最长时间；服务器须在 3 秒内应答",
	"begin csv with a byte order mark, which Excel needs to see UTF-8":                 "csv 以字节序标记开头，Excel 靠它认出 UTF-8",
	"go on, and print again after each interval":                                       "不退出，每隔一段时间再输出一次",
	"waiting rows to show, as the screen's / takes it, such as 'team:presale wait>5m'": "显示哪些待回复，写法同屏幕的 /，如 'team:presale wait>5m'",
	"text, ansi, json, ndjson, csv, tsv, prom, markdown or tmux":                       "text、ansi、json、ndjson、csv、tsv、prom、markdown 或 tmux",
	"replace FILE at once instead of printing":                                         "不打印，而是一次性替换这个文件",
	"WxH of the overview in cells (default: the terminal's, else 160x45)":              "总览的宽x高，按字符格（默认按终端，否则 160x45）",
	"waiting rows by time left or by wait":                                             "待回复按剩余（left）或已等（wait）排序",
	"text/template over the keys of json, or @FILE with one":                           "用 json 的键写的 text/template，或 @文件",
	"judge nothing outside the assessed hours":                                         "考核时段以外不判断",
	"expression that is critical; may be given again":                                  "严重的表达式；可以写多个",
	"expression that is a warning; may be given again":                                 "警告的表达式；可以写多个",
	"language of --list, en or zh (default: the locale's)":                             "--list 的语言，en 或 zh（默认按系统语言）",
	"name every figure, and what it is":                                                "列出每个指标和含义",
	"file of times in which nothing is judged":                                         "写着哪些时间不判断的文件",
	"file that keeps what is known between runs (default: one for these expressions)":  "两次运行之间记住的内容放在哪个文件（默认：这些表达式专用的一个）",
	"send one test alert to every receiver":                                            "向每个接收者发一条测试告警",

	"overview, queues, waiting, agents, shops, lanes or conversation": "overview 总览、queues 班组、waiting 待回复、agents 客服、shops 店铺、lanes 置顶或 conversation 会话",

	// Report.
	"configuration file, or one of knobs as a JSON object, that changes how figures are counted": "配置文件，或一个写着参数的 JSON 对象，改变数字怎么算",
	"print this local date only, such as 2026-11-11":                                             "只打印当地的这一天，如 2026-11-11",
	"print where one rate comes from: its path, days.DATE.METRIC or rolling.METRIC.official":     "写明一个比率的来处：它的路径，days.DATE.METRIC 或 rolling.METRIC.official",
	"json, csv or markdown":                                                                 "json、csv 或 markdown",
	"language of markdown, en or zh (default: the locale's)":                                "markdown 的语言，en 或 zh（默认按系统语言）",
	"print this figure only, by its id, such as pdd_reply_5m or csat":                       "只打印这个指标，写编号，如 pdd_reply_5m 或 csat",
	"judge as of this time (default: the clock of this machine)":                            "按这一刻判定（默认：本机的钟）",
	"print this platform/shop only":                                                         "只打印这家店，写 平台/店铺",
	"zone of the shops' days, such as +03:00 or Asia/Tokyo (default: the policy's, +08:00)": "店铺日期的时区，如 +03:00 或 Asia/Tokyo（默认按规则，+08:00）",

	// Audit.
	"text, json or csv": "text、json 或 csv",
	"records stored at this time or later, by the server's clock, or since so long, such as 24h": "这一刻或之后存入的记录，按服务器的钟；或写多久以来，如 24h",
	"records stored at this time or before":                                                      "这一刻或之前存入的记录",
	"of this person only":                                                                        "只看这个人的",
	"of this team only":                                                                          "只看这个班组的",
	"of these verbs only, such as reassign,copy":                                                 "只看这些动作，如 reassign,copy",
	"longest time it may take":                                                                   "最长用时",

	// Administrators.
	"print the plan as JSON and compare it, create nothing":                       "以 JSON 打印计划并对照，不创建任何东西",
	"most to store in all, such as 20GiB (default 110 GiB)":                       "总共最多存多少，如 20GiB（默认 110 GiB）",
	"copies of each stream in a cluster, 1 or 3":                                  "集群里每个数据流的副本数，1 或 3",
	"file to keep the progress in (default under ~/.local/state/floorwalker)":     "进度保存在哪个文件（默认在 ~/.local/state/floorwalker 下）",
	"write findings and configuration to FILE, nothing secret":                    "把检查结果和配置写进文件，不含机密",
	"print the findings as JSON":                                                  "以 JSON 打印检查结果",
	"language of the findings, en or zh (default: the locale's); JSON is English": "检查结果的语言，en 或 zh（默认按系统语言）；JSON 是英文",
	"longest wait for the server's history":                                       "等服务器历史的最长时间",
	"stop listening after that many messages":                                     "收到这么多条消息后停止",
	"how long to listen to a subject":                                             "监听主题多久",
	"language of the comments, en or zh (default: the locale's)":                  "注释的语言，en 或 zh（默认按系统语言）",
	"print the result as JSON":                                                    "以 JSON 打印结果",

	// Measuring.
	"file of --json with older figures, to print beside these":                          "以前用 --json 保存的数字，打印在旁边对照",
	"events of a day, for --only cold and --sql":                                        "--only cold 和 --sql 的一天有多少事件",
	"events in the stream that a floor is rebuilt from":                                 "重建现场的数据流里有多少事件",
	"how long events come at full speed":                                                "全速来事件多久",
	"measure how costs grow, with events a second, open conversations, agents and days": "测量成本怎样随每秒事件、打开的会话、客服和天数增长",
	"print the figures as JSON":                                                         "以 JSON 打印数字",

	"parts to measure: event, view, rebuild, flow, quiet, start, growth-rate, growth-conversations, " +
		"growth-agents, growth-days, days, cold, sql": "测量哪些部分：event、view、rebuild、flow、quiet、start、growth-rate、growth-conversations、" +
		"growth-agents、growth-days、days、cold、sql",

	"times that the stream is rebuilt, and merely read, in turns":                                   "轮流重建和只读数据流的次数",
	"events a second at full speed":                                                                 "全速时每秒多少事件",
	"compare with SQL in the PostgreSQL database of this connection string, in a schema of its own": "与 SQL 对照，用这个连接串的 PostgreSQL 数据库里单独的 schema",
	"print the results as JSON":                                                                     "以 JSON 打印各项结果",
	"seeds of the shifts, such as 1-20 or 3,7":                                                      "班次的种子，如 1-20 或 3,7",
	"strategies to play beside none: none, round-robin, least-loaded, suggestions":                  "与 none 对照的做法：none、round-robin、least-loaded、suggestions",
}
