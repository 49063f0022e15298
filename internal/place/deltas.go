package place

// points reads a line of points as Google's polyline algorithm writes it: signed
// differences in five-bit digits, least first, in printable characters, two numbers a
// point. It is how our outlines and tzf's zones are packed. An end inside a number ends it.
func points[S []byte | string](packed S, visit func(first, second int)) {
	var at [2]int
	axis, n, shift := 0, 0, 0
	for i := range len(packed) {
		c := int(packed[i]) - 63
		n |= (c & 0x1f) << shift
		if c >= 0x20 {
			shift += 5
			continue
		}
		if n&1 != 0 {
			n = ^n
		}
		at[axis] += n >> 1
		if axis == 1 {
			visit(at[0], at[1])
		}
		axis, n, shift = 1-axis, 0, 0
	}
}
