package metrics

import (
	"strings"
	"unicode/utf8"
)

// PresetCompliance are the things an agent must not write (R48): outside
// links, bank and payment accounts, QR codes, e-mail and shop addresses,
// abuse, posing as the platform, luring to other channels. The lists are
// short on purpose: a shop adds its own.
func PresetCompliance() []Pattern {
	return []Pattern{
		{ID: "link", Match: func(s string) bool {
			return containsAny(s, "http://", "https://", "www.", ".com/", ".cn/") &&
				!containsAny(s, "pinduoduo.com", "yangkeduo.com", "jinritemai.com", "taobao.com", "tmall.com", "jd.com")
		}},
		{ID: "bank_card", Match: func(s string) bool {
			return longestDigits(s) >= 16 || containsAny(s, "银行卡号", "转账到", "打款到")
		}},
		{ID: "payment", Match: words("支付宝账号", "支付宝转", "微信转账", "微信支付", "私下付款", "paypal")},
		{ID: "qr", Match: words("二维码", "扫码加", "qr code")},
		{ID: "email", Match: hasEmail},
		{ID: "address", Match: words("线下门店地址", "到店自提地址", "上门地址是")},
		{ID: "abuse", Match: words("傻逼", "滚蛋", "去死", "神经病", "有病吧", "idiot", "shut up")},
		{ID: "impersonation", Match: words("我是平台客服", "官方平台工作人员", "拼多多官方客服", "抖音官方客服", "platform staff")},
		{ID: "contact", Match: words("加微信", "微信号", "加我微信", "加v信", "加qq", "qq号", "私下联系", "whatsapp", "telegram")},
	}
}

func words(list ...string) func(string) bool {
	return func(s string) bool { return containsAny(s, list...) }
}

func containsAny(s string, list ...string) bool {
	for _, w := range list {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// longestDigits is the length of the longest run of digits; blanks and hyphens
// within a run do not end it, as people write card numbers.
func longestDigits(s string) int {
	best, run := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			run++
			best = max(best, run)
		case c == ' ' || c == '-':
		default:
			run = 0
		}
	}
	return best
}

// hasEmail reports whether something like name@host.tld stands in s.
func hasEmail(s string) bool {
	for {
		at := strings.IndexByte(s, '@')
		if at < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		host := s[at+1:]
		if end := strings.IndexFunc(host, notHost); end >= 0 {
			host = host[:end]
		}
		dot := strings.LastIndexByte(host, '.')
		if isWord(before) && dot > 0 && len(host)-dot > 2 {
			return true
		}
		s = s[at+1:]
	}
}

func notHost(r rune) bool { return r != '.' && r != '-' && !isWord(r) }

func isWord(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_'
}

// scan returns the compliance rules text breaks, a bit each; at most 8 rules
// fit beside the phrase bits, the rest share the last.
func (p *Policy) scan(text Text) uint16 {
	if text == "" {
		return 0
	}
	lower := strings.ToLower(string(text))
	var hits uint16
	for i, c := range p.Compliance {
		if c.Match(lower) {
			hits |= 1 << min(i, 15)
		}
	}
	return hits
}

func matchesPhrase(text Text, phrases []string) bool {
	return text != "" && containsAny(strings.ToLower(string(text)), phrases...)
}
