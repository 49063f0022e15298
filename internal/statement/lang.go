package statement

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/place"
)

// language is the words of one language beside English, by what they are for. The words are
// data (lexicon/es.txt, fr.txt, ar.txt, fa.txt); what is done with them is the same for all:
// numbers, dates, places, the commonest reporting verbs and quotation marks. It is less than
// the English rules do, so that no statement of these readers is ever green.
type language struct {
	code  string
	kinds map[string]map[string][]phrase // kind, first word, phrases, longest first
}

// languages are those that have a reader of their own, read when first asked for.
var languages = map[string]func() *language{
	"es": sync.OnceValue(func() *language { return readLanguage("es") }),
	"fr": sync.OnceValue(func() *language { return readLanguage("fr") }),
	"ar": sync.OnceValue(func() *language { return readLanguage("ar") }),
	"fa": sync.OnceValue(func() *language { return readLanguage("fa") }),
}

// languageOf is the reader of a document that is in one of the four languages.
func languageOf(d document.Document) (*language, bool) {
	code := document.ReadingLanguage(d)
	read, ok := languages[code]
	if !ok {
		return nil, false
	}
	return read(), true
}

func readLanguage(code string) *language {
	l := &language{code: code, kinds: map[string]map[string][]phrase{}}
	for _, e := range entries(code) {
		if len(e) != 3 {
			panic("lexicon " + code + ": " + strings.Join(e, " | "))
		}
		kind := l.kinds[e[0]]
		if kind == nil {
			kind = map[string][]phrase{}
			l.kinds[e[0]] = kind
		}
		for _, text := range strings.Split(e[2], ";") {
			p := phrase{value: e[1]}
			text = strings.TrimSpace(text)
			open := strings.HasSuffix(text, "'") // an elided word alone: "l'"
			if open {
				text += "a"
			}
			for _, t := range l.tokens(text, 0, len(text)) {
				p.words = append(p.words, t.low)
			}
			if open {
				p.words = p.words[:len(p.words)-1]
			}
			if len(p.words) == 0 {
				continue
			}
			list := append(kind[p.words[0]], p)
			for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
				list[i], list[i-1] = list[i-1], list[i]
			}
			kind[p.words[0]] = list
		}
	}
	return l
}

// elided are French words whose vowel gives way to an apostrophe: words of their own.
var elided = wordSet{"l": true, "d": true, "n": true, "s": true, "c": true, "j": true, "m": true, "t": true, "qu": true, "jusqu": true, "lorsqu": true, "puisqu": true}

// tokens cuts a text and folds what is compared: marks, digits, ways to write a letter.
func (l *language) tokens(text string, from, to int) []token {
	var out []token
	for _, t := range tokenize(nil, text, from, to) {
		if t.kind == mark {
			if t.low == "٬" || t.low == "،" || t.low == "٫" {
				t.low = ","
			}
			out = append(out, t)
			continue
		}
		out = append(out, l.part(text, t)...)
	}
	return out
}

// part splits what is written together: "l'Iran", and in Arabic "و120".
func (l *language) part(text string, t token) []token {
	whole := text[t.start:t.end]
	cut := 0
	switch l.code {
	case "fr":
		if i := strings.IndexAny(whole, "'’"); i > 0 && elided[place.Fold(whole[:i])] {
			_, n := utf8.DecodeRuneInString(whole[i:])
			cut = i + n
		}
	case "ar", "fa":
		for i, r := range whole {
			if unicode.IsDigit(r) {
				cut = i
				break
			}
		}
	}
	if cut == 0 || cut >= len(whole) {
		return []token{l.fold(text, t, t.start, t.end)}
	}
	first, rest := l.fold(text, t, t.start, t.start+cut), l.fold(text, t, t.start+cut, t.end)
	return append([]token{first}, l.part(text, rest)...)
}

func (l *language) fold(text string, t token, from, to int) token {
	first, _ := utf8.DecodeRuneInString(text[from:to])
	t.start, t.end, t.capital = from, to, unicode.IsUpper(first)
	t.low = strings.ReplaceAll(place.Fold(text[from:to]), "’", "'")
	if t.low == "" {
		t.low = text[from:to]
	}
	t.kind = figure
	for i := 0; i < len(t.low); i++ {
		if c := t.low[i]; (c < '0' || c > '9') && c != ',' && c != '.' || i == 0 && (c == ',' || c == '.') {
			t.kind = word
			break
		}
	}
	return t
}

// forms are the readings of a word: in Arabic also without the words joined to its front.
func (l *language) forms(low string) []string {
	if l.code != "ar" {
		return []string{low}
	}
	out := []string{low}
	for _, begin := range []string{"و", "ف", "ال", "لل", "ب", "ل", "وال", "بال", "فال", "ول", "وب", "ولل", "وبال", "ک", "س"} {
		if rest, ok := strings.CutPrefix(low, begin); ok && utf8.RuneCountInString(rest) > 1 {
			out = append(out, rest)
		}
	}
	return out
}

// match finds the longest phrase of a kind at token k of a stretch; to is k when none is there.
func (l *language) match(r *reading, kind string, k, limit int) (value string, to int) {
	if k < 0 || k >= limit {
		return "", k
	}
	for _, form := range l.forms(r.tokens[k].low) {
	candidates:
		for _, p := range l.kinds[kind][form] {
			if k+len(p.words) > limit {
				continue
			}
			for j := 1; j < len(p.words); j++ {
				if r.tokens[k+j].low != p.words[j] && !(l.code == "ar" && withoutJoined(r.tokens[k+j].low, p.words[j])) {
					continue candidates
				}
			}
			return p.value, k + len(p.words)
		}
	}
	return "", k
}

// withoutJoined lets a later word of an Arabic phrase carry the article.
func withoutJoined(low, want string) bool { return strings.TrimPrefix(low, "ال") == want }

// has tells whether a phrase of a kind stands in a stretch, and where it begins.
func (l *language) has(r *reading, kind string, s stretch) (at int, ok bool) {
	for k := s.from; k < s.to; k++ {
		if _, to := l.match(r, kind, k, s.to); to > k {
			return k, true
		}
	}
	return 0, false
}

// endsWith tells whether a phrase of a kind ends at token k, exclusive, and where it begins.
func (l *language) endsWith(r *reading, kind string, k, from int) (at int, ok bool) {
	for j := max(from, k-6); j < k; j++ {
		if _, to := l.match(r, kind, j, k); to == k {
			return j, true
		}
	}
	return k, false
}

// separated are the digits of a figure: groups of three after points, commas or blanks are
// thousands, anything else is a decimal part, which counts nobody.
func separated(s string) (int, float64, bool) {
	if len(s) > 15 {
		return 0, 0, false
	}
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' })
	thousands := len(groups) > 1 && len(groups[0]) <= 3
	for _, g := range groups[1:] {
		thousands = thousands && len(g) == 3
	}
	if len(groups) == 1 || thousands {
		n, err := strconv.Atoi(strings.Join(groups, ""))
		return n, float64(n), err == nil
	}
	f, err := strconv.ParseFloat(strings.Join(groups, "."), 64)
	return 0, f, len(groups) == 2 && err == nil
}

// placeAt is the place mention that covers token k, which in Arabic may begin inside it.
func (l *language) placeAt(r *reading, k int) *place.Mention {
	if k < 0 || k >= len(r.tokens) {
		return nil
	}
	t := r.tokens[k]
	i, _ := slices.BinarySearchFunc(r.places, t.start, func(m place.Mention, at int) int {
		if m.End <= at {
			return -1
		}
		return 1
	})
	if i < len(r.places) && r.places[i].Start < t.end {
		return &r.places[i]
	}
	return nil
}

// readIn cuts a document in one of the four languages.
func (l *language) readIn(d document.Document) *reading {
	r := &reading{text: d.Text}
	parts := d.Parts
	if len(parts) == 0 {
		parts = []document.Part{{Kind: document.Body, End: len(d.Text)}}
	}
	wrapped := hardWrapped(d.Text)
	for _, p := range parts {
		if p.Start < 0 || p.End > len(d.Text) || p.Start >= p.End {
			continue
		}
		for at := p.Start; at < p.End; {
			end := paragraphEnd(d.Text, at, p.End, wrapped)
			from := len(r.tokens)
			r.tokens = append(r.tokens, l.tokens(d.Text, at, end)...)
			if len(r.tokens) > from {
				r.paragraphs = append(r.paragraphs, paragraph{from, len(r.tokens), p.Kind})
				l.sentences(r, len(r.paragraphs)-1)
			}
			at = end
		}
	}
	r.places = place.FindIn(l.code, d.Text)
	return r
}

// sentences ends one at a full stop, a question or exclamation mark outside quotation
// marks, unless an abbreviation or a small letter says that it goes on.
func (l *language) sentences(r *reading, paragraph int) {
	p := r.paragraphs[paragraph]
	from, open, inside := p.from, 0, 0
	put := func(to int) {
		if to > from {
			r.sentences = append(r.sentences, sentence{from: from, to: to, paragraph: paragraph, part: p.part, first: from == p.from})
		}
		from = to
	}
	for k := p.from; k < p.to; k++ {
		switch t := r.tokens[k]; t.low {
		case "«", "“":
			open, inside = open+1, 0
		case "»", "”":
			open = max(0, open-1)
			if k > p.from && sentenceEnd(r.tokens[k-1].low) && open == 0 && l.begins(r, k+1, p.to) {
				put(k + 1)
			}
		case ".", "!", "?", "؟", "۔", "…":
			if open == 0 && l.begins(r, k+1, p.to) && !l.abbreviated(r, k) {
				put(k + 1)
			}
		}
		if inside++; inside > 400 { // a mark that nobody closed
			open = 0
		}
		if from <= k && r.tokens[k].end-r.tokens[from].start > maxSentence {
			put(k + 1)
		}
	}
	put(p.to)
}

func sentenceEnd(low string) bool {
	return low == "." || low == "!" || low == "?" || low == "؟" || low == "۔" || low == "…"
}

func (l *language) begins(r *reading, k, limit int) bool {
	if k >= limit {
		return true
	}
	t := r.tokens[k]
	return t.start > r.tokens[k-1].end && (l.code == "ar" || l.code == "fa" || t.capital || t.kind != word)
}

func (l *language) abbreviated(r *reading, k int) bool {
	if k == 0 || r.tokens[k].low != "." || r.tokens[k-1].end != r.tokens[k].start {
		return false
	}
	_, to := l.match(r, "abbreviation", k-1, k)
	return to == k || utf8.RuneCountInString(r.tokens[k-1].low) == 1 && r.tokens[k-1].kind == word && l.code != "ar" && l.code != "fa"
}
