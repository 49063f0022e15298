package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// get asks for an address as a browser on this machine does.
func get(t testing.TB, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

// must gets a page that has to be there.
func must(t testing.TB, h http.Handler, path string) string {
	t.Helper()
	rec := get(t, h, path)
	if rec.Code != http.StatusOK {
		t.Fatalf("%s: status %d\n%s", path, rec.Code, rec.Body)
	}
	return rec.Body.String()
}

func TestOperationPageSaysWhatWasSaidAndSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	body := must(t, w.Handler, "/operations/"+slug+"?as-of=2025-11-12")
	for _, want := range []string{retoldSentence, "KAEX", "OTHH", "not heard", "54", "about 100", "120", "as-of"} {
		if !strings.Contains(body, want) {
			t.Errorf("the operation page lacks %q", want)
		}
	}
	if t.Failed() {
		t.Log(body)
	}
}

// BenchmarkOperationPage opens the page of the story; the issue allows 50 ms.
func BenchmarkOperationPage(b *testing.B) {
	w := newWorld(b)
	must(b, w.Handler, "/operations/"+slug)
	for b.Loop() {
		must(b, w.Handler, "/operations/"+slug)
	}
}
