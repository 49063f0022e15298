package web

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/operation"
)

// TestMergedSlugLeadsOn: every page of an operation that became a part of another leads to that
// one's with the question kept; as of a record before the merge the old page stands, and after
// the merge is undone it stands again.
func TestMergedSlugLeadsOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	if err := w.Store.NewOperation(ctx, operation.Operation{Slug: "old-name", Title: "The old one", Created: now}); err != nil {
		t.Fatal(err)
	}
	j, err := w.Store.MergeOperations(ctx, "old-name", slug, "ana", "one flight", 0)
	if err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{
		"/operations/old-name":                                        "/operations/" + slug,
		"/operations/old-name?as-of=2025-11-12":                       "/operations/" + slug + "?as-of=2025-11-12",
		"/operations/old-name.json?as-of=2025-11-12":                  "/operations/" + slug + ".json?as-of=2025-11-12",
		"/operations/old-name.csv":                                    "/operations/" + slug + ".csv",
		"/operations/old-name/at?time=2025-09-30T04:00Z":              "/operations/" + slug + "/at?time=2025-09-30T04:00Z",
		"/operations/old-name/history.json":                           "/operations/" + slug + "/history.json",
		"/transfers/old-name":                                         "/transfers/" + slug,
		"/operations/old-name/at.json?time=2025-09-30T04:00Z&court=x": "/operations/" + slug + "/at.json?time=2025-09-30T04:00Z&court=x",
	} {
		rec := get(t, w.Handler, from)
		if got := rec.Header().Get("Location"); rec.Code != http.StatusMovedPermanently || got != to {
			t.Errorf("%s: status %d to %q, want 301 to %q", from, rec.Code, got, to)
		}
		if c := rec.Header().Get("Cache-Control"); c != "no-store" {
			t.Errorf("%s: Cache-Control %q: an undone merge would not be seen", from, c)
		}
	}
	if body := must(t, w.Handler, "/operations/old-name?as-of="+strconv.FormatInt(j.Record, 10)); !strings.Contains(body, "The old one") {
		t.Error("as of a record before the merge the old page is not the old one")
	}
	if _, err := w.Store.UndoJoin(ctx, j.Record, "ana", ""); err != nil {
		t.Fatal(err)
	}
	if body := must(t, w.Handler, "/operations/old-name"); !strings.Contains(body, "The old one") {
		t.Error("after the merge was undone the old page does not stand again")
	}
}
