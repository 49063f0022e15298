package jsontext_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb/jsontext"
)

func pieces(text string) (got []string, err error) {
	v, _, first := jsontext.First([]byte(text), 0)
	if v.Text == nil {
		return nil, first
	}
	if v.IsArray() {
		err = jsontext.Elements(v, func(v jsontext.Value) error { got = append(got, string(v.Text)); return nil })
		return got, err
	}
	err = jsontext.Members(v, func(key []byte, v jsontext.Value) error {
		s := string(key) + "=" + string(v.Text)
		if v.Cut {
			s += " (cut)"
		}
		if text[v.At:v.At+len(v.Text)] != string(v.Text) {
			s += " at the wrong byte"
		}
		got = append(got, s)
		return nil
	})
	return got, err
}

func TestPieces(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want, fault string }{
		{`{"a":1,"b":[1,{"c":"]"}]}`, `a=1|b=[1,{"c":"]"}]`, ""},
		{" {\n \"a\" : NaN ,\n \"b\\\"\":null }", `a=NaN|b\"=null`, ""},
		{`[1,[2,3],{"x":"\"}"}]`, `1|[2,3]|{"x":"\"}"}`, ""},
		{`{}`, ``, ""},
		{`[1,2,{"a":`, `1|2`, "cut at byte 10"},
		{`{"now":1,"ac":[{"hex":"a"},{"he`, `now=1|ac=[{"hex":"a"},{"he (cut)`, "cut at byte 31"},
		{`{"a":1 "b":2}`, `a=1`, "not JSON at byte 7"},
		{`{"a":}`, ``, "not JSON at byte 5"},
		{`{"a`, ``, "cut at byte 3"},
		{`[1 2]`, `1`, "not JSON at byte 3"},
	} {
		got, err := pieces(c.text)
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %s, want %s", c.text, s, c.want)
		}
		if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: error %v, want %q", c.text, err, c.fault)
		}
	}
}

func TestScalars(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		x     float64
		wrong bool
	}{
		{"1.5", 1.5, false}, {"-3e2", -300, false}, {"null", math.NaN(), false},
		{"NaN", math.NaN(), true}, {"1e999", math.NaN(), true}, {`"12"`, math.NaN(), true}, {"true", math.NaN(), true},
		{strings.Repeat("9", 401), math.NaN(), true},
	} {
		x, wrong := jsontext.Value{Text: []byte(c.text)}.Number()
		if wrong != c.wrong || x != c.x && !(math.IsNaN(x) && math.IsNaN(c.x)) {
			t.Errorf("%.20s is %v, %v", c.text, x, wrong)
		}
	}
	for text, want := range map[string]string{`"N1\u0041"`: "N1A", `"plain  "`: "plain  ", `12`: "", `"a` + "\xff" + `b"`: "a\uFFFDb", `"a\qb"`: `a\qb`} {
		if got := (jsontext.Value{Text: []byte(text)}).String(); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}

// What encoding/json reads, Members reads the same; nothing makes it panic or lose bytes.
func FuzzWalk(f *testing.F) {
	for _, s := range []string{`{"a":[1,2,{"b":"\\"}],"c":null}`, `[{"a":1},2`, `{"a":"\"`, `{"":{}}`, `"`, `{"a\`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		v, end, _ := jsontext.First(text, 0)
		if end > len(text) {
			t.Fatalf("read up to %d of %d bytes", end, len(text))
		}
		var want []json.RawMessage
		var object map[string]json.RawMessage
		switch {
		case v.Text == nil:
		case v.IsArray():
			var got [][]byte
			err := jsontext.Elements(v, func(v jsontext.Value) error { got = append(got, v.Text); return nil })
			if json.Unmarshal(text, &want) != nil {
				return
			}
			if err != nil || len(got) != len(want) {
				t.Fatalf("%d elements, %v; want %d", len(got), err, len(want))
			}
			for i := range got {
				if !bytes.Equal(got[i], want[i]) {
					t.Fatalf("element %d is %s, want %s", i, got[i], want[i])
				}
			}
		case v.IsObject():
			last := map[string][]byte{}
			err := jsontext.Members(v, func(key []byte, v jsontext.Value) error { last[string(key)] = v.Text; return nil })
			if json.Unmarshal(text, &object) != nil {
				var broken *jsontext.Broken
				if err != nil && !errors.As(err, &broken) {
					t.Fatal(err)
				}
				return
			}
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			for key, raw := range object {
				if got, ok := last[key]; ok && !bytes.Equal(got, raw) {
					t.Fatalf("%s is %s, want %s", key, got, raw)
				}
			}
		}
	})
}
