package feed

import (
	"strings"

	"floorwalker/metrics"
)

// CommandRoot begins the subject of every command. A backend takes no request
// whose own subject begins otherwise: a push consumer can be made to deliver
// stream data to a command subject, but not to change what it was published on.
const CommandRoot = "cmd.v1."

// CommandService is the name under which a backend is found ($SRV.INFO).
const CommandService = "chat-backend"

// CommandSubject is where a supervisor asks: cmd.v1.TEAM.SUPERVISOR.VERB.
// Permissions on it decide who may act for which team, and under which name.
func CommandSubject(team, supervisor metrics.Text, v metrics.Verb) string {
	return CommandRoot + Token(team) + "." + Token(supervisor) + "." + string(v)
}

// ParseCommandSubject reads what a subject proves; ok is false if it is none
// of a command.
func ParseCommandSubject(subject string) (team, supervisor string, v metrics.Verb, ok bool) {
	rest, found := strings.CutPrefix(subject, CommandRoot)
	parts := strings.Split(rest, ".")
	if !found || len(parts) != 3 || parts[2] == "" {
		return "", "", "", false
	}
	team, okTeam := Untoken(parts[0])
	supervisor, okSupervisor := Untoken(parts[1])
	ok = okTeam && okSupervisor && team != "" && supervisor != ""
	return team, supervisor, metrics.Verb(parts[2]), ok
}

// AuditSubject is where the outcome of a command is recorded:
// audit.v1.TEAM.SUPERVISOR.
func AuditSubject(team, supervisor string) string {
	return "audit.v1." + Token(team) + "." + Token(supervisor)
}
