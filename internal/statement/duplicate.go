package statement

import (
	"cmp"
	"slices"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Method of finding near-duplicate bodies. A body is the set of its runs of five words; one
// in shingleSample of them, chosen by their hash, stands for all. Two bodies are copies when
// the smaller one's sample is to copyShare in the other's.
const (
	shingleSample = 2  // one in two: a body of 300 words keeps about 150
	fewShingles   = 12 // a sample smaller than this shows nothing: a body of some 30 words
	postings      = 48 // a run remembers the last documents that hold it: a flood of copies links each to its neighbours, a common phrase costs little
)

// Duplicates finds documents whose bodies are nearly the same. It returns for each document
// that has a copy the one that stands for all of them: the first published, then the first by
// ID. The order of docs does not matter.
func Duplicates(docs []document.Document) map[string]string {
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b document.Document) int { return cmp.Compare(a.ID, b.ID) })
	docs = slices.CompactFunc(docs, func(a, b document.Document) bool { return a.ID == b.ID })
	parent := make([]int, len(docs))
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	join := func(i, j int) { parent[max(find(i), find(j))] = min(find(i), find(j)) }
	index := map[uint64][]int32{}
	sizes := make([]int, len(docs))
	same := map[string]int{} // text to its first document
	shared := map[int32]int{}
	for i, d := range docs {
		if first, ok := same[d.Text]; ok && d.Text != "" {
			join(first, i)
			continue
		}
		same[d.Text] = i
		sample := shingles(d.Text)
		if sizes[i] = len(sample); len(sample) < fewShingles {
			continue
		}
		clear(shared)
		for _, h := range sample {
			list := index[h]
			for _, j := range list {
				shared[j]++
			}
			if len(list) == postings {
				list = append(list[:0:0], list[1:]...)
			}
			index[h] = append(list, int32(i))
		}
		for j, n := range shared {
			if float64(n) >= copyShare*float64(min(sizes[i], sizes[j])) {
				join(int(j), i)
			}
		}
	}
	return representatives(docs, find)
}

func representatives(docs []document.Document, find func(int) int) map[string]string {
	classes := map[int][]document.Document{}
	for i, d := range docs {
		classes[find(i)] = append(classes[find(i)], d)
	}
	out := map[string]string{}
	for _, class := range classes {
		if len(class) < 2 {
			continue
		}
		first := slices.MinFunc(class, func(a, b document.Document) int {
			return cmp.Or(publishedOrder(a).Compare(publishedOrder(b)), cmp.Compare(a.ID, b.ID))
		})
		for _, d := range class {
			out[d.ID] = first.ID
		}
	}
	return out
}

// shingles is the sample of a text's runs of five words, each once.
func shingles(text string) []uint64 {
	const width, offset, prime = 5, 14695981039346656037, 1099511628211
	var words []uint64
	for _, t := range tokenize(nil, text, 0, len(text)) {
		if t.kind == mark {
			continue
		}
		h := uint64(offset)
		for i := 0; i < len(t.low); i++ {
			h = (h ^ uint64(t.low[i])) * prime
		}
		words = append(words, h)
	}
	var out []uint64
	for i := 0; i+width <= len(words); i++ {
		h := uint64(offset)
		for _, w := range words[i : i+width] {
			h = (h ^ w) * prime
			h ^= h >> 29
		}
		if h%shingleSample == 0 {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
