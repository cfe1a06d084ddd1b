package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// These documents are played word for word in a terminal: what stands in a block
// of sh is typed into the shell, keys are pressed, and each line of a block of
// text comes to stand on the screen, … in it for anything. Only ports and the
// folder of the examples are other ones. PLAYED_WITH is a folder with another
// floorwalker to play them with, such as that of a package.
func TestDocumentsArePlayed(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"node", "npm", "curl", "openssl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: the documents are not played", tool)
		}
	}
	cache := npmCache(t)
	server, err := natsServerBinary()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"docs/tutorial.md", "docs/tutorial.zh-CN.md", "docs/operate.md"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := openTerminalWith(t, 120, 50, fmt.Sprintf(
				"env PS1= PATH=%s:$PATH npm_config_cache=%s npm_config_prefer_offline=true bash --norc --noprofile --noediting -i",
				strings.TrimPrefix(os.Getenv("PLAYED_WITH")+":"+filepath.Dir(server), ":"), cache))
			play(t, x, blocksOf(t, name))
		})
	}
}

// npmCache is a cache with the packages of the examples; without a way to get
// them the test is skipped, but in CI.
func npmCache(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"package.json", "package-lock.json"} {
		data := document(t, "docs/examples/backend-node/"+name)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	npm := exec.Command("npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir = dir
	if out, err := npm.CombinedOutput(); err != nil {
		if os.Getenv("CI") == "" {
			t.Skipf("npm cannot install packages, the documents are not played: %v\n%s", err, out)
		}
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	out, err := exec.Command("npm", "config", "get", "cache").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// block is one of a document's.
type block struct{ kind, text string }

// blocksOf are those of a document that are played, with this run's ports
// and examples.
func blocksOf(t *testing.T, name string) []block {
	t.Helper()
	text := strings.ReplaceAll(document(t, name), "/usr/share/floorwalker/examples", filepath.Join(moduleRoot(t), "docs/examples"))
	ports := map[string]string{}
	text = regexp.MustCompile(`\b([46]22[234]|8080)\b`).ReplaceAllStringFunc(text, func(port string) string {
		if ports[port] == "" {
			ports[port] = fmt.Sprint(freePort(t))
		}
		return ports[port]
	})
	var blocks []block
	for _, m := range regexp.MustCompile("(?ms)^```(sh|keys|text)\n(.*?)^```$").FindAllStringSubmatch(text, -1) {
		blocks = append(blocks, block{m[1], m[2]})
	}
	if len(blocks) < 8 {
		t.Fatalf("%s has %d blocks that can be played", name, len(blocks))
	}
	return blocks
}

// play plays blocks. A block's own command stays off the screen, so that what
// is read there is what it printed.
func play(t *testing.T, x *terminal, blocks []block) {
	t.Helper()
	dir := t.TempDir()
	x.keys("cd "+dir+"; set +o history; stty -echo; clear", "Enter")
	t.Cleanup(func() { // what was begun in the background ends, wherever the play has stopped
		x.keys("C-c")
		x.keys("kill -9 $(jobs -p); exit", "Enter")
		x.within(patience, func(s string) bool { return strings.Contains(s, "ended with") })
	})
	for i, b := range blocks {
		switch b.kind {
		case "sh":
			file := filepath.Join(dir, fmt.Sprintf("block-%d.sh", i))
			if err := os.WriteFile(file, []byte(b.text), 0o600); err != nil {
				t.Fatal(err)
			}
			x.keys("clear; . "+file+"; echo block "+fmt.Sprint(i)+" over", "Enter")
			if !endsOnScreen(b.text) {
				x.see(fmt.Sprintf("block %d over", i))
			}
		case "keys":
			x.keys(strings.Fields(b.text)...)
			if digit := strings.TrimSpace(b.text); len(digit) == 1 && digit >= "0" && digit <= "9" && i+1 < len(blocks) {
				x.insists(digit, blocks[i+1].text)
			}
			if strings.TrimSpace(b.text) == "Q" {
				x.see("over")
			}
		case "text":
			x.shows(b.text)
		}
	}
}

// endsOnScreen reports whether a block leaves a screen open.
func endsOnScreen(script string) bool {
	lines := strings.Split(strings.TrimSpace(script), "\n")
	return strings.HasPrefix(lines[len(lines)-1], "floorwalker watch")
}

// insists presses a digit again while nothing comes of it: one that comes before
// its dialog is armed does nothing but blink.
func (x *terminal) insists(digit, text string) {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	for range 3 {
		if x.within(5*time.Second, patternOf(first).MatchString) {
			return
		}
		x.keys(digit)
	}
}

// shows waits until each line of text is in a line of the screen.
func (x *terminal) shows(text string) {
	x.t.Helper()
	for line := range strings.Lines(text) {
		x.until(strings.TrimSpace(line), patternOf(line).MatchString)
	}
}

// patternOf finds a line of a document on a screen: blanks are as wide as they
// like, and "…" is anything.
func patternOf(line string) *regexp.Regexp {
	parts := strings.Split(strings.TrimSpace(line), "…")
	for i, p := range parts {
		parts[i] = strings.Join(regexp.MustCompile(`\s+`).Split(regexp.QuoteMeta(strings.TrimSpace(p)), -1), `\s+`)
	}
	return regexp.MustCompile(strings.Join(parts, ".*"))
}
