package web

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/scan"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// seasonWorld is a workspace of some days of a simulated season, none of whose aircraft is on a list.
func seasonWorld(t testing.TB) *world {
	t.Helper()
	s, err := store.Init(t.Context(), filepath.Join(t.TempDir(), "workspace"), store.Options{Now: func() time.Time { return now }, Rand: randomness{rand.New(rand.NewPCG(1, 2))}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	flights, _, receivers, err := sim.Season(3, place.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	flights = slices.DeleteFunc(flights, func(f sim.Flight) bool { return f.Hex > sim.Hex(4096+15) || f.Depart.Day() > 6 })
	dir := t.TempDir()
	if err := sim.WriteFolder(dir, sim.Files(flights, receivers, 3)); err != nil {
		t.Fatal(err)
	}
	if _, err := scan.Run(t.Context(), s, []string{dir}, scan.Options{Workers: 2}); err != nil {
		t.Fatal(err)
	}
	w := &world{Store: s}
	w.Handler = New(w.options())
	return w
}

func dayJSON(t *testing.T, h http.Handler, day string) Day {
	t.Helper()
	var d Day
	if err := json.Unmarshal([]byte(must(t, h, "/days/"+day+".json")), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDayPage(t *testing.T) {
	t.Parallel()
	w := seasonWorld(t)
	list := must(t, w.Handler, "/days")
	checkPage(t, "/days", list)
	if !strings.Contains(list, `href="/days/2025-09-03"`) {
		t.Error("the list of days does not lead to 3 September")
	}
	body := must(t, w.Handler, "/days/2025-09-03")
	checkPage(t, "/days/2025-09-03", body)
	text := textOf(parse(t, "day", body))
	d := dayJSON(t, w.Handler, "2025-09-03")
	if !strings.Contains(text, squeeze(d.Line)) || !regexp.MustCompile(`^\d+ legs seen, .*removal.*, \d+ unresolved, coverage `).MatchString(d.Line) {
		t.Errorf("the line of truth is %q and stands on the page: %v", d.Line, strings.Contains(text, squeeze(d.Line)))
	}
	n, err := w.CountLegs(t.Context(), time.Date(2025, 9, 3, 0, 0, 0, 0, time.UTC), time.Date(2025, 9, 4, 0, 0, 0, 0, time.UTC))
	if err != nil || d.Legs != n || n == 0 {
		t.Errorf("%d legs on the page, %d in the store, %v", d.Legs, n, err)
	}
	if table, chart := strings.Index(body, `id="legs"`), strings.Index(body, `id="map"`); table < 0 || chart >= 0 && chart < table {
		t.Error("the table comes first, then the map")
	}
	for _, j := range d.Journeys {
		for _, h := range j.Hops {
			if !strings.Contains(body, `href="/legs/`+h.ID+`"`) {
				t.Errorf("leg %s is not one step away", h.ID)
			}
		}
	}
	for _, f := range d.Finds {
		sum := 0.0
		for _, r := range f.Reasons {
			sum += r.Weight
		}
		if diff := sum - f.Score; diff > 0.006 || diff < -0.006 {
			t.Errorf("%s: the reasons add up to %.2f, the score is %.2f", f.Hex, sum, f.Score)
		}
		if !strings.Contains(body, `id="find-`+f.Hex+`"`) {
			t.Errorf("%s is not on the page", f.Hex)
		}
	}
	if len(d.Finds) == 0 || len(d.Finds) > journey.MostFinds {
		t.Errorf("%d aircraft to look at", len(d.Finds))
	}
	if csv := must(t, w.Handler, "/days/2025-09-03.csv"); strings.Count(csv, "\n") < 2 {
		t.Errorf("CSV: %q", csv)
	}
	empty := must(t, w.Handler, "/days/2025-12-24")
	checkPage(t, "/days/2025-12-24", empty)
	if !strings.Contains(empty, "no sign that nothing flew") || strings.Contains(empty, "0 removal") {
		t.Error("a day without a leg says zero")
	}
	for _, path := range []string{"/days/yesterday", "/days/2025-13-01", "/days/2025-09-03?rule=nothing"} {
		r := httptest.NewRecorder()
		w.Handler.ServeHTTP(r, httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil))
		if r.Code != http.StatusNotFound && r.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s answers %d", path, r.Code)
		}
	}
}

// A verdict by a plain form is recorded in the ledger and counts the next time; an aircraft
// that was judged other work does not come back on the day on which it did nothing new.
func TestVerdictWithoutScript(t *testing.T) {
	t.Parallel()
	w := seasonWorld(t)
	first := dayJSON(t, w.Handler, "2025-09-03").Finds
	if len(first) < 2 {
		t.Fatalf("%d finds, want two to judge", len(first))
	}
	page := must(t, w.Handler, "/days/2025-09-03")
	token := regexp.MustCompile(`action="/days/2025-09-03/judge"><input type="hidden" name="token" value="([0-9a-f]{64})"`).FindStringSubmatch(page)
	if token == nil {
		t.Fatal("no form with a token")
	}
	post := func(form url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/days/2025-09-03/judge", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		rec := httptest.NewRecorder()
		w.Handler.ServeHTTP(rec, r)
		return rec
	}
	hex := first[0].Hex
	good := url.Values{"token": {token[1]}, "hex": {hex}, "verdict": {journey.JudgedOther}, "why": {"a team, by its own page"}}
	for _, bad := range []struct{ field, value string }{{"token", "x"}, {"hex", "zz"}, {"verdict", "guilty"}, {"why", ""}, {"why", "This was illegal."}} {
		form := url.Values{}
		for k, v := range good {
			form[k] = v
		}
		form.Set(bad.field, bad.value)
		if got := post(form).Code; got < 400 || got >= 500 {
			t.Errorf("%s=%q answers %d", bad.field, bad.value, got)
		}
	}
	if v, _ := w.Verdicts(t.Context()); len(v) != 0 {
		t.Fatalf("a refused form recorded %+v", v)
	}
	if got := post(good); got.Code != http.StatusSeeOther || !strings.HasPrefix(got.Header().Get("Location"), "/days/2025-09-03?looked="+hex) {
		t.Fatalf("%d to %q: %s", got.Code, got.Header().Get("Location"), got.Body)
	}
	if !strings.Contains(must(t, w.Handler, "/days/2025-09-03?looked="+hex), "other work, recorded") {
		t.Error("the page does not say that the verdict is recorded")
	}
	v, err := w.Verdicts(t.Context())
	if err != nil || len(v) != 1 || v[0].Verdict != journey.JudgedOther || !slices.Equal(v[0].Signs, first[0].Signs) {
		t.Fatalf("%+v, %v", v, err)
	}
	again := dayJSON(t, w.Handler, "2025-09-03").Finds
	if slices.ContainsFunc(again, func(f journey.Find) bool { return f.Hex == hex }) {
		t.Error("an aircraft that was judged other work came back on the same day")
	}
	if report, err := w.Check(t.Context(), nil); err != nil || len(report.Problems) > 0 {
		t.Errorf("ledger check: %+v, %v", report.Problems, err)
	}
}

// TestDayInABrowser looks at a full day on a telephone and on a desk: nothing runs out of the
// page sideways, and the verdict is reached and given by keys alone.
func TestDayInABrowser(t *testing.T) {
	w := seasonWorld(t)
	tab := browser(t)
	at := serve(t, w.Handler)
	for _, width := range []int64{390, 1440} {
		for name, path := range map[string]string{"day": "/days/2025-09-03", "days": "/days", "day-empty": "/days/2025-12-24"} {
			if err := chromedp.Do(tab, chromedp.EmulateViewport(width, 900), chromedp.Navigate(at+path)); err != nil {
				t.Fatalf("%s at %d px: %v", path, width, err)
			}
			over, err := chromedp.Run(tab, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > document.documentElement.clientWidth`))
			if err != nil || over {
				t.Errorf("%s at %d px scrolls sideways: %v, %v", path, width, over, err)
			}
			shoot(t, tab, fmt.Sprintf("%s-%d", name, width))
		}
	}
	if err := chromedp.Do(tab, chromedp.Navigate(at+"/days/2025-09-03"), chromedp.Focus(`input[name="why"]`), chromedp.KeyEvent("seen on a casino run"), chromedp.KeyEvent("\t"), chromedp.KeyEvent("\t")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.RunResponse(tab, chromedp.KeyEvent("\r")); err != nil {
		t.Fatal(err)
	}
	v, err := w.Verdicts(t.Context())
	if err != nil || len(v) != 1 || v[0].Verdict != journey.JudgedOther || v[0].Why != "seen on a casino run" {
		t.Errorf("by keys alone: %+v, %v", v, err)
	}
}

// A day that was shown is gathered again once something was recorded.
func TestDayAfterARecord(t *testing.T) {
	t.Parallel()
	w := seasonWorld(t)
	before := dayJSON(t, w.Handler, "2025-09-03")
	if again := dayJSON(t, w.Handler, "2025-09-03"); again.Line != before.Line || again.Legs != before.Legs || len(again.Journeys) != len(before.Journeys) {
		t.Errorf("the same day twice: %q, then %q", before.Line, again.Line)
	}
	at := time.Date(2025, 9, 3, 12, 0, 0, 0, time.UTC)
	m := storetest.Member("d0ffff", "late.json", at, at.Add(3*time.Hour))
	if _, err := w.AddScan(t.Context(), storetest.Part("late", m, storetest.Leg(m, "KAEX", "KMSP", at, at.Add(2*time.Hour), "XYZ1"))); err != nil {
		t.Fatal(err)
	}
	after := dayJSON(t, w.Handler, "2025-09-03")
	if after.Legs != before.Legs+1 || !strings.Contains(must(t, w.Handler, "/days/2025-09-03"), squeeze(after.Line)) {
		t.Errorf("%d legs before a leg was added, %d after it", before.Legs, after.Legs)
	}
	if rule := must(t, w.Handler, "/days/2025-09-03.json?rule=destinations"); !strings.Contains(rule, `"destinations"`) {
		t.Error("another rule shows what was gathered by the first")
	}
}
