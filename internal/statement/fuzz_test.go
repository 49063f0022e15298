package statement

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
)

// FuzzPropose feeds any text; whatever is proposed must stand in the text exactly.
func FuzzPropose(f *testing.F) {
	for _, s := range []string{
		"", "\x00", "“", "\"He said", "said", "According to", "X said: ", "A\u202eB said that 5 people\u202c left.",
		"As many as 400 Iranians are going home, according to A. Official. “One hundred and twenty people should be deported,” he told Tasnim.",
		"‘‘‘ said, said, said; and \"\"\" told told told that that that", strings.Repeat("“a ", 50), "1,2,3,4 to 5-6 May 2025 or so, 30th of of of",
		"The minister said:\n“We”\n“go.” he said. ``Yes,'' he said.", "\xff\xfe said \xc3", "Iran's Iran’s' said, the the the",
		"00000 sAid 0000000000000000 ABout A", // a bound, an article, and the end
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		at := time.Date(2025, 9, 30, 0, 0, 0, 0, time.UTC)
		d := document.Document{ID: "d-fuzz", Text: text, Published: &document.Stamp{At: at, Date: true}}
		list := Propose(d)
		for _, s := range list {
			if err := Check(d, s); err != nil {
				t.Fatal(err)
			}
			for _, q := range s.Quantities {
				if q.Bound == Vague && q.Value != nil {
					t.Fatalf("a vague word got the number %d", *q.Value)
				}
			}
		}
		Origins([]document.Document{d}, list)
		for i := 1; i < len(list); i++ {
			if Relate(list[i-1], list[i]) != Relate(list[i], list[i-1]) {
				t.Fatalf("relation of %s and %s depends on their order", list[i-1].ID, list[i].ID)
			}
		}
	})
}

// hostile texts that must be read in about the time that plain text of their size takes.
func TestHostileTextStaysLinear(t *testing.T) {
	t.Parallel()
	for name, unit := range map[string]string{
		"one line":        "The official said 120 people were deported to Iran via Qatar on Monday ",
		"quotes opened":   "“ said ",
		"single quotes":   "‘x ",
		"straight quotes": "\"a said b ",
		"cues":            "said told that ",
		"commas":          "he, said, ",
		"numbers":         "one hundred and ",
		"dots":            "a.b. ",
		"full stops":      ". ",
		"and":             "and it said and ",
		"according":       "according to ",
		"nuls":            "\x00said\x00 ",
		"bidi":            "\u202esaid\u202c he ",
		"semicolons":      "he said; ",
		"lines":           "He said:\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			small := timed(strings.Repeat(unit, 1<<17/len(unit)))
			large := timed(strings.Repeat(unit, 1<<20/len(unit)))
			// eight times the text: a quadratic reading would take far longer than this, a busy machine not
			if large > 32*small+5*time.Second {
				t.Errorf("128 KB took %v, 1 MB took %v", small, large)
			}
		})
	}
}

func timed(text string) time.Duration {
	d := document.Document{ID: "d", Text: text}
	start := time.Now()
	Propose(d)
	return time.Since(start)
}

func BenchmarkPropose(b *testing.B) {
	raw, err := os.ReadFile("../../../shared/data/origin-report.txt")
	if err != nil {
		b.Skip("needs shared/data/origin-report.txt")
	}
	at := time.Date(2025, 9, 30, 0, 0, 0, 0, time.UTC)
	text := strings.Repeat(string(raw)+"\n", 5)
	text = text[:strings.LastIndex(text[:6300], "\n")] // about 1,000 words
	b.ReportMetric(float64(len(strings.Fields(text))), "words")
	d := document.Document{ID: "d", Text: text, Published: &document.Stamp{At: at, Date: true}}
	Propose(d)
	b.ResetTimer()
	for b.Loop() {
		Propose(d)
	}
}
