package cli

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/store"
)

// The example's reports are in our own words, from the public facts of the flight of 29-30
// September 2025; its outlets are invented and say so.
//
//go:embed example
var exampleReports embed.FS

const (
	exampleSlug           = "iran-2025-09"
	exampleTitle          = "Louisiana – Doha – Tehran, 29–30 September 2025"
	exampleReconstruction = "Reconstruction from public reports; the tracks were flown by a simulator and are not a recording."
	exampleAsOf           = "2025-12-02" // the day after its last report: silence is counted to here
)

// demoCmd runs the main job on the bundled example by the same commands that a user types.
type demoCmd struct {
	NoServe bool   `help:"End after printing."`
	Addr    string `default:"127.0.0.1:8647" help:"Address of the pages."`
	Dir     string `help:"Keep the example's workspace in this folder; else a temporary one is removed at the end."`
}

func (c demoCmd) Run(a *app) (err error) {
	dir := c.Dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "charterwatch-demo-"); err != nil {
			return fmt.Errorf("demo: temporary folder: %w", err)
		}
		defer os.RemoveAll(dir)
	}
	reports := filepath.Join(dir, "reports")
	traces := filepath.Join(dir, "globe_history")
	if err := writeReports(reports); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	workspace := filepath.Join(dir, "workspace")

	fmt.Fprintf(a.stdout, "The bundled example. %s\nEach line after $ is a command that you can type.\n", exampleReconstruction)
	steps := [][]string{
		{"init", workspace},
		{"simulate", "--example", "--out", traces},
		{"scan", traces},
		{"read", "--brief", "--reconstruction", reports + "/ministry.html", reports + "/newspaper.html", reports + "/november.html"},
		{"read", "--brief", "--reconstruction", "--published", "2025-09-30", "--publisher", "Example Wire Desk (invented)", reports + "/headline.txt"},
		{"read", "--brief", "--reconstruction", "--published", "2025-12-01", "--publisher", "Example Digest (invented)", reports + "/later.txt"},
		{"operation", "propose"},
		{"operation", "new", exampleSlug, "--title", exampleTitle, "--from", "2025-09-29", "--to", "2025-09-30", "--states", "US,QA,IR", "--reconstruction", exampleReconstruction},
	}
	for _, s := range steps {
		if err := a.step(workspace, s); err != nil {
			return err
		}
	}
	ids, err := a.exampleEvidence(workspace)
	if err != nil {
		return err
	}
	for _, s := range [][]string{
		append([]string{"operation", "attach", exampleSlug}, ids...),
		{"operation", "show", exampleSlug, "--as-of", exampleAsOf},
		{"ledger", "checkpoint"},
		{"ledger", "check"},
	} {
		if err := a.step(workspace, s); err != nil {
			return err
		}
	}
	if c.NoServe {
		return nil
	}
	fmt.Fprintf(a.stdout, "\nThe operation is at /operations/%s?as-of=%s on the address below.\n", exampleSlug, exampleAsOf)
	return a.step(workspace, []string{"serve", "--addr", c.Addr})
}

// step prints one command line and runs it as if it had been typed.
func (a *app) step(workspace string, args []string) error {
	shown := make([]string, len(args))
	for i, arg := range args {
		if shown[i] = arg; strings.ContainsAny(arg, " –,;") {
			shown[i] = "'" + arg + "'"
		}
	}
	fmt.Fprintf(a.stdout, "\n$ charterwatch %s\n", strings.Join(shown, " "))
	sub := *a
	if code := sub.run(append([]string{"--workspace", workspace}, args...)); code != Done {
		return exitError{code, fmt.Errorf("demo: %s ended with exit code %d", args[0], code)}
	}
	return nil
}

// exampleEvidence names the example's documents and the journey to attach: every leg that
// begins in the days of the operation, which is what a person would pick from the list.
func (a *app) exampleEvidence(workspace string) ([]string, error) {
	sub := *a
	sub.workspace = workspace
	var ids []string
	err := sub.withStore(func(st *store.Store) error {
		docs, err := sub.allDocuments(st)
		if err != nil {
			return err
		}
		for _, d := range docs {
			ids = append(ids, d.ID)
		}
		legs, _, err := st.Legs(sub.ctx, store.LegFilter{
			From: time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC), To: time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC)})
		for _, l := range legs {
			ids = append(ids, l.ID)
		}
		return err
	})
	slices.Sort(ids)
	return ids, err
}

func writeReports(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return fs.WalkDir(exampleReports, "example", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := exampleReports.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, filepath.Base(path)), raw, 0o600)
	})
}
