package statement

import (
	"embed"
	"fmt"
	"strings"
)

// The lexicons are data: one entry a line, read once. A line that does not parse is a
// mistake in this package and stops every program that holds it, at its start.
//
//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// strength says how much a cue needs beside its subject to count as reported speech.
type strength uint8

const (
	reports strength = 1 // always reports speech
	needs   strength = 2 // needs a clause, a quotation, or the object its flags allow
	intends strength = 3 // intention, belief, or a verb with other everyday meanings
)

// verbForm is which form of a cue verb a word is.
type verbForm uint8

const (
	baseForm verbForm = 1 << iota
	thirdForm
	pastForm
	gerundForm
	participleForm
)

// cueVerb is one verb of the cue lexicon.
type cueVerb struct {
	lemma    string
	act      Speech
	strength strength
	clause   bool // a clause may follow without "that"
	that     bool // a clause with "that" may follow
	quotes   bool
	hearer   bool   // a hearer may stand before the content
	toVerb   bool   // "to" and a verb is content
	noun     bool   // a noun phrase is content
	about    bool   // of, about, for, against
	object   bool   // a person, then "to" and a verb
	isNoun   bool   // the word is also a noun
	particle string // the word is a cue only before it: "shot back", "pointed out"
}

// cueWord is a form of a cue verb.
type cueWord struct {
	*cueVerb
	forms verbForm
}

// name is an outlet or institution of the lexicons.
type name struct {
	words []string
	key   string
	class Class
	state string
}

// role is what a common noun says about who speaks.
type role string

const (
	office       role = "office"
	stateOrgan   role = "state"
	expertRole   role = "experts"
	ngoRole      role = "ngo"
	returneeRole role = "returnee"
	sourceRole   role = "source"
	documentRole role = "document"
	sensorRole   role = "sensor"
	mediumRole   role = "medium"
)

type wordSet map[string]bool

var (
	cues          = readCues()
	names         = readNames() // by first word, longest first
	roles         = readRoles()
	displays      = readDisplays()
	abbreviations = readWords("abbreviations")
	starters      = readWords("starters")
	grammar       = readGrammar()

	auxiliaries   = grammar["aux"]
	negations     = grammar["negation"]
	adverbs       = grammar["adverb"]
	determiners   = grammar["determiner"]
	pronouns      = grammar["pronoun"]
	personal      = grammar["personal"]
	prepositions  = grammar["preposition"]
	subordinators = grammar["subordinator"]
	conjunctions  = grammar["conjunction"]
	relatives     = grammar["relative"]
	plainVerbs    = grammar["verb"]
	weekdayWords  = grammar["weekday"]
	monthWords    = grammar["month"]
	hearers       = grammar["hearer"]
)

// entries yields the fields of each line of a lexicon file.
func entries(file string) [][]string {
	raw, err := lexiconFiles.ReadFile("lexicon/" + file + ".txt")
	if err != nil {
		panic(fmt.Sprintf("read lexicon %s: %v", file, err))
	}
	var out [][]string
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "|")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		out = append(out, fields)
	}
	return out
}

func readWords(file string) wordSet {
	set := wordSet{}
	for _, e := range entries(file) {
		set[e[0]] = true
	}
	return set
}

func readGrammar() map[string]wordSet {
	classes := map[string]wordSet{}
	for _, e := range entries("grammar") {
		class, words, ok := strings.Cut(e[0], ":")
		if !ok {
			panic("lexicon grammar: no class in " + e[0])
		}
		set := wordSet{}
		for w := range strings.FieldsSeq(words) {
			set[w] = true
		}
		classes[class] = set
	}
	return classes
}

func readCues() map[string]cueWord {
	out := map[string]cueWord{}
	for _, e := range entries("cues") {
		forms := strings.Fields(e[0])
		if len(e) < 4 || len(e) > 5 || len(forms) < 4 {
			panic("lexicon cues: bad line " + e[0])
		}
		v := &cueVerb{lemma: forms[0], act: Speech(e[1]), strength: strength(e[2][0] - '0')}
		if len(e) == 5 {
			v.particle = e[4]
		}
		for f := range strings.FieldsSeq(e[3]) {
			switch f {
			case "c":
				v.clause, v.that = true, true
			case "t":
				v.that = true
			case "q":
				v.quotes = true
			case "r":
				v.hearer = true
			case "i":
				v.toVerb = true
			case "n":
				v.noun = true
			case "p":
				v.about = true
			case "o":
				v.object = true
			case "s":
				v.isNoun = true
			default:
				panic("lexicon cues: unknown flag " + f + " of " + forms[0])
			}
		}
		kinds := []verbForm{baseForm, thirdForm, pastForm, gerundForm, participleForm}
		if len(forms) == 4 {
			kinds[2] |= participleForm
		}
		for i, f := range forms {
			if v.particle != "" && out[f].cueVerb != nil {
				f += " " + v.particle // the word alone is a cue too
			}
			w := out[f]
			w.cueVerb = v
			w.forms |= kinds[i]
			out[f] = w
		}
	}
	return out
}

func readNames() map[string][]name {
	out := map[string][]name{}
	add := func(n name) {
		if n.key == "" {
			n.key = strings.Join(n.words, "-")
		}
		list := out[n.words[0]]
		at := 0
		for at < len(list) && len(list[at].words) >= len(n.words) {
			at++
		}
		list = append(list, name{})
		copy(list[at+1:], list[at:])
		list[at] = n
		out[n.words[0]] = list
	}
	for _, e := range entries("outlets") {
		add(name{words: nameWords(e[0]), key: e[1], class: Class(e[2]), state: e[3]})
	}
	for _, e := range entries("institutions") {
		n := name{words: nameWords(e[0]), class: Class(e[1]), state: e[2]}
		if len(e) > 3 {
			n.key = e[3]
		}
		add(n)
	}
	for _, e := range entries("leaders") {
		add(name{words: nameWords(e[0]), key: e[2], class: NamedOfficial, state: e[1]})
	}
	return out
}

// readDisplays gives each outlet's key the name that the list has first for it,
// or the one that it says to show.
func readDisplays() map[string]string {
	out := map[string]string{}
	for _, e := range entries("outlets") {
		if len(e) > 4 && e[4] != "" {
			out[e[1]] = e[4]
		} else if _, ok := out[e[1]]; !ok {
			out[e[1]] = e[0]
		}
	}
	return out
}

// DisplayName is the one name under which an outlet of the list is shown, by its key: "the
// New York Times" for "nyt"; empty for a key that no list has.
func DisplayName(key string) string { return displays[key] }

// nameWords cuts a name as tokenize cuts the text, in lower case.
func nameWords(s string) []string {
	var words []string
	for _, t := range tokenize(nil, s, 0, len(s)) {
		words = append(words, t.low)
	}
	return words
}

func readRoles() map[string]role {
	out := map[string]role{}
	for _, e := range entries("roles") {
		out[e[0]] = role(e[1])
	}
	return out
}

// speech is the cue's speech act; empty for a word that is no cue.
func (w cueWord) speech() Speech {
	if w.cueVerb == nil {
		return ""
	}
	return w.act
}
