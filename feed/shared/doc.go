// Package shared is what supervisors tell each other without words: who is on
// and looks at what, who has claimed a row, a queue or an alert, what is
// acknowledged or hidden, notes. It lives in the key-value bucket
// feed.BucketName, so everybody sees the same; none of it moves a
// conversation, and a screen works without it.
//
// Keys are TEAM.KIND.THING, as tokens: the rights of a supervisor end at his
// teams. Who wrote a mark is what its writer says.
package shared
