package desk

import (
	"maps"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// discoverSubject is where every chat backend says what it can do.
const discoverSubject = "$SRV.INFO." + feed.CommandService

// infoToken begins the last part of the reply subject of a round of asking.
// Commands have tokens of letters and digits only.
const infoToken = "info-"

// discover asks every backend what it can do. Without a connection or the
// right to ask nothing is learned, and what was known stays.
func (d *Desk) discover() {
	if d.barred {
		return
	}
	d.round++
	// An error means that there is no connection: it is asked again with the next.
	_ = d.conn.PublishRequest(discoverSubject, d.inbox+"."+infoToken+strconv.FormatUint(d.round, 36), nil)
}

// serviceInfo is what is read of a service's description (NATS ADR-32).
type serviceInfo struct {
	ID        string `json:"id"`
	Endpoints []struct {
		Name     string            `json:"name"`
		Metadata map[string]string `json:"metadata"`
	} `json:"endpoints"`
}

// learn takes a backend's description. token names the round it belongs to.
func (d *Desk) learn(m *nats.Msg, token string) {
	round, err := strconv.ParseUint(strings.TrimPrefix(token, infoToken), 36, 64)
	if err != nil || round != d.round && round+1 != d.round {
		return
	}
	if len(m.Data) == 0 && m.Header.Get("Status") == "503" {
		d.announce(Capabilities{known: true})
		return
	}
	var info serviceInfo
	if err := json.Unmarshal(m.Data, &info); err != nil || info.ID == "" {
		return
	}
	verbs := make(map[metrics.Verb]feed.Capability, len(info.Endpoints))
	for _, e := range info.Endpoints {
		verbs[metrics.Verb(e.Name)] = feed.ParseCapability(e.Metadata)
	}
	now := Capabilities{known: true, instances: maps.Clone(d.can.Load().instances)}
	if now.instances == nil {
		now.instances = map[string]instance{}
	}
	now.instances[info.ID] = instance{verbs, round}
	// Who was silent in the last round, too, is gone.
	maps.DeleteFunc(now.instances, func(_ string, i instance) bool { return i.asked+1 < round })
	d.announce(now)
}

func (d *Desk) announce(c Capabilities) {
	c.forbidden = d.forbidden
	d.can.Store(&c)
	if d.opts.Capable != nil {
		d.opts.Capable(c)
	}
}
