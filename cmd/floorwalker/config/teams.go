package config

import "fmt"

// limitBreaks adds an alert for each team that has a limit, unless the file has
// one of that name. It stands where the limit does.
func limitBreaks(c *Config) {
	for id, team := range c.Teams {
		name := "on_break " + id
		if _, own := c.Alerts[name]; own || team.OnBreak <= 0 {
			continue
		}
		if c.Alerts == nil {
			c.Alerts = map[string]Alert{}
		}
		c.Alerts[name] = Alert{Expression: fmt.Sprintf("team:%s away>%d", subject(id), team.OnBreak), Severity: "warning"}
		c.origins[path{"alerts", name}.id()] = c.origins.of(path{"teams", id, "on_break"})
	}
}

// subject is a name as expressions take it.
func subject(name string) string {
	if bare.MatchString(name) {
		return name
	}
	return `"` + name + `"`
}
