package document

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func plainText(text string) Document {
	return Document{ID: "d-" + hash([]byte(text))[:16], RawHash: hash([]byte(text)), TextHash: hash([]byte(text)), Kind: Text, Text: text, Extractor: "x/1",
		Parts: []Part{{Body, 0, len(text)}}, URL: "https://x.example/a"}
}

// marked is a difference as a reader sees it: [-removed-], {+added+}, «moved».
func marked(e Edit) string {
	var b strings.Builder
	for i, c := range e.Changes {
		if i > 0 {
			b.WriteString(" | ")
		}
		if c.Kind == ParagraphMoved {
			b.WriteString("«" + c.Runs[0].Text + "»")
			continue
		}
		for _, r := range c.Runs {
			switch text := strings.Join(strings.Fields(r.Text), " "); r.Op {
			case Removed:
				b.WriteString("[-" + text + "-]")
			case Added:
				b.WriteString("{+" + text + "+}")
			default:
				b.WriteString(text)
			}
		}
	}
	return b.String()
}

func TestDifferenceInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, a, b, want string
		kind             EditKind
	}{
		{"nothing", "One left.\n\nTwo came.", "One  left.\n\n\nTwo\ncame.\n", "", NoEdit},
		{"a figure", "Head\n\nAbout 1,200 people left.", "Head\n\nAbout 1,020 people left.", "About[-1,200-]{+1,020+}people left.", SilentEdit},
		{"a plan became a fact", "120 should be flown home.", "120 were flown home.", "120[-should be-]{+were+}flown home.", SilentEdit},
		{"a paragraph gone", "One.\n\nThe jet left Monday.\n\nThree.", "One.\n\nThree.", "[-The jet left Monday.-]", SilentEdit},
		{"a paragraph more", "One.\n\nThree.", "One.\n\nThe jet left Monday.\n\nThree.", "{+The jet left Monday.+}", SilentEdit},
		{"moved", "The jet left.\n\nPeople came.\n\nIt was late.", "People came.\n\nIt was late.\n\nThe jet left.", "«The jet left.»", SilentEdit},
		{"a note", "120 were sent.", "110 were sent.\n\nCorrection: an earlier version of this article gave another figure.",
			"[-120-]{+110+}were sent. | {+Correction: an earlier version of this article gave another figure.+}", DeclaredEdit},
		{"a note that stood there before", "120 were sent.\n\nThis article was amended on 2 May.", "110 were sent.\n\nThis article was amended on 2 May.", "[-120-]{+110+}were sent.", SilentEdit},
		{"lines without empty lines", "One left.\nTwo came.", "One left.\nTwo stayed.", "Two[-came-]{+stayed+}.", SilentEdit},
		{"a Persian figure", "۱۲۰ نفر بازگشتند.", "۱۱۰ نفر بازگشتند.", "[-۱۲۰-]{+۱۱۰+}نفر بازگشتند.", SilentEdit},
	} {
		e := Difference(plainText(c.a), plainText(c.b))
		if got := marked(e); got != c.want || e.Kind != c.kind {
			t.Errorf("%s: %s, %q; want %s, %q", c.name, e.Kind, got, c.kind, c.want)
		}
	}
}

func TestStampsDeclareAnEdit(t *testing.T) {
	t.Parallel()
	a, b := plainText("120 were sent."), plainText("110 were sent.")
	at := func(h int) *Stamp {
		return &Stamp{At: time.Date(2025, 9, 30, h, 0, 0, 0, time.UTC), Source: "time element"}
	}
	a.Updated, b.Updated = at(9), at(10)
	if e := Difference(a, b); e.Kind != DeclaredEdit || !strings.Contains(strings.Join(e.Declared, ""), "10:00Z") {
		t.Errorf("a later time of update: %s, %q", e.Kind, e.Declared)
	}
	b.Updated = at(9)
	if e := Difference(a, b); e.Kind != SilentEdit || len(e.Declared) != 0 {
		t.Errorf("the same time of update: %s, %q", e.Kind, e.Declared)
	}
	// Another time of publication is no declaration: it is one more thing that was changed.
	a.Published, b.Published = at(9), at(20)
	if e := Difference(a, b); e.Kind != SilentEdit || !strings.Contains(strings.Join(e.Cautions, ""), "20:00Z") {
		t.Errorf("another time of publication: %s, %q", e.Kind, e.Cautions)
	}
	b.Extractor = "x/2"
	if e := Difference(a, b); e.Kind != UnclearEdit || !strings.Contains(strings.Join(e.Cautions, ""), "x/2") {
		t.Errorf("another reader: %s, %q", e.Kind, e.Cautions)
	}
	b.Extractor, b.ByHand = a.Extractor, &ByHand{How: Pasted}
	if e := Difference(a, b); e.Kind != UnclearEdit {
		t.Errorf("a pasted text is held against the outlet: %s", e.Kind)
	}
}

func TestFateOfAPassage(t *testing.T) {
	t.Parallel()
	a := plainText("The agency said 120 people left on Monday.\n\nThey were told to wait. Nobody was hurt.\n\nA plane stood there.")
	b := plainText("The agency said about 110 people left on Monday.\n\nNobody was hurt.\n\nA plane stood there.")
	e := Difference(a, b)
	for _, c := range []struct {
		words string
		kind  FateKind
		now   string
	}{
		{"120 people", Changed, "about 110 people"},
		{"The agency said 120 people left on Monday", Changed, "The agency said about 110 people left on Monday"},
		{"left on Monday", Kept, "left on Monday"},
		{"They were told to wait", Gone, ""},
		{"Nobody was hurt.", Kept, "Nobody was hurt."},
		{"A plane stood there", Kept, "A plane stood there"},
	} {
		i := strings.Index(a.Text, c.words)
		if got := e.Fate(a, b, i, i+len(c.words)); got.Kind != c.kind || got.Text != c.now {
			t.Errorf("%q: %+v, want %s %q", c.words, got, c.kind, c.now)
		}
	}
}

// Both texts come back from a difference: nothing of either is left out or told twice.
func TestDifferenceHoldsBothTexts(t *testing.T) {
	t.Parallel()
	paragraph := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"the", "jet", "left", "120", "1,200", "ایران", "don’t", "said,", "home.", "“x”"}), 1, 8).Draw(t, "words"), " ")
	})
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(paragraph, 0, 8).Draw(t, "paragraphs"), "\n\n")
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := plainText(text.Draw(t, "a")), plainText(text.Draw(t, "b"))
		e := Difference(a, b)
		if same := strings.Join(strings.Fields(a.Text), " ") == strings.Join(strings.Fields(b.Text), " "); same && len(e.Changes) > 0 && len(blocks(a.Text)) == len(blocks(b.Text)) {
			t.Fatalf("the same text differs: %q", marked(e))
		}
		var beforeSpans, afterSpans [][2]int
		for _, c := range e.Changes {
			before, after := "", ""
			for _, r := range c.Runs {
				if r.Op != Added {
					before += a.Text[r.Before[0]:r.Before[1]]
				}
				if r.Op != Removed {
					after += b.Text[r.After[0]:r.After[1]]
					if r.Text != b.Text[r.After[0]:r.After[1]] {
						t.Fatalf("run %q stands at %q", r.Text, b.Text[r.After[0]:r.After[1]])
					}
				} else if r.Text != a.Text[r.Before[0]:r.Before[1]] {
					t.Fatalf("run %q stood at %q", r.Text, a.Text[r.Before[0]:r.Before[1]])
				}
			}
			if before != a.Text[c.Before[0]:c.Before[1]] || after != b.Text[c.After[0]:c.After[1]] {
				t.Fatalf("%s %v %v holds %q and %q", c.Kind, c.Before, c.After, before, after)
			}
			if c.Kind != ParagraphAdded {
				beforeSpans = append(beforeSpans, c.Before)
			}
			if c.Kind != ParagraphRemoved {
				afterSpans = append(afterSpans, c.After)
			}
		}
		// What is in no change is the same in both.
		rest := func(text string, out [][2]int) []string {
			var left []string
			for _, p := range blocks(text) {
				if !slices.Contains(out, p) {
					left = append(left, strings.Join(strings.Fields(text[p[0]:p[1]]), " "))
				}
			}
			return left
		}
		if x, y := rest(a.Text, beforeSpans), rest(b.Text, afterSpans); !slices.Equal(x, y) {
			t.Fatalf("unchanged are %q and %q", x, y)
		}
	})
}

// A text of many lines and one of a single huge line cost no more than a moment.
func TestDifferenceOfHugeTexts(t *testing.T) {
	t.Parallel()
	var lines, line strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&lines, "Line %d of the log.\n\n", i*7919%100_003)
		fmt.Fprintf(&line, "word%d ", i)
	}
	a := plainText(lines.String())
	b := plainText(strings.Replace(lines.String(), "Line 7919 of", "Row 7919 of", 1))
	if e := Difference(a, b); marked(e) != "[-Line-]{+Row+}7919 of the log." {
		t.Errorf("one word in 100,000 paragraphs: %d changes", len(e.Changes))
	}
	c, d := plainText(line.String()), plainText(strings.Replace(line.String(), "word500 ", "", 1))
	if e := Difference(c, d); e.Removed != 1 || e.Added != 0 {
		t.Errorf("one word gone of 100,000 on a line: %d removed, %d added", e.Removed, e.Added)
	}
	if e := Difference(a, c); e.Kind != SilentEdit || e.Removed == 0 || e.Added != 100_000 {
		t.Errorf("two texts with nothing in common: %s, %d removed, %d added", e.Kind, e.Removed, e.Added)
	}
}
