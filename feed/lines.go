package feed

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
)

// MaxLine is the longest line read from a file, in bytes with its end. A longer one is
// skipped.
const MaxLine = 16 << 20

// Errors of Lines.Next.
var (
	ErrLongLine  = fmt.Errorf("is longer than %d MiB", MaxLine>>20) // the line was skipped
	ErrTruncated = errors.New("the compressed file ends too early")
)

// LineError says where reading came to its end.
type LineError struct {
	Name string // of the input
	Line int    // from 1
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("%s: line %d: %v", e.Name, e.Line, e.Err) }

// Unwrap is the reason alone.
func (e *LineError) Unwrap() error { return e.Err }

// Lines reads NDJSON, plain or gzip, from a file or standard input.
type Lines struct {
	name   string
	line   int
	in     *bufio.Reader
	long   []byte // a line that did not fit the reader's buffer
	closer io.Closer
}

// OpenLines opens a file; "-" is standard input. Whether it is compressed is
// seen from its first bytes, not its name.
func OpenLines(name string) (*Lines, error) {
	if name == "-" {
		return NewLines("standard input", os.Stdin)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	l, err := NewLines(name, f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	l.closer = f
	return l, nil
}

// NewLines reads from r; name is what errors call it.
func NewLines(name string, r io.Reader) (*Lines, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		in = bufio.NewReaderSize(z, 64<<10)
	}
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		if _, err := in.Discard(3); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return &Lines{name: name, in: in}, nil
}

// Next is the next line that is not blank, without its end; it is good until
// the next call. The error is io.EOF at the end, or ErrLongLine, with the first
// of a line that was skipped (reading can go on), or a *LineError, which is final.
func (l *Lines) Next() ([]byte, error) {
	for {
		data, err := l.read()
		if err != nil {
			return data, err
		}
		if data = bytes.TrimSpace(data); len(data) > 0 {
			return data, nil
		}
	}
}

// Line is the number of the line that Next returned last, from 1.
func (l *Lines) Line() int { return l.line }

// Name is what errors call the input.
func (l *Lines) Name() string { return l.name }

// Close closes the file.
func (l *Lines) Close() error {
	if l.closer == nil {
		return nil
	}
	return l.closer.Close()
}

// read is one line, blank or not. The last one needs no line end.
func (l *Lines) read() ([]byte, error) {
	data, err := l.in.ReadSlice('\n')
	if len(data) == 0 && errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	l.line++
	if errors.Is(err, bufio.ErrBufferFull) {
		data, err = l.join(data)
	}
	switch {
	case err == nil, errors.Is(err, io.EOF):
		return data, nil
	case errors.Is(err, ErrLongLine):
		return data, err
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = ErrTruncated
	}
	return nil, &LineError{Name: l.name, Line: l.line, Err: err}
}

// join puts a line together that is longer than the buffer, or skips it.
func (l *Lines) join(head []byte) ([]byte, error) {
	l.long = append(l.long[:0], head...)
	tooLong := false
	for {
		data, err := l.in.ReadSlice('\n')
		if tooLong = tooLong || len(l.long)+len(data) > MaxLine; !tooLong {
			l.long = append(l.long, data...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case tooLong:
			return l.long[:sampleHead], ErrLongLine
		}
		return l.long, err
	}
}
