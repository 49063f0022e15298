package document

import "slices"

// maxCells is the largest table of a longest common subsequence, in cells; beyond it only
// what is unique on both sides holds two sequences together.
const maxCells = 1 << 20

// align pairs what two sequences have in common, as indexes that ascend on both sides. What
// is the same at both ends is paired first. Between, a small stretch is paired as far as can
// be; a large one by what occurs once on each side, so that no input costs more than a sort.
func align(a, b []string) [][2]int {
	ids := map[string]int{}
	number := func(list []string) []int {
		out := make([]int, len(list))
		for i, s := range list {
			id, known := ids[s]
			if !known {
				id = len(ids)
				ids[s] = id
			}
			out[i] = id
		}
		return out
	}
	return alignIDs(number(a), number(b), 0, 0)
}

func alignIDs(a, b []int, fromA, fromB int) [][2]int {
	var out, tail [][2]int
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		out = append(out, [2]int{fromA, fromB})
		a, b, fromA, fromB = a[1:], b[1:], fromA+1, fromB+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
		tail = append(tail, [2]int{fromA + len(a), fromB + len(b)})
	}
	slices.Reverse(tail)
	switch {
	case len(a) == 0 || len(b) == 0:
	case len(a) <= maxCells/len(b):
		for _, p := range longest(a, b) {
			out = append(out, [2]int{fromA + p[0], fromB + p[1]})
		}
	default:
		atA, atB := 0, 0
		for _, p := range anchors(a, b) {
			out = append(out, alignIDs(a[atA:p[0]], b[atB:p[1]], fromA+atA, fromB+atB)...)
			out = append(out, [2]int{fromA + p[0], fromB + p[1]})
			atA, atB = p[0]+1, p[1]+1
		}
		if atA > 0 { // without an anchor there is nothing to hold on to
			out = append(out, alignIDs(a[atA:], b[atB:], fromA+atA, fromB+atB)...)
		}
	}
	return append(out, tail...)
}

// longest is the longest common subsequence of two short sequences.
func longest(a, b []int) [][2]int {
	width := len(b) + 1
	table := make([]int32, (len(a)+1)*width) // of what follows i and j
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i*width+j] = table[(i+1)*width+j+1] + 1
			} else {
				table[i*width+j] = max(table[(i+1)*width+j], table[i*width+j+1])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case table[(i+1)*width+j] >= table[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// anchors are what occurs once on each side, as far as it keeps its order (patience sorting).
func anchors(a, b []int) [][2]int {
	once := func(list []int) map[int]int {
		at := make(map[int]int, len(list))
		for i, id := range list {
			if _, seen := at[id]; seen {
				at[id] = -1
			} else {
				at[id] = i
			}
		}
		return at
	}
	inA, inB := once(a), once(b)
	var pairs [][2]int
	for i, id := range a {
		if j, ok := inB[id]; ok && j >= 0 && inA[id] == i {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	// The longest run of pairs that ascends in b: piles of least last elements, each linked
	// to the top of the pile before it.
	var piles []int
	before := make([]int, len(pairs))
	for k, p := range pairs {
		at, _ := slices.BinarySearchFunc(piles, p[1], func(top, j int) int { return pairs[top][1] - j })
		before[k] = -1
		if at > 0 {
			before[k] = piles[at-1]
		}
		if at == len(piles) {
			piles = append(piles, k)
		} else {
			piles[at] = k
		}
	}
	if len(piles) == 0 {
		return nil
	}
	var out [][2]int
	for k := piles[len(piles)-1]; k >= 0; k = before[k] {
		out = append(out, pairs[k])
	}
	slices.Reverse(out)
	return out
}
