package web

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// prose is text with words, punctuation, blank lines and letters of several bytes.
var prose = rapid.Custom(func(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom([]string{"people", "54", "ایران", "é", " ", " ", "\n", "\n\n", "“", "”", ", ", "don’t", ".", "\r\n", "\t"}), 1, 80).Draw(t, "parts")
	return strings.Join(parts, "")
})

// TestMarkedTextIsTheText: whatever statements cover it, the pieces of a page put together
// are the paragraphs, every statement has its place, and none has two.
func TestMarkedTextIsTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := prose.Draw(t, "text")
		b := documentPage{Document: document.Document{ID: "d-1", Text: text}, Row: documentRow{ID: "d-1"}}
		for i := range rapid.IntRange(0, 6).Draw(t, "statements") {
			var s statement.Statement
			s.ID, s.Document, s.Topic = "s-"+thousands(i), "d-1", statement.TopicRemoval
			for range rapid.IntRange(1, 2).Draw(t, "spans") {
				a := rapid.IntRange(0, len(text)-1).Draw(t, "start")
				z := rapid.IntRange(a+1, len(text)).Draw(t, "end")
				sp := snap(text, statement.Span{Start: a, End: z})
				if sp.Start < sp.End {
					s.Content.Spans = append(s.Content.Spans, sp)
				}
			}
			b.Statements = append(b.Statements, store.Reviewed{Statement: s})
		}
		pick := len(b.Statements) - 1
		if pick >= 0 {
			b.Chosen = choose(b.Statements, pick, b.Row, false)
		}
		b.lay(1, pick)
		var got strings.Builder
		ids := map[string]int{}
		for _, p := range b.Paragraphs {
			for _, piece := range p.Pieces {
				if !utf8.ValidString(piece.Text) {
					t.Fatalf("a piece cuts a character: %q", piece.Text)
				}
				got.WriteString(piece.Text)
				for _, id := range append(piece.Anchors, piece.ID) {
					ids[id]++
				}
			}
		}
		bare := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsSpace(r) {
					return -1
				}
				return r
			}, s)
		}
		if bare(got.String()) != bare(text) {
			t.Fatalf("the page shows %q of %q", got.String(), text)
		}
		for _, s := range b.Statements {
			if want := min(1, len(s.Content.Spans)); ids[s.ID] != want {
				t.Fatalf("%s with spans %v has %d places, want %d", s.ID, s.Content.Spans, ids[s.ID], want)
			}
		}
	})
}

// TestSnap: a span grows to whole words, loses white space, and snapping again changes nothing.
func TestSnap(t *testing.T) {
	t.Parallel()
	text := "Nearly 120 people, Noushabadi said."
	for _, c := range []struct{ from, want string }{
		{"ear", "Nearly"}, {"20 peo", "120 people"}, {" 120 ", "120"}, {"people,", "people,"}, {"shabadi sa", "Noushabadi said"},
	} {
		i := strings.Index(text, c.from)
		got := snap(text, statement.Span{Start: i, End: i + len(c.from)})
		if text[got.Start:got.End] != c.want {
			t.Errorf("snap(%q) = %q, want %q", c.from, text[got.Start:got.End], c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := prose.Draw(t, "text")
		s := snap(text, statement.Span{Start: rapid.IntRange(-5, len(text)+5).Draw(t, "a"), End: rapid.IntRange(-5, len(text)+5).Draw(t, "b")})
		if s.Start < 0 || s.End > len(text) || s.Start > s.End || !utf8.ValidString(text[s.Start:s.End]) {
			t.Fatalf("snap gives %v of %d bytes", s, len(text))
		}
		if again := snap(text, s); again != s {
			t.Fatalf("snap again: %v then %v", s, again)
		}
	})
}

// TestWindowsAreTheText: the parts of a long text follow one another and lose nothing.
func TestWindowsAreTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := prose.Draw(t, "text")
		at := 0
		for _, w := range cut(text, rapid.IntRange(1, 40).Draw(t, "size")) {
			if w.Start != at || w.End <= w.Start {
				t.Fatalf("window %v after byte %d", w, at)
			}
			at = w.End
		}
		if at != len(text) {
			t.Fatalf("the windows end at %d of %d", at, len(text))
		}
	})
}

func TestLocate(t *testing.T) {
	t.Parallel()
	text := "54 people left. Then 54\n people  came back."
	for _, c := range []struct {
		words string
		near  int
		want  string
	}{{"54 people", 0, "54 people"}, {"54 people", 40, "54\n people"}, {"people came", 0, "people  came"}} {
		got, ok := locate(text, c.words, c.near)
		if !ok || text[got.Start:got.End] != c.want {
			t.Errorf("locate(%q) near %d = %q, %v, want %q", c.words, c.near, text[got.Start:got.End], ok, c.want)
		}
	}
	for _, words := range []string{"", "55 people", "peopleleft", "left. Then 54 people came back. And"} {
		if got, ok := locate(text, words, 0); ok {
			t.Errorf("locate(%q) finds %v", words, got)
		}
	}
}
