// Package feed knows how events of a customer floor travel: the JSON envelope
// and its decoder, NDJSON files, NATS subjects and streams, connections and
// publishing.
//
// The contract for those who publish is docs/events.md. Everything that comes
// in passes Decode, which turns untrusted bytes into a metrics.Event whose
// strings are safe to show (package feed/text), or says why it cannot.
//
// Leaves: feed/text cleans strings, feed/live follows a stream into a
// metrics.Floor, feed/desk sends commands, feed/sim plays a floor,
// feed/natstest starts servers for tests.
package feed
