package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
)

// connection looks at the server and everything behind it.
func (p *patient) connection(ctx context.Context) []diagnosis {
	p.flags.connection.timeout = min(p.flags.timeout, deadServer)
	conn, err := p.flags.dial("doctor", "", true)
	if err != nil {
		return []diagnosis{blind("server", err)}
	}
	defer conn.Close()
	out := p.server(conn)
	out = append(out, rights(conn))
	out = append(out, p.store(ctx, conn)...)
	out = append(out, backendFinding(conn))
	return append(out, p.floor(ctx, conn)...)
}

// server looks at the connection itself.
func (p *patient) server(conn *feed.Conn) []diagnosis {
	url := feed.RedactURL(conn.ConnectedUrl())
	trip, err := conn.RTT()
	if err != nil {
		return []diagnosis{blind("server", err)}
	}
	out := []diagnosis{well("server", "%s, version %s, answers in %s", oneLine(url), oneLine(conn.ConnectedServerVersion()), trip.Round(100*time.Microsecond))}
	if trip > 200*time.Millisecond {
		out = append(out, care("server", "run it on a host nearer to the server", "the way to the server and back takes %s", trip.Round(time.Millisecond)))
	}
	return append(out, p.tls(conn)...)
}

func (p *patient) tls(conn *feed.Conn) []diagnosis {
	state, err := conn.TLSConnectionState()
	switch {
	case errors.Is(err, nats.ErrConnectionNotTLS) && isLocal(conn.ConnectedAddr()):
		return []diagnosis{well("tls", "none, to a server on this host")}
	case errors.Is(err, nats.ErrConnectionNotTLS):
		return []diagnosis{care("tls", "give the server a certificate, and use tls:// in its URL", "none: buyers' words and passwords travel in the clear")}
	case err != nil:
		return []diagnosis{blind("tls", err)}
	}
	var out []diagnosis
	for _, c := range state.PeerCertificates[:min(1, len(state.PeerCertificates))] {
		out = append(out, expiryFinding("the server's certificate", c.NotAfter, p.now))
	}
	return out
}

func isLocal(address string) bool {
	return strings.HasPrefix(address, "127.") || strings.HasPrefix(address, "[::1]")
}

// userInfo is what a server says about who asks.
type userInfo struct {
	Data struct {
		User        string `json:"user"`
		Account     string `json:"account"`
		Permissions struct {
			Publish   allowed `json:"publish"`
			Subscribe allowed `json:"subscribe"`
		} `json:"permissions"`
		Expires time.Duration `json:"expires"`
	} `json:"data"`
}

type allowed struct {
	Allow []string `json:"allow"`
	Deny  []string `json:"deny"`
}

func (a allowed) words() string {
	s := "everything"
	if len(a.Allow) > 0 {
		s = strings.Join(a.Allow, " ")
	}
	if len(a.Deny) > 0 {
		s += ", but not " + strings.Join(a.Deny, " ")
	}
	return s
}

// rights says what this login may see and do.
func rights(conn *feed.Conn) diagnosis {
	const topic = "rights"
	reply, err := conn.Request("$SYS.REQ.USER.INFO", nil, deadServer)
	if err != nil {
		return blind(topic, fmt.Errorf("ask who I am: %w", err))
	}
	var info userInfo
	if err := json.Unmarshal(reply.Data, &info); err != nil {
		return blind(topic, fmt.Errorf("ask who I am: %w", err))
	}
	p := info.Data.Permissions
	d := well(topic, "user %q of account %q", oneLine(info.Data.User), oneLine(info.Data.Account))
	d.Details = []string{"may publish: " + p.Publish.words(), "may subscribe: " + p.Subscribe.words()}
	if len(p.Publish.Allow) == 0 {
		d.Severity = careFinding
		d.What += " may publish anything, also commands in anybody's name"
		d.Do = "grant each person cmd.v1.*.NAME.> and the requests of a reader: docs/operators.md"
	}
	return d
}

// fillAlarm is how full a stream may be, in percent.
const fillAlarm = 80

// store looks at streams and buckets: whether they are as planned, how full,
// how far back they reach.
func (p *patient) store(ctx context.Context, conn *feed.Conn) []diagnosis {
	ctx, cancel := context.WithTimeout(ctx, p.flags.timeout)
	defer cancel()
	js := conn.JetStream()
	plan := feed.NewPlan(feed.Scale{})
	var out []diagnosis
	var configs []jetstream.StreamConfig
	for i := range plan.Streams {
		asked := time.Now()
		stream, err := js.Stream(ctx, plan.Streams[i].Name)
		if err != nil {
			continue // the comparison says so
		}
		info := stream.CachedInfo()
		configs = append(configs, info.Config)
		// Size and copies are the site's choice.
		plan.Streams[i].MaxBytes, plan.Streams[i].Replicas = info.Config.MaxBytes, info.Config.Replicas
		out = append(out, fillFinding(info))
		if info.Config.Name == feed.StreamName {
			out = append(out, clockFinding(info.TimeStamp, asked, time.Now()), historyFinding(info, p.now))
		}
	}
	p.streams, _ = json.Marshal(configs) // plain data
	for i := range plan.Buckets {
		if stream, err := js.Stream(ctx, "KV_"+plan.Buckets[i].Bucket); err == nil {
			config := stream.CachedInfo().Config
			plan.Buckets[i].MaxBytes, plan.Buckets[i].Replicas = config.MaxBytes, config.Replicas
		}
	}
	results, err := feed.Setup(ctx, js, plan, true)
	for _, r := range results {
		out = append(out, planFinding(r))
	}
	if err != nil {
		out = append(out, blind("streams", err))
	}
	return out
}

func planFinding(r feed.SetupResult) diagnosis {
	switch r.State {
	case feed.SetupAsPlanned:
		return well("streams", "%s is as planned", r.Name)
	case feed.SetupMissing:
		return bad("streams", "floorwalker setup, with an administrator's login", "%s does not exist", r.Name)
	}
	d := bad("streams", "if that is not on purpose, change it with nats stream edit; floorwalker setup --dry-run prints the plan",
		"%s is not as planned", r.Name)
	d.Details = r.Differences
	return d
}

func fillFinding(info *jetstream.StreamInfo) diagnosis {
	const topic = "fill"
	name, most := info.Config.Name, info.Config.MaxBytes
	if most <= 0 {
		return bad(topic, "set max_bytes: age alone can fill the disk", "%s has no bound in bytes", name)
	}
	percent := int(info.State.Bytes * 100 / uint64(most))
	if percent >= fillAlarm {
		return bad(topic, "raise max_bytes before the oldest days are dropped: figures over 3 and 30 days lose them without a word",
			"%s is %d %% full", name, percent)
	}
	return well(topic, "%s is %d %% full, %d messages", name, percent, info.State.Msgs)
}

// historyDays are the days that figures reach back.
const historyDays = 36

func historyFinding(info *jetstream.StreamInfo, now time.Time) diagnosis {
	const topic = "history"
	if info.State.Msgs == 0 {
		return care(topic, "is the gateway publishing? nats sub 'chat.v1.>' shows", "%s holds no events yet", info.Config.Name)
	}
	days := int(now.Sub(info.State.FirstTime) / (24 * time.Hour))
	if info.State.FirstSeq > 1 && days < historyDays {
		return bad(topic, "raise max_bytes or max_age: the windows of the platforms need 36 days",
			"%s reaches back %d days, the beginning was dropped", info.Config.Name, days)
	}
	return well(topic, "%s reaches back %d days", info.Config.Name, days)
}

// clockFinding compares this host's clock with the server's, which stamped its
// answer somewhere between asked and answered.
func clockFinding(stamp, asked, answered time.Time) diagnosis {
	const topic, most = "clock", 2 * time.Second
	var off time.Duration
	switch {
	case stamp.IsZero():
		return well(topic, "the server does not say what time it has")
	case stamp.Before(asked.Add(-most)):
		off = asked.Sub(stamp)
	case stamp.After(answered.Add(most)):
		off = stamp.Sub(answered)
	default:
		return well(topic, "as the server's")
	}
	return bad(topic, "chronyc tracking, on both hosts", "this host and the server differ by %s", off.Round(time.Second))
}

// backendFinding asks the chat backend what it can do.
func backendFinding(conn *feed.Conn) diagnosis {
	const topic = "backend"
	reply, err := conn.Request("$SRV.INFO."+feed.CommandService, nil, deadServer)
	switch {
	case errors.Is(err, nats.ErrNoResponders):
		return care(topic, "start the chat backend, docs/commands.md; until then commands are off", "nobody answers commands")
	case err != nil:
		return blind(topic, fmt.Errorf("ask the backend what it can do: %w", err))
	}
	var info struct {
		Name      string `json:"name"`
		Version   string `json:"version"`
		Endpoints []struct {
			Name     string            `json:"name"`
			Metadata map[string]string `json:"metadata"`
		} `json:"endpoints"`
	}
	if err := json.Unmarshal(reply.Data, &info); err != nil {
		return blind(topic, fmt.Errorf("ask the backend what it can do: %w", err))
	}
	d := well(topic, "%s %s answers", oneLine(info.Name), oneLine(info.Version))
	for _, e := range info.Endpoints {
		line := oneLine(e.Name) + ": everywhere"
		if c := feed.ParseCapability(e.Metadata); !c.Everywhere {
			line = fmt.Sprintf("%s: in %d shops or platforms; elsewhere not: %s", oneLine(e.Name), len(c.Shops), oneLine(c.Why))
		}
		d.Details = append(d.Details, line)
	}
	slices.Sort(d.Details)
	return d
}
