package place

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The words around a name, which tell a city from a government, a place from a person
// and a place from what is named after it.

// person, in Mention.Ambiguous, says that the word may be somebody's name.
const person = "person"

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

var (
	// namedAfter are words that make the place before them a newspaper, a carrier or a school.
	namedAfter = setOf("Times Post Herald Tribune Journal News Mirror Chronicle Globe Star Sun Gazette Observer Examiner Inquirer Standard Telegraph Daily Evening Today Airways Airlines Airline Air University")

	titleWords = setOf("Mr Mrs Ms Miss Dr Judge Justice Sen Senator Rep Representative Congressman Congresswoman Gov Prof Professor Sgt Col Lt Capt")

	// moving are words of travel: "the flight to Tehran", but "a message to Tehran".
	moving = setOf("flight flights flew fly flying flown plane planes aircraft jet charter chartered deport deported deports deporting deportation deportations deportees return returned returning returns arrive arrived arrives arriving route way bound left leave leaves leaving land landed landing lands home back depart departed departs departing departure headed heading heads travel travelled traveled travelling traveling transfer transferred sent send sends remove removed removal removals repatriate repatriated expelled transported took taken continued proceeded onward stop stopover stopped went goes going driven bussed bused diverted turned handed carried shipped brought")

	// notSurnames follow a place without making a name of it.
	notSurnames = setOf("Airport International Regional Municipal City County Parish State Police Department Government Ministry Minister President Governor Gov Mayor Senator Sen River Bay Beach Island Islands Field Base Air Army Naval Fort Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December District Court Federal Supreme ICE Immigration Detention Processing Center Centre Staging Facility Embassy Foreign Republic Prime Republican Democrat Democrats Republicans Attorney Legislature National Guard Border In On At The A An And But It He She They")

	// stateAbbreviations are those of the Associated Press and of the post, after "City, ".
	stateAbbreviations = func() map[string]string {
		m := map[string]string{}
		for _, pair := range strings.Fields("Ala.=AL Ariz.=AZ Ark.=AR Calif.=CA Colo.=CO Conn.=CT Del.=DE Fla.=FL Ga.=GA Ill.=IL Ind.=IN Kan.=KS Ky.=KY La.=LA Md.=MD Mass.=MA Mich.=MI Minn.=MN Miss.=MS Mo.=MO Mont.=MT Neb.=NE Nev.=NV Okla.=OK Ore.=OR Pa.=PA Tenn.=TN Tex.=TX Vt.=VT Va.=VA Wash.=WA Wis.=WI Wyo.=WY") {
			long, short, _ := strings.Cut(pair, "=")
			m[long] = "US-" + short
		}
		for _, s := range strings.Fields("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC") {
			m[s] = "US-" + s
		}
		return m
	}()

	// codesThatAreWords are ICAO codes of fields that a report spells for another reason.
	codesThatAreWords = setOf("SAVE SAME EDDY LIME LIED LIES LIPS LIRE LOAN EGAD ENDU EDIT FACT FADE FADS FAME FAST FATE FAIR FAIL FALL FARM FEAR FOOD FOOT WARN WASP WAGE WALL WAIT UNIT UNDO OPEC OPED OATH OASE OMEN OTHE KIDS VIDA VISA EPIC LEAD LEAK LAND LAST SECT SEAT SEEK SECO SPIT SPUR SPIN")
)

func isTitle(before string) bool { return titleWords[strings.TrimSuffix(before, ".")] }

// isInstitution reports whether the name between the two texts is that of a newspaper, a
// carrier or a school: "The Miami Herald", "Kuwait Airways", "University of Washington".
func isInstitution(before, after string) bool {
	if strings.HasSuffix(before, "University of ") || strings.HasSuffix(before, "University of the ") {
		return true
	}
	rest, ok := strings.CutPrefix(after, " ")
	if !ok {
		return false
	}
	word := wordAt(rest)
	if word == "Air" { // the US Air Force, the Biggs Air Base
		following := nextWord(rest[len(word):])
		return following != "Force" && following != "Base" && following != "National" && following != "Traffic"
	}
	return namedAfter[word]
}

// locates reports whether the words before a seat of government make it the city: a
// preposition of place, or "to", "from" and "for" after a word of travel.
func locates(before, word string) bool {
	if comesFirst(word, "in", "at", "near", "into", "outside", "inside", "around", "through", "via", "toward", "towards", "reached", "left", "over", "central", "downtown") {
		return true
	}
	if word == "of" {
		before = strings.TrimSuffix(strings.TrimRight(before, " \n\t"), "of")
		return comesFirst(lastWord(before), "way", "out", "outskirts", "airport")
	}
	return comesFirst(word, "to", "from", "for") && movesBefore(before, func(w string) bool { return moving[w] })
}

// movingStems begin the Spanish and French words of travel that lead to a place.
var movingStems = []string{"deport", "expuls", "repatri", "rapatri", "salio", "salir", "salid", "partio", "parti", "despeg", "aterriz", "atterri", "lleg", "arriv", "vol", "vuel", "avion", "proceden", "provenan", "provenien", "envi", "envoy", "renvoy", "traslad", "transf", "regres", "devuel", "rumbo", "destin", "decoll", "viaj", "origen"}

// locatesRomance is locates for Spanish and French: "a" and "de" lead to a place after a word of
// travel only, because a government is asked and has a people by the same words.
func locatesRomance(before, word string) bool {
	switch Fold(word) {
	case "en", "desde", "hacia", "hasta", "via", "depuis", "vers":
		return true
	case "a", "de", "para", "pour":
		return movesBefore(before, func(w string) bool {
			w = Fold(w)
			return slices.ContainsFunc(movingStems, func(stem string) bool { return strings.HasPrefix(w, stem) })
		})
	}
	return locates(before, word)
}

// movesBefore tells whether one of the eight words before, as far as the sentence goes, moves.
func movesBefore(before string, moves func(low string) bool) bool {
	for range 8 {
		w := lastWord(before)
		at := strings.LastIndex(before, w)
		if w == "" || strings.ContainsAny(before[at+len(w):], ".;:!?\n") {
			return false
		}
		if moves(strings.ToLower(w)) {
			return true
		}
		before = before[:at]
	}
	return false
}

// joins reports whether the text between two names makes a list of them: "Doha and Cairo".
func joins(between string) bool {
	if len(between) > 12 {
		return false
	}
	switch strings.Join(strings.Fields(between), " ") {
	case ",", "and", "or", ", and", ", or", "then", ", then":
		return true
	}
	return false
}

// mayBePerson reports whether a capitalised word that is no known noun stands right
// before or after a place of one word: "Austin Kocher", "Jim Jordan".
func mayBePerson(text string, start, end int, before string, kind MentionKind) bool {
	if kind != KindCity && kind != KindCountry && kind != KindState || strings.ContainsAny(text[start:end], " .") {
		return false
	}
	if rest, ok := strings.CutPrefix(text[end:], " "); ok {
		w := wordAt(rest)
		if capitalised(w) && !notSurnames[w] && !inGazetteer(rest, w) {
			return true
		}
	}
	if head, ok := strings.CutSuffix(text[:start], " "); ok && strings.HasSuffix(head, before) && capitalised(before) && !notSurnames[before] {
		head = strings.TrimRight(head[:len(head)-len(before)], " \"“‘'")
		sentenceStart := head == "" || strings.ContainsAny(head[len(head)-1:], ".!?:;\n")
		return !sentenceStart
	}
	return false
}

func inGazetteer(text, word string) bool { return gazetteer().longest(text, word).length > 0 }

func capitalised(w string) bool {
	first, n := utf8.DecodeRuneInString(w)
	return len(w) > n && unicode.IsUpper(first) && strings.ToUpper(w) != w
}

// airportWords measures " airport", " International Airport" and the like after a city.
func airportWords(after string) int {
	for _, s := range []string{" International Airport", " international airport", " Airport", " airport"} {
		if strings.HasPrefix(after, s) && wordAt(after[len(s):]) == "" {
			return len(s)
		}
	}
	return 0
}

func comesFirst(before string, words ...string) bool {
	for _, w := range words {
		if strings.EqualFold(before, w) {
			return true
		}
	}
	return false
}

// wordAt is the run of letters and digits that text begins with.
func wordAt(text string) string {
	for i, r := range text {
		if !isWordRune(r) {
			return text[:i]
		}
	}
	return text
}

// nextWord is the first word of text after one space.
func nextWord(text string) string { return wordAt(strings.TrimPrefix(text, " ")) }

// lastWord is the last run of letters and digits in text.
func lastWord(text string) string {
	text = strings.TrimRightFunc(text, func(r rune) bool { return !isWordRune(r) })
	i := strings.LastIndexFunc(text, func(r rune) bool { return !isWordRune(r) })
	if i < 0 {
		return text
	}
	_, n := utf8.DecodeRuneInString(text[i:])
	return text[i+n:]
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʻ' || r == '‘' }
