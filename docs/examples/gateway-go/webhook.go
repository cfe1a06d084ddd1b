package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log"
	"net/http"
	"time"
)

// maxBody is the longest webhook taken, in bytes.
const maxBody = 1 << 20

// receiver takes webhooks. It answers 200 only when what they say is stored:
// a helpdesk that repeats others then loses nothing.
type receiver struct {
	out      *outbox
	secret   []byte
	patience time.Duration // how long a webhook waits for that; the event is published all the same
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, q.Body, maxBody))
	if err != nil {
		http.Error(w, "too long", http.StatusRequestEntityTooLarge)
		return
	}
	if !signed(body, q.Header.Get("X-Helpdesk-Signature"), r.secret) {
		http.Error(w, "not signed by the helpdesk", http.StatusUnauthorized)
		return
	}
	code, err := r.take(q, body)
	if err != nil {
		log.Printf("webhook: %v", err)
		http.Error(w, err.Error(), code)
	}
}

var errSlow = errors.New("not stored yet")

// take publishes what a webhook says.
func (r *receiver) take(q *http.Request, body []byte) (code int, err error) {
	letters, err := letters(body)
	if err != nil {
		return http.StatusBadRequest, err
	}
	all, err := r.out.post(letters)
	if err != nil {
		return http.StatusServiceUnavailable, err
	}
	late := time.After(r.patience)
	for _, p := range all {
		select {
		case <-p.done:
			if p.refused != nil {
				return http.StatusBadRequest, p.refused
			}
		case <-late:
			return http.StatusServiceUnavailable, errSlow
		case <-q.Context().Done():
			return http.StatusServiceUnavailable, errSlow
		}
	}
	return http.StatusOK, nil
}

// signed checks the signature: the body's HMAC-SHA256, in hexadecimal digits.
func signed(body []byte, signature string, secret []byte) bool {
	given, err := hex.DecodeString(signature)
	mac := hmac.New(sha256.New, secret)
	mac.Write(body)
	return err == nil && hmac.Equal(given, mac.Sum(nil))
}
