package tui

import "testing"

func TestTheConfigurationIsReadAgain(t *testing.T) {
	read := 0
	d := start(t, func(o *Options) { o.Reload = func() { read++ } })
	d.press(":").types("reload").sees("▸read the configuration again").press("enter")
	if read != 1 {
		t.Fatalf("read %d times", read)
	}
	if d.press("ctrl+r"); read != 2 {
		t.Errorf("by its key: read %d times", read)
	}
}

func TestWithoutAConfigurationThereIsNothingToRead(t *testing.T) {
	d := start(t)
	d.press("ctrl+r").sees("read the configuration again: no configuration file; one that appears is read by itself")
	d.press("Z", "ctrl+r").sees("重新读取配置", "没有配置文件;出现后会自动读取")
}
