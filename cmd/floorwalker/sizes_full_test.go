//go:build full

package main

// hostileCount is how many strings are tried.
const hostileCount = 5000

// imported are the recordings that are imported as a whole.
var imported = []recording{twitter, callDesk}
