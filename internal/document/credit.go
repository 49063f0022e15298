package document

import (
	"regexp"
	"strings"
)

// agencies are the wires that outlets credit, by the words that they credit them with.
var agencies = []struct{ name, words string }{
	{"AP", `The Associated Press|Associated Press|AP`},
	{"AFP", `Agence France-Presse|AFP`},
	{"Reuters", `Thomson Reuters|Reuters`},
	{"PA", `PA Media|Press Association`},
	{"dpa", `dpa|DPA`},
	{"EFE", `EFE`},
	{"ANSA", `ANSA`},
	{"UPI", `UPI`},
	{"Bloomberg", `Bloomberg News|Bloomberg`},
	{"CNN", `CNN Wire`},
	{"Xinhua", `Xinhua`},
	{"TASS", `TASS`},
	{"IRNA", `IRNA`},
	{"Tasnim", `Tasnim News Agency|Tasnim`},
	{"Agencies", `[Nn]ews agencies|[Ww]ire services|[Ww]ire reports|[Aa]gencies`},
}

var (
	agencyWords = func() string {
		var all []string
		for _, a := range agencies {
			all = append(all, a.words)
		}
		return strings.Join(all, "|")
	}()
	// "Agencies contributed to this report", "… and Reuters contributed reporting".
	contributed = late(`(?i:contributed (?:to (?:this|the) |reporting|to reporting)|contributed\.?$)`)
	// "With AP, Reuters", "Source: AFP", "— AP": nothing else on the line.
	creditLine = late(`^\W*(?:(?i:with(?: reporting (?:by|from))?|sources?|via|credit)\b\W*)?(?:(?i:the )?(?:` + agencyWords + `)(?:\W+|\W+and (?:the )?)?)+$`)
	// "Additional reporting by Reuters and …": the people named in it are left alone.
	reportedBy = late(`^\W*(?i:(?:additional )?reporting (?:by|from)\b)`)
	// "WASHINGTON (AP) — " at the head of a paragraph and "… (AP)" at its end.
	dateline  = late(`^[^()\n]{0,60}\((?:` + agencyWords + `)\)\s*[-–—]`)
	tailParen = late(`[(\[](?:(?i:with )?(?:` + agencyWords + `)(?:[/,] ?| and )?)+[)\]]\W*$`)
	agencyRef = func() []*regexp.Regexp {
		var all []*regexp.Regexp
		for _, a := range agencies {
			all = append(all, regexp.MustCompile(`\b(?:`+a.words+`)\b`))
		}
		return all
	}()
)

// maxCreditLine is longer than any line that only credits: longer ones are reporting.
const maxCreditLine = 200

// credits are the wires that the document says it took from without saying what: they
// are upstreams of the whole document, not sources of a statement. Reporters' names in
// such lines are left alone.
func credits(d *Document) []string {
	found := []string{}
	add := func(s string) {
		for i, re := range agencyRef {
			if re.MatchString(s) && !contains(found, agencies[i].name) {
				found = append(found, agencies[i].name)
			}
		}
	}
	for _, p := range d.Parts {
		if p.Kind != Body && p.Kind != Standfirst {
			continue
		}
		for _, line := range edgeLines(d.Text[p.Start:p.End]) {
			add(dateline.FindString(line[:min(len(line), maxCreditLine)]))
			add(tailParen.FindString(line[max(0, len(line)-maxCreditLine):]))
			if len(line) <= maxCreditLine && (contributed.MatchString(line) || creditLine.MatchString(line) || reportedBy.MatchString(line)) {
				add(line)
			}
		}
	}
	return found
}

// edgeLines are the first and the last lines that say something: credits stand there.
func edgeLines(text string) []string {
	const head, tail = 3, 5
	var out []string
	rest := text
	for len(out) < head && rest != "" {
		var line string
		line, rest, _ = cutLine(rest)
		if line = strings.TrimFunc(line, blank); line != "" {
			out = append(out, line)
		}
	}
	for n := 0; n < tail && rest != ""; {
		rest = strings.TrimRightFunc(rest, blank)
		i := strings.LastIndexAny(rest, "\r\n") + 1
		if line := strings.TrimFunc(rest[i:], blank); line != "" {
			out = append(out, line)
			n++
		}
		rest = rest[:i]
	}
	return out
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}
