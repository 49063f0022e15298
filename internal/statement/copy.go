package statement

import (
	"maps"
	"slices"
	"strings"
)

// foldCopies takes unnamed speakers of one role and state whom two documents quote in
// nearly the same words for one: the second document copied the first. Unnamed speakers are
// never merged across outlets on anything less.
func foldCopies(byKey map[string]*Origin, text map[string]string) {
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
	owner := map[string]string{}
	var distinct []string
	for _, k := range keys {
		role, _, _ := strings.Cut(k, "@")
		for i, id := range byKey[k].Statements {
			at := role + "\x00" + text[byKey[k].Documents[i]+"\x00"+id]
			if first, ok := owner[at]; ok {
				join(first, k)
				continue
			}
			owner[at] = k
			distinct = append(distinct, at)
		}
	}
	index := map[string][]int{} // run of five words to the texts that hold it
	sizes := make([]int, len(distinct))
	for i, at := range distinct {
		role, words, _ := strings.Cut(at, "\x00")
		set := runs(words)
		sizes[i] = len(set)
		shared := map[int]int{}
		for run := range set {
			run = role + "\x00" + run
			for _, j := range index[run] {
				shared[j]++
			}
			index[run] = append(index[run], i)
		}
		for j, n := range shared {
			if float64(n) >= copyShare*float64(min(sizes[i], sizes[j])) {
				join(owner[at], owner[distinct[j]])
			}
		}
	}
	for _, k := range keys {
		if root := find(k); root != k {
			r, o := byKey[root], byKey[k]
			r.Statements, r.Documents, r.Through = append(r.Statements, o.Statements...), append(r.Documents, o.Documents...), append(r.Through, o.Through...)
			delete(byKey, k)
		}
	}
}
