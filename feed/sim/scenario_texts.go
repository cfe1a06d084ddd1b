package sim

var scenarios = []Scenario{
	{
		Name: "opening", At: clock(7, 50),
		what: []happening{{kind: Rush, from: clock(8, 0), until: clock(8, 25), times: 1.6}},
		English: Words{
			"the shops open",
			"Night messages lie there, and at 08:00 everybody who writes again starts a clock. Spread the night backlog before, and keep people for those who write now.",
		},
		Chinese: Words{"早上开店", "夜里的留言还在,8:00 起凡是再来问的都开始计时。开店前先把积压分掉,人手留给现在来问的买家。"},
	},
	{
		Name: "lunch", At: clock(11, 55),
		what:    []happening{{kind: Lunch, from: clock(12, 5), until: clock(12, 40), times: .6}, {kind: Rush, from: clock(12, 10), until: clock(12, 35), times: 1.25}},
		English: Words{"half of them go to lunch", "At 12:05 almost half of the people leave at once, and some overstay. Call back who is late, and move what waits for those who are away."},
		Chinese: Words{"午饭时间", "12:05 近一半人同时去吃饭,有人超时不回。叫回超时的,把压在小休同事手里的会话转出来。"},
	},
	{
		Name: "silent-agent", At: clock(14, 15),
		what:    []happening{{kind: AgentSilent, from: clock(14, 20), until: clock(14, 36)}},
		English: Words{"an agent goes silent", "At 14:20 the one with the most conversations stops writing and stays online. Nudge, then away first, then move only what waits."},
		Chinese: Words{"有人不说话了", "14:20 手上会话最多的人在线却不再发言。先催;没反应就先改离开,再只转待回复的。"},
	},
	{
		Name: "robot-outage", At: clock(16, 5),
		what: []happening{
			{kind: RobotDown, from: clock(16, 10), until: clock(16, 30)},
			{kind: Rush, from: clock(16, 10), until: clock(16, 30), times: 1.3},
		},
		English: Words{"the robot dies", "At 16:10 robots stop answering and every question comes to people. Call breaks back, raise capacities, lend people between teams."},
		Chinese: Words{"机器人停了", "16:10 机器人不再回答,所有问题都转人工。叫回小休、调高接待上限、两个班组互相借人。"},
	},
	{
		Name: "gate", At: clock(20, 30), standing: .51,
		what:    []happening{{kind: Rush, from: clock(20, 40), until: clock(21, 5), times: 1.4}},
		English: Words{"51 % before the gate", "The last three days stand at 51 %, the line is 50 %, and the evening peak grows. See which shop can still afford how many misses."},
		Chinese: Words{"报名前只有 51%", "前三天 51%,线是 50%,晚高峰还在涨。看哪家店还能再超时几个,先救哪家。"},
	},
	{
		Name: "two-supervisors", At: clock(20, 0),
		what: []happening{{kind: Colleague, from: clock(20, 2), until: clock(22, 0), agent: "qian-lei"}},
		English: Words{
			"a second supervisor",
			"Qian Lei works on the same floor and moves the oldest waits. Your commands meet his: see who was first, and what a conflict looks like.",
		},
		Chinese: Words{"两个主管", "钱磊也在同一屏上转接最久的会话。看两人同时动手时谁先谁后,冲突是什么样。"},
	},
	{
		Name: "blackout", At: clock(20, 38),
		what: []happening{{kind: GatewayDown, from: clock(20, 41), until: clock(20, 46)}},
		English: Words{
			"five minutes dark",
			"At 20:41 all gateways fall silent; what happens meanwhile is known only at 20:46. Nothing on the screen can be trusted in between.",
		},
		Chinese: Words{"断了五分钟", "20:41 所有平台接口都没了消息,这段时间的事 20:46 才补到。这之间屏幕上的都不能信。"},
	},
	{
		Name: "closing", At: clock(22, 40),
		what: []happening{{kind: Rush, from: clock(22, 45), until: clock(22, 59), times: 1.3}},
		English: Words{
			"the window closes",
			"At 23:00 the assessed hours end, and what was asked before still counts until its line. See who must stay, and when all can go.",
		},
		Chinese: Words{"快到 23:00", "23:00 考核结束,之前问的仍计到各自的线。看要留几个人、留到几点。"},
	},
}
