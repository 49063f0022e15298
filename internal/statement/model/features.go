package model

import "strings"

// features are what a token shows: its word and those around it, their looks and endings, and
// how it stands to quotation marks. Each is a short string; the model weighs them by label.
func features(tokens []token, i int, dst []string) []string {
	low := func(k int) string {
		switch {
		case k < 0:
			return "<"
		case k >= len(tokens):
			return ">"
		}
		return tokens[k].low
	}
	look := func(k int) string {
		if k < 0 || k >= len(tokens) {
			return "-"
		}
		return tokens[k].shape
	}
	t := tokens[i]
	quoted := "o"
	if t.quoted {
		quoted = "q"
	}
	dst = append(dst[:0],
		"w "+t.low, "s "+t.shape, "q "+quoted, "e "+ending(t.low),
		"p "+low(i-1), "n "+low(i+1), "pp "+low(i-2), "nn "+low(i+2),
		"ps "+look(i-1)+" "+t.shape, "ns "+t.shape+" "+look(i+1),
		"pw "+low(i-1)+" "+t.low, "wn "+t.low+" "+low(i+1),
		"wq "+t.low+" "+quoted, "ne "+ending(low(i+1)), "pe "+ending(low(i-1)),
	)
	return append(dst, "m "+marksAround(tokens, i))
}

// ending is the last three letters of a word, which tell verbs and nouns of office.
func ending(w string) string {
	r := []rune(w)
	return string(r[max(0, len(r)-3):])
}

// marksAround is the nearest comma, colon, stop or quotation mark on each side within six tokens.
func marksAround(tokens []token, i int) string {
	find := func(step int) string {
		for k, n := i+step, 1; k >= 0 && k < len(tokens) && n <= 6; k, n = k+step, n+1 {
			if strings.Contains(",:.?!;“”\"«»", tokens[k].low) {
				return tokens[k].low
			}
		}
		return "-"
	}
	return find(-1) + find(1)
}
