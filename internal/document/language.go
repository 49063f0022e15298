package document

import (
	"strings"
	"unicode"
)

// functionWords are words that one language uses in every few sentences and the others
// of the table do not.
var functionWords = map[string][]string{
	"en": {"the", "and", "of", "to", "was", "were", "that", "with", "said", "have", "has", "by"},
	"es": {"el", "los", "las", "y", "del", "que", "una", "por", "fueron", "según", "con"},
	"fr": {"le", "les", "et", "des", "est", "une", "dans", "pour", "ont", "selon", "avec", "qui"},
	"de": {"der", "die", "und", "das", "nicht", "ist", "wurden", "von", "mit", "nach"},
}

// guessLanguage is a guess from the first 4 KB: the script for Arabic and Persian, the
// function words for the rest; empty where neither is clear.
func guessLanguage(text string) string {
	if len(text) > 4096 {
		text = strings.ToValidUTF8(text[:4096], "")
	}
	var letters, arabic, persian int
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Arabic, r) {
				arabic++
			}
			if strings.ContainsRune("پچژگکی", r) {
				persian++
			}
		}
	}
	switch {
	case letters < 20:
		return ""
	case arabic*2 > letters && persian*20 > arabic:
		return "fa"
	case arabic*2 > letters:
		return "ar"
	}
	counts := map[string]int{}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		counts[w]++
	}
	best, second, language := 0, 0, ""
	for _, code := range []string{"en", "es", "fr", "de"} {
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
	if best*25 < len(words) || best < 2*second {
		return ""
	}
	return language
}
