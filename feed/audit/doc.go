// Package audit writes and reads the audit stream: who asked for what, knowing
// what, and what came of it. The backend records commands; the screen records
// what it shows or hides by itself. Nothing in the stream can be deleted before
// its time, by nobody.
package audit
