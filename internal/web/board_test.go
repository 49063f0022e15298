package web

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
)

// boardSlugs are the operations of a board as data, in order.
func boardSlugs(t *testing.T, w *world, query string) []string {
	t.Helper()
	var got struct {
		Operations []struct{ Slug string }
	}
	if err := json.Unmarshal([]byte(must(t, w.Handler, "/operations.json?"+query)), &got); err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, o := range got.Operations {
		out = append(out, o.Slug)
	}
	return out
}

// TestBoardFilters has the story beside an operation of another month, states and evidence: one
// leg, and no report that speaks of it.
func TestBoardFilters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if err := w.NewOperation(t.Context(), operation.Operation{Slug: "dark", Title: "Alexandria to Doha", From: "2025-09-29", To: "2025-10-01", States: []string{"US", "CM"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Attach(t.Context(), store.Attachment{Operation: "dark", Kind: "leg", Ref: w.legs[len(w.legs)-1].ID, By: "test"}); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string][]string{
		"":                 {"dark", slug},
		"state=CM":         {"dark"},
		"state=IR":         {slug},
		"month=2025-10":    {"dark"},
		"month=2024-01":    {},
		"silent=40":        {slug}, // from 29 Sep to the last report on 11 Nov
		"silent=400":       {},
		"grade=confirmed":  {},
		"show=unexplained": {"dark"},
		"q=tehran":         {slug},
		"since=2025-11-13": {},
		"since=2025-01-01": {"dark", slug},
	} {
		if got := boardSlugs(t, w, query); !slices.Equal(got, want) {
			t.Errorf("?%s lists %v, want %v", query, got, want)
		}
	}
	if body := must(t, w.Handler, "/operations?state=CM"); !strings.Contains(body, "not known</td>") || strings.Contains(body, "Cameroon</td>") {
		t.Error("without a report a state is listed as silent")
	}
	for _, bad := range []string{"month=September", "silent=many", "grade=good", "since=yesterday", "show=all"} {
		if rec := get(t, w.Handler, "/operations?"+bad); rec.Code != 422 {
			t.Errorf("?%s: status %d, want 422", bad, rec.Code)
		}
	}
}

// TestMinuteAndHistoryPages asks for a minute of the flight on three clocks, and for what changed.
func TestMinuteAndHistoryPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	body := must(t, w.Handler, "/operations/"+slug+"/at?time=2025-09-30T09:00&court=America/New_York")
	checkPage(t, "a minute", body)
	for _, want := range []string{"13:00Z", "09:00", "Not knowable", "Clocks"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page of a minute lacks %q", want)
		}
	}
	for path, code := range map[string]int{"?time=soon": 422, "?time=2025-09-30T09:00&court=Atlantis/Main": 422, "?time=2025-11-02T01:30&court=America/New_York": 422} {
		if rec := get(t, w.Handler, "/operations/"+slug+"/at"+path); rec.Code != code {
			t.Errorf("/at%s: status %d, want %d", path, rec.Code, code)
		}
	}
	history := must(t, w.Handler, "/operations/"+slug+"/history")
	checkPage(t, "history", history)
	for _, d := range w.docs {
		if !strings.Contains(history, "attached document "+d.ID) {
			t.Errorf("the history does not say that %s was attached", d.ID)
		}
	}
	size, err := w.Size(t.Context())
	if err != nil || size < 3 {
		t.Fatal(size, err)
	}
	if rec := get(t, w.Handler, "/operations/"+slug+"?as-of=1"); rec.Code != 404 {
		t.Errorf("as of the first record, before the operation began: status %d, want 404", rec.Code)
	}
	if rec := get(t, w.Handler, "/operations/"+slug+"?as-of=999999"); rec.Code != 404 {
		t.Errorf("as of a record that is not there yet: status %d, want 404", rec.Code)
	}
}

// TestAnswersAreRemembered until something is recorded.
func TestAnswersAreRemembered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	calls := 0
	h := newPages(w.options(), w.Store, func(e operation.Evidence) operation.View { calls++; return operation.Confront(e) }).routes()
	first := must(t, h, "/operations/"+slug)
	if again := must(t, h, "/operations/"+slug); again != first || calls != 1 {
		t.Errorf("the same page was made %d times", calls)
	}
	if err := w.NewOperation(t.Context(), operation.Operation{Slug: "news", Title: "news"}); err != nil {
		t.Fatal(err)
	}
	if must(t, h, "/operations/"+slug); calls != 2 {
		t.Errorf("after a record the page was made %d times in all, want 2", calls)
	}
	if !strings.Contains(must(t, h, "/operations"), "/operations/news") {
		t.Error("the board does not show what was recorded since")
	}
}
