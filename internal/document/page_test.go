package document

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// Each archive of testdata/pages holds a page, what the caller knows, and what a reader
// should get, written by hand. A new archive is a new test.
func TestPages(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages to read: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			part := map[string]string{}
			for _, f := range a.Files {
				part[f.Name] = string(f.Data)
			}
			docs, err := Read([]byte(part["page"]), hintsOf(t, part["hints"]))
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, d := range docs {
				if err := Verify(d); err != nil {
					t.Error(err)
				}
				got.WriteString(shown(d))
			}
			if diff := cmp.Diff(strings.Split(part["want"], "\n"), strings.Split(got.String(), "\n")); diff != "" {
				t.Errorf("%s reads otherwise (-want +got):\n%s", file, diff)
			}
		})
	}
}

func hintsOf(t *testing.T, text string) (h Hints) {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "zone":
			h.Zone = value
		case "published":
			h.Published = value
		case "publisher":
			h.Publisher = value
		case "url":
			h.URL = value
		case "type":
			h.ContentType = value
		case "retrieved":
			at, err := time.Parse(time.RFC3339, value)
			if err != nil {
				t.Fatal(err)
			}
			h.Retrieved = at
		case "":
		default:
			t.Fatalf("unknown hint %q", line)
		}
	}
	return h
}

// shown is a document as the archives write it.
func shown(d Document) string {
	var b strings.Builder
	put := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	stamp := func(s *Stamp) string {
		if s == nil {
			return ""
		}
		out := s.At.Format(time.RFC3339)
		if s.Date {
			out += " date"
		}
		if s.Zone != "" {
			out += " zone " + s.Zone
		}
		return out + " from " + s.Source
	}
	put("url", d.URL)
	put("title", d.Title)
	put("publisher", d.Publisher)
	put("language", d.Language)
	put("published", stamp(d.Published))
	put("updated", stamp(d.Updated))
	put("credits", strings.Join(d.Credits, ", "))
	if d.Simulated {
		b.WriteString("simulated\n")
	}
	for _, w := range d.Warnings {
		put("warning", w)
	}
	for _, p := range d.Parts {
		fmt.Fprintf(&b, "[%s]\n%s\n", p.Kind, d.Text[p.Start:p.End])
	}
	return b.String()
}
