package place

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// foreignLines holds the typed-in names in other languages, countryNameLines those of
// CLDR; their heads document the columns.
var (
	//go:embed data/foreign.tsv
	foreignLines string
	//go:embed data/country_names.tsv
	countryNameLines string
)

// FindIn is Find for a text in another language: Spanish ("es"), French ("fr"), Arabic
// ("ar") and Persian ("fa"). Countries, peoples, states of the United States and the
// airports and cities of the table are found by their names there; in Spanish and French
// also the cities and airports that Find knows, whose names are mostly the same. Marks on
// letters and the two ways to write Arabic yeh and kaf make no difference; the article and
// the joined words before an Arabic name (wa-, bi-, li-) are no part of the mention. For
// English, and for a language without names here, it is Find.
func FindIn(language, text string) []Mention {
	names, ok := tongues()[language]
	if !ok {
		return Find(text)
	}
	out := names.find(text)
	if language == "ar" || language == "fa" {
		return out
	}
	for _, m := range findBy(text, locatesRomance) {
		known := m.Kind == KindCity || m.Kind == KindAirport || m.Kind == KindState
		if known && !slices.ContainsFunc(out, func(o Mention) bool { return m.Start < o.End && o.Start < m.End }) {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b Mention) int { return a.Start - b.Start })
	return out
}

// tongue is the names of one language by their first word, the longest first.
type tongue struct {
	code   string
	byWord map[string][]foreignName
}

type foreignName struct {
	words   []string // folded
	capital bool     // in Spanish and French a name of a place begins with a capital
	mention Mention
}

var tongues = sync.OnceValue(func() map[string]*tongue {
	out := map[string]*tongue{}
	codes := []string{"es", "fr", "ar", "fa"}
	for _, code := range codes {
		out[code] = &tongue{code: code, byWord: map[string][]foreignName{}}
	}
	for line := range strings.Lines(foreignLines) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) == 4 && out[f[0]] != nil {
			m := mentionOf(MentionKind(f[1]), f[2])
			for _, name := range strings.Split(f[3], ";") {
				out[f[0]].add(name, m)
			}
		}
	}
	for line := range strings.Lines(countryNameLines) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) == 5 && len(f[0]) == 2 {
			for i, code := range codes {
				out[code].add(f[i+1], mentionOf(KindCountry, f[0]))
			}
		}
	}
	for _, t := range out {
		for _, list := range t.byWord {
			slices.SortStableFunc(list, func(a, b foreignName) int {
				if a.capital != b.capital && len(a.words) == len(b.words) && a.capital {
					return -1 // "China" is the country, "china" one of its people
				} else if len(a.words) != len(b.words) || a.capital == b.capital {
					return len(b.words) - len(a.words)
				}
				return 1
			})
		}
	}
	return out
})

// mentionOf is what a name of the table stands for. A city is what its English name stands
// for, with what that may also mean: Tegucigalpa is its own field, and by several reports the
// one at Comayagua.
func mentionOf(kind MentionKind, code string) Mention {
	m := Mention{Kind: kind, Code: code, Country: code}
	switch kind {
	case KindState:
		m.Country, m.Region = "US", code
	case KindAirport:
		if a, ok := Embedded().Lookup(code); ok {
			m.Country, m.Region, m.Airports = a.Country, a.Region, []string{a.Code}
		}
	case KindCity: // the code is its English name
		if found := Find("in " + code); len(found) == 1 {
			m = found[0]
		}
	}
	return m
}

func (t *tongue) add(name string, m Mention) {
	var words []string
	for _, w := range wordsOf(name) {
		words = append(words, Fold(w.text))
	}
	if len(words) == 0 {
		return
	}
	first, _ := utf8.DecodeRuneInString(name)
	words[0] = strings.TrimPrefix(words[0], articleOf(t.code))
	t.byWord[words[0]] = append(t.byWord[words[0]], foreignName{words: words, capital: unicode.IsUpper(first), mention: m})
}

// articleOf is the Arabic article, which a name may stand without after another word.
func articleOf(code string) string {
	if code == "ar" {
		return "ال"
	}
	return ""
}

// find takes the longest name at each word.
func (t *tongue) find(text string) []Mention {
	var out []Mention
	words := wordsOf(text)
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = Fold(w.text)
	}
	for i := 0; i < len(words); {
		n := t.at(words, folded, i, &out)
		i += max(n, 1)
	}
	return out
}

func (t *tongue) at(words []aWord, folded []string, i int, out *[]Mention) int {
	for _, form := range t.forms(folded[i]) {
		for _, n := range t.byWord[form.word] {
			if i+len(n.words) > len(words) || n.capital && !words[i].capital || !t.rest(words, folded, i, n.words) {
				continue
			}
			m := n.mention
			last := words[i+len(n.words)-1]
			m.Start, m.End = words[i].start+form.cut(words[i].text), last.start+len(last.text)
			m.Text = words[0].whole[m.Start:m.End]
			*out = append(*out, m)
			return len(n.words)
		}
	}
	return 0
}

func (t *tongue) rest(words []aWord, folded []string, i int, name []string) bool {
	for j := 1; j < len(name); j++ {
		if folded[i+j] != name[j] {
			return false
		}
		gap := words[0].whole[words[i+j-1].start+len(words[i+j-1].text) : words[i+j].start]
		if strings.ContainsAny(gap, ",;:!?()«»“”\"\n") {
			return false
		}
	}
	return true
}

// wordForm is a word without letters that are joined to its front.
type wordForm struct {
	word   string
	joined int // letters that were taken off
}

// cut is how many bytes of the word as written the joined letters take.
func (f wordForm) cut(written string) int {
	n := f.joined
	for i, r := range written {
		if n == 0 && !silentRune(r) {
			return i
		}
		if !silentRune(r) {
			n--
		}
	}
	return 0
}

// forms are the readings of a word, the whole one first.
func (t *tongue) forms(word string) []wordForm {
	out := []wordForm{{word, 0}}
	if t.code == "ar" {
		for _, p := range []struct {
			begin  string
			joined int // the article stays with the name
		}{{"ال", 0}, {"لل", 1}, {"وال", 1}, {"بال", 1}, {"فال", 1}, {"كال", 1}, {"ولل", 2}, {"وبال", 2}, {"و", 1}, {"ب", 1}, {"ل", 1}, {"ف", 1}, {"وب", 2}, {"ول", 2}} {
			if rest, ok := strings.CutPrefix(word, p.begin); ok && utf8.RuneCountInString(rest) > 1 {
				out = append(out, wordForm{rest, p.joined})
			}
		}
	}
	return out
}

type aWord struct {
	whole   string // the text that it stands in
	text    string
	start   int
	capital bool
}

// wordsOf cuts a text into words: letters, marks and digits.
func wordsOf(text string) []aWord {
	var out []aWord
	for i := 0; i < len(text); {
		w := wordAt(text[i:])
		if w == "" {
			_, n := utf8.DecodeRuneInString(text[i:])
			i += n
			continue
		}
		first, _ := utf8.DecodeRuneInString(w)
		out = append(out, aWord{text, w, i, unicode.IsUpper(first)})
		i += len(w)
	}
	return out
}

// Fold is a word as it is compared across ways of writing it: lower case, without marks on
// letters, with one kind of Arabic yeh, kaf, alef and heh, and with the digits 0 to 9 for
// those of Arabic and Persian. It is for comparing only: no text is stored folded.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(s)
	}
	return strings.Map(foldRune, plain(strings.ToLower(s)))
}

func silentRune(r rune) bool { return r == 'ـ' || unicode.Is(unicode.Mn, r) || r == '\u200c' }

func foldRune(r rune) rune {
	switch {
	case r >= '٠' && r <= '٩':
		return '0' + r - '٠'
	case r >= '۰' && r <= '۹':
		return '0' + r - '۰'
	case silentRune(r):
		return -1
	}
	switch r {
	case 'ي', 'ى', 'ئ':
		return 'ی'
	case 'ك':
		return 'ک'
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ة', 'ۀ', 'ہ', 'ە':
		return 'ه'
	case 'ؤ':
		return 'و'
	}
	return r
}
