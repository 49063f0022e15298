package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/store"
)

// TestCountryByRole: Iran is destination and nationality of story S1, Qatar transit; the treaty
// status is that of the day asked for, and no country has a score.
func TestCountryByRole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, c := range []struct{ path, want string }{
		{"/countries/IR", "destination, nationality"},
		{"/countries/QA", "transit of 1"},
		{"/countries/US", "origin of 1"},
		{"/countries/IR", "to returnees; not between states"},
		{"/countries/IR?on=1976-10-25", "in force only 1976-10-26"},
		{"/countries/TR", "geographic limitation"},
		{"/countries/PA", "two sources disagree"},
		{"/countries/VE", "disputed"},
		{"/countries/BR", "bound or not bound is unknown here"},
		{"/airports/OTHH", "/operations/" + slug},
		{"/airports/DOH", ""},
		{"/sources", "Tasnim"},
		{"/sources/noushabadi", "should be flown home"},
		{"/search?q=flown+home", "/documents/"},
		{"/search?q=OTHH", "/airports/OTHH"},
		{"/search?q=nothinghasthisword", "no sign that it did not happen"},
		{"/transfers/" + slug, "not about its like"},
	} {
		rec := get(t, w.Handler, c.path)
		if c.want == "" {
			if rec.Code != http.StatusFound && rec.Code != http.StatusNotFound {
				t.Errorf("%s: status %d", c.path, rec.Code)
			}
			continue
		}
		if body := rec.Body.String(); rec.Code != http.StatusOK || !strings.Contains(body, c.want) {
			t.Errorf("%s: status %d, no %q", c.path, rec.Code, c.want)
		} else {
			checkPage(t, c.path, body)
			if strings.Contains(strings.ToLower(body), "risk score") {
				t.Errorf("%s has a score", c.path)
			}
		}
	}
	if found := must(t, w.Handler, "/search.json?q=%00"); !strings.Contains(found, `"found": []`) {
		t.Errorf("a control character finds %s", clip(found, 300))
	}
	for _, path := range []string{"/countries", "/countries/IR", "/airports/OTHH", "/sources", "/sources/noushabadi", "/search", "/transfers/" + slug} {
		var v any
		if err := json.Unmarshal([]byte(must(t, w.Handler, path+".json")), &v); err != nil {
			t.Errorf("%s.json: %v", path, err)
		}
		if csv := must(t, w.Handler, path+".csv"); !strings.Contains(csv, ",") {
			t.Errorf("%s.csv: %q", path, csv)
		}
	}
	for _, path := range []string{"/countries/ZZ", "/airports/XXXX", "/sources/nobody", "/transfers/nothing"} {
		if rec := get(t, w.Handler, path); rec.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, rec.Code)
		}
	}
	if rec := get(t, w.Handler, "/countries/IR?on=someday"); rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none: status %d", rec.Code)
	}
}

// TestAnswerOfTheForm: an answer is a record with its evidence; one without, one that concludes,
// and one about a state that is not on the path change nothing.
func TestAnswerOfTheForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := "/transfers/" + slug + "/answer"
	post := func(evidence, state string) int {
		form := url.Values{"token": {w.options().token(path)}, "state": {state}, "question": {"detention"}, "answer": {"false"}, "evidence": {evidence}, "known": {"2025-09-30"}, "by": {"ana"}}
		r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, r)
		return rec.Code
	}
	for _, c := range []struct {
		evidence, state string
		code            int
	}{
		{"", "QA", http.StatusUnprocessableEntity}, {"they were illegally held", "QA", http.StatusUnprocessableEntity}, {"a report", "BR", http.StatusUnprocessableEntity},
		{"the airport’s log of 30 Sep, line 4", "QA", http.StatusSeeOther},
	} {
		if got := post(c.evidence, c.state); got != c.code {
			t.Errorf("%q about %s: status %d, want %d", c.evidence, c.state, got, c.code)
		}
	}
	list, err := w.Answers(t.Context(), slug)
	if err != nil || len(list) != 1 || list[0].By != "ana" {
		t.Fatalf("answers: %+v, %v", list, err)
	}
	if body := must(t, w.Handler, "/transfers/"+slug); !strings.Contains(body, "log of 30 Sep, line 4") || !strings.Contains(body, "9 questions of 10 unknown") {
		t.Error("the page does not show the answer with its evidence")
	}
}

// TestMaterialHasItsGap: an imported item stands with the days between it and the removal.
func TestMaterialHasItsGap(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	raw := []byte("[[item]]\ndestination = \"IR\"\nprofile = \"illegal_exit\"\nsource = \"a tribunal\"\ndate = \"2025-06-30\"\nscope = \"Iran\"\nabout = \"practice\"\ntreatment = \"no real risk by that alone\"\nfrequency = \"not stated\"\ndirection = \"reassuring\"\n")
	if _, _, err := w.AddPull(t.Context(), store.Pull{Kind: store.PullRisk, Name: "mine", Day: "2025-10-01", Raw: raw, Rows: 1}); err != nil {
		t.Fatal(err)
	}
	body := must(t, w.Handler, "/transfers/"+slug)
	for _, want := range []string{"published 91 days before the removal", "no adverse item is in the material", "no forecast about anybody"} {
		if !strings.Contains(body, want) {
			t.Errorf("the sheet has no %q", want)
		}
	}
	if !strings.Contains(must(t, w.Handler, "/countries/IR"), "no real risk by that alone") {
		t.Error("the country's page leaves the material out")
	}
}
