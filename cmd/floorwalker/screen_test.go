package main

import (
	"context"
	"errors"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// A task that fails, or panics, ends the others and the screen, and its error
// is the crew's.
func TestCrewEndsTogether(t *testing.T) {
	defer goleak.VerifyNone(t)
	broken := errors.New("broken")
	for name, task := range map[string]func() error{
		"error": func() error { return broken },
		"panic": func() error { panic(broken) },
	} {
		c, ctx := newCrew(t.Context())
		c.add(func() error {
			<-ctx.Done()
			return nil
		})
		c.add(task)
		<-ctx.Done() // the screen would end here
		err := c.dismiss()
		if err == nil || !strings.Contains(err.Error(), "broken") {
			t.Errorf("%s: the crew ends with %v", name, err)
		}
		if name == "panic" && !strings.Contains(err.Error(), "internal error, please report it") {
			t.Errorf("a panic ends as %v", err)
		}
	}
}

func TestCrewDismissed(t *testing.T) {
	defer goleak.VerifyNone(t)
	c, ctx := newCrew(context.Background())
	c.add(func() error {
		<-ctx.Done()
		return nil
	})
	if err := c.dismiss(); err != nil {
		t.Errorf("a crew that was sent home ends with %v", err)
	}
}
