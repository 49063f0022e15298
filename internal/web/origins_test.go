package web

import (
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// The page of a group sets both passages of a relation side by side, of a difference and of a
// mere repeat.
func TestGroupPageHasBothPassagesOfARelation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	passages := []string{"54 Ghanaians were deported to Ghana on Monday", "120 Ghanaians were deported to Ghana on Monday", "about 120 Ghanaians had been sent to Ghana on Monday"}
	for i, text := range []string{"Two interior ministry officials said that " + passages[0] + ".", "John Mensah, a foreign ministry official, said that " + passages[1] + ".", "John Mensah, a foreign ministry official, said " + passages[2] + "."} {
		docs, err := document.Read([]byte(text), document.Hints{File: "report.txt", Published: "2025-09-30", Publisher: []string{"One", "Two", "Three"}[i], Retrieved: now})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.AddDocument(t.Context(), docs[0], docs[0].Raw, statement.Propose(docs[0])); err != nil {
			t.Fatal(err)
		}
	}
	rec := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/origins/people-gh-2025-09-29", nil)
	r.Host = "localhost"
	w.Handler.ServeHTTP(rec, r)
	page := html.UnescapeString(rec.Body.String())
	if rec.Code != http.StatusOK {
		t.Fatalf("code %d: %s", rec.Code, page)
	}
	_, relations, _ := strings.Cut(page, `id="relations"`)
	for _, want := range append(passages, "contradicts") {
		if !strings.Contains(relations, want) {
			t.Errorf("the part on relations lacks %q:\n%s", want, relations)
		}
	}
}
