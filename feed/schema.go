package feed

import (
	_ "embed" // the schemas
)

// JSON Schemas (draft 2020-12) of the command contract, as a backend announces
// them in the metadata of its endpoints.
var (
	//go:embed schema/command-request.json
	CommandRequestSchema string
	//go:embed schema/command-reply.json
	CommandReplySchema string
)
