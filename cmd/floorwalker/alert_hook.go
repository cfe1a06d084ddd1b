package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/metrics"
)

// hook is a receiver of the configuration: a program or an address.
type hook struct {
	name    string
	on      []string // what it is told, as the configuration has it
	command []string
	url     string
	timeout time.Duration
}

func hookOf(name string, h config.Hook) hook {
	return hook{name, h.On, h.Command, h.URL, metrics.Span(h.Timeout).Std()}
}

// hookEvents are what alerts of a kind are called in the configuration. A test
// is for everybody.
var hookEvents = map[string]string{"fired": "alert.fired", "cleared": "alert.cleared", "blind": feedLost, "sighted": feedBack}

const (
	feedLost = "feed.lost"
	feedBack = "feed.back"
)

// hears reports whether the hook wants to be told of a kind of alerts.
func (h *hook) hears(kind string) bool {
	return kind == "test" || slices.Contains(h.on, hookEvents[kind])
}

// tell calls the hook with an alert, which data is as JSON.
func (h *hook) tell(ctx context.Context, a *alertJSON, data []byte) error {
	switch {
	case !h.hears(a.Kind):
		return nil
	case h.url == "":
		return call(ctx, h.timeout, h.command, a.arguments(), data)
	}
	ctx, cancel := context.WithTimeout(ctx, h.timeout)
	defer cancel()
	if err := post(ctx, h.url, data); err != nil {
		return fmt.Errorf("hook %s: %w", h.name, err)
	}
	return nil
}

// post sends data to an address, which no error names: it may hold a secret.
func post(ctx context.Context, address string, data []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(data))
	if err != nil {
		return errors.New("the address makes no sense")
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if failed, ok := errors.AsType[*url.Error](err); ok {
		return failed.Err
	}
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<16)) // so that the connection can be used again
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return err
	}
	if answer.StatusCode >= http.StatusMultipleChoices {
		return errors.New(answer.Status)
	}
	return nil
}
