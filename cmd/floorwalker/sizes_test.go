//go:build !full

package main

// hostileCount is how many strings are tried: under the race detector, each
// costs some fifty milliseconds.
const hostileCount = 200

// imported are the recordings that are imported as a whole.
var imported = []recording{twitter}
