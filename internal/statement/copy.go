package statement

import (
	"maps"
	"slices"
	"strings"
)

// longCopy is how many words of an unnamed speaker must be the same before two pages are
// taken for copies of each other: shorter ones ("54 people were aboard") can be chance.
const longCopy = 8

// foldCopies takes unnamed speakers of one role and state whom two documents quote in nearly
// the same words for one: the second document copied the first. Speakers whose outlets are
// named ("told Reuters", "told the BBC") are never merged on words. A direct quotation that
// a named official of the same state is quoted with elsewhere is that official's.
func (n *desk) foldCopies(byKey map[string]*Origin) {
	keys := slices.DeleteFunc(slices.Sorted(maps.Keys(byKey)), func(k string) bool { return !unnamed(byKey[k].Class) })
	parent := map[string]string{}
	find := func(k string) string {
		for parent[k] != "" {
			k = parent[k]
		}
		return k
	}
	join := func(a, b string) {
		if a, b = find(a), find(b); a < b {
			parent[b] = a
		} else if b < a {
			parent[a] = b
		}
	}
	// identical words first, by a map; then near copies, by the five-word runs they share
	type passage struct {
		role, words, key string
		told             bool
	}
	owner := map[string]int{}
	var distinct []passage
	for _, k := range keys {
		role, _, _ := strings.Cut(k, "@")
		for _, f := range byKey[k].own {
			p := passage{role, lower(f.s.Content.Text), k, f.told()}
			if wordsIn(p.words) < longCopy {
				continue
			}
			at := role + "\x00" + p.words
			if p.told {
				at += "\x00" + k
			}
			if first, ok := owner[at]; ok {
				join(distinct[first].key, k)
				continue
			}
			owner[at] = len(distinct)
			distinct = append(distinct, p)
		}
	}
	index := map[string][]int{} // run of five words to the last passages that hold it
	sizes := make([]int, len(distinct))
	for i, p := range distinct {
		set := runs(p.words)
		sizes[i] = len(set)
		shared := map[int]int{}
		for run := range set {
			run = p.role + "\x00" + run
			for _, j := range index[run] {
				shared[j]++
			}
			if index[run] = append(index[run], i); len(index[run]) > postings {
				index[run] = index[run][1:]
			}
		}
		for j, shares := range shared {
			if float64(shares) >= copyShare*float64(min(sizes[i], sizes[j])) && !(p.told && distinct[j].told) {
				join(p.key, distinct[j].key)
			}
		}
	}
	for _, k := range keys {
		if root := find(k); root != k {
			byKey[root].take(byKey[k])
			byKey[root].Through = append(byKey[root].Through, byKey[k].Through...)
			delete(byKey, k)
		}
	}
	foldQuoted(byKey)
}

// foldQuoted gives an unnamed speaker's direct quotations to the named official of the same
// state who is quoted with the same words.
func foldQuoted(byKey map[string]*Origin) {
	type quotation struct{ key, state string }
	index := map[string][]quotation{}
	for _, k := range slices.Sorted(maps.Keys(byKey)) {
		for _, f := range byKey[k].own {
			if !f.s.Direct || !named(byKey[k].Class) || wordsIn(f.s.Content.Text) < longCopy {
				continue
			}
			for run := range runs(f.s.Content.Text) {
				if q := (quotation{k, byKey[k].State}); !slices.Contains(index[run], q) {
					index[run] = append(index[run], q)
				}
			}
		}
	}
	if len(index) == 0 {
		return
	}
	for _, k := range slices.Sorted(maps.Keys(byKey)) {
		o := byKey[k]
		if !unnamed(o.Class) {
			continue
		}
		for _, f := range o.own {
			set := runs(f.s.Content.Text)
			if !f.s.Direct || wordsIn(f.s.Content.Text) < longCopy {
				continue
			}
			shared := map[string]int{}
			for run := range set {
				for _, q := range index[run] {
					if q.state == o.State || q.state == "" || o.State == "" {
						shared[q.key]++
					}
				}
			}
			for _, to := range slices.Sorted(maps.Keys(shared)) {
				if float64(shared[to]) >= copyShare*float64(len(set)) && byKey[k] != nil {
					byKey[to].take(o)
					byKey[to].Through = append(byKey[to].Through, o.Through...)
					delete(byKey, k)
				}
			}
			if byKey[k] == nil {
				break
			}
		}
	}
}

// foldGiven takes named speakers who have nothing in the group but quotations that an earlier
// page gives to another named speaker: one quotation has one speaker, and that the later one
// said it too is not shown. Which page is right is not decided.
func foldGiven(byKey map[string]*Origin) (own []ownWords) {
	keys := slices.Sorted(maps.Keys(byKey))
	slices.SortStableFunc(keys, func(a, b string) int { return strings.Compare(orLast(byKey[a].since), orLast(byKey[b].since)) })
	type first struct{ key, document string }
	index := map[string]first{} // run of five words of a direct quotation to who is first quoted with it
	for _, k := range keys {
		o := byKey[k]
		if !named(o.Class) {
			continue
		}
		quoted := map[string]string{} // run to its document
		to := first{}
		copied := true
		for _, f := range o.own {
			if !f.s.Direct || wordsIn(f.s.Content.Text) < longCopy {
				copied = false
				continue
			}
			set := runs(f.s.Content.Text)
			shared := 0
			for run := range set {
				if at, ok := quoted[run]; !ok || f.s.Document < at {
					quoted[run] = f.s.Document
				}
				if at, ok := index[run]; ok && at.document != f.s.Document {
					shared++
					if to.key == "" || at.key < to.key || at.key == to.key && at.document < to.document {
						to = at
					}
				}
			}
			copied = copied && float64(shared) >= copyShare*float64(len(set))
		}
		if copied && to.key != "" {
			for _, f := range o.own {
				own = append(own, ownWords{f, k, to.key, "the same quotation is given to " + byKey[to.key].Text + " in " + to.document + ": who said it is not known, and one quotation is one origin"})
			}
			delete(byKey, k)
			continue
		}
		for run, document := range quoted {
			if _, ok := index[run]; !ok {
				index[run] = first{k, document}
			}
		}
	}
	return own
}

func named(c Class) bool { return c == NamedOfficial || c == NamedPerson }

func wordsIn(s string) int { return len(strings.Fields(s)) }
