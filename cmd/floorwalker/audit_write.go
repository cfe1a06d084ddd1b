package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// auditWriter writes records, one after another.
type auditWriter struct {
	write func(auditJSON) error
	end   func() error
}

func newAuditJSON(out io.Writer, _ *time.Location) auditWriter {
	enc := json.NewEncoder(out)
	return auditWriter{func(a auditJSON) error { return enc.Encode(a) }, func() error { return nil }}
}

func newAuditText(out io.Writer, zone *time.Location) auditWriter {
	return auditWriter{func(a auditJSON) error {
		parts := []string{a.Stored.In(zone).Format(time.DateTime), a.Supervisor, a.Verb}
		if a.Conversation != "" {
			parts = append(parts, a.Platform+"/"+a.Shop+"/"+a.Conversation)
		}
		if a.From+a.To != "" {
			parts = append(parts, a.From+" → "+a.To)
		}
		for _, s := range []string{a.Words, a.Why, a.Status, a.Code, a.Text} {
			if s != "" {
				parts = append(parts, s)
			}
		}
		_, err := fmt.Fprintf(out, "%s  [%s]\n", oneLine(strings.Join(parts, "  ")), oneLine(a.Team))
		return err
	}, func() error { return nil }}
}

func newAuditCSV(out io.Writer, zone *time.Location) auditWriter {
	w, begun := csv.NewWriter(out), false
	heading := func() error {
		if begun {
			return nil
		}
		begun = true
		return w.Write([]string{
			"sequence", "stored", "id", "team", "supervisor", "verb", "platform", "shop", "conversation",
			"from", "to", "why", "words", "undoes", "seen", "status", "code", "text", "owner",
		})
	}
	return auditWriter{func(a auditJSON) error {
		if err := heading(); err != nil {
			return err
		}
		record := []string{
			strconv.FormatUint(a.Sequence, 10), a.Stored.In(zone).Format(time.RFC3339), a.ID, a.Team, a.Supervisor, a.Verb, a.Platform,
			a.Shop, a.Conversation, a.From, a.To, a.Why, a.Words, a.Undoes, strconv.FormatUint(a.Seen, 10), a.Status, a.Code, a.Text, a.Owner,
		}
		for i, s := range record {
			record[i] = inert(s)
		}
		return w.Write(record)
	}, func() error {
		if err := heading(); err != nil {
			return err
		}
		w.Flush()
		return w.Error()
	}}
}
