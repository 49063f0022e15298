package statement

import "strings"

// paperNouns are the last words of newspapers' and broadcasters' names that no list has:
// "the Hartwell Tribune". They count behind "the" and a capital; plainPapers also alone.
var (
	paperNouns  = wordSet{"times": true, "post": true, "mail": true, "star": true, "sun": true, "news": true, "press": true, "daily": true, "today": true, "journal": true, "observer": true, "mirror": true, "independent": true, "standard": true, "record": true, "globe": true, "monitor": true, "bulletin": true, "review": true, "echo": true, "express": true, "magazine": true, "broadcaster": true, "register": true, "sentinel": true, "advertiser": true, "mercury": true, "citizen": true, "republic": true, "weekly": true}
	plainPapers = wordSet{"ledger": true, "courier": true, "tribune": true, "gazette": true, "herald": true, "chronicle": true, "telegraph": true, "examiner": true, "dispatch": true, "inquirer": true, "argus": true, "guardian": true, "intelligencer": true}
)

// lookBehind is how many tokens before a short name its longer form is looked for.
const lookBehind = 2000

// paperAt reads a newspaper's name that begins at token k by its last word. "The Tribune"
// after "the Hartwell Tribune" is that one.
func (r *reading) paperAt(k, limit int) (name, bool) {
	if !r.tokens[k].capital || determiners[r.tokens[k].low] {
		return name{}, false
	}
	article := k > 0 && r.tokens[k-1].low == "the"
	if !article && (k > 0 && r.tokens[k-1].capital || k+1 >= limit || !r.tokens[k+1].capital) {
		return name{}, false // "Northern Courier" needs no article, "Courier" does
	}
	end := k
	for end < limit && end < k+5 && r.tokens[end].capital && r.tokens[end].kind == word {
		end++
		if r.tokens[end-1].possessive() {
			break
		}
	}
	if end == k {
		return name{}, false
	}
	last := r.tokens[end-1].base()
	if !article && (end-k < 2 || !plainPapers[last]) {
		return name{}, false
	}
	if !plainPapers[last] && (!paperNouns[last] || end-k == 1) {
		if end-k != 1 || !paperNouns[last] {
			return name{}, false
		}
		if n, ok := r.paperBefore(k, last); ok {
			return n, true
		}
		return name{}, false
	}
	if end-k == 1 {
		if n, ok := r.paperBefore(k, last); ok {
			return n, true
		}
	}
	words := make([]string, 0, end-k)
	for j := k; j < end; j++ {
		words = append(words, r.tokens[j].base())
	}
	return name{words: words, key: strings.Join(words, "-"), class: Outlet}, true
}

// paperBefore finds the longer name that the single word at k is short for. Its words are
// those of the short form, as they stand at k.
func (r *reading) paperBefore(k int, last string) (name, bool) {
	for j := k - 2; j > max(1, k-lookBehind); j-- {
		if r.tokens[j].base() != last || !r.tokens[j].capital || !r.tokens[j-1].capital {
			continue
		}
		from := j
		for from > 0 && j-from < 4 && r.tokens[from-1].capital && r.tokens[from-1].kind == word {
			from--
		}
		for from < j && r.tokens[from].low == "the" {
			from++
		}
		for _, n := range names[r.tokens[from].base()] {
			if medium(n.class) && len(n.words) == j-from+1 {
				n.words = []string{last}
				return n, true
			}
		}
		if r.tokens[max(0, from-1)].low != "the" {
			continue
		}
		if long, ok := r.paperAt(from, j+1); ok && len(long.words) > 1 {
			long.words = []string{last}
			return long, true
		}
	}
	return name{}, false
}
