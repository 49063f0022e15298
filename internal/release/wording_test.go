package release_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charterwatch/charterwatch/internal/release"
)

func TestCheckWording(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a duty that bears", "Convention against Torture art. 3 bears on the hop; Qatar is bound.", nil},
		{"a conclusion", "The United States violated art. 3.", []string{"violated"}},
		{"two in text order", "It was illegal. They were tortured.", []string{"illegal", "tortured"}},
		{"other forms", "They crossed illegally; a violation; refouled.", []string{"illegally", "violation", "refouled"}},
		{"the treaty's own word", "the risk of refoulement and of torture", nil},
		{"curly quotation", "He said that most “had crossed illegally”.", nil},
		{"straight quotation", `He said that most "had crossed illegally".`, nil},
		{"guillemets", "Il dit «violated» hier.", nil},
		{"after a quotation", "He said “no problem”. It was illegal.", []string{"illegal"}},
		{"between two quotations", "“one” illegal “two”", []string{"illegal"}},
		{"a quotation inside one", "“he said “illegal” to us, violated” and left", nil},
		{"a mark that is never closed hides nothing", "“It was illegal.", []string{"illegal"}},
		{"a quotation ends with its paragraph", "He said \"one\n\nIt was illegal, \"two", []string{"illegal"}},
		{"a track that proves", "The track proves that the man was aboard.", []string{"proves that the man was aboard"}},
		{"proof of something else", "The rows prove that the aircraft landed.", nil},
		{"capitals", "ILLEGAL", []string{"ILLEGAL"}},
		{"part of a word", "inviolate", nil},
		{"doubt", "This shows beyond any doubt that it left.", []string{"beyond any doubt"}},
		{"empty", "", nil},
	} {
		var got []string
		for _, f := range release.CheckWording(c.text) {
			got = append(got, f.Word)
			if f.Suggestion == "" || !strings.Contains(f.Sentence, f.Word) || c.text[f.Offset:f.Offset+len(f.Word)] != f.Word {
				t.Errorf("%s: finding without its place or a way out: %+v", c.name, f)
			}
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCheckWordingTakesQuotedSpans(t *testing.T) {
	t.Parallel()
	text := "most crossed illegally"
	if got := release.CheckWording(text, release.Span{Start: 0, End: len(text)}); len(got) != 0 {
		t.Errorf("a span marked as quoted is reported: %v", got)
	}
	if got := release.CheckWording(text, release.Span{Start: 0, End: 15}); len(got) != 1 {
		t.Errorf("a span that ends inside the word hides it: %v", got)
	}
}

// FuzzCheckWording: whatever the bytes, findings lie in the text, in order and outside every quotation.
func FuzzCheckWording(f *testing.F) {
	for _, s := range []string{"It was illegal.", "“a “violated” b”", "\"illegal\n\nillegal\"", "\xff“illegal\xfe”", "» violated «"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, x := range release.CheckWording(text) {
			if x.Offset < last || x.Offset+len(x.Word) > len(text) || text[x.Offset:x.Offset+len(x.Word)] != x.Word {
				t.Fatalf("finding out of place: %+v", x)
			}
			last = x.Offset
			for _, q := range release.Quotations(text) {
				if q.Start <= x.Offset && x.Offset+len(x.Word) <= q.End {
					t.Fatalf("%q reported inside a quotation", x.Word)
				}
			}
			if utf8.ValidString(text) && !utf8.ValidString(x.Sentence) {
				t.Fatalf("sentence cut inside a character: %q", x.Sentence)
			}
		}
	})
}
