package ledger

import (
	"bytes"
	"encoding"
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// direct writes v as Canonical does, in one pass over the value and without JSON in between,
// where nothing in it is unusual: our own structs, maps by text, lists, times in UTC, and text
// in ASCII. At anything else it reports false, and Canonical goes the long way. A scan writes
// thousands of legs a second; the tests hold both ways against each other.
func direct(v any) ([]byte, bool) {
	value := reflect.ValueOf(v)
	if !value.IsValid() {
		return nil, false
	}
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	out, ok := writerOf(value.Type(), nil)((*buf)[:0], value)
	*buf = out
	if !ok {
		return nil, false
	}
	return bytes.Clone(out), true
}

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// writer appends the canonical form of a value of one type, or reports false.
type writer func(b []byte, v reflect.Value) ([]byte, bool)

func unusual(b []byte, _ reflect.Value) ([]byte, bool) { return b, false }

var writers sync.Map // reflect.Type to writer: a type is looked at once

var (
	timeType = reflect.TypeFor[time.Time]()
	ownForms = []reflect.Type{reflect.TypeFor[json.Marshaler](), reflect.TypeFor[encoding.TextMarshaler]()}
)

// writerOf finds the writer of a type. Types that are being looked at are within: one that
// holds itself is left to the long way.
func writerOf(t reflect.Type, within []reflect.Type) writer {
	if w, ok := writers.Load(t); ok {
		return w.(writer)
	}
	if slices.Contains(within, t) {
		return unusual
	}
	w := newWriter(t, append(within, t))
	if len(within) == 0 {
		writers.Store(t, w)
	}
	return w
}

func newWriter(t reflect.Type, within []reflect.Type) writer {
	switch {
	case t == timeType:
		return writeTime
	case t.Kind() == reflect.Pointer:
		return pointerWriter(t, within)
	}
	for _, own := range ownForms {
		if t.Implements(own) || reflect.PointerTo(t).Implements(own) {
			return unusual
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		return func(b []byte, v reflect.Value) ([]byte, bool) { return strconv.AppendBool(b, v.Bool()), true }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(b []byte, v reflect.Value) ([]byte, bool) {
			n := v.Int()
			return strconv.AppendInt(b, n, 10), -exactInteger <= n && n <= exactInteger
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(b []byte, v reflect.Value) ([]byte, bool) {
			n := v.Uint()
			return strconv.AppendUint(b, n, 10), n <= exactInteger
		}
	case reflect.Float64:
		return func(b []byte, v reflect.Value) ([]byte, bool) { return appendDouble(b, v.Float()) }
	case reflect.String:
		return func(b []byte, v reflect.Value) ([]byte, bool) { return appendASCII(b, v.String()) }
	case reflect.Slice, reflect.Array:
		return listWriter(t, within)
	case reflect.Map:
		return mapWriter(t, within)
	case reflect.Struct:
		return structWriter(t, within)
	}
	return unusual
}

// exactInteger is 2^53: up to it every integer is a double.
const exactInteger = 1 << 53

func writeTime(b []byte, v reflect.Value) ([]byte, bool) {
	t := v.Interface().(time.Time)
	if t.Location() != time.UTC || t.Year() < 0 || t.Year() > 9999 {
		return b, false
	}
	b = append(b, '"')
	b = t.AppendFormat(b, time.RFC3339Nano)
	return append(b, '"'), true
}

// appendDouble writes numbers as ECMAScript does (RFC 8785, section 3.2.2.3); the smallest and
// the largest, which have an exponent, are left to the long way.
func appendDouble(b []byte, x float64) ([]byte, bool) {
	if x == 0 {
		return append(b, '0'), true // minus zero too
	}
	if size := math.Abs(x); !(size >= 1e-6 && size < 1e15) {
		return b, false
	}
	return strconv.AppendFloat(b, x, 'f', -1, 64), true
}

func appendASCII(b []byte, s string) ([]byte, bool) {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ' || c >= 0x80:
			return b, false
		case c == '"' || c == '\\':
			b = append(b, s[from:i]...)
			b = append(b, '\\')
			from = i
		}
	}
	b = append(b, s[from:]...)
	return append(b, '"'), true
}

func pointerWriter(t reflect.Type, within []reflect.Type) writer {
	elem := writerOf(t.Elem(), within)
	return func(b []byte, v reflect.Value) ([]byte, bool) {
		if v.IsNil() {
			return append(b, "null"...), true
		}
		return elem(b, v.Elem())
	}
}

func listWriter(t reflect.Type, within []reflect.Type) writer {
	if t.Elem().Kind() == reflect.Uint8 {
		return unusual // base64
	}
	elem := writerOf(t.Elem(), within)
	return func(b []byte, v reflect.Value) (_ []byte, ok bool) {
		if v.Kind() == reflect.Slice && v.IsNil() {
			return append(b, "null"...), true
		}
		b = append(b, '[')
		for i := range v.Len() {
			if i > 0 {
				b = append(b, ',')
			}
			if b, ok = elem(b, v.Index(i)); !ok {
				return b, false
			}
		}
		return append(b, ']'), true
	}
}

func mapWriter(t reflect.Type, within []reflect.Type) writer {
	if t.Key() != reflect.TypeFor[string]() {
		return unusual
	}
	elem := writerOf(t.Elem(), within)
	return func(b []byte, v reflect.Value) (_ []byte, ok bool) {
		if v.IsNil() {
			return append(b, "null"...), true
		}
		keys := make([]string, 0, 16)
		for _, k := range v.MapKeys() {
			keys = append(keys, k.String())
		}
		slices.Sort(keys) // bytes of ASCII are in the order of UTF-16
		b = append(b, '{')
		for i, k := range keys {
			if i > 0 {
				b = append(b, ',')
			}
			if b, ok = appendASCII(b, k); !ok {
				return b, false
			}
			b = append(b, ':')
			if b, ok = elem(b, v.MapIndex(reflect.ValueOf(k))); !ok {
				return b, false
			}
		}
		return append(b, '}'), true
	}
}

// field is one field of a struct with its key as it is written.
type field struct {
	index     int
	name, key string
	omitEmpty bool
	write     writer
}

func structWriter(t reflect.Type, within []reflect.Type) writer {
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		if !f.Anonymous && (!f.IsExported() || tag == "-") {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if f.Anonymous || name == "" || options != "" && options != "omitempty" || strings.ContainsFunc(name, notInKey) {
			return unusual // promoted fields, and what is not written under its tag as it is
		}
		fields = append(fields, field{i, name, `"` + name + `":`, options != "", writerOf(f.Type, within)})
	}
	slices.SortFunc(fields, func(a, b field) int { return strings.Compare(a.name, b.name) })
	for i := 1; i < len(fields); i++ {
		if fields[i].name == fields[i-1].name {
			return unusual
		}
	}
	return func(b []byte, v reflect.Value) (_ []byte, ok bool) {
		b = append(b, '{')
		first := true
		for i := range fields {
			f := &fields[i]
			value := v.Field(f.index)
			if f.omitEmpty && empty(value) {
				continue
			}
			if !first {
				b = append(b, ',')
			}
			first = false
			b = append(b, f.key...)
			if b, ok = f.write(b, value); !ok {
				return b, false
			}
		}
		return append(b, '}'), true
	}
}

func notInKey(r rune) bool {
	return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// empty is what encoding/json's omitempty leaves out.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
