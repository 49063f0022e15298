package model

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/charterwatch/charterwatch/internal/statement"
)

func shuffle() func(int, func(i, j int)) { return rand.New(rand.NewPCG(7, 0)).Shuffle }

// at is the span of some words of a text.
func at(t testing.TB, text, words string) statement.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in %q", words, text)
	}
	return statement.Span{Start: i, End: i + len(words), Text: words}
}

// schoolbook makes sentences of one pattern: who, how and what in three orders.
func schoolbook(t testing.TB, n int, seed uint64) []Example {
	who := []string{"The ministry", "A spokeswoman", "The mayor", "Two officials", "The bishop of Lund", "An aid group"}
	how := []string{"said", "stated", "announced", "declared"}
	what := []string{"the flight left on Monday", "nobody was aboard", "the talks had failed", "ninety people were sent home", "a second jet was waiting"}
	random := rand.New(rand.NewPCG(seed, 1))
	out := make([]Example, n)
	for i := range out {
		a, b, c := who[random.IntN(len(who))], how[random.IntN(len(how))], what[random.IntN(len(what))]
		var text string
		switch random.IntN(3) {
		case 0:
			text = fmt.Sprintf("%s %s that %s.", a, b, c)
		case 1:
			text = fmt.Sprintf("“%s,” %s %s on Friday.", c, strings.ToLower(a[:1])+a[1:], b)
			a = strings.ToLower(a[:1]) + a[1:]
		default:
			text = fmt.Sprintf("It rained all night. %s, %s %s.", c, a, b)
		}
		text += " The harbour lay quiet."
		out[i] = Example{Text: text, Marks: []statement.Mark{{Source: []statement.Span{at(t, text, a)}, Cue: []statement.Span{at(t, text, " "+b)}, Content: []statement.Span{at(t, text, c)}}}}
		out[i].Marks[0].Cue[0].Start++
		out[i].Marks[0].Cue[0].Text = b
	}
	return out
}

func TestModelLearnsWhatItWasShown(t *testing.T) {
	m := Train(schoolbook(t, 200, 1), shuffle())
	right := 0
	unseen := schoolbook(t, 100, 2)
	for _, e := range unseen {
		got := m.Mark(e.Text)
		if len(got) == 1 && cmp.Equal(got[0].Source, e.Marks[0].Source) && cmp.Equal(got[0].Cue, e.Marks[0].Cue) && cmp.Equal(got[0].Content, e.Marks[0].Content) {
			right++
		} else {
			t.Logf("%q: %+v", e.Text, got)
		}
	}
	if right < 95 {
		t.Errorf("%d of %d sentences of the pattern it was taught are right, want at least 95", right, len(unseen))
	}
}

func TestModelIsTheSameWhateverTheOrderOfItsExamples(t *testing.T) {
	examples := schoolbook(t, 40, 3)
	a := Train(examples, shuffle())
	shuffled := append([]Example{}, examples...)
	rand.New(rand.NewPCG(9, 9)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	if b := Train(shuffled, shuffle()); a.Hash() != b.Hash() {
		t.Errorf("hash %s and %s of the same examples in two orders", a.Hash(), b.Hash())
	}
}

func TestModelWrittenAndReadMarksTheSame(t *testing.T) {
	m := Train(schoolbook(t, 60, 4), shuffle())
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	again, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if again.Hash() != m.Hash() || again.Examples != 60 {
		t.Errorf("hash %s of %d examples, want %s of 60", again.Hash(), again.Examples, m.Hash())
	}
	for _, e := range schoolbook(t, 30, 5) {
		if d := cmp.Diff(m.Mark(e.Text), again.Mark(e.Text)); d != "" {
			t.Error(d)
		}
	}
	for cut := range b.Len() {
		if cut%97 != 0 {
			continue
		}
		if _, err := Read(b.Bytes()[:cut]); err == nil {
			t.Errorf("a model cut at byte %d is read", cut)
		}
	}
}

func TestUntaughtModelMarksNothing(t *testing.T) {
	if got := Train(nil, shuffle()).Mark("The ministry said that nobody was aboard."); len(got) != 0 {
		t.Errorf("%+v from a model that was taught nothing", got)
	}
}

func FuzzMark(f *testing.F) {
	m := Train(schoolbook(f, 60, 6), shuffle())
	f.Add("“Nobody,” the mayor said. \"Odd marks")
	f.Add("\x00\xff\n“”…’’-.,")
	f.Fuzz(func(t *testing.T, text string) {
		for _, mark := range m.Mark(text) {
			for _, spans := range [][]statement.Span{mark.Source, mark.Cue, mark.Content} {
				end := 0
				for _, s := range spans {
					if s.Start < end || s.End <= s.Start || s.End > len(text) || text[s.Start:s.End] != s.Text {
						t.Fatalf("span %+v of a text of %d bytes", s, len(text))
					}
					end = s.End
				}
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := Train(schoolbook(f, 5, 6), shuffle()).Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Read(data); err == nil {
			m.Mark("The ministry said that nobody was aboard.")
		}
	})
}
