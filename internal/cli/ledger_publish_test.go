package cli

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
)

func TestUntilHour(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]time.Duration{
		"2025-09-29T05:59:59Z":      time.Second,
		"2025-09-29T06:00:00Z":      24 * time.Hour, // it was published this moment
		"2025-12-31T07:00:00Z":      23 * time.Hour,
		"2025-09-29T07:30:00+02:00": 30 * time.Minute,
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := untilHour(at, 6); got != want {
			t.Errorf("%s: %s, want %s", now, got, want)
		}
	}
}

// What is published has a size that says nothing of how much was recorded that day.
func TestPublishedSizes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	st, err := store.Init(t.Context(), filepath.Join(dir, "w"), store.Options{Now: time.Now, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	size := func() string {
		t.Helper()
		if err := publish(t.Context(), st, filepath.Join(dir, "log"), 64); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(dir, "log", "checkpoint"))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(string(text), "\n")[1]
	}
	if got := size(); got != "64" {
		t.Errorf("the first day: %s records, want 64", got)
	}
	for _, slug := range []string{"a-2025", "b-2025", "c-2025"} {
		if err := st.NewOperation(t.Context(), operation.Operation{Slug: slug}); err != nil {
			t.Fatal(err)
		}
	}
	if got := size(); got != "128" {
		t.Errorf("a day of three records: %s records, want 128", got)
	}
	if got := size(); got != "128" {
		t.Errorf("a day without records: %s records, want 128", got)
	}
}
