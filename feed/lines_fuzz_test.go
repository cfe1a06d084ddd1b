package feed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"testing"
)

// Whatever a file holds, its lines come as they are or reading ends with a reason.
func FuzzLines(f *testing.F) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write([]byte("{\"id\":\"e1\"}\n{}\n"))
	_ = z.Close()
	f.Add([]byte("{\"id\":\"e1\"}\r\n\n \ufeff{}"))
	f.Add([]byte("\ufeff\n\n"))
	f.Add(zipped.Bytes())
	f.Add(zipped.Bytes()[:20])
	f.Add(bytes.Repeat([]byte("x"), 70<<10))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := NewLines("fuzz", bytes.NewReader(data))
		if err != nil {
			return
		}
		last := 0
		for {
			line, err := in.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				var final *LineError
				if errors.Is(err, ErrLongLine) || !errors.As(err, &final) {
					t.Fatalf("line %d: %v", in.Line(), err)
				}
				return
			}
			if len(bytes.TrimSpace(line)) == 0 || bytes.IndexByte(line, '\n') >= 0 || in.Line() <= last {
				t.Fatalf("line %d after %d: %q", in.Line(), last, line)
			}
			last = in.Line()
		}
	})
}
