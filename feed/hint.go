package feed

import "errors"

// hinted is an error that the user can mend, and how.
type hinted struct {
	error
	hint string
}

// Hint is what to do about it, in one line.
func (h hinted) Hint() string { return h.hint }

// Unwrap is the error without the hint.
func (h hinted) Unwrap() error { return h.error }

// WithHint adds to err what its reader can do about it.
func WithHint(err error, hint string) error { return hinted{err, hint} }

// Hint is what the reader of err can do about it; empty if nobody knows.
func Hint(err error) string {
	if h, ok := errors.AsType[interface {
		error
		Hint() string
	}](err); ok {
		return h.Hint()
	}
	return ""
}
