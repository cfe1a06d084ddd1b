package main

import (
	"testing"

	"floorwalker/feed"
	"floorwalker/tui"
)

func TestLanguage(t *testing.T) {
	tests := []struct {
		flag, all, messages, lang string
		want                      tui.Lang
	}{
		{"", "", "", "", tui.English},
		{"", "", "", "zh_CN.UTF-8", tui.Chinese},
		{"", "", "en_US.UTF-8", "zh_CN.UTF-8", tui.English},
		{"", "zh_TW", "en_US.UTF-8", "", tui.Chinese},
		{"", "C.UTF-8", "", "zh_CN.UTF-8", tui.English},
		{"zh", "C", "", "", tui.Chinese},
		{"en", "zh_CN.UTF-8", "", "", tui.English},
	}
	for _, tt := range tests {
		t.Setenv("LC_ALL", tt.all)
		t.Setenv("LC_MESSAGES", tt.messages)
		t.Setenv("LANG", tt.lang)
		got, err := language(tt.flag)
		if err != nil || got != tt.want {
			t.Errorf("%+v: got %v, %v", tt, got, err)
		}
	}
	if _, err := language("fr"); exitCode(err) != exitUsage || feed.Hint(err) == "" {
		t.Errorf("unknown language: %v, want a usage error with a hint", err)
	}
}
