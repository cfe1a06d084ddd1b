//go:build !unix

package desk

import "os"

// Elsewhere files cannot be locked by this means, and folders not be synced.

func lockFile(*os.File) error { return nil }

func syncFolder(string) error { return nil }
