package document

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// functionWords are words that one language uses in every few sentences. Of two languages
// that share some, the one with more of them in a text wins, by two to one.
var functionWords = map[string][]string{
	"en": {"the", "and", "of", "to", "was", "were", "that", "with", "said", "have", "has", "by", "from", "is", "are", "for"},
	"es": {"el", "los", "las", "y", "del", "que", "una", "por", "fueron", "según", "con", "la", "en", "su", "al", "desde", "se", "han"},
	"fr": {"le", "les", "et", "des", "est", "une", "dans", "pour", "ont", "selon", "avec", "qui", "la", "du", "vers", "été", "au", "en", "l", "d"},
	"de": {"der", "die", "und", "das", "nicht", "ist", "wurden", "von", "mit", "nach", "dem", "den", "ein", "eine"},
	"pt": {"o", "os", "as", "do", "da", "dos", "das", "não", "uma", "foram", "com", "em", "no", "na", "ao", "são", "que"},
	"it": {"il", "gli", "di", "che", "della", "del", "sono", "una", "con", "per", "nel", "alla", "dei", "è", "stati"},
}

// latinLanguages is the order in which they are counted.
var latinLanguages = []string{"en", "es", "fr", "de", "pt", "it"}

// ReadLanguages are the languages whose statements are read by rules, English most fully.
var ReadLanguages = []string{"en", "es", "fr", "ar", "fa"}

// ReadingLanguage is the language that a document is read in: one of ReadLanguages, or empty
// where its language is another one. What is declared counts only where the words do not say
// otherwise; a text too short to tell is read as English.
func ReadingLanguage(d Document) string {
	code := baseLanguage(d.Language)
	if code == "" {
		code = guessLanguage(d.Text)
	}
	switch {
	case code == "":
		return "en"
	case slices.Contains(ReadLanguages, code):
		return code
	}
	return ""
}

// baseLanguage is the language of a tag without its region and script: "fa" of "fa-IR".
// Dari and the Persian of Tajik pages in Arabic letters are read as Persian.
func baseLanguage(tag string) string {
	code, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch code {
	case "prs", "per", "fas":
		return "fa"
	case "arb", "ara":
		return "ar"
	case "spa":
		return "es"
	case "fre", "fra":
		return "fr"
	case "eng":
		return "en"
	}
	return code
}

// settleLanguage states the language of a document: the declared one, unless its words are
// clearly of another, which is then named beside the declaration.
func settleLanguage(d *Document) {
	guess := guessLanguage(d.Text)
	switch declared := baseLanguage(d.Language); {
	case d.Language == "":
		d.Language = guess
	case guess != "" && guess != declared:
		d.Warnings = append(d.Warnings, fmt.Sprintf("declared to be in %q; its words are %s: read as that", d.Language, languageName(guess)))
		d.Language = guess
	}
	if d.Language != "" && !slices.Contains(ReadLanguages, baseLanguage(d.Language)) {
		d.Warnings = append(d.Warnings, fmt.Sprintf("the text is in %s, which no rules here read: it has no proposed statements", languageName(baseLanguage(d.Language))))
	}
}

func languageName(code string) string {
	if name := map[string]string{"en": "English", "es": "Spanish", "fr": "French", "ar": "Arabic", "fa": "Persian", "de": "German", "pt": "Portuguese", "it": "Italian", "ur": "Urdu", "ckb": "Kurdish", "ps": "Pashto"}[code]; name != "" {
		return name
	}
	return code
}

// guessLanguage is a guess from the first 4 KB: the script and its letters for the languages
// that are written in Arabic letters, the function words for the rest; empty where neither is
// clear.
func guessLanguage(text string) string {
	if len(text) > 4096 {
		text = strings.ToValidUTF8(text[:4096], "")
	}
	var letters, arabic, persian, urdu, pashto, kurdish int
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if !unicode.Is(unicode.Arabic, r) {
			continue
		}
		arabic++
		switch {
		case strings.ContainsRune("ٹڈڑںے", r):
			urdu++
		case strings.ContainsRune("ښځڅډړږۍې", r):
			pashto++
		case strings.ContainsRune("ێۆڵڕە", r):
			kurdish++
		case strings.ContainsRune("پچژگکی", r):
			persian++
		}
	}
	switch {
	case letters < 20:
		return ""
	case arabic*2 > letters:
		for _, other := range []struct {
			code string
			n    int
		}{{"ur", urdu}, {"ps", pashto}, {"ckb", kurdish}} {
			if other.n*50 > arabic {
				return other.code
			}
		}
		if persian*20 > arabic || arabicless(text) {
			return "fa"
		}
		return "ar"
	}
	counts := map[string]int{}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		counts[w]++
	}
	best, second, language := 0, 0, ""
	for _, code := range latinLanguages {
		n := 0
		for _, w := range functionWords[code] {
			n += counts[w]
		}
		if n > best {
			best, second, language = n, best, code
		} else if n > second {
			second = n
		}
	}
	if best < 2 || best*12 < len(words) || best*2 < second*3 {
		return ""
	}
	return language
}

// arabicless tells whether a text typed with an Arabic keyboard is Persian all the same: its
// commonest small words are.
func arabicless(text string) bool {
	n, words := 0, strings.Fields(text)
	for _, w := range words {
		switch w {
		case "را", "است", "این", "كه", "که", "به", "از", "در":
			n++
		}
	}
	return n*12 > len(words)
}
