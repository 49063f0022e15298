package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/cli"
)

// TestBadOperations is the list of bad input on operations: each is refused or shown as what it
// is, and none is lost.
func TestBadOperations(t *testing.T) {
	t.Parallel()
	p := player{t, filepath.Join(t.TempDir(), "workspace"), ""}
	p.must("init", p.workspace)
	report := filepath.Join(t.TempDir(), "report.txt")
	text := "The government of Eswatini said that five men were deported from the United States to Eswatini on 16 July 2025. The written order came at 7:25 p.m. EST on 16 July 2025."
	if err := os.WriteFile(report, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out := p.must("read", report, "--published", "2025-07-17", "--reconstruction", "--brief")
	_, doc, found := strings.Cut(out, "d-")
	if !found {
		t.Fatalf("read names no document:\n%s", out)
	}
	doc = "d-" + doc[:16]
	for _, slug := range []string{"one", "two"} {
		p.must("operation", "new", slug, "--title", "Flight "+slug, "--from", "2025-07-16", "--to", "2025-07-16", "--states", "US,SZ")
		p.must("operation", "attach", slug, doc)
	}
	refused := func(name string, want int, words string, args ...string) {
		t.Run(name, func(t *testing.T) {
			code, out := p.run(args...)
			if folded := strings.Join(strings.Fields(out), " "); code != want || !strings.Contains(folded, words) {
				t.Errorf("%v: exit code %d, %q; want %d and %q", args, code, folded, want, words)
			}
		})
	}
	refused("circular attachments: an operation holds no operation", cli.Usage, "is an operation, which holds evidence and no operation", "operation", "attach", "one", "two")
	refused("merged into itself", cli.Nothing, "an operation cannot be merged into itself", "operation", "merge", "one", "one")
	refused("a decision about what was changed since", cli.Nothing, "look at it again", "operation", "merge", "one", "two", "--seen", "2")
	refused("a state that is none", cli.Usage, "neither a state's ISO code", "operation", "new", "three", "--title", "Three", "--states", "XQ")
	refused("a zone that does not fit the day", cli.Done, "it can mean either hour", "operation", "at", "one", "2025-07-16T23:25Z")
	refused("nothing recorded by the day", cli.Nothing, "nothing was recorded by 2001-01-01", "operation", "show", "one", "--as-of", "@2001-01-01")
	p.must("operation", "merge", "one", "two", "--note", "the same flight")
	refused("merged in a circle", cli.Nothing, "it is a part of two now", "operation", "merge", "two", "one")
	refused("the old name leads to what it is a part of", cli.Done, "Flight two", "operation", "show", "one")
	p.must("ledger", "check")
}
