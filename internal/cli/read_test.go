package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/charterwatch/charterwatch/internal/cli"
)

// feedFile is a feed of so many short items, each of another page and with another figure.
func feedFile(t *testing.T, items int) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("<rss><channel><title>A ministry</title>")
	for i := range items {
		fmt.Fprintf(&b, "<item><title>Flight %d left</title><link>https://x.example/%d</link><description>The ministry said that %d people were deported to Panama.</description></item>", i, i, i+10)
	}
	b.WriteString("</channel></rss>")
	file := filepath.Join(t.TempDir(), "feed.xml")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// A feed is read up to a limit, in its order whatever the number of processors; what is left
// is counted, and the flag that reads it is named.
func TestLongFeedIsReadUpToALimit(t *testing.T) {
	t.Parallel()
	file := feedFile(t, 1005)
	var out, errs bytes.Buffer
	code := cli.Main(context.Background(), []string{"read", "--dry-run", "--json", "--items", "230", file}, strings.NewReader(""), &out, &errs)
	if code != 1 {
		t.Errorf("exit code %d, want 1: something was left out", code)
	}
	for _, want := range []string{"last 775 of 1005 entries", "--items 1005"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("%q does not say %q", errs.String(), want)
		}
	}
	var readings []struct {
		Document   struct{ Title string }
		Statements []struct{ Quantities []struct{ Value *int } }
	}
	if err := json.Unmarshal(out.Bytes(), &readings); err != nil || len(readings) != 230 {
		t.Fatalf("%d readings, %v", len(readings), err)
	}
	for i, r := range readings {
		if r.Document.Title != fmt.Sprintf("Flight %d left", i) || len(r.Statements) != 1 || *r.Statements[0].Quantities[0].Value != i+10 {
			t.Fatalf("reading %d is %+v", i, r)
		}
	}
	if code := cli.Main(context.Background(), []string{"read", "--dry-run", "--items", "0", file}, strings.NewReader(""), &out, &errs); code != 2 {
		t.Errorf("--items 0 gives code %d, want 2", code)
	}
}

// afterCalls is a context that ends once it has been asked often enough whether it has.
type afterCalls struct {
	context.Context
	mu    sync.Mutex
	calls int
	done  chan struct{}
}

func (c *afterCalls) Done() <-chan struct{} { return c.done }

func (c *afterCalls) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.calls--; c.calls > 0 {
		return nil
	}
	select {
	case <-c.done:
	default:
		close(c.done)
	}
	return context.Canceled
}

// Whoever stops the reading of a feed learns how much of it is kept, and that much is whole.
func TestInterruptedFeedIsWholeUpToWhereItCame(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := feedFile(t, 330)
	run := func(ctx context.Context, args ...string) (int, string, string) {
		var out, errs bytes.Buffer
		code := cli.Main(ctx, append([]string{"--workspace", dir}, args...), strings.NewReader(""), &out, &errs)
		return code, out.String(), errs.String()
	}
	if code, _, errs := run(context.Background(), "init", dir); code != 0 {
		t.Fatal(errs)
	}
	said := regexp.MustCompile(`(\d+) of 330 documents are kept, each of them whole`)
	kept := 0
	for calls := 200; kept == 0; calls += 200 {
		code, _, errs := run(&afterCalls{Context: context.Background(), calls: calls, done: make(chan struct{})}, "read", file)
		m := said.FindStringSubmatch(errs)
		if code == 0 {
			t.Fatal("the feed was read to its end before it was stopped in the middle")
		}
		if m != nil {
			_, _ = fmt.Sscan(m[1], &kept)
		}
	}
	code, out, errs := run(context.Background(), "documents", "--json")
	if code != 0 || strings.Count(out, `"raw_hash"`) != kept {
		t.Errorf("%d documents after %d were said to be kept: %s", strings.Count(out, `"raw_hash"`), kept, errs)
	}
	if code, out, errs := run(context.Background(), "ledger", "check"); code != 0 || !strings.Contains(out, "All match") {
		t.Errorf("ledger check: %d %s %s", code, out, errs)
	}
	if code, _, errs := run(context.Background(), "read", file); code != 0 {
		t.Errorf("the same command again: %d %s", code, errs)
	}
}
