package jsontext

import "bytes"

// Values calls each for the values that follow one another in a text: one, several, or
// one a line. A value that breaks off is handed out with Cut set. Where values stand one
// a line, a line that is damaged costs that line alone and each gets it as a Value
// without Text; otherwise the *Broken ends the reading. A byte order mark is passed over.
func Values(text []byte, each func(v Value) error) error {
	pos := 0
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		pos = 3
	}
	if oneALine(text[pos:]) {
		return lines(text, pos, each)
	}
	for {
		w := walker{text, 0, pos}
		if w.space(); w.pos == len(text) {
			return nil
		}
		v, err := w.value()
		if v.Text != nil {
			if stop := each(v); stop != nil {
				return stop
			}
		}
		if err != nil {
			return err
		}
		pos = w.pos
	}
}

func lines(text []byte, pos int, each func(v Value) error) error {
	for pos < len(text) {
		end := len(text)
		if n := bytes.IndexByte(text[pos:], '\n'); n >= 0 {
			end = pos + n
		}
		v, ok := alone(text[pos:end])
		v.At += pos
		pos = end + 1
		if !ok && end == len(text) { // the last line may still be on its way
			return &Broken{At: v.At, Cut: true}
		}
		if v.Text == nil && ok {
			continue // blank
		}
		if stop := each(v); stop != nil {
			return stop
		}
	}
	return nil
}

// alone reads the one value of a line; a blank line has none.
func alone(line []byte) (Value, bool) {
	w := walker{line, 0, 0}
	if w.space(); w.pos == len(line) {
		return Value{}, true
	}
	at := w.pos
	v, err := w.value()
	w.space()
	if (err != nil && !isScalarAtEnd(v)) || w.pos < len(line) {
		return Value{At: at}, false
	}
	v.Cut = false
	return v, true
}

// isScalarAtEnd reports whether a value is a number or a word that the line's end ends.
func isScalarAtEnd(v Value) bool {
	return len(v.Text) > 0 && v.Text[0] != '"' && !v.IsObject() && !v.IsArray()
}

// oneALine reports whether the first or second line that is not blank is a whole object or array and
// others follow: one damaged line at the start does not hide it.
func oneALine(text []byte) bool {
	for range 2 {
		text = bytes.TrimLeft(text, " \t\r\n")
		n := bytes.IndexByte(text, '\n')
		if n < 0 {
			return false
		}
		if v, ok := alone(text[:n]); ok && (v.IsObject() || v.IsArray()) {
			return true
		}
		text = text[n+1:]
	}
	return false
}
