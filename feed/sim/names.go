package sim

import "floorwalker/metrics"

type name struct{ id, shown metrics.Text }

// Spelled so that no two combinations give one id.
var (
	surnames = []name{
		{"li", "李"},
		{"wang", "王"},
		{"zhang", "张"},
		{"chen", "陈"},
		{"liu", "刘"},
		{"zhao", "赵"},
		{"huang", "黄"},
		{"zhou", "周"},
		{"wu", "吴"},
		{"xu", "徐"},
		{"sun", "孙"},
		{"hu", "胡"},
		{"zhu", "朱"},
		{"gao", "高"},
		{"lin", "林"},
		{"he", "何"},
		{"guo", "郭"},
		{"ma", "马"},
		{"luo", "罗"},
		{"song", "宋"},
		{"tang", "唐"},
		{"feng", "冯"},
		{"yu", "于"},
	}
	givens = []name{
		{"na", "娜"},
		{"fang", "芳"},
		{"hao", "浩"},
		{"jing", "静"},
		{"min", "敏"},
		{"wei", "伟"},
		{"ting", "婷"},
		{"lei", "磊"},
		{"xue", "雪"},
		{"peng", "鹏"},
		{"juan", "娟"},
		{"bo", "波"},
		{"yan", "燕"},
		{"kai", "凯"},
		{"xiaolin", "晓琳"},
		{"jiayi", "佳怡"},
		{"zihan", "子涵"},
		{"yutong", "雨桐"},
		{"haoran", "浩然"},
		{"mengyao", "梦瑶"},
		{"siqi", "思琪"},
		{"zixuan", "子轩"},
		{"wenjie", "文杰"},
	}
	buyerGivens = []metrics.Text{"明", "丽", "强", "秀英", "建国", "洋", "小红", "阳", "倩", "志远", "佳", "海燕", "磊", "颖", "一诺"}
	buyersEN    = []metrics.Text{"Olivia B.", "Tom", "Hannah K", "j.miller", "Sofía", "Ben", "Aisha", "Łukasz", "Emma", "Noah W."}
)

// agentName is the n-th name of the floor's people; 529 differ.
func agentName(n int) name {
	family := surnames[n%len(surnames)]
	given := givens[(n+n/len(surnames))%len(givens)]
	return name{family.id + given.id, family.shown + given.shown}
}

func buyerName(d dice, english bool) metrics.Text {
	if english {
		return pick(d, buyersEN)
	}
	return pick(d, surnames).shown + pick(d, buyerGivens)
}
