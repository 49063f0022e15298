package web

import (
	"io/fs"
	"regexp"
	"testing"

	"github.com/charterwatch/charterwatch/internal/release"
)

// TestTemplatesDrawNoConclusion reads every template at rest, whatever page shows it.
func TestTemplatesDrawNoConclusion(t *testing.T) {
	t.Parallel()
	code := regexp.MustCompile(`(?s)\{\{.*?\}\}|<[^>]*>`)
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil || len(names) < 20 {
		t.Fatalf("%d templates, %v", len(names), err)
	}
	for _, name := range names {
		b, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range release.CheckWording(code.ReplaceAllString(string(b), " ")) {
			t.Errorf("%s: %q in %q", name, f.Word, f.Sentence)
		}
	}
}
