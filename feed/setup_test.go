package feed_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
)

// small is a plan that any machine has room for.
func small() feed.Plan { return feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}) }

func states(results []feed.SetupResult) string {
	var out []string
	for _, r := range results {
		out = append(out, r.Name+" "+r.State.String()+strings.Join(r.Differences, ", "))
	}
	return strings.Join(out, "; ")
}

func TestPlanIsTheContract(t *testing.T) {
	plan := feed.NewPlan(feed.Scale{Replicas: 3})
	chat, err := json.Marshal(plan.Streams[0])
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"name":"CHAT","description":"chat events, docs/events.md",
	 "subjects":["chat.v1.*.*.*.*"],"storage":"file","retention":"limits","discard":"old","num_replicas":3,
	 "max_age":3196800000000000,"max_bytes":107374182400,"max_msgs":-1,"max_msgs_per_subject":-1,"max_msg_size":65536,"max_consumers":-1,
	 "duplicate_window":600000000000,"compression":"s2","allow_direct":true,"mirror_direct":false,"deny_delete":true,"allow_atomic":true,"consumer_limits":{},
	 "subject_transform":{"src":"chat.v1.*.*.*.*","dest":"chat.v1.{{wildcard(1)}}.{{wildcard(2)}}.{{wildcard(3)}}.{{partition(16,4)}}"},
	 "metadata":{"floorwalker.schema":"chat.v1"}}`
	var a, b any
	if err := errors.Join(json.Unmarshal(chat, &a), json.Unmarshal([]byte(want), &b)); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("got %s", chat)
	}
	for _, stream := range plan.Streams {
		if stream.MaxBytes <= 0 || stream.Replicas != 3 {
			t.Errorf("%s: max_bytes %d, replicas %d", stream.Name, stream.MaxBytes, stream.Replicas)
		}
	}
	if b := plan.Buckets[0]; b.MaxBytes <= 0 || b.Replicas != 3 || b.LimitMarkerTTL == 0 || b.History != 1 {
		t.Errorf("bucket %+v", b)
	}
}

func TestSetup(t *testing.T) {
	js := natstest.Start(t).JetStream()
	run := func(plan feed.Plan, dryRun bool) string {
		t.Helper()
		results, err := feed.Setup(t.Context(), js, plan, dryRun)
		if err != nil {
			t.Fatal(err)
		}
		return states(results)
	}
	for _, step := range []struct {
		what   string
		plan   feed.Plan
		dryRun bool
		want   string
	}{
		{"dry run", small(), true, "CHAT missing; CHAT_AUDIT missing; KV_FLOOR missing"},
		{"dry run changed nothing", small(), true, "CHAT missing; CHAT_AUDIT missing; KV_FLOOR missing"},
		{"first run", small(), false, "CHAT created; CHAT_AUDIT created; KV_FLOOR created"},
		{"second run", small(), false, "CHAT as planned; CHAT_AUDIT as planned; KV_FLOOR as planned"},
		{"dry run afterwards", small(), true, "CHAT as planned; CHAT_AUDIT as planned; KV_FLOOR as planned"},
	} {
		if got := run(step.plan, step.dryRun); got != step.want {
			t.Errorf("%s: %s", step.what, got)
		}
	}
	other := small()
	other.Streams[0].MaxAge = 0
	other.Streams[0].SubjectTransform = nil
	other.Buckets[0].History = 2
	got := run(other, false)
	for _, want := range []string{
		"max_age is 888h0m0s, planned 0s", "subject_transform is {chat.v1.*.*.*.* chat.v1.{{wildcard(1)}}", "max_msgs_per_subject is 1, planned 2",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if got := run(small(), false); strings.Contains(got, "differs") {
		t.Errorf("setup changed what was there: %s", got)
	}
}

func TestStreamStoresSixteenSubjectsAShop(t *testing.T) {
	js := natstest.Start(t).JetStream()
	if _, err := feed.Setup(t.Context(), js, small(), false); err != nil {
		t.Fatal(err)
	}
	for _, conversation := range strings.Split("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "") {
		if _, err := js.Publish(t.Context(), "chat.v1.presale.pdd.s1."+conversation, nil); err != nil {
			t.Fatal(err)
		}
	}
	stream, err := js.Stream(t.Context(), feed.StreamName)
	if err != nil {
		t.Fatal(err)
	}
	info, err := stream.Info(t.Context(), jetstream.WithSubjectFilter(">"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(info.State.Subjects); n > 16 || n < 2 || info.State.Msgs != 52 {
		t.Errorf("%d subjects of %d messages", n, info.State.Msgs)
	}
}

func TestSetupSaysWhatToDo(t *testing.T) {
	js := natstest.Start(t).JetStream()
	_, err := feed.Setup(t.Context(), js, feed.NewPlan(feed.Scale{MaxBytes: 1 << 60}), false)
	if err == nil || !strings.Contains(feed.Hint(err), "--max-bytes") {
		t.Errorf("got %v, hint %q", err, feed.Hint(err))
	}
}
