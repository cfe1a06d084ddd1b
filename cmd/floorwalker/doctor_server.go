package main

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/tui"
)

// connection looks at the server and everything behind it.
func (p *patient) connection(ctx context.Context) []diagnosis {
	p.flags.connection.timeout = min(p.flags.timeout, deadServer)
	conn, err := p.flags.dial("doctor", "", true)
	if err != nil {
		return []diagnosis{unconnected(err)}
	}
	defer conn.Close()
	out := p.server(conn)
	out = append(out, rights(conn))
	out = append(out, p.store(ctx, conn)...)
	out = append(out, backendFinding(conn))
	return append(out, p.floor(ctx, conn)...)
}

// unconnected says why there is no connection.
func unconnected(err error) diagnosis {
	d := diagnosis{topic: topicServer, severity: deadFinding, what: textNoServer.with(strings.TrimPrefix(redacted(err), "connect: ")), do: hinted(err)}
	switch {
	case errors.Is(err, nats.ErrNoServers), errors.Is(err, nats.ErrTimeout):
		d.do = doRunning.with()
	case errors.Is(err, nats.ErrAuthorization), errors.Is(err, nats.ErrAuthExpired), errors.Is(err, nats.ErrAuthRevoked):
		d.do = doLogin.with()
	}
	return d
}

// server looks at the connection itself.
func (p *patient) server(conn *feed.Conn) []diagnosis {
	url := feed.RedactURL(conn.ConnectedUrl())
	trip, err := conn.RTT()
	if err != nil {
		return []diagnosis{blind(topicServer, err)}
	}
	out := []diagnosis{well(topicServer, textServer, oneLine(url), oneLine(conn.ConnectedServerVersion()), trip.Round(100*time.Microsecond))}
	if trip > 200*time.Millisecond {
		out = append(out, care(topicServer, doNearer.with(), textFar, trip.Round(time.Millisecond)))
	}
	return append(out, p.tls(conn)...)
}

func (p *patient) tls(conn *feed.Conn) []diagnosis {
	state, err := conn.TLSConnectionState()
	switch {
	case errors.Is(err, nats.ErrConnectionNotTLS) && isLocal(conn.ConnectedAddr()):
		return []diagnosis{well(topicTLS, textLocalPlain)}
	case errors.Is(err, nats.ErrConnectionNotTLS):
		return []diagnosis{care(topicTLS, doTLS.with(), textPlain)}
	case err != nil:
		return []diagnosis{blind(topicTLS, err)}
	}
	var out []diagnosis
	for _, c := range state.PeerCertificates[:min(1, len(state.PeerCertificates))] {
		out = append(out, expiryFinding(textServersOwn.with(), c.NotAfter, p.now))
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

func (a allowed) words() sentence {
	s := textAll.with()
	if len(a.Allow) > 0 {
		s = verbatim(strings.Join(a.Allow, " "))
	}
	if len(a.Deny) > 0 {
		s = textButNot.with(s, strings.Join(a.Deny, " "))
	}
	return s
}

// unanswered is what a question came to that was not answered.
func unanswered(topic, question doctorText, err error) diagnosis {
	return diagnosis{topic: topic, severity: deadFinding, what: question.with(redacted(err)), do: hinted(err)}
}

// rights says what this login may see and do.
func rights(conn *feed.Conn) diagnosis {
	reply, err := conn.Request("$SYS.REQ.USER.INFO", nil, deadServer)
	if err != nil {
		return unanswered(topicRights, textWhoAmI, err)
	}
	var info userInfo
	if err := json.Unmarshal(reply.Data, &info); err != nil {
		return unanswered(topicRights, textWhoAmI, err)
	}
	p := info.Data.Permissions
	d := well(topicRights, textUser, oneLine(info.Data.User), oneLine(info.Data.Account))
	d.details = []sentence{textPublish.with(p.Publish.words()), textSubscribe.with(p.Subscribe.words())}
	if len(p.Publish.Allow) == 0 {
		d.severity, d.what, d.do = careFinding, textAnything.with(d.what), doGrant.with()
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
		out = append(out, p.copies(info)...)
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
		out = append(out, p.explained(mute(conn, err)))
	}
	return out
}

func planFinding(r feed.SetupResult) diagnosis {
	switch r.State {
	case feed.SetupAsPlanned:
		return well(topicStreams, textAsPlanned, r.Name)
	case feed.SetupMissing:
		return bad(topicStreams, doSetup.with(), textMissing, r.Name)
	}
	d := bad(topicStreams, doEdit.with(), textNotPlanned, r.Name)
	for _, difference := range r.Differences {
		d.details = append(d.details, verbatim(difference))
	}
	return d
}

func fillFinding(info *jetstream.StreamInfo) diagnosis {
	name, most := info.Config.Name, info.Config.MaxBytes
	if most <= 0 {
		return bad(topicFill, doBound.with(), textNoBound, name)
	}
	percent := int(info.State.Bytes * 100 / uint64(most))
	if percent >= fillAlarm {
		return bad(topicFill, doRaise.with(), textFull, name, percent)
	}
	return well(topicFill, textFill, name, percent, info.State.Msgs)
}

// historyDays are the days that figures reach back.
const historyDays = 36

func historyFinding(info *jetstream.StreamInfo, now time.Time) diagnosis {
	if info.State.Msgs == 0 {
		return care(topicHistory, doNatsSub.with(), textNoEvents, info.Config.Name)
	}
	days := int(now.Sub(info.State.FirstTime) / (24 * time.Hour))
	if info.State.FirstSeq > 1 && days < historyDays {
		return bad(topicHistory, doReach.with(), textCut, info.Config.Name, days)
	}
	return well(topicHistory, textReach, info.Config.Name, days)
}

// clockFinding compares this host's clock with the server's, which stamped its
// answer somewhere between asked and answered.
func clockFinding(stamp, asked, answered time.Time) diagnosis {
	const most = 2 * time.Second
	var off time.Duration
	switch {
	case stamp.IsZero():
		return well(topicClock, textNoClock)
	case stamp.Before(asked.Add(-most)):
		off = asked.Sub(stamp)
	case stamp.After(answered.Add(most)):
		off = stamp.Sub(answered)
	default:
		return well(topicClock, textSameClock)
	}
	return bad(topicClock, doChrony.with(), textClockOff, off.Round(time.Second))
}

// backendFinding asks the chat backend what it can do.
func backendFinding(conn *feed.Conn) diagnosis {
	reply, err := conn.Request("$SRV.INFO."+feed.CommandService, nil, deadServer)
	switch {
	case errors.Is(err, nats.ErrNoResponders):
		return care(topicBackend, doBackend.with(), textNoBackend)
	case err != nil:
		return unanswered(topicBackend, textAskBackend, err)
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
		return unanswered(topicBackend, textAskBackend, err)
	}
	d := well(topicBackend, textBackend, oneLine(info.Name), oneLine(info.Version))
	for _, e := range info.Endpoints {
		line := textEverywhere.with(oneLine(e.Name))
		if c := feed.ParseCapability(e.Metadata); !c.Everywhere {
			line = textInSomeShops.with(oneLine(e.Name), len(c.Shops), oneLine(c.Why))
		}
		d.details = append(d.details, line)
	}
	slices.SortFunc(d.details, func(a, b sentence) int { return strings.Compare(a.in(tui.English), b.in(tui.English)) })
	return d
}
