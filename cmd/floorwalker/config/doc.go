// Package config reads the configuration: one TOML file, FLOORWALKER_*
// variables and flags, the strongest last. Every mistake is reported, each with
// the place it was made in, what is allowed there and the nearest name.
//
// TOML and not YAML: names of keys such as y, n and on, times of day such as
// 08:00 and account numbers with leading zeros are data here, and YAML reads
// some of them as something else. In TOML they mean what is written, and a
// table cannot move by a space.
//
// A Config is a value of its time: Load makes it, nobody changes it, a changed
// file makes a new one, and Diff tells the two apart. What a supervisor chose on
// the screen is no configuration: see Preferences.
package config
