package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// strangeNames are characters that show nothing or turn the order of what is shown, so
// that a reader and a program can see different texts. They stay in the text.
var strangeNames = map[rune]string{
	0x0000: "NUL", 0x00ad: "soft hyphen", 0x061c: "Arabic letter mark",
	0x200b: "zero-width space", 0x200c: "zero-width non-joiner", 0x200d: "zero-width joiner",
	0x200e: "left-to-right mark", 0x200f: "right-to-left mark",
	0x202a: "left-to-right embedding", 0x202b: "right-to-left embedding", 0x202c: "pop directional formatting",
	0x202d: "left-to-right override", 0x202e: "right-to-left override",
	0x2060: "word joiner", 0x2066: "left-to-right isolate", 0x2067: "right-to-left isolate",
	0x2068: "first strong isolate", 0x2069: "pop directional isolate", 0xfeff: "zero-width no-break space",
}

// strangeCharacters warns once a character, in the order of first sight. Persian and
// Indic spelling needs the zero-width joiners, and a file may begin with a byte order mark.
func strangeCharacters(text string) []string {
	type sight struct{ first, count int }
	var order []rune
	seen := map[rune]sight{}
	for i, r := range text {
		if r >= 0x20 && r < 0xad || r == '\n' || r == '\t' || r == '\r' {
			continue
		}
		if _, strange := strangeNames[r]; !strange && !(r < 0x20 || r == 0x7f) {
			continue
		}
		if r == 0xfeff && i == 0 || (r == 0x200c || r == 0x200d) && joinsLetters(text, i) {
			continue
		}
		s, known := seen[r]
		if !known {
			order = append(order, r)
			s.first = i
		}
		s.count++
		seen[r] = s
	}
	var out []string
	for _, r := range order {
		name := strangeNames[r]
		if name == "" {
			name = "control character"
		}
		out = append(out, fmt.Sprintf("%s (U+%04X), %d in the text, the first at byte %d: kept, but what is shown may differ from what is read", name, r, seen[r].count, seen[r].first))
	}
	return out
}

// maxControlShare: more than one control character in so many bytes is no text that
// anybody published, whatever it is. Reports scraped from terminals stay below it.
const maxControlShare = 20

// notText returns the place of the first control character in a text that is full of
// them, and -1 for a text.
func notText(text []byte) int {
	first, count := -1, 0
	for i := range len(text) {
		if b := text[i]; b < 0x20 && b != '\n' && b != '\t' && b != '\r' && b != '\f' || b == 0x7f {
			if count++; first < 0 {
				first = i
			}
		}
	}
	if count*maxControlShare > len(text) {
		return first
	}
	return -1
}

// joinsLetters is true where the scripts around a joiner use it, or emoji do.
func joinsLetters(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	_, n := utf8.DecodeRuneInString(text[at:])
	after, _ := utf8.DecodeRuneInString(text[at+n:])
	return needsJoiner(before) && (needsJoiner(after) || unicode.IsSpace(after) || strings.ContainsRune(".,،؛:", after))
}

func needsJoiner(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Devanagari, unicode.Bengali, unicode.Malayalam, unicode.Sinhala, unicode.Kannada, unicode.Syriac, unicode.So, unicode.Sk) || r == 0xfe0f
}
