package document

import (
	"fmt"
	"slices"
	"strings"
)

// An Edit is the difference between two captures of one text, the earlier first.
type Edit struct {
	From     string   `json:"from"` // identifier of the earlier document
	To       string   `json:"to"`
	Kind     EditKind `json:"kind"`
	Declared []string `json:"declared"` // how the outlet says that it changed the text, in its words or by its stamp
	Cautions []string `json:"cautions"` // what a reader must know before relying on the difference
	Changes  []Change `json:"changes"`  // in the order of the later text
	Removed  int      `json:"removed"`  // words, marks not counted
	Added    int      `json:"added"`
}

// EditKind is whether an outlet told its readers of a change.
type EditKind string

// The kinds of an edit.
const (
	NoEdit       EditKind = "none"     // the same words
	SilentEdit   EditKind = "silent"   // other words, and nothing in the later text or its stamps says so
	DeclaredEdit EditKind = "declared" // a correction note was added, or the document's own time of update moved on
	UnclearEdit  EditKind = "unclear"  // two readers made the two texts: the difference may be theirs
)

// Change is a paragraph that is not the same in both texts.
type Change struct {
	Kind   ChangeKind `json:"kind"`
	Part   PartKind   `json:"part"`   // what the paragraph is in its document
	Before [2]int     `json:"before"` // bytes of the earlier text; empty, at its place, for what was added
	After  [2]int     `json:"after"`  // bytes of the later text; empty for what was removed
	Runs   []Run      `json:"runs"`   // the paragraph in words; one run for anything but "changed"
}

// ChangeKind is what happened to a paragraph.
type ChangeKind string

// The kinds of a change.
const (
	ParagraphChanged ChangeKind = "changed"
	ParagraphRemoved ChangeKind = "removed"
	ParagraphAdded   ChangeKind = "added"
	ParagraphMoved   ChangeKind = "moved" // the same words at another place; named where they stand now
)

// Run is a stretch of words that are the same in both texts, or only in one of them, with
// the white space that follows it.
type Run struct {
	Op     Op     `json:"op"`
	Text   string `json:"text"`
	Before [2]int `json:"before"`
	After  [2]int `json:"after"`
}

// Op says in which of two texts words stand.
type Op string

// The operations of a run.
const (
	Same    Op = "same"
	Removed Op = "removed"
	Added   Op = "added"
)

// Difference compares two texts paragraph by paragraph, and a paragraph that was changed word
// by word. White space is no difference. It says whether the outlet declared the change: an
// added note of correction, or a time of update that moved on.
func Difference(a, b Document) Edit {
	e := Edit{From: a.ID, To: b.ID, Kind: NoEdit, Declared: []string{}, Cautions: []string{}, Changes: []Change{}}
	before, after := blocks(a.Text), blocks(b.Text)
	pairs := align(squeezed(a.Text, before), squeezed(b.Text, after))
	pairs = append(pairs, [2]int{len(before), len(after)})
	i, j := 0, 0
	for _, p := range pairs {
		e.gap(a, b, before[i:p[0]], after[j:p[1]])
		i, j = p[0]+1, p[1]+1
	}
	e.findMoved()
	for _, c := range e.Changes {
		if c.Kind == ParagraphMoved {
			continue
		}
		for _, r := range c.Runs {
			switch r.Op {
			case Removed:
				e.Removed += countWords(r.Text)
			case Added:
				e.Added += countWords(r.Text)
			}
		}
	}
	e.judge(a, b)
	return e
}

// blocks are the paragraphs of a text: between empty lines, or lines where it has none.
func blocks(text string) [][2]int {
	lines := [][2]int{}
	empty := false
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		lines = append(lines, [2]int{at, end})
		if at > 0 && end < len(text) && strings.TrimSpace(text[at:end]) == "" {
			empty = true
		}
		at = end
	}
	var out [][2]int
	open := false
	for _, l := range lines {
		if strings.TrimSpace(text[l[0]:l[1]]) == "" {
			open = false
			continue
		}
		if open && empty {
			out[len(out)-1][1] = l[1]
		} else {
			out = append(out, l)
		}
		open = true
	}
	for i := range out {
		start := len(text[out[i][0]:out[i][1]]) - len(strings.TrimLeft(text[out[i][0]:out[i][1]], " \t\r\n\u00a0\ufeff"))
		out[i][0] += start
		out[i][1] = out[i][0] + len(strings.TrimRight(text[out[i][0]:out[i][1]], " \t\r\n\u00a0"))
	}
	return slices.DeleteFunc(out, func(p [2]int) bool { return p[0] >= p[1] })
}

func squeezed(text string, paragraphs [][2]int) []string {
	out := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		out[i] = strings.Join(strings.Fields(text[p[0]:p[1]]), " ")
	}
	return out
}

// Limits on what is compared closely.
const (
	maxPairs      = 2500    // of removed with added paragraphs
	maxCloseWords = 200_000 // of one paragraph
	alike         = 0.4     // share of words in common from which a paragraph counts as the same one, changed
)

// gap describes paragraphs that have no equal on the other side: those that are alike are one
// paragraph, changed; the rest were removed or added.
func (e *Edit) gap(a, b Document, gone, come [][2]int) {
	wordsA, wordsB := make([]map[string]int, len(gone)), make([]map[string]int, len(come))
	for i, p := range gone {
		wordsA[i] = bag(a.Text[p[0]:p[1]])
	}
	for i, p := range come {
		wordsB[i] = bag(b.Text[p[0]:p[1]])
	}
	partner := pairAlike(wordsA, wordsB)
	i := 0
	atA, atB := 0, 0
	if len(gone) > 0 {
		atA = gone[0][0]
	} else if n := len(e.Changes); n > 0 {
		atA = e.Changes[n-1].Before[1]
	}
	for j, p := range come {
		with := partner[j]
		for ; i < len(gone) && (with < 0 && partnerless(partner[j:], i) || i < with); i++ {
			e.add(Change{Kind: ParagraphRemoved, Part: a.PartAt(gone[i][0]), Before: gone[i], After: [2]int{atB, atB}, Runs: []Run{{Removed, a.Text[gone[i][0]:gone[i][1]], gone[i], [2]int{atB, atB}}}})
			atA = gone[i][1]
		}
		if with < 0 {
			e.add(Change{Kind: ParagraphAdded, Part: b.PartAt(p[0]), Before: [2]int{atA, atA}, After: p, Runs: []Run{{Added, b.Text[p[0]:p[1]], [2]int{atA, atA}, p}}})
		} else {
			e.add(Change{Kind: ParagraphChanged, Part: b.PartAt(p[0]), Before: gone[with], After: p, Runs: runs(a.Text, b.Text, gone[with], p)})
			atA = gone[with][1]
			i = with + 1
		}
		atB = p[1]
	}
	for ; i < len(gone); i++ {
		e.add(Change{Kind: ParagraphRemoved, Part: a.PartAt(gone[i][0]), Before: gone[i], After: [2]int{atB, atB}, Runs: []Run{{Removed, a.Text[gone[i][0]:gone[i][1]], gone[i], [2]int{atB, atB}}}})
	}
}

// partnerless says whether no later paragraph of the new text is the removed paragraph i or
// one before it: then it is named here, before what was added.
func partnerless(later []int, i int) bool {
	for _, with := range later {
		if with >= 0 {
			return i < with
		}
	}
	return true
}

func (e *Edit) add(c Change) {
	if c.Part == "" {
		c.Part = Body
	}
	e.Changes = append(e.Changes, c)
}

// pairAlike gives for each new paragraph the old one that it was made of, in order, so that
// the paragraphs of all pairs have the most words in common; -1 for none.
func pairAlike(gone, come []map[string]int) []int {
	out := make([]int, len(come))
	for j := range out {
		out[j] = -1
	}
	if len(gone) == 0 || len(come) == 0 {
		return out
	}
	if len(gone) > maxPairs/len(come) {
		for j := range min(len(gone), len(come)) {
			if likeness(gone[j], come[j]) >= alike {
				out[j] = j
			}
		}
		return out
	}
	width := len(come) + 1
	best := make([]float64, (len(gone)+1)*width)
	like := make([]float64, len(gone)*len(come))
	for i := len(gone) - 1; i >= 0; i-- {
		for j := len(come) - 1; j >= 0; j-- {
			score := likeness(gone[i], come[j])
			like[i*len(come)+j] = score
			best[i*width+j] = max(best[(i+1)*width+j], best[i*width+j+1])
			if score >= alike {
				best[i*width+j] = max(best[i*width+j], score+best[(i+1)*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(gone) && j < len(come); {
		score := like[i*len(come)+j]
		switch {
		case score >= alike && best[i*width+j] == score+best[(i+1)*width+j+1]:
			out[j] = i
			i, j = i+1, j+1
		case best[i*width+j] == best[(i+1)*width+j]:
			i++
		default:
			j++
		}
	}
	return out
}

// bag counts the words of a paragraph.
func bag(text string) map[string]int {
	out := map[string]int{}
	for _, w := range wordsOf(text, 0, len(text)) {
		if s := text[w[0]:w[1]]; countWords(s) > 0 {
			out[s]++
		}
	}
	return out
}

// likeness is the share of words that two paragraphs have in common (Dice's measure).
func likeness(a, b map[string]int) float64 {
	common, all := 0, 0
	for w, n := range a {
		common += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(common) / float64(all)
}

// runs compares two paragraphs word by word.
func runs(a, b string, before, after [2]int) []Run {
	wordsA, wordsB := wordsOf(a, before[0], before[1]), wordsOf(b, after[0], after[1])
	if len(wordsA) > maxCloseWords || len(wordsB) > maxCloseWords {
		return []Run{{Removed, a[before[0]:before[1]], before, [2]int{after[0], after[0]}}, {Added, b[after[0]:after[1]], [2]int{before[1], before[1]}, after}}
	}
	texts := func(text string, words [][2]int) []string {
		out := make([]string, len(words))
		for i, w := range words {
			out[i] = text[w[0]:w[1]]
		}
		return out
	}
	pairs := append(align(texts(a, wordsA), texts(b, wordsB)), [2]int{len(wordsA), len(wordsB)})
	startOf := func(words [][2]int, i int, all [2]int) int {
		if i < len(words) {
			return words[i][0]
		}
		return all[1]
	}
	var out []Run
	put := func(op Op, fromA, toA, fromB, toB int) {
		text := b[fromB:toB]
		if op == Removed {
			text = a[fromA:toA]
		}
		if n := len(out); n > 0 && out[n-1].Op == op {
			out[n-1].Text += text
			out[n-1].Before[1], out[n-1].After[1] = toA, toB
			return
		}
		out = append(out, Run{op, text, [2]int{fromA, toA}, [2]int{fromB, toB}})
	}
	i, j := 0, 0
	for _, p := range pairs {
		fromA, toA := startOf(wordsA, i, before), startOf(wordsA, p[0], before)
		fromB, toB := startOf(wordsB, j, after), startOf(wordsB, p[1], after)
		if p[0] > i {
			put(Removed, fromA, toA, fromB, fromB)
		}
		if p[1] > j {
			put(Added, toA, toA, fromB, toB)
		}
		if p[0] < len(wordsA) {
			put(Same, toA, startOf(wordsA, p[0]+1, before), toB, startOf(wordsB, p[1]+1, after))
		}
		i, j = p[0]+1, p[1]+1
	}
	return out
}

// findMoved joins a paragraph that was removed and added again with the same words.
func (e *Edit) findMoved() {
	gone := map[string][]int{}
	for i, c := range e.Changes {
		if c.Kind == ParagraphRemoved {
			key := strings.Join(strings.Fields(c.Runs[0].Text), " ")
			gone[key] = append(gone[key], i)
		}
	}
	drop := map[int]bool{}
	for j, c := range e.Changes {
		if c.Kind != ParagraphAdded {
			continue
		}
		key := strings.Join(strings.Fields(c.Runs[0].Text), " ")
		if from := gone[key]; len(from) > 0 {
			i := from[0]
			gone[key] = from[1:]
			drop[i] = true
			old := e.Changes[i].Before
			e.Changes[j].Kind, e.Changes[j].Before = ParagraphMoved, old
			e.Changes[j].Runs = []Run{{Same, c.Runs[0].Text, old, c.After}}
		}
	}
	kept := e.Changes[:0]
	for i, c := range e.Changes {
		if !drop[i] {
			kept = append(kept, c)
		}
	}
	e.Changes = kept
}

func countWords(text string) int {
	n := 0
	for _, w := range wordsOf(text, 0, len(text)) {
		for _, r := range text[w[0]:w[1]] {
			if ofWord(r) {
				n++
				break
			}
		}
	}
	return n
}

// Words says in one line what an edit is.
func (e Edit) Words() string {
	size := fmt.Sprintf("%d word(s) removed, %d added", e.Removed, e.Added)
	switch e.Kind {
	case NoEdit:
		return "the same words"
	case SilentEdit:
		return "a silent edit: " + size + ", and nothing in the later text or its stamps says so"
	case DeclaredEdit:
		return "an edit that the outlet declares: " + size
	}
	return "other words, but whose is unclear: " + size
}
