//go:build full

package main

// hostileCount is how many strings are tried.
const hostileCount = 5000
