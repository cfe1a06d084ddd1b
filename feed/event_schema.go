package feed

import (
	_ "embed" // the schema
)

// EventSchema is the JSON Schema (draft 2020-12) of chat events: the envelope,
// and under $defs, by its name, what each type needs beside that. What it takes
// and Decode refuses, or the other way round, is listed in docs/events.md.
//
//go:embed schema/event.schema.json
var EventSchema string
