package operation

import (
	"regexp"
	"strings"

	"github.com/charterwatch/charterwatch/internal/statement"
)

var picture = regexp.MustCompile(`(?i)\b(?:photo(?:s|graphs?|graphed)?|pictures?|pictured|images?|videos?|footage|filmed)\b`)

// tails finds the registrations of the aircraft heard in the words of the attached documents.
// A tail that somebody saw or photographed bears on whether that aircraft was there, and on
// nothing else: not on how many were aboard, nor who. It counts as no origin.
func (t *table) tails() []Answer {
	var out []Answer
	done := map[string]bool{}
	for _, h := range t.legs {
		if h.Registration == "" || done[h.Registration] || notCustody[h.Purpose.Value] {
			continue
		}
		done[h.Registration] = true
		whole := regexp.MustCompile(`(?:^|[^\pL\pN])` + regexp.QuoteMeta(h.Registration) + `(?:$|[^\pL\pN])`)
		for _, d := range t.documents {
			for _, sentence := range sentences(d.Text) {
				if !whole.MatchString(sentence) {
					continue
				}
				what := "the text of "
				if picture.MatchString(sentence) {
					what = "a photograph or film, as told by "
				}
				a := Answer{Mark: Said, Origin: what + labelOf(d), Class: statement.ThisDocument, Words: "names the aircraft " + h.Registration, Reports: 1,
					Quote: oneLine(sentence), Refs: []Ref{{Kind: "document", ID: d.ID, Label: labelOf(d)}}, sense: yes, tail: h.Registration, ids: []string{d.ID + " " + h.Registration}}
				if d.Published != nil {
					a.Stated = d.Published.At.UTC().Format("2006-01-02")
				}
				out = append(out, a)
				break
			}
		}
	}
	return out
}

// namesTail tells whether a heard answer is of the aircraft that a document names.
func namesTail(heard, said Answer) bool {
	return said.tail != "" && strings.HasPrefix(heard.Origin+" ", "receivers, "+said.tail+" ")
}
