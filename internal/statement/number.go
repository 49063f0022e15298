package statement

import (
	"strconv"
	"strings"
)

var numberWords = map[string]int{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scales = map[string]int{"hundred": 100, "thousand": 1000, "million": 1000000, "billion": 1000000000}

const maxNumber = 1_000_000_000_000

// number reads the number at token k, in digits or words: 120, 1,200, 1.2 million, "one
// hundred and twenty", "twenty-five", "a dozen". approx is true for "a couple" and "a dozen".
func (r *reading) number(k, limit int) (value, to int, approx, ok bool) {
	t := r.tokens[k]
	if t.kind == figure {
		return r.digits(k, limit)
	}
	if (t.low == "a" || t.low == "half") && k+1 < limit {
		switch next := r.tokens[k+1].low; {
		case t.low == "a" && next == "couple":
			to := k + 2
			if to < limit && r.tokens[to].low == "of" {
				to++
			}
			return 2, to, true, true
		case t.low == "a" && next == "dozen":
			return 12, k + 2, true, true
		case t.low == "half" && next == "a" && k+2 < limit && r.tokens[k+2].low == "dozen":
			return 6, k + 3, true, true
		case t.low == "a" && (next == "hundred" || next == "thousand" || next == "million"):
			return r.wordNumber(k+1, limit)
		}
		return 0, k, false, false
	}
	if scales[t.low] != 0 { // "hundred" alone counts nothing
		return 0, k, false, false
	}
	return r.wordNumber(k, limit)
}

func (r *reading) digits(k, limit int) (value, to int, approx, ok bool) {
	s := strings.ReplaceAll(r.tokens[k].low, ",", "")
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f > maxNumber {
		return 0, k, false, false
	}
	to = k + 1
	if to < limit && scales[r.tokens[to].low] >= 1000 {
		f *= float64(scales[r.tokens[to].low])
		to++
	}
	if f > maxNumber || f != float64(int(f)) {
		return 0, k, false, false
	}
	return int(f), to, false, true
}

// wordNumber adds up number words; a ten and a unit may be joined by a hyphen, "and" may
// follow hundred and thousand.
func (r *reading) wordNumber(k, limit int) (value, to int, approx, ok bool) {
	total, part, last := 0, 0, 0
	to = k
	for j := k; j < limit; j++ {
		low := r.tokens[j].low
		n, scale, isWord := wordValue(low)
		switch {
		case isWord && scale == 0:
			if part > 0 && (last < 20 || n >= 10) && part%100 != 0 {
				return finishNumber(total+part, to, k)
			}
			part += n
			last = n
		case isWord:
			if part == 0 {
				part = 1
			}
			if scale == 100 {
				part *= 100
			} else {
				total += part * scale
				part = 0
			}
			last = 100
		case low == "and" && j > k && j+1 < limit && last == 100:
			if _, s, w := wordValue(r.tokens[j+1].low); !w || s != 0 {
				return finishNumber(total+part, to, k)
			}
			continue
		case low == "dozen" && total == 0 && part > 1 && part < 20 && to == j: // "two dozen"
			return part * 12, j + 1, true, true
		default:
			return finishNumber(total+part, to, k)
		}
		if total > maxNumber || part > maxNumber {
			return 0, k, false, false
		}
		to = j + 1
	}
	return finishNumber(total+part, to, k)
}

func finishNumber(n, to, k int) (int, int, bool, bool) { return n, to, false, to > k }

// wordValue is the value of a number word, or the scale of hundred, thousand, million.
func wordValue(low string) (n, scale int, ok bool) {
	if n, ok = numberWords[low]; ok {
		return n, 0, true
	}
	if scale, ok = scales[low]; ok {
		return 0, scale, true
	}
	if tens, unit, cut := strings.Cut(low, "-"); cut {
		a, okA := numberWords[tens]
		b, okB := numberWords[unit]
		if okA && okB && a >= 20 && b > 0 && b < 10 {
			return a + b, 0, true
		}
	}
	return 0, 0, false
}
