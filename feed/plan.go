package feed

import (
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Names of the streams and the bucket.
const (
	StreamName = "CHAT"       // chat events
	AuditName  = "CHAT_AUDIT" // who moved what
	BucketName = "FLOOR"      // claims, acknowledgements, presence
)

// Sizes of the plan, in bytes. Age alone can fill a disk, so each has one.
const (
	DefaultMaxBytes = 100 << 30
	auditMaxBytes   = 10 << 30
	bucketMaxBytes  = 64 << 20
)

// AuditMemory is for how long a screen offers a record to the audit stream that
// may not have arrived: a supervisor may be away from the server over a weekend.
// The server knows the ids of records for longer, so that each is stored once.
const AuditMemory = 7 * 24 * time.Hour

// Scale is what of a plan depends on the site.
type Scale struct {
	Replicas int   // 1 or 3; 0: 1
	MaxBytes int64 // of all of it; 0: DefaultMaxBytes for chat, and 10 GiB for audit
}

// Plan is everything that is stored on the server.
type Plan struct {
	Streams []jetstream.StreamConfig
	Buckets []jetstream.KeyValueConfig
}

// NewPlan is the plan for s.
func NewPlan(s Scale) Plan {
	replicas, chat, audit := max(s.Replicas, 1), int64(DefaultMaxBytes), int64(auditMaxBytes)
	if s.MaxBytes > 0 {
		audit = s.MaxBytes / 10
		chat = s.MaxBytes - audit - bucketMaxBytes
	}
	return Plan{
		Streams: []jetstream.StreamConfig{chatStream(replicas, chat), auditStream(replicas, audit)},
		Buckets: []jetstream.KeyValueConfig{floorBucket(replicas)},
	}
}

// chatStream keeps 37 days: 36 that figures reach back, and one to look ahead.
func chatStream(replicas int, maxBytes int64) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:              StreamName,
		Description:       "chat events, docs/events.md",
		Subjects:          []string{AllEvents},
		Storage:           jetstream.FileStorage,
		Retention:         jetstream.LimitsPolicy,
		Discard:           jetstream.DiscardOld,
		Replicas:          replicas,
		MaxAge:            37 * 24 * time.Hour,
		MaxBytes:          maxBytes,
		MaxMsgs:           -1,
		MaxMsgsPerSubject: -1,
		MaxConsumers:      -1,
		MaxMsgSize:        MaxPayload,
		// The longest a gateway retries with the same id. Ids are kept in the
		// server's memory for that long; the floor ignores later repeats.
		Duplicates:         10 * time.Minute,
		Compression:        jetstream.S2Compression,
		AllowDirect:        true,
		AllowAtomicPublish: true,
		DenyDelete:         true,
		// Each distinct subject costs the server memory and slows filters, so
		// conversations are stored under sixteen.
		SubjectTransform: &jetstream.SubjectTransformConfig{
			Source:      AllEvents,
			Destination: eventRoot + ".{{wildcard(1)}}.{{wildcard(2)}}.{{wildcard(3)}}.{{partition(16,4)}}",
		},
		Metadata: map[string]string{"floorwalker.schema": eventRoot},
	}
}

func auditStream(replicas int, maxBytes int64) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:              AuditName,
		Description:       "who moved what, and who looked at what",
		Subjects:          []string{"audit.v1.>"},
		Storage:           jetstream.FileStorage,
		Retention:         jetstream.LimitsPolicy,
		Discard:           jetstream.DiscardOld,
		Replicas:          replicas,
		MaxAge:            400 * 24 * time.Hour,
		MaxBytes:          maxBytes,
		MaxMsgs:           -1,
		MaxMsgsPerSubject: -1,
		MaxConsumers:      -1,
		MaxMsgSize:        MaxPayload,
		Duplicates:        AuditMemory + time.Hour, // clocks differ
		Compression:       jetstream.S2Compression,
		AllowDirect:       true,
		DenyDelete:        true,
		DenyPurge:         true,
		Metadata:          map[string]string{"floorwalker.schema": "audit.v1"},
	}
}

func floorBucket(replicas int) jetstream.KeyValueConfig {
	return jetstream.KeyValueConfig{
		Bucket:         BucketName,
		Description:    "claims, acknowledgements, hides, presence, leases",
		History:        1,
		MaxBytes:       bucketMaxBytes,
		Storage:        jetstream.FileStorage,
		Replicas:       replicas,
		LimitMarkerTTL: time.Hour,
	}
}
