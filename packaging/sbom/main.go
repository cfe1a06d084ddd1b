// Command sbom writes the software bill of materials of a Go program, CycloneDX
// in JSON: what the linker says it was built from. The same program gives the same
// bytes.
//
//	sbom PROGRAM FILE
package main

import (
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func run(args []string) (err error) {
	if len(args) != 2 {
		return errors.New("usage: sbom PROGRAM FILE")
	}
	info, err := buildinfo.ReadFile(args[0])
	if err != nil {
		return err
	}
	file, err := os.Create(args[1])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return write(file, filepath.Base(args[0]), info)
}

// write writes the bill of a program by that name.
func write(w io.Writer, name string, info *debug.BuildInfo) error {
	return cdx.NewBOMEncoder(w, cdx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(billOf(name, info), cdx.SpecVersion1_6)
}

// billOf has no serial number and no time of its own, which would differ each
// time.
func billOf(name string, info *debug.BuildInfo) *cdx.BOM {
	program := programOf(name, info)
	list := []cdx.Component{standardLibrary(info)}
	for _, m := range info.Deps {
		list = append(list, componentOf(m))
	}
	var refs []string
	for _, c := range list {
		refs = append(refs, c.BOMRef)
	}
	bill := cdx.NewBOM()
	bill.Metadata = &cdx.Metadata{Component: &program, Timestamp: setting(info, "vcs.time")}
	bill.Components = &list
	bill.Dependencies = &[]cdx.Dependency{{Ref: program.BOMRef, Dependencies: &refs}}
	return bill
}

func programOf(name string, info *debug.BuildInfo) cdx.Component {
	var properties []cdx.Property
	for _, s := range info.Settings {
		properties = append(properties, cdx.Property{Name: "go:build:" + s.Key, Value: s.Value})
	}
	return cdx.Component{
		BOMRef: packageURL(info.Main.Path, info.Main.Version), Type: cdx.ComponentTypeApplication,
		Name: name, Version: info.Main.Version, Properties: &properties,
	}
}

func standardLibrary(info *debug.BuildInfo) cdx.Component {
	version := strings.TrimPrefix(info.GoVersion, "go")
	url := packageURL("std", version)
	return cdx.Component{BOMRef: url, Type: cdx.ComponentTypeLibrary, Name: "std", Version: version, PackageURL: url}
}

// componentOf is a module, or what was built in its place.
func componentOf(m *debug.Module) cdx.Component {
	if m.Replace != nil {
		m = m.Replace
	}
	url := packageURL(m.Path, m.Version)
	c := cdx.Component{BOMRef: url, Type: cdx.ComponentTypeLibrary, Name: m.Path, Version: m.Version, PackageURL: url}
	if sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(m.Sum, "h1:")); err == nil && len(sum) > 0 {
		c.Hashes = &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: hex.EncodeToString(sum)}}
	}
	return c
}

// packageURL is the name by which lists of vulnerabilities know a module.
func packageURL(path, version string) string {
	return "pkg:golang/" + path + "@" + strings.ReplaceAll(version, "+", "%2B")
}

func setting(info *debug.BuildInfo, key string) string {
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}
