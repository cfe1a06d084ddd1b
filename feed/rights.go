package feed

import (
	"fmt"
	"strings"

	"floorwalker/metrics"
)

// Rights are what a user of the NATS server may do. The zero Rights are none.
type Rights struct {
	Publish   []string
	Subscribe []string
	Responses bool // may answer requests, once each
}

// rightsToRead are those of a reader of a stream by ordered consumers.
func rightsToRead(stream string) []string {
	return []string{
		"$JS.API.STREAM.INFO." + stream,
		"$JS.API.CONSUMER.CREATE." + stream + ".>",
		"$JS.API.CONSUMER.INFO." + stream + ".*",
		"$JS.API.CONSUMER.MSG.NEXT." + stream + ".*",
		"$JS.API.CONSUMER.DELETE." + stream + ".*",
		"$JS.API.DIRECT.GET." + stream,
		"$JS.API.DIRECT.GET." + stream + ".>",
	}
}

// rightsSubject is where the server says what a user may do.
const rightsSubject = "$SYS.REQ.USER.INFO"

// inboxOf is where replies to a user go; Connect uses it for ConnectOptions.User.
func inboxOf(user metrics.Text) string { return "_INBOX_" + Token(user) + ".>" }

// ObserverRights let user watch: the events of a stream (StreamName, or the
// mirror of his team), what supervisors tell each other, and who is on.
func ObserverRights(user metrics.Text, stream string, teams ...metrics.Text) Rights {
	r := Rights{Publish: rightsToRead(stream), Subscribe: []string{inboxOf(user)}}
	r.Publish = append(r.Publish, rightsToRead("KV_"+BucketName)...)
	r.Publish = append(r.Publish, "$JS.FC.KV_"+BucketName+".>", "$SRV.INFO."+CommandService, rightsSubject)
	for _, team := range teams {
		r.Publish = append(r.Publish,
			"$KV."+BucketName+"."+Token(team)+".presence."+Token(user),
			"$KV."+BucketName+"."+Token(team)+".look."+Token(user),
			AuditSubject(string(team), string(user)))
	}
	return r
}

// SupervisorRights let user also act in his teams, under his own name, and see
// to the alerts of nobody's team.
func SupervisorRights(user metrics.Text, stream string, teams ...metrics.Text) Rights {
	r := ObserverRights(user, stream, teams...)
	r.Publish = append(r.Publish, "$KV."+BucketName+"."+Token(metrics.Text(""))+".>")
	for _, team := range teams {
		r.Publish = append(r.Publish,
			CommandRoot+Token(team)+"."+Token(user)+".*",
			"$KV."+BucketName+"."+Token(team)+".>")
	}
	return r
}

// BackendRights let user carry out commands: hear them in the queue group,
// publish events and audit records, and be found.
func BackendRights(user metrics.Text) Rights {
	return Rights{
		Publish:   []string{eventRoot + ".>", "audit.v1.>"},
		Subscribe: []string{CommandRoot + "> " + CommandService, "$SRV.>", inboxOf(user)},
		Responses: true,
	}
}

// GatewayRights let user publish the events of platforms.
func GatewayRights(user metrics.Text, platforms ...metrics.Text) Rights {
	r := Rights{Subscribe: []string{inboxOf(user)}}
	for _, p := range platforms {
		r.Publish = append(r.Publish, eventRoot+".*."+Token(p)+".>")
	}
	r.Publish = append(r.Publish, eventRoot+".*._._._") // people are on no platform
	return r
}

// ShopGatewayRights let user publish the events of shops of one platform, and of no
// shop beside them: each one that is made up would stand on every screen, and cost
// it what a real one does.
func ShopGatewayRights(user, platform metrics.Text, shops ...metrics.Text) Rights {
	r := Rights{Subscribe: []string{inboxOf(user)}}
	for _, s := range shops {
		r.Publish = append(r.Publish, eventRoot+".*."+Token(platform)+"."+Token(s)+".>")
	}
	r.Publish = append(r.Publish, eventRoot+".*._._._") // people are on no platform
	return r
}

// AuditorRights let user read the audit stream.
func AuditorRights(user metrics.Text) Rights {
	return Rights{Publish: rightsToRead(AuditName), Subscribe: []string{inboxOf(user)}}
}

// Config is the permissions block of r for the server's configuration file.
func (r Rights) Config() string {
	var b strings.Builder
	b.WriteString("permissions: {\n")
	for _, list := range []struct {
		name     string
		subjects []string
	}{{"publish", r.Publish}, {"subscribe", r.Subscribe}} {
		fmt.Fprintf(&b, "  %s: { allow: [\n", list.name)
		for _, s := range list.subjects {
			fmt.Fprintf(&b, "    %q\n", s)
		}
		b.WriteString("  ] }\n")
	}
	if r.Responses {
		b.WriteString("  allow_responses: { max: 1, expires: \"10s\" }\n")
	}
	b.WriteString("}\n")
	return b.String()
}
