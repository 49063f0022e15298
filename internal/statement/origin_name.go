package statement

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// One name in two scripts, or in two romanisations, is two keys. Whether they are one person
// is never decided here: a name whose letters are those of another origin in the group "may
// be the same", that it is somebody else is not shown, and what is not shown adds no origin.

// foldNames takes origins whose name may be another origin's, and unnamed speakers of a page
// in another script who state the figure of another origin. They stay statements of their
// page. The name in Latin letters stands for both, then the earlier, then the alphabet's first.
func (n *desk) foldNames(byKey map[string]*Origin) (own []ownWords) {
	keys := slices.Sorted(maps.Keys(byKey))
	slices.SortStableFunc(keys, func(a, b string) int {
		x, y := byKey[a], byKey[b]
		if fx, fy := foreign(x.Text), foreign(y.Text); fx != fy {
			return map[bool]int{true: 1, false: -1}[fx]
		}
		return strings.Compare(orLast(x.since), orLast(y.since))
	})
	spelled := map[string][]string{} // earlier keys by how a last name is spelled plainly
	for i, k := range keys {
		o := byKey[k]
		alike := keys[:i]
		if !foreign(o.Text) {
			last := plainSpelling(lastOf(personName(o)))
			alike, spelled[last] = spelled[last], append(spelled[last], k)
		}
		if o.bare() {
			continue
		}
		for _, to := range alike {
			x := byKey[to]
			if x == nil || x.bare() || x.State != o.State && x.State != "" && o.State != "" || n.rulings.independent[pairOf(k, to)] != "" {
				continue
			}
			reason := mayBe(o, x)
			if reason == "" {
				continue
			}
			for _, f := range o.own {
				own = append(own, ownWords{f, k, to, reason})
			}
			delete(byKey, k)
			break
		}
	}
	return own
}

func orLast(day string) string {
	if day == "" {
		return "9999"
	}
	return day
}

// mayBe says why one origin may be another; empty where nothing speaks for it.
func mayBe(o, x *Origin) string {
	a, b := personName(o), personName(x)
	switch {
	case foreign(o.Text) != foreign(x.Text):
		f, l := a, b
		if !foreign(o.Text) {
			f, l = b, a
		}
		if letters := sharedLetters(f, l); letters != "" {
			return fmt.Sprintf("“%s” may be “%s” in other letters (%s): that it is somebody else is not shown, so it is no new origin", a, b, letters)
		}
		if figures := o.figures(); unnamed(o.Class) && foreign(o.Text) && len(figures) > 0 && holds(x.figures(), figures) {
			return fmt.Sprintf("an unnamed speaker of a page in another script has the figure that %s stated: that it is somebody else is not shown, so it is no new origin", x.Key)
		}
	case !foreign(o.Text) && named(o.Class) && named(x.Class):
		l, m := unaccented(lastOf(a)), unaccented(lastOf(b))
		if p := plainSpelling(l); (l == m || len(p) >= fewLetters && p == plainSpelling(m)) && givenFits(a, b) {
			return fmt.Sprintf("“%s” may be “%s” in another spelling: that it is somebody else is not shown, so it is no new origin", a, b)
		}
	}
	return ""
}

// personName is the words of an origin before its first comma.
func personName(o *Origin) string {
	return strings.TrimSpace(strings.FieldsFunc(o.Text+",", func(r rune) bool { return r == ',' || r == '،' })[0])
}

func lastOf(name string) string { return lastWord(lower(name)) }

// givenFits tells whether the given names of two people do not differ.
func givenFits(a, b string) bool {
	x, y := strings.Fields(lower(a)), strings.Fields(lower(b))
	return len(x) < 2 || len(y) < 2 || consonants(x[0]) == consonants(y[0])
}

// fewLetters is the shortest name of which another spelling is recognised: shorter ones are alike by chance.
const fewLetters = 6

// foreign tells whether a name is written in Arabic letters.
func foreign(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
}

// sharedLetters tells which consonants the last word of a Latin name has in common with a word of a
// name in Arabic letters; with only two, the given name has to be there too. Empty: not the same.
func sharedLetters(foreignName, latin string) string {
	words := map[string]bool{}
	for _, w := range strings.Fields(foreignName) {
		c := consonants(w)
		words[c] = true
		words[consonants(strings.TrimPrefix(w, "ال"))] = true
	}
	parts := strings.Fields(lower(latin))
	if len(parts) == 0 {
		return ""
	}
	last := consonants(parts[len(parts)-1])
	switch {
	case len(last) < 2 || !words[last]:
		return ""
	case len(last) == 2 && (len(parts) < 2 || !words[consonants(parts[0])]):
		return ""
	}
	return strings.Join(strings.Split(last, ""), "-")
}

// arabicLetters are the consonants of Arabic and Persian letters, those that a romanisation
// writes alike as one. Letters that can be vowels are left out, as are short vowels.
var arabicLetters = map[rune]string{'ب': "b", 'پ': "p", 'ت': "t", 'ط': "t", 'ث': "s", 'س': "s", 'ص': "s", 'ج': "j", 'چ': "c", 'ح': "h", 'ه': "h", 'خ': "x",
	'د': "d", 'ذ': "z", 'ز': "z", 'ض': "z", 'ظ': "z", 'ر': "r", 'ژ': "g", 'ش': "S", 'غ': "q", 'ق': "q", 'ف': "f", 'ک': "k", 'ك': "k", 'گ': "g", 'ل': "l", 'م': "m", 'ن': "n"}

var (
	// pairs of Latin letters that stand for one consonant
	digraphs = strings.NewReplacer("sh", "S", "ch", "c", "kh", "x", "gh", "q", "zh", "g", "ph", "f", "dh", "z", "th", "s", "al-", "", "el-", "", "c", "k")
	// vowels as romanisations vary them
	spellings = strings.NewReplacer("ou", "o", "oo", "o", "u", "o", "ee", "e", "ei", "e", "i", "e", "y", "e", "aa", "a", "gh", "q", "mm", "m", "ss", "s", "dd", "d", "tt", "t", "ll", "l", "nn", "n")
)

// consonants reduces a word to its consonants: "Noushabadi" and "نوش‌آبادی" to n S b d.
func consonants(word string) string {
	var out []byte
	add := func(s string) {
		if s != "" && (len(out) == 0 || out[len(out)-1] != s[0]) { // a doubled letter is one
			out = append(out, s[0])
		}
	}
	if foreign(word) {
		for _, r := range word {
			add(arabicLetters[r])
		}
	} else {
		for _, r := range digraphs.Replace(unaccented(lower(word))) {
			if strings.ContainsRune("bpdtszjckxqgfhlmnrS", r) {
				add(string(r))
			}
		}
	}
	return strings.TrimSuffix(string(out), "h") // a last h is a vowel in Persian, and often left out
}

// unaccented is a word without the marks on its letters.
func unaccented(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(word))
}

// plainSpelling is a word as a romanisation that makes no difference of vowels writes it.
func plainSpelling(word string) string { return spellings.Replace(unaccented(lower(word))) }
