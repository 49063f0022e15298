package document

import (
	"fmt"
	"slices"
	"strings"
)

// suspicions are warnings about a document whose words or address are made to be taken for
// something else. Nothing is left out for them: the text is data whatever it says.
func suspicions(d *Document) []string {
	var out []string
	asked := []string{d.URL}
	if d.Transfer != nil {
		asked = append(append(asked, d.Transfer.Asked), d.Transfer.Redirects...)
	}
	said := map[string]bool{}
	for _, a := range asked {
		if w := Lookalike(a); w != "" && !said[w] {
			said[w] = true
			out = append(out, w)
		}
	}
	if w := mixedWords(d.Text); w != "" {
		out = append(out, w)
	}
	if w := toPrograms(d.Text); w != "" {
		out = append(out, w)
	}
	if w := ofOurs(d.Text); w != "" {
		out = append(out, w)
	}
	return out
}

// mixedWords names words that mix scripts whose letters look alike: a search for the word, and
// a comparison with another report, would miss them.
func mixedWords(text string) string {
	count, first := 0, -1
	word := ""
	for at := 0; at < len(text); {
		if text[at] < 0x80 { // no word begins to mix before a letter beyond ASCII
			at++
			continue
		}
		start, end := at, at
		for start > 0 && insideWord(text, start) && at-start < 80 {
			start--
		}
		for end < len(text) && (end == at || insideWord(text, end) || text[end]&0xc0 == 0x80) && end-at < 80 {
			end++
		}
		if s := scriptsOf(text[start:end]); len(s) > 1 {
			if count++; first < 0 {
				first, word = start, strings.ToValidUTF8(text[start:end], "")
			}
		}
		at = max(end, at+1)
	}
	if count == 0 {
		return ""
	}
	return fmt.Sprintf("%d word(s) mix letters of scripts that look alike, the first at byte %d (%+q): read as they are, so a search may miss them", count, first, word)
}

// orders match sentences that are addressed to a program that reads, not to a person.
var orders = late(`(?i)\b(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+)?(?:of\s+)?(?:the\s+|your\s+|my\s+)?(?:previous|prior|earlier|above|preceding|foregoing|other|system)\s+(?:instructions?|prompts?|messages?|rules|directions|text)\b|` +
	`\byou are (?:now )?(?:an? )?(?:ai|large language model|language model|chatgpt|assistant)\b|` +
	`\b(?:system|developer) (?:prompt|message)\s*:|<\|(?:im_start|im_end|system|endoftext)\|>|\[/?INST\]|` +
	`\b(?:ai|llm|language model|automated)s?\s+(?:assistants?|agents?|readers?|systems?|summari[sz]ers?)\s*[,:]?\s+(?:must|should|please|are (?:asked|told|instructed) to|do not)\b|` +
	`\b(?:mark|treat|report|label|classify|accept)\s+(?:this|these|all|every|the following)\s+(?:statements?|claims?|articles?|text)\s+as\s+(?:true|verified|confirmed|accepted|happened)\b`)

// toPrograms names words that tell a program what to do. They are text and are never followed.
func toPrograms(text string) string {
	found := orders.FindAllStringIndex(text, 100)
	if len(found) == 0 {
		return ""
	}
	at := found[0]
	return fmt.Sprintf("%d passage(s) address a program, not a reader, the first at byte %d (“%s”): read as text and never followed", len(found), at[0], shortened(strings.Join(strings.Fields(text[at[0]:at[1]]), " "), 120))
}

// ownWords are sentences that stand on every page and in every exhibit of this program.
var ownWords = []string{"Nothing here is averaged or decided between origins.", "Every status is a sourced claim, to be refreshed from the depositary.", "A track never says who was aboard. Not legal advice.", "Unknown means unknown. A track never says who was aboard.", "Reconstruction from public reports; the tracks were flown by a simulator"}

// ourIDs are identifiers as this program prints them of documents, statements and legs.
var ourIDs = late(`\b[dslgj]-[0-9a-f]{16}\b`)

// OurName is how a report names this program when it takes something from a page of it.
const OurName = "charterwatch"

// RepeatsOurs tells whether a document is a page of this program, or holds sentences of one.
func RepeatsOurs(d Document) bool {
	return ofOurs(d.Text) != "" || slices.ContainsFunc(d.Warnings, func(w string) bool { return strings.HasPrefix(w, oursWarning) })
}

// oursWarning begins the warning of a page of this program.
const oursWarning = "it holds words of this program's own pages"

// ofOurs says that a text quotes a page of this program: what it says was read here, so that
// it can confirm nothing that is kept here.
func ofOurs(text string) string {
	begin := text[:min(len(text), 1<<20)]
	if ids := ourIDs.FindAllStringIndex(begin, 2); len(ids) > 1 {
		return fmt.Sprintf(oursWarning+" (“%s”, an identifier of this program): what it repeats from there is no origin of its own", begin[ids[0][0]:ids[0][1]])
	}
	if !strings.Contains(text, "Reconstruction") && !strings.Contains(text, "track") && !strings.Contains(text, "averaged") && !strings.Contains(text, "depositary") {
		return "" // no need to look at every word
	}
	plain := strings.Join(strings.Fields(text), " ")
	for _, w := range ownWords {
		if i := strings.Index(plain, w); i >= 0 {
			return fmt.Sprintf(oursWarning+" (“%s”): what it repeats from there is no origin of its own", w)
		}
	}
	return ""
}
