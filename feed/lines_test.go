package feed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func zipped(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readAll is every line of a file and the error that ended it; a skipped line
// is "(long)".
func readAll(t *testing.T, data []byte) (lines []string, last int, err error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "events")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := OpenLines(name)
	if err != nil {
		return nil, 0, err
	}
	defer func() {
		if err := in.Close(); err != nil {
			t.Error(err)
		}
	}()
	for {
		line, err := in.Next()
		switch {
		case errors.Is(err, ErrLongLine):
			lines = append(lines, "(long)")
		case err != nil:
			return lines, in.Line(), errors.New(strings.ReplaceAll(err.Error(), name, "FILE"))
		default:
			lines = append(lines, string(line))
		}
	}
}

func TestLines(t *testing.T) {
	huge := strings.Repeat("x", 100_000)
	tooLong := strings.Repeat("x", MaxLine+1)
	for _, c := range []struct {
		name, in string
		want     []string
		last     int
	}{
		{"empty", "", nil, 0},
		{"plain", "a\nb\n", []string{"a", "b"}, 2},
		{"no end", "a\nb", []string{"a", "b"}, 2},
		{"windows", "\ufeffa\r\n\r\nb\r\n", []string{"a", "b"}, 3},
		{"blank lines", "\n\na\n \n", []string{"a"}, 4},
		{"longer than the buffer", "a\n" + huge + "\nb", []string{"a", huge, "b"}, 3},
		{"longest", tooLong[2:] + "\nb", []string{tooLong[2:], "b"}, 2},
		{"too long", "a\n" + tooLong + "\nb", []string{"a", "(long)", "b"}, 3},
		{"too long at the end", "a\n" + tooLong, []string{"a", "(long)"}, 2},
	} {
		for form, data := range map[string][]byte{"plain": []byte(c.in), "gzip": zipped(t, c.in)} {
			t.Run(c.name+"/"+form, func(t *testing.T) {
				lines, last, err := readAll(t, data)
				if err.Error() != "EOF" || last != c.last || strings.Join(lines, "|") != strings.Join(c.want, "|") {
					t.Errorf("%d lines up to %d, %v", len(lines), last, err)
				}
			})
		}
	}
}

func TestLinesOfBrokenFiles(t *testing.T) {
	whole := zipped(t, "a\nb\nc\n")
	corrupt := bytes.Clone(whole)
	corrupt[len(corrupt)-5] ^= 0xff
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"truncated", whole[:len(whole)-8], "FILE: line 4: the compressed file ends too early"},
		{"truncated header", whole[:5], "unexpected EOF"},
		{"corrupt", corrupt, "FILE: line 4: gzip: invalid checksum"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := readAll(t, c.data)
			if err == nil || !strings.HasSuffix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestLinesOfNoFile(t *testing.T) {
	if _, err := OpenLines(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestLinesOfReader(t *testing.T) {
	in, err := NewLines("standard input", io.MultiReader(strings.NewReader("a\n"), strings.NewReader("b")))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a", "b"} {
		if line, err := in.Next(); err != nil || string(line) != want {
			t.Errorf("%q, %v", line, err)
		}
	}
	if _, err := in.Next(); err != io.EOF || in.Close() != nil || in.Name() != "standard input" {
		t.Error("no end")
	}
}
