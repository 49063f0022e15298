package jsontext

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
)

// Value is one piece of JSON text.
type Value struct {
	Text []byte // without white space around it
	At   int    // its first byte in the whole text
	Cut  bool   // the text ends inside it
}

// Broken says where a text stops being JSON, or stops.
type Broken struct {
	At  int // byte in the whole text
	Cut bool
}

func (b *Broken) Error() string {
	if b.Cut {
		return fmt.Sprintf("the text is cut at byte %d", b.At)
	}
	return fmt.Sprintf("the text is not JSON at byte %d", b.At)
}

// Members calls each for every member of an object, in order, until it returns an error.
// The key is as written, with its escapes. A member that is cut comes last, with Cut set,
// and then the *Broken.
func Members(v Value, each func(key []byte, v Value) error) error {
	w := walker{v.Text, v.At, 0}
	if !w.open('{') {
		return w.broken()
	}
	for first := true; ; first = false {
		if ended, err := w.next('}', first); ended || err != nil {
			return err
		}
		if w.text[w.pos] != '"' {
			return w.broken()
		}
		from := w.pos + 1
		if !w.skipString() {
			return w.cut()
		}
		key := w.text[from : w.pos-1]
		w.space()
		if w.pos == len(w.text) {
			return w.cut()
		}
		if w.text[w.pos] != ':' {
			return w.broken()
		}
		w.pos++
		w.space()
		value, err := w.value()
		if value.Text != nil {
			if stop := each(key, value); stop != nil {
				return stop
			}
		}
		if err != nil {
			return err
		}
	}
}

// Elements calls each for every element of an array that is whole, until it returns an error.
func Elements(v Value, each func(v Value) error) error {
	w := walker{v.Text, v.At, 0}
	if !w.open('[') {
		return w.broken()
	}
	for first := true; ; first = false {
		if ended, err := w.next(']', first); ended || err != nil {
			return err
		}
		value, err := w.value()
		if err != nil {
			return err
		}
		if stop := each(value); stop != nil {
			return stop
		}
	}
}

// First returns the first value of a text; it is Cut when the text ends inside it.
// The second result is where the value ends.
func First(text []byte, from int) (Value, int, error) {
	w := walker{text, 0, from}
	w.space()
	v, err := w.value()
	return v, w.pos, err
}

type walker struct {
	text []byte
	base int // where text starts in the whole
	pos  int
}

func (w *walker) cut() error    { return &Broken{At: w.base + len(w.text), Cut: true} }
func (w *walker) broken() error { return &Broken{At: w.base + w.pos, Cut: w.pos == len(w.text)} }

func (w *walker) space() {
	for w.pos < len(w.text) {
		switch w.text[w.pos] {
		case ' ', '\n', '\r', '\t':
			w.pos++
		default:
			return
		}
	}
}

func (w *walker) open(bracket byte) bool {
	w.space()
	if w.pos == len(w.text) || w.text[w.pos] != bracket {
		return false
	}
	w.pos++
	return true
}

// next passes over a comma and stands at the next member or element, or behind the end.
func (w *walker) next(end byte, first bool) (ended bool, err error) {
	w.space()
	if w.pos < len(w.text) && w.text[w.pos] == ',' && !first {
		w.pos++
		w.space()
	} else if w.pos < len(w.text) && w.text[w.pos] != end && !first {
		return false, w.broken()
	}
	if w.pos == len(w.text) {
		return false, w.cut()
	}
	if w.text[w.pos] == end {
		w.pos++
		return true, nil
	}
	return false, nil
}

// value passes over one value. A value that is cut is returned with the error.
func (w *walker) value() (Value, error) {
	from := w.pos
	if from == len(w.text) {
		return Value{}, w.cut()
	}
	var whole bool
	switch w.text[from] {
	case '"':
		whole = w.skipString()
	case '{', '[':
		whole = w.skipNested()
	case '}', ']', ',', ':':
		return Value{}, w.broken()
	default:
		whole = w.skipScalar()
	}
	v := Value{w.text[from:w.pos], w.base + from, !whole}
	if !whole {
		return v, w.cut()
	}
	return v, nil
}

// skipString passes over a string from its opening quote.
func (w *walker) skipString() bool {
	for at := w.pos + 1; ; {
		n := bytes.IndexByte(w.text[at:], '"')
		if n < 0 {
			w.pos = len(w.text)
			return false
		}
		at += n + 1
		slashes := 0
		for w.text[at-2-slashes] == '\\' { // the opening quote ends this
			slashes++
		}
		if slashes%2 == 0 {
			w.pos = at
			return true
		}
	}
}

func (w *walker) skipNested() bool {
	for depth := 0; w.pos < len(w.text); {
		switch w.text[w.pos] {
		case '"':
			if !w.skipString() {
				return false
			}
			continue
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
		w.pos++
		if depth == 0 {
			return true
		}
	}
	return false
}

// skipScalar passes over a number or a literal; one that nothing follows may be cut.
func (w *walker) skipScalar() bool {
	for ; w.pos < len(w.text); w.pos++ {
		switch w.text[w.pos] {
		case ',', ']', '}', ':', ' ', '\n', '\r', '\t', '"', '[', '{':
			return true
		}
	}
	return false
}

// Number reads a number. NaN is what is absent, null, no number or not finite; whether
// something stood there that is no number is the second result.
func (v Value) Number() (x float64, wrong bool) {
	if string(v.Text) == "null" || len(v.Text) == 0 {
		return math.NaN(), false
	}
	if len(v.Text) > 400 || v.Text[0] == '"' {
		return math.NaN(), true
	}
	x, err := strconv.ParseFloat(string(v.Text), 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return math.NaN(), true
	}
	return x, false
}

// String reads a string, "" for anything else. What is not UTF-8 becomes U+FFFD.
func (v Value) String() string {
	if !v.IsString() {
		return ""
	}
	inside := v.Text[1 : len(v.Text)-1]
	if bytes.IndexByte(inside, '\\') < 0 {
		return string(bytes.ToValidUTF8(inside, []byte("\uFFFD")))
	}
	return unescape(v.Text)
}

// IsString reports whether it is a whole string.
func (v Value) IsString() bool { return !v.Cut && len(v.Text) >= 2 && v.Text[0] == '"' }

// IsObject and IsArray report what it starts as.
func (v Value) IsObject() bool { return len(v.Text) > 0 && v.Text[0] == '{' }

// IsArray reports whether it starts as an array.
func (v Value) IsArray() bool { return len(v.Text) > 0 && v.Text[0] == '[' }
