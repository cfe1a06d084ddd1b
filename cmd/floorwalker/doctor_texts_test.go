package main

import (
	"errors"
	"go/ast"
	"slices"
	"strings"
	"testing"
	"unicode"

	"floorwalker/tui"
)

// Every text is there in both languages, and takes the same in each.
func TestDoctorSpeaksBothLanguages(t *testing.T) {
	found := 0
	for _, f := range goFiles(t) {
		if f.path != "cmd/floorwalker/doctor_texts.go" {
			continue
		}
		ast.Inspect(f.File, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || len(lit.Elts) != 2 {
				return true
			}
			en, zh := stringOf(lit.Elts[0]), stringOf(lit.Elts[1])
			if en+zh == "" {
				return true
			}
			found++
			if a, b := verbsOf(en), verbsOf(zh); !slices.Equal(a, b) {
				t.Errorf("%q with %v, %q with %v", en, a, zh, b)
			}
			if en != zh && !strings.ContainsFunc(zh, func(r rune) bool { return unicode.Is(unicode.Han, r) || strings.ContainsRune("，：", r) }) {
				t.Errorf("%q is not Chinese", zh)
			}
			return true
		})
	}
	if found < 100 {
		t.Errorf("only %d texts found", found)
	}
}

// A sentence in a sentence is in the same language, and what others said is in
// theirs.
func TestDoctorPutsSentencesIntoOthers(t *testing.T) {
	d := bad(topicLogin, doNewLogin.with(), textWrongLogin, textNamed.with(textCredentials, "a.creds"), textDamaged)
	for lang, want := range map[tui.Lang]string{
		tui.English: "credentials a.creds: its JWT is damaged, ask for a new one",
		tui.Chinese: "凭据 a.creds：其中的 JWT 已损坏, 申请新的",
	} {
		if got := d.what.in(lang) + ", " + d.do.in(lang); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if b := blind(topicServer, errors.New("50% of it\x1b[2J")); b.what.in(tui.Chinese) != "50% of it[2J" || b.do.in(tui.Chinese) != "" {
		t.Errorf("%q", b.what.in(tui.Chinese))
	}
	var out strings.Builder
	printFindings(&out, []diagnosis{well(topicTLS, textLocalPlain), d}, tui.Chinese)
	want := "有误   登录        凭据 a.creds：其中的 JWT 已损坏\n                   办法：申请新的\n正常   加密        无（服务器就在本机）\n"
	if out.String() != want {
		t.Errorf("%q\nwant %q", out.String(), want)
	}
}
