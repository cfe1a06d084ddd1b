package metrics

import (
	"strings"
	"unicode/utf8"
)

// Pattern is a compliance rule for what an agent writes (R48): it is broken by
// any of the words, or where Match says so. Match must be pure.
type Pattern struct {
	ID    string
	Words []string
	Match func(text string) bool
}

// PresetCompliance are the things an agent must not write: outside links, bank
// and payment accounts, QR codes, e-mail and shop addresses, abuse, posing as
// the platform, luring to other channels. The lists are short on purpose: a
// shop adds its own. At most 16 rules are told apart.
func PresetCompliance() []Pattern {
	return []Pattern{
		{ID: "link", Match: hasOutsideLink},
		{ID: "bank_card", Words: []string{"银行卡号", "转账到", "打款到"}, Match: hasCardNumber},
		{ID: "payment", Words: []string{"支付宝账号", "支付宝转", "微信转账", "微信支付", "私下付款", "paypal"}},
		{ID: "qr", Words: []string{"二维码", "扫码加", "qr code"}},
		{ID: "email", Match: hasEmail},
		{ID: "address", Words: []string{"线下门店地址", "到店自提地址", "上门地址是"}},
		{ID: "abuse", Words: []string{"傻逼", "滚蛋", "去死", "神经病", "有病吧", "idiot", "shut up"}},
		{ID: "impersonation", Words: []string{"我是平台客服", "官方平台工作人员", "拼多多官方客服", "抖音官方客服", "platform staff"}},
		{ID: "contact", Words: []string{"加微信", "微信号", "加我微信", "加v信", "加qq", "qq号", "私下联系", "whatsapp", "telegram"}},
	}
}

// scan returns the rules that text breaks, a bit each, and the bits of the
// other phrase lists.
func (f *Floor) scan(text Text) uint32 {
	bits := f.lexicon.find(text)
	for i, rule := range f.policy.Compliance {
		if rule.Match != nil && rule.Match(string(text)) {
			bits |= 1 << min(i, maxRules-1)
		}
	}
	return bits
}

// hasOutsideLink reports a web address that is none of the platforms'.
func hasOutsideLink(s string) bool {
	if strings.IndexByte(s, '.') < 0 {
		return false
	}
	s = strings.ToLower(s)
	return containsAny(s, "http://", "https://", "www.", ".com/", ".cn/") &&
		!containsAny(s, "pinduoduo.com", "yangkeduo.com", "jinritemai.com", "taobao.com", "tmall.com", "jd.com")
}

func containsAny(s string, list ...string) bool {
	for _, w := range list {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// hasCardNumber reports a bank card's number: a run of 16 to 19 digits whose
// check digit is right. Blanks and hyphens within a run do not end it, as
// people write card numbers; order numbers are longer, or fail the check.
func hasCardNumber(s string) bool {
	var run []byte
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			run = append(run, c-'0')
		case c == ' ' || c == '-':
		default:
			if len(run) >= 16 && isCard(run) {
				return true
			}
			run = run[:0]
			if isWide(c) { // and so are the next two bytes no digits
				i += 2
			}
		}
	}
	return isCard(run)
}

// isCard is the check every bank card passes (ISO/IEC 7812, Luhn).
func isCard(digits []byte) bool {
	if len(digits) < 16 || len(digits) > 19 {
		return false
	}
	sum := 0
	for i, d := range digits {
		n := int(d)
		if (len(digits)-i)%2 == 0 {
			n *= 2
		}
		sum += n/10 + n%10
	}
	return sum%10 == 0
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
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
}
