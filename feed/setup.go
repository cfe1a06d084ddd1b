package feed

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/nats-io/nats.go/jetstream"
)

// SetupState is what Setup found, or did.
type SetupState uint8

// States of a stream or bucket after Setup.
const (
	SetupCreated   SetupState = iota // was not there, is now
	SetupMissing                     // is not there, dry run
	SetupAsPlanned                   // there, as planned
	SetupDiffers                     // there, and not as planned
)

var setupNames = [...]string{"created", "missing", "as planned", "differs"}

// String is the state in lower-case English.
func (s SetupState) String() string { return setupNames[s] }

// SetupResult is what became of one stream or bucket.
type SetupResult struct {
	Name        string
	State       SetupState
	Differences []string // one a line, such as: max_bytes is 1 GiB, planned 100 GiB
}

// Setup creates what of plan does not exist, and compares what does. It never
// changes a stream that exists: to shrink one can lose events, so that is left
// to an administrator. With dryRun it creates nothing. Running it again changes
// nothing.
func Setup(ctx context.Context, js jetstream.JetStream, plan Plan, dryRun bool) ([]SetupResult, error) {
	var results []SetupResult
	for _, want := range plan.Streams {
		r, err := setup(ctx, js, want, dryRun, func() error {
			_, err := js.CreateStream(ctx, want)
			return err
		})
		if err != nil {
			return results, err
		}
		results = append(results, r)
	}
	for _, want := range plan.Buckets {
		r, err := setup(ctx, js, bucketStream(want), dryRun, func() error {
			_, err := js.CreateKeyValue(ctx, want)
			return err
		})
		if err != nil {
			return results, err
		}
		results = append(results, r)
	}
	return results, nil
}

func setup(ctx context.Context, js jetstream.JetStream, want jetstream.StreamConfig, dryRun bool, create func() error) (SetupResult, error) {
	result := SetupResult{Name: want.Name}
	stream, err := js.Stream(ctx, want.Name)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound) && dryRun:
		result.State = SetupMissing
		return result, nil
	case errors.Is(err, jetstream.ErrStreamNotFound):
		if err := create(); err != nil {
			return result, setupError("create", want.Name, err)
		}
		result.State = SetupCreated
		return result, nil
	case err != nil:
		return result, setupError("look at", want.Name, err)
	}
	result.State = SetupAsPlanned
	if result.Differences = compare(want, stream.CachedInfo().Config); len(result.Differences) > 0 {
		result.State = SetupDiffers
	}
	return result, nil
}

// insufficientStorage is the server's code for limits beyond its own.
const insufficientStorage = 10047

func setupError(verb, name string, err error) error {
	wrapped := fmt.Errorf("%s %s: %w", verb, name, err)
	if api, ok := errors.AsType[*jetstream.APIError](err); ok && api.ErrorCode == insufficientStorage {
		return WithHint(wrapped, "the server may not store that much: choose a smaller --max-bytes, or raise jetstream.max_file_store")
	}
	if errors.Is(err, jetstream.ErrJetStreamNotEnabled) || errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount) {
		return WithHint(wrapped, "start nats-server with -js, or use watch --subject to follow a subject without a stream")
	}
	return wrapped
}

// bucketStream is what of the stream under a bucket is compared.
func bucketStream(c jetstream.KeyValueConfig) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:                   "KV_" + c.Bucket,
		Subjects:               []string{"$KV." + c.Bucket + ".>"},
		Storage:                c.Storage,
		Replicas:               c.Replicas,
		MaxMsgsPerSubject:      int64(c.History),
		MaxBytes:               c.MaxBytes,
		MaxMsgs:                -1,
		MaxConsumers:           -1,
		MaxMsgSize:             -1,
		Discard:                jetstream.DiscardNew,
		Duplicates:             0,
		AllowDirect:            true,
		AllowMsgTTL:            c.LimitMarkerTTL > 0,
		SubjectDeleteMarkerTTL: c.LimitMarkerTTL,
		DenyDelete:             true,
	}
}

// compare says in plain words in what have differs from want.
func compare(want, have jetstream.StreamConfig) []string {
	var out []string
	differ := func(what string, planned, found any) {
		if planned != found {
			out = append(out, fmt.Sprintf("%s is %v, planned %v", what, found, planned))
		}
	}
	if !slices.Equal(want.Subjects, have.Subjects) {
		differ("subjects", fmt.Sprint(want.Subjects), fmt.Sprint(have.Subjects))
	}
	differ("storage", want.Storage, have.Storage)
	differ("retention", want.Retention, have.Retention)
	differ("discard", want.Discard, have.Discard)
	differ("replicas", want.Replicas, have.Replicas)
	differ("max_age", want.MaxAge, have.MaxAge)
	differ("max_bytes", want.MaxBytes, have.MaxBytes)
	differ("max_msgs", want.MaxMsgs, have.MaxMsgs)
	differ("max_msgs_per_subject", want.MaxMsgsPerSubject, have.MaxMsgsPerSubject)
	differ("max_msg_size", want.MaxMsgSize, have.MaxMsgSize)
	if want.Duplicates > 0 { // a bucket leaves it to the server
		differ("duplicate_window", want.Duplicates, have.Duplicates)
	}
	differ("compression", want.Compression, have.Compression)
	differ("allow_direct", want.AllowDirect, have.AllowDirect)
	differ("allow_atomic", want.AllowAtomicPublish, have.AllowAtomicPublish)
	differ("allow_msg_ttl", want.AllowMsgTTL, have.AllowMsgTTL)
	differ("subject_delete_marker_ttl", want.SubjectDeleteMarkerTTL, have.SubjectDeleteMarkerTTL)
	differ("deny_delete", want.DenyDelete, have.DenyDelete)
	differ("deny_purge", want.DenyPurge, have.DenyPurge)
	differ("subject_transform", transform(want), transform(have))
	return out
}

func transform(c jetstream.StreamConfig) jetstream.SubjectTransformConfig {
	if c.SubjectTransform == nil {
		return jetstream.SubjectTransformConfig{}
	}
	return *c.SubjectTransform
}
