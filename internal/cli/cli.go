package cli

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/alecthomas/kong"

	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

// Version is printed by --version and stands on the pages.
const Version = "0.1.0"

// The exit codes of every command.
const (
	Done    = 0 // all was done
	Skipped = 1 // some inputs were skipped; they are listed
	Usage   = 2 // the command line was not understood
	Nothing = 3 // nothing could be done
)

// commands is the whole command line as kong reads it.
type commands struct {
	Workspace string           `short:"w" placeholder:"DIR" env:"CHARTERWATCH_WORKSPACE" help:"The workspace folder; else the current folder."`
	Version   kong.VersionFlag `help:"Print the version."`

	Demo       demoCmd       `cmd:"" help:"The main job on a bundled example, then its pages."`
	Init       initCmd       `cmd:"" help:"Make a workspace: database, blobs, ledger key."`
	Scan       scanCmd       `cmd:"" help:"Read traces (files, folders, tars) to legs."`
	Read       readCmd       `cmd:"" help:"Read reports (files, feeds, URLs) to proposed statements."`
	Legs       legsCmd       `cmd:"" help:"List legs."`
	Journeys   journeysCmd   `cmd:"" help:"Journeys: the legs of one aircraft, chained; list, count by a rule, staged."`
	Report     reportCmd     `cmd:"" help:"A month's report by one rule: page, tables, JSON."`
	Compare    compareCmd    `cmd:"" help:"Two releases of one publisher, row by row: what changed, exact multiples, what nobody explains."`
	Discover   discoverCmd   `cmd:"" help:"Aircraft on no list that flew like removal work: list a day's, mark one."`
	Aircraft   aircraftCmd   `cmd:"" help:"List aircraft, or who one is said to be over time."`
	Fleet      fleetCmd      `cmd:"" help:"Registries of aircraft that you pull: each dated, none overwritten."`
	Places     placesCmd     `cmd:"" help:"Runway data that you pull; scans then use it."`
	Train      trainCmd      `cmd:"" help:"Learn from your own decisions; read --model uses it."`
	Documents  documentsCmd  `cmd:"" help:"List documents; versions of one; the difference of two."`
	Statements statementsCmd `cmd:"" help:"List statements."`
	Origins    originsCmd    `cmd:"" help:"Group statements by who first stated them."`
	Operations operationsCmd `cmd:"" help:"List operations."`
	Airports   airportsCmd   `cmd:"" help:"Look up airports by code or name."`
	Show       showCmd       `cmd:"" help:"Anything by its identifier, with its evidence."`
	Decide     decideCmd     `cmd:"" help:"Accept, edit or reject a statement; undo the last decision."`
	Operation  operationCmd  `cmd:"" help:"Put evidence together: new, attach, detach, show, propose."`
	Law        lawCmd        `cmd:"" help:"Which duties bind whom, as of a date."`
	Risk       riskCmd       `cmd:"" help:"Material on treatment in a country, with the days to a removal, and recognition counts as context; no score."`
	Ledger     ledgerCmd     `cmd:"" help:"Check, sign and read the record of what was accepted."`
	Erase      eraseCmd      `cmd:"" help:"Destroy a document or a raw file everywhere; a redaction record remains."`
	Backup     backupCmd     `cmd:"" help:"Everything in one file, while others go on writing; encrypted with age for those you name."`
	Restore    restoreCmd    `cmd:"" help:"A workspace out of a backup, checked."`
	Doctor     doctorCmd     `cmd:"" help:"Look at a workspace and explain what is wrong and what to do."`
	Witness    witnessCmd    `cmd:"" help:"Cosign the logs of others, as a process of its own (C2SP tlog-witness)."`
	Exhibit    exhibitCmd    `cmd:"" help:"One operation as a folder and a zip that a stranger can verify."`
	Verify     verifyCmd     `cmd:"" help:"Check an exhibit, folder or zip; needs no workspace."`
	Serve      serveCmd      `cmd:"" help:"The pages, on this machine only."`
	Simulate   simulateCmd   `cmd:"" help:"Fly tracks whose truth is known."`
	Bench      benchCmd      `cmd:"" help:"Benchmarks of whole jobs, as ratios in one run."`
}

// app is what a command needs of the world: its streams, a clock and randomness.
type app struct {
	ctx       context.Context
	stdin     io.Reader
	stdout    io.Writer
	stderr    io.Writer
	workspace string
	now       func() time.Time
	rand      io.Reader

	st      *store.Store    // while withStore runs
	places  *place.Airports // once airports has loaded them
	runways string          // SHA-256 of the runway data among them; empty without
}

// exitError carries an exit code beside its message.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string { return e.err.Error() }
func (e exitError) Unwrap() error { return e.err }

// Main runs one command line and returns its exit code.
func Main(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr, now: time.Now, rand: rand.Reader}
	return a.run(args)
}

func (a *app) run(args []string) (code int) {
	var c commands
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("charterwatch"),
		kong.Description("What was said, seen, left silent and owed about an expulsion flight, side by side."),
		kong.Vars{"version": "charterwatch " + Version, "as_of": asOfHelp},
		kong.Writers(a.stdout, a.stderr),
		kong.Exit(func(n int) { exited = n; panic(exitSignal{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.UsageOnError(),
	)
	if err != nil {
		fmt.Fprintf(a.stderr, "charterwatch: %v\n", err)
		return Usage
	}
	defer func() {
		// kong exits after --help and --version; a library must not end the process.
		if r := recover(); r != nil {
			if _, ok := r.(exitSignal); !ok {
				panic(r)
			}
			code = exited
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(a.stderr, "charterwatch: %v\nTry: charterwatch --help\n", err)
		return Usage
	}
	a.workspace = c.Workspace
	if err := nobody(k); err != nil {
		fmt.Fprintf(a.stderr, "charterwatch: %v\n", err)
		return exitCode(err)
	}
	if err := k.Run(a); err != nil {
		fmt.Fprintf(a.stderr, "charterwatch: %v\n", err)
		return exitCode(err)
	}
	return Done
}

type exitSignal struct{}

// exitCode is the one table of errors to exit codes. Everything that is neither a usage error
// nor a list of skipped inputs means that nothing could be done.
func exitCode(err error) int {
	var e exitError
	if errors.As(err, &e) {
		return e.code
	}
	return Nothing
}

// open opens the workspace that --workspace, CHARTERWATCH_WORKSPACE or the current folder names.
func (a *app) open() (*store.Store, error) {
	dir := a.workspace
	if dir == "" {
		wd, err := os.Getwd()
		if err != nil {
			return nil, fmt.Errorf("current folder: %w", err)
		}
		dir = wd
	}
	return store.Open(a.ctx, dir, store.Options{Now: a.now, Rand: a.rand})
}

// dir is the folder of the workspace that open would open.
func (a *app) dir() string {
	if a.workspace != "" {
		return a.workspace
	}
	return "."
}

// withStore runs f on the workspace and closes it.
func (a *app) withStore(f func(*store.Store) error) (err error) {
	st, err := a.open()
	if err != nil {
		return err
	}
	a.st = st
	defer func() {
		a.st = nil
		err = errors.Join(err, st.Close())
	}()
	return f(st)
}

// printJSON writes one value, indented, with a line feed.
func (a *app) printJSON(v any) error {
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// parseDay reads a day that a flag gave; the zero time where it gave none.
func parseDay(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, exitError{Usage, fmt.Errorf("%s %q: give a day such as 2025-09-29", flag, text)}
	}
	return day, nil
}

// skippedError is what a command returns after it listed the inputs that it left out.
func skippedError(n int) error {
	if n == 0 {
		return nil
	}
	return exitError{Skipped, fmt.Errorf("%d input(s) skipped, see the list above", n)}
}
